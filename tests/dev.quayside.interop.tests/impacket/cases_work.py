"""Opnums 12 to 15: transactions and units of work ([MS-MQRR] 3.1.4.12 to 3.1.4.15)."""

import os
import struct
import time

import remoteread as rr
import statuses as st
from cases_reading import LOOKUPS, filled
from exactly_once import send_transactional
from reader import Connection, expect, labels
from suite import case, connected


def token(unit, version=1, rest=100, declared=None):
    """A propagation token ([MS-DTCO] 2.2.5.4)."""
    return struct.pack('<LL16sLLL40s', 1, version, unit, 0x00100000, 0, rest if declared is None else declared,
                       b'description') + b'\x5A' * rest


UNIT = bytes(range(1, 17))
for text, data, status in (
        ('a token of a coordinator is refused with MQ_ERROR_DTC_CONNECT', token(UNIT), st.DTC_CONNECT),
        ('a token of version 3 is refused with MQ_ERROR_DTC_CONNECT', token(UNIT, 3), st.DTC_CONNECT),
        ('131,072 bytes of noise cannot be imported', os.urandom(131072), st.TRANSACTION_IMPORT),
        ('131,072 zeros cannot be imported', b'\x00' * 131072, st.TRANSACTION_IMPORT),
        ('one byte cannot be imported', b'\x01', st.TRANSACTION_IMPORT),
        ('a token that ends in its header cannot be imported', token(UNIT)[:75], st.TRANSACTION_IMPORT),
        ('a token of another transaction cannot be imported', token(b'\x99' * 16), st.TRANSACTION_IMPORT),
        ('a token of version 4 cannot be imported', token(UNIT, 4), st.TRANSACTION_IMPORT),
        ('a token of another length than it says cannot be imported', token(UNIT, declared=101), st.TRANSACTION_IMPORT),
        ('no token is an invalid parameter', b'', st.INVALID_PARAMETER)):
    @connected('R_QMEnlistRemoteTransaction: ' + text)
    def enlist(place, connection, bytes_of=data, code=status):
        expect('HRESULT', code, connection.enlist, UNIT, bytes_of, rr.direct(place.name))
        connection.open(rr.direct(place.name)).close()


@connected('R_QMEnlistRemoteTransaction of the transaction of zeros is an invalid parameter')
def enlist_none(place, connection):
    expect('HRESULT', st.INVALID_PARAMETER, connection.enlist, rr.NO_UNIT, token(rr.NO_UNIT), rr.direct(place.name))


@connected('R_QMEnlistRemoteTransaction does not look at the queue')
def enlist_any_queue(place, connection):
    for queue in (rr.direct('OS:localhost\\private$\\nosuch'), rr.direct('nonsense'), rr.guid_kind(5, b'\x33' * 16)):
        expect('HRESULT', st.DTC_CONNECT, connection.enlist, UNIT, token(UNIT), queue)


for size in (131073, 0xFFFFFFFF):
    @connected('A token of %d bytes is outside of its range' % size)
    def enlist_too_long(place, connection, declared=size):
        data = b'\x00' * min(declared, 131073)
        expect('fault', st.BAD_STUB_DATA, connection.enlist, UNIT, data, rr.direct(place.name), declared)

for size in (0, 4, 6, 131072):
    @connected('cbPropagationToken %d for a token of 5 bytes is bad stub data' % size)
    def enlist_contradiction(place, connection, declared=size):
        expect('fault', st.BAD_STUB_DATA, connection.enlist, UNIT, b'token', rr.direct(place.name), declared)


def transactional(place, connection, *names):
    if names:
        send_transactional(place, place.transactional, *[{'label': name} for name in names])
    return connection.open(rr.direct(place.transactional))


@connected('R_StartTransactionalReceive without a unit of work is R_StartReceive')
def without(place, connection):
    queue = filled(place, connection, 'one', 'two')
    assert queue.start(rr.PEEK_CURRENT, unit=rr.NO_UNIT).packet.label == 'one'
    assert queue.start(rr.RECEIVE, unit=rr.NO_UNIT).packet.label == 'one'
    queue.end_transactional(rr.ACK)
    assert labels(queue) == ['two']
    queue.start(rr.RECEIVE, unit=rr.NO_UNIT)
    queue.end(rr.NACK)
    assert labels(queue) == ['two']


@connected('R_StartTransactionalReceive of a queue that is not transactional is MQ_ERROR_TRANSACTION_USAGE')
def no_transactions(place, connection):
    queue = filled(place, connection, 'one')
    expect('HRESULT', st.TRANSACTION_USAGE, queue.start, rr.RECEIVE, unit=UNIT)
    assert labels(queue) == ['one']


for name, code in {'MQ_ACTION_PEEK_CURRENT': rr.PEEK_CURRENT, **LOOKUPS}.items():
    if 'PEEK' in name:
        @connected(name + ' in a unit of work is MQ_ERROR_TRANSACTION_USAGE')
        def peeks(place, connection, action=code):
            queue = transactional(place, connection, 'one')
            lookup = 0 if action == rr.PEEK_CURRENT else queue.start(rr.PEEK_CURRENT).lookup_id
            expect('HRESULT', st.TRANSACTION_USAGE, queue.start, action, lookup=lookup, unit=os.urandom(16))

for text, arguments in (('an action that there is not', {'action': 0x77}),
                        ('a lookup without id', {'action': rr.LOOKUP_RECEIVE_NEXT}),
                        ('a receive with an id', {'action': rr.RECEIVE, 'lookup': 1}),
                        ('a lookup with a time-out', {'action': rr.LOOKUP_RECEIVE_PREV, 'lookup': 1, 'timeout': 1})):
    @connected('R_StartTransactionalReceive with %s is an invalid parameter' % text)
    def invalid(place, connection, wrong=arguments):
        for queue in (filled(place, connection), transactional(place, connection)):
            expect('HRESULT', st.INVALID_PARAMETER, queue.start, unit=os.urandom(16), **wrong)


@connected('R_StartTransactionalReceive at a cursor that never was is STATUS_INVALID_HANDLE')
def no_cursor(place, connection):
    for queue in (filled(place, connection, 'one'), transactional(place, connection, 'one')):
        expect('HRESULT', st.STATUS_INVALID_HANDLE, queue.start, rr.RECEIVE, cursor=77, unit=os.urandom(16))


@connected('R_StartTransactionalReceive of an empty queue times out')
def empty(place, connection):
    queue = transactional(place, connection)
    expect('HRESULT', st.IO_TIMEOUT, queue.start, rr.RECEIVE, unit=os.urandom(16))
    expect('HRESULT', st.IO_TIMEOUT, queue.start, rr.RECEIVE, timeout=50, unit=os.urandom(16))


@connected('A message that a unit of work has received is not to be seen, acknowledged or not')
def locked(place, connection):
    queue = transactional(place, connection, 'one', 'two')
    assert queue.start(rr.RECEIVE, request_id=5, unit=os.urandom(16)).packet.label == 'one'
    assert labels(queue) == ['two']
    queue.end_transactional(rr.ACK, 5)
    assert labels(queue) == ['two']


@case('A unit of work that began with a receive is rolled back when its client goes')
def rolled_back(place):
    with Connection(place) as connection:
        queue = transactional(place, connection, 'one', 'two')
        unit = os.urandom(16)
        for _ in range(2):
            queue.start(rr.RECEIVE, unit=unit)
            queue.end_transactional(rr.ACK)
        assert labels(queue) == []
    with Connection(place) as connection:
        queue = transactional(place, connection)
        assert queue.start(rr.PEEK_CURRENT, timeout=10000).packet.label == 'one'
        assert labels(queue) == ['one', 'two'], 'in their order'


@case('A message that was rolled back counts its aborts')
def aborts(place):
    for _ in range(2):
        with Connection(place) as connection:
            queue = transactional(place, connection, *([] if _ else ['one']))
            queue.start(rr.RECEIVE, timeout=10000, unit=os.urandom(16))
            queue.end_transactional(rr.ACK)
    with Connection(place) as connection:
        queue = transactional(place, connection)
        lookup = queue.start(rr.PEEK_CURRENT, timeout=10000).lookup_id
        subqueue = rr.direct(place.transactional + ';poison', 8, 5)
        queue.move(connection.open_for_move(subqueue), lookup)
        packet = connection.open(subqueue).start(rr.PEEK_CURRENT).packet
        assert (packet.aborts, packet.moves, packet.subqueue.lower()) == (2, 1, 'poison')


@connected('RR_NACK gives a message of a unit of work back at once')
def not_acknowledged(place, connection):
    queue = transactional(place, connection, 'one', 'two')
    queue.start(rr.RECEIVE, unit=os.urandom(16))
    queue.end_transactional(rr.NACK)
    assert labels(queue) == ['one', 'two']


for name in ('MQ_LOOKUP_RECEIVE_CURRENT', 'MQ_LOOKUP_RECEIVE_NEXT', 'MQ_LOOKUP_RECEIVE_PREV'):
    @connected(name + ' receives in a unit of work')
    def lookups(place, connection, action=LOOKUPS[name]):
        queue = transactional(place, connection, 'one', 'two', 'three')
        two = queue.start(rr.LOOKUP_PEEK_NEXT, queue.start(rr.PEEK_CURRENT).lookup_id).lookup_id
        taken = queue.start(action, lookup=two, unit=os.urandom(16)).packet.label
        assert taken == {0x20: 'two', 0x21: 'three', 0x22: 'one'}[action & 0xFF]
        queue.end_transactional(rr.ACK)
        assert taken not in labels(queue)


@connected('R_EndTransactionalReceive without any receive is MQ_ERROR_INVALID_HANDLE')
def end_nothing(place, connection):
    expect('HRESULT', st.INVALID_HANDLE, transactional(place, connection).end_transactional, rr.ACK, 1)


@connected('R_EndTransactionalReceive of another request is MQ_ERROR_INVALID_PARAMETER')
def end_another(place, connection):
    queue = transactional(place, connection, 'one')
    queue.start(rr.RECEIVE, request_id=5, unit=os.urandom(16))
    expect('HRESULT', st.INVALID_PARAMETER, queue.end_transactional, rr.ACK, 6)
    queue.end_transactional(rr.ACK, 5)
    expect('HRESULT', st.INVALID_HANDLE, queue.end_transactional, rr.ACK, 5)


@connected('A request id is an invalid parameter while a receive of a unit of work has it')
def duplicate(place, connection):
    queue = transactional(place, connection, 'one', 'two')
    queue.start(rr.RECEIVE, request_id=5, unit=UNIT)
    expect('HRESULT', st.INVALID_PARAMETER, queue.start, rr.RECEIVE, request_id=5, unit=UNIT)
    expect('HRESULT', st.INVALID_PARAMETER, queue.start, rr.RECEIVE, request_id=5)


@connected('A receive of a unit of work that is not ended in time gives its message back')
def cleaned_up(place, connection):
    queue = transactional(place, connection, 'one')
    queue.start(rr.RECEIVE, unit=os.urandom(16))
    assert queue.start(rr.PEEK_CURRENT, timeout=20000).packet.label == 'one'


@connected('R_SetUserAcknowledgementClass marks a message that a unit of work has received')
def reject(place, connection):
    queue = transactional(place, connection, 'one')
    lookup = queue.start(rr.RECEIVE, unit=os.urandom(16)).lookup_id
    queue.end_transactional(rr.ACK)
    queue.set_class(lookup, rr.REJECTED)
    queue.set_class(lookup, 0)


@connected('R_SetUserAcknowledgementClass of a message of no unit of work is MQ_ERROR_TRANSACTION_USAGE')
def reject_none(place, connection):
    queue = transactional(place, connection, 'one')
    lookup = queue.start(rr.PEEK_CURRENT).lookup_id
    for message_class in (0, rr.REJECTED):
        expect('HRESULT', st.TRANSACTION_USAGE, queue.set_class, lookup, message_class)
    queue.start(rr.RECEIVE)
    expect('HRESULT', st.TRANSACTION_USAGE, queue.set_class, lookup, rr.REJECTED)


for wrong in (0, 1, 0xFFFFFFFFFFFFFFFF):
    @connected('R_SetUserAcknowledgementClass of the message 0x%X, which never was, is not found' % wrong)
    def reject_never(place, connection, lookup=wrong):
        queue = transactional(place, connection, 'one')
        for message_class in (0, rr.REJECTED):
            expect('HRESULT', st.MESSAGE_NOT_FOUND, queue.set_class, lookup, message_class)

for wrong in (1, 0x8004, 0xC001, 0xC002, 0xC003, 0xFFFF):
    @connected('R_SetUserAcknowledgementClass with the class 0x%04X is an invalid parameter' % wrong)
    def other_class(place, connection, message_class=wrong):
        queue = transactional(place, connection, 'one')
        lookup = queue.start(rr.RECEIVE, unit=os.urandom(16)).lookup_id
        expect('HRESULT', st.INVALID_PARAMETER, queue.set_class, lookup, message_class)


@connected('A queue that is closed gives back what its units of work have not acknowledged')
def closed(place, connection):
    queue = transactional(place, connection, 'one', 'two')
    unit = os.urandom(16)
    queue.start(rr.RECEIVE, unit=unit)
    queue.end_transactional(rr.ACK)
    queue.start(rr.RECEIVE, unit=unit)
    queue.close()
    assert labels(transactional(place, connection)) == ['two']


@connected('A unit of work receives on without end')
def many(place, connection):
    queue = transactional(place, connection, *['m%d' % i for i in range(30)])
    unit, started = os.urandom(16), time.monotonic()
    for i in range(30):
        assert queue.start(rr.RECEIVE, unit=unit).packet.label == 'm%d' % i
        queue.end_transactional(rr.ACK)
    assert labels(queue) == [] and time.monotonic() - started < 60
