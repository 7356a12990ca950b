"""R_OpenQueueForMove and R_MoveMessage ([MS-MQRR] 3.1.4.10, 3.1.4.11)."""

import time

import remoteread as rr
import statuses as st
from cases_reading import filled
from exactly_once import send_transactional
from reader import Connection, expect, labels
from suite import case, connected

for wrong in (0, 1, 2, 5, 0x20, 0xFFFFFFFF):
    @connected('R_OpenQueueForMove with dwAccess 0x%X throws MQ_ERROR_INVALID_PARAMETER' % wrong)
    def access(place, connection, code=wrong):
        expect('fault', st.INVALID_PARAMETER, connection.open_for_move, rr.direct(place.name), code)

for wrong in (2, 0xFFFFFFFF):
    @connected('R_OpenQueueForMove with dwShareMode 0x%X throws MQ_ERROR_INVALID_PARAMETER' % wrong)
    def share(place, connection, code=wrong):
        expect('fault', st.INVALID_PARAMETER, connection.open_for_move, rr.direct(place.name), share=code)


def sub(place, name='a', queue=None):
    return rr.direct((queue or place.name) + ';' + name, 8, 5)


@connected('R_OpenQueueForMove returns a handle and a value that stands for it')
def opened(place, connection):
    one, two = connection.open_for_move(sub(place)), connection.open_for_move(sub(place))
    assert one.handle != two.handle and one.context != two.context and 0 not in (one.context, two.context)
    one.close()
    two.close()


for name, operation, status in (
        ('R_StartReceive', lambda queue: queue.start(rr.PEEK_CURRENT), st.INVALID_HANDLE),
        ('R_StartTransactionalReceive', lambda queue: queue.start(rr.RECEIVE, unit=rr.NO_UNIT), st.INVALID_HANDLE),
        ('R_CreateCursor', lambda queue: queue.create_cursor(), st.INVALID_HANDLE),
        ('R_EndReceive', lambda queue: queue.end(rr.ACK, 1), st.INVALID_HANDLE),
        ('R_CancelReceive', lambda queue: queue.cancel(1), st.STATUS_NOT_FOUND),
        ('R_CloseCursor', lambda queue: queue.close_cursor(1), st.STATUS_INVALID_HANDLE),
        ('R_SetUserAcknowledgementClass', lambda queue: queue.set_class(1, 0), st.STATUS_ACCESS_DENIED)):
    @connected('%s refuses a handle that was opened for moving' % name)
    def for_moving_only(place, connection, call=operation, code=status):
        filled(place, connection, 'one')
        expect('HRESULT', code, call, connection.open_for_move(rr.direct(place.name)))


def head(queue):
    return queue.start(rr.PEEK_CURRENT).lookup_id


@connected('A message moves to a subqueue, which is there then')
def to_subqueue(place, connection):
    queue = filled(place, connection, 'one', 'two')
    queue.move(connection.open_for_move(sub(place)), head(queue))
    assert labels(queue) == ['two']
    assert labels(connection.open(sub(place), rr.ACCESS_PEEK)) == ['one']


@connected('A message moves back to its queue, to its old place')
def back(place, connection):
    queue = filled(place, connection, 'one', 'two')
    queue.move(connection.open_for_move(sub(place)), head(queue))
    source = connection.open(sub(place))
    source.move(connection.open_for_move(rr.direct(place.name)), head(source))
    assert labels(queue) == ['one', 'two'] and labels(source) == []


@connected('A message moves between two subqueues of a queue')
def between(place, connection):
    queue = filled(place, connection, 'one')
    queue.move(connection.open_for_move(sub(place)), head(queue))
    source = connection.open(sub(place))
    source.move(connection.open_for_move(sub(place, 'b')), head(source))
    assert labels(connection.open(sub(place, 'b'))) == ['one']


@connected('A moved message keeps its lookup id')
def keeps_id(place, connection):
    queue = filled(place, connection, 'one')
    lookup = head(queue)
    queue.move(connection.open_for_move(sub(place)), lookup)
    assert connection.open(sub(place)).start(rr.LOOKUP_PEEK_CURRENT, lookup).packet.label == 'one'
    expect('HRESULT', st.MESSAGE_NOT_FOUND, queue.start, rr.LOOKUP_PEEK_CURRENT, lookup)


@connected('A message in a subqueue tells its subqueue, how often it was moved and when')
def counters(place, connection):
    before = int(time.time()) - 1
    queue = filled(place, connection, 'one')
    queue.move(connection.open_for_move(sub(place)), head(queue))
    source = connection.open(sub(place))
    packet = source.start(rr.PEEK_CURRENT).packet
    assert (packet.subqueue.lower(), packet.moves, packet.aborts) == ('a', 1, 0)
    assert before <= packet.last_move <= time.time() + 1
    source.move(connection.open_for_move(sub(place, 'b')), head(source))
    packet = connection.open(sub(place, 'b')).start(rr.PEEK_CURRENT).packet
    assert (packet.subqueue.lower(), packet.moves) == ('b', 2)


@connected('A message moves to a subqueue with a name of 32 characters beyond ASCII')
def long_name(place, connection):
    queue = filled(place, connection, 'one')
    name = '\u00df\u4e16' + 'x' * 30
    queue.move(connection.open_for_move(sub(place, name)), head(queue))
    packet = connection.open(sub(place, name)).start(rr.PEEK_CURRENT).packet
    assert packet.subqueue == name


@connected('A receive that waits at a subqueue gets what is moved there')
def wakes(place, connection):
    queue = filled(place, connection, 'one', 'two')
    target = connection.open_for_move(sub(place))
    queue.move(target, head(queue))
    with Connection(place) as other:
        source = other.open(sub(place))
        source.start(rr.RECEIVE)
        source.end(rr.ACK)
    queue.move(target, head(queue))
    assert connection.open(sub(place)).start(rr.RECEIVE, timeout=5000).packet.label == 'two'


for text, change in (('0', lambda context: 0), ('another value', lambda context: context ^ 1),
                     ('all ones', lambda context: 0xFFFFFFFFFFFFFFFF)):
    @connected('ullContextTo of %s is MQ_ERROR_INVALID_HANDLE' % text)
    def no_context(place, connection, wrong=change):
        queue = filled(place, connection, 'one')
        target = connection.open_for_move(sub(place))
        expect('HRESULT', st.INVALID_HANDLE, queue.move, wrong(target.context), head(queue))


@connected('ullContextTo of a handle that was closed is MQ_ERROR_INVALID_HANDLE')
def closed_context(place, connection):
    queue = filled(place, connection, 'one')
    target = connection.open_for_move(sub(place))
    target.close()
    expect('HRESULT', st.INVALID_HANDLE, queue.move, target.context, head(queue))


@case('ullContextTo of another client is MQ_ERROR_INVALID_HANDLE')
def context_of_others(place):
    with Connection(place) as connection, Connection(place) as stranger:
        queue = filled(place, connection, 'one')
        target = stranger.open_for_move(sub(place))
        expect('HRESULT', st.INVALID_HANDLE, queue.move, target.context, head(queue))


for text, other in (('another queue', lambda place: rr.direct(place.transactional)),
                    ('a subqueue of another queue', lambda place: sub(place, 'a', place.transactional)),
                    ('itself', lambda place: rr.direct(place.name)),
                    ('its journal', lambda place: rr.direct(place.name, 3, 0x81))):
    @connected('A move to %s is STATUS_INVALID_PARAMETER' % text)
    def unrelated(place, connection, target=other):
        queue = filled(place, connection, 'one')
        expect('HRESULT', st.STATUS_INVALID_PARAMETER, queue.move, connection.open_for_move(target(place)), head(queue))
        assert labels(queue) == ['one']

for lookup in (0, 1, 0x0400000000000000, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF):
    @connected('A move of the message 0x%X, which never was, is MQ_ERROR_MESSAGE_NOT_FOUND' % lookup)
    def never(place, connection, wrong=lookup):
        queue = filled(place, connection, 'one')
        expect('HRESULT', st.MESSAGE_NOT_FOUND, queue.move, connection.open_for_move(sub(place)), wrong)


@connected('A move of a message that was received is MQ_ERROR_MESSAGE_NOT_FOUND')
def gone(place, connection):
    queue = filled(place, connection, 'one')
    lookup = queue.start(rr.RECEIVE).lookup_id
    queue.end(rr.ACK)
    expect('HRESULT', st.MESSAGE_NOT_FOUND, queue.move, connection.open_for_move(sub(place)), lookup)


@connected('A move of a message that is being received is MQ_ERROR_MESSAGE_LOCKED_UNDER_TRANSACTION')
def locked(place, connection):
    queue = filled(place, connection, 'one')
    lookup = queue.start(rr.RECEIVE).lookup_id
    expect('HRESULT', st.MESSAGE_LOCKED_UNDER_TRANSACTION, queue.move, connection.open_for_move(sub(place)), lookup)


@connected('A move from a queue that was opened for peeking is STATUS_ACCESS_DENIED')
def peeking(place, connection):
    queue = filled(place, connection, 'one', access=rr.ACCESS_PEEK)
    expect('HRESULT', st.STATUS_ACCESS_DENIED, queue.move, connection.open_for_move(sub(place)), head(queue))


@connected('A move in a unit of work to a queue that is not transactional is MQ_ERROR_TRANSACTION_USAGE')
def no_transactions(place, connection):
    queue = filled(place, connection, 'one')
    expect('HRESULT', st.TRANSACTION_USAGE, queue.move, connection.open_for_move(sub(place)), head(queue), b'\x01' * 16)


@connected('A move in a unit of work that never was is MQ_ERROR_TRANSACTION_SEQUENCE')
def unknown_unit(place, connection):
    send_transactional(place, place.transactional, {'label': 'one'})
    queue = connection.open(rr.direct(place.transactional))
    target = connection.open_for_move(sub(place, 'a', place.transactional))
    expect('HRESULT', st.TRANSACTION_SEQUENCE, queue.move, target, head(queue), b'\x01' * 16)
    assert labels(queue) == ['one']


@connected('A transactional message moves without a unit of work too')
def moves_now(place, connection):
    send_transactional(place, place.transactional, {'label': 'one'}, {'label': 'two'})
    queue = connection.open(rr.direct(place.transactional))
    queue.move(connection.open_for_move(sub(place, 'a', place.transactional)), head(queue))
    assert labels(queue) == ['two']
    assert labels(connection.open(sub(place, 'a', place.transactional))) == ['one']


@connected('A purge of a queue leaves its subqueues')
def purge(place, connection):
    queue = filled(place, connection, 'one', 'two')
    queue.move(connection.open_for_move(sub(place)), head(queue))
    queue.purge()
    source = connection.open(sub(place))
    assert labels(source) == ['one']
    source.purge()
    assert labels(source) == []
