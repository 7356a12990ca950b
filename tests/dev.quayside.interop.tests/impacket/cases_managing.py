"""qmmgmt ([MS-MQMR] 3.1.4)."""

import remoteread as rr
import statuses as st
from packet import guid_bytes
from qmmgmt import (INTERFACE, MACHINE, QUEUE, SESSION, VT_I8, VT_LPWSTR, VT_NULL, VT_UI4, VT_VECTOR, action, info,
                    value)
from reader import Connection, expect
from suite import case
from transfer import send_all


def managing(sentence):
    def register(function):
        @case(sentence)
        def run(place):
            with Connection(place, INTERFACE) as connection:
                function(place, connection)

    return register


def ask(connection, properties, queue=None, kind=None):
    answer = connection.call(info(properties, queue, kind))
    assert len(answer['apVar']) == len(properties)
    return [value(variant) for variant in answer['apVar']]


@managing('PROPID_MGMT_MSMQ_PRIVATEQ lists every private queue')
def private_queues(place, connection):
    (kind, names), = ask(connection, [2])
    assert kind == VT_VECTOR | VT_LPWSTR
    assert len(names) == int(place.plain_queues) + int(place.transactional_queues)
    assert any(name.lower().endswith('\\' + place.queue) for name in names)


@managing('PROPID_MGMT_MSMQ_ACTIVEQUEUES lists a queue that is open')
def active_queues(place, connection):
    send_all(place, {'label': 'one'})
    with Connection(place) as reading:
        reading.open(rr.direct(place.name))
        (kind, names), = ask(connection, [1])
        assert kind == VT_VECTOR | VT_LPWSTR and any(name.lower().endswith(place.queue) for name in names)


for number, expected in ((3, VT_NULL), (4, VT_LPWSTR), (5, VT_LPWSTR), (6, VT_I8)):
    @managing('Machine property %d has type %d' % (number, expected))
    def machine(place, connection, propid=number, wanted=expected):
        assert ask(connection, [propid])[0][0] == wanted

for wrong in (0, 7, 27, 28, 999, 0xFFFFFFFF):
    @managing('Property %d is none of the machine' % wrong)
    def no_machine_property(place, connection, propid=wrong):
        expect('HRESULT', st.ILLEGAL_PROPID, ask, connection, [propid])

for wrong in (0, 28, 999, 0xFFFFFFFF):
    @managing('Property %d is none of a queue' % wrong)
    def no_queue_property(place, connection, propid=wrong):
        expect('HRESULT', st.ILLEGAL_PROPID, ask, connection, [propid], rr.direct(place.name))

for number, expected in ((1, VT_LPWSTR), (2, VT_LPWSTR), (3, VT_LPWSTR), (4, VT_LPWSTR), (5, VT_LPWSTR),
                         (7, VT_UI4), (8, VT_UI4), (9, VT_UI4), (10, VT_UI4), (11, VT_LPWSTR)):
    @managing('Queue property %d has type %d' % (number, expected))
    def queue_property(place, connection, propid=number, wanted=expected):
        assert ask(connection, [propid], rr.direct(place.name))[0][0] == wanted

for number in list(range(12, 24)) + [25]:
    @managing('Queue property %d of outgoing queues is VT_NULL for another' % number)
    def outgoing(place, connection, propid=number):
        assert ask(connection, [propid], rr.direct(place.name)) == [(VT_NULL, None)]


@managing('The count and the bytes of a queue grow with its messages')
def counts(place, connection):
    send_all(place, {'label': 'one', 'body': b'x' * 1000}, {'label': 'two'})
    (_, count), (_, size) = ask(connection, [7, 8], rr.direct(place.name))
    assert count == 2 and size > 1000


@managing('A message that is received and not ended still counts')
def counts_locked(place, connection):
    send_all(place, {'label': 'one'})
    with Connection(place) as reading:
        reading.open(rr.direct(place.name)).start(rr.RECEIVE)
        assert ask(connection, [7], rr.direct(place.name)) == [(VT_UI4, 1)]


@managing('A subqueue does not count for its queue')
def counts_subqueue(place, connection):
    send_all(place, {'label': 'one'})
    with Connection(place) as reading:
        queue = reading.open(rr.direct(place.name))
        target = reading.open_for_move(rr.direct(place.name + ';a', 8, 5))
        queue.move(target, queue.start(rr.PEEK_CURRENT).lookup_id)
        assert ask(connection, [7], rr.direct(place.name)) == [(VT_UI4, 0)]
        assert ask(connection, [7], rr.direct(place.name + ';a', 8, 5)) == [(VT_UI4, 1)]


for text, missing in (('a name that nobody has', lambda place: rr.direct('OS:localhost\\private$\\nosuch')),
                      ('a number that no queue has', lambda place: rr.private(guid_bytes(place.queue_manager), 9999)),
                      ('a queue of another queue manager', lambda place: rr.private(b'\x22' * 16, 16)),
                      ('a public queue that nobody has', lambda place: rr.guid_kind(1, b'\x33' * 16))):
    @managing('R_QMMgmtGetInfo of %s finds no queue' % text)
    def not_found(place, connection, queue=missing):
        expect('HRESULT', st.QUEUE_NOT_FOUND, ask, connection, [7], queue(place))


for cp in (0, 129, 1000):
    @managing('cp %d is outside of its range' % cp)
    def too_many(place, connection, count=cp):
        expect('fault', st.BAD_STUB_DATA, ask, connection, [4] * count)


@managing('cp 128 is the most that can be asked for')
def most(place, connection):
    assert len(ask(connection, [4] * 128)) == 128


@managing('cp and the arrays must agree')
def contradiction(place, connection):
    request = info([4, 5])
    request['cp'] = 1
    expect('fault', st.BAD_STUB_DATA, connection.call, request)


for text in ('', 'NOSUCH', 'TIDY;', 'x' * 1000, '\U0001F4EC'):
    @managing('The action %r of the machine is an invalid parameter' % text[:10])
    def no_action(place, connection, name=text):
        expect('HRESULT', st.INVALID_PARAMETER, connection.call, action(name))

for text in ('', 'NOSUCH', 'CONNECT'):
    @managing('The action %r of a queue is an invalid parameter' % text)
    def no_queue_action(place, connection, name=text):
        expect('HRESULT', st.INVALID_PARAMETER, connection.call, action(name, rr.direct(place.name)))


@managing('TIDY reclaims space and deletes nothing')
def tidy(place, connection):
    send_all(place, {'label': 'one', 'recoverable': True})
    connection.call(action('TIDY'))
    assert ask(connection, [7], rr.direct(place.name)) == [(VT_UI4, 1)]
