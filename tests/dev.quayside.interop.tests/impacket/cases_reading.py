"""Cursors, R_PurgeQueue and R_StartReceive ([MS-MQRR] 3.1.4.4 to 3.1.4.7)."""

import struct
import threading
import time

import remoteread as rr
import statuses as st
from reader import expect, labels
from suite import connected
from transfer import send_all

LOOKUPS = {'MQ_LOOKUP_PEEK_CURRENT': rr.LOOKUP_PEEK_CURRENT, 'MQ_LOOKUP_PEEK_NEXT': rr.LOOKUP_PEEK_NEXT,
           'MQ_LOOKUP_PEEK_PREV': rr.LOOKUP_PEEK_PREV, 'MQ_LOOKUP_RECEIVE_CURRENT': rr.LOOKUP_RECEIVE_CURRENT,
           'MQ_LOOKUP_RECEIVE_NEXT': rr.LOOKUP_RECEIVE_NEXT, 'MQ_LOOKUP_RECEIVE_PREV': rr.LOOKUP_RECEIVE_PREV}
OTHERS = {'MQ_ACTION_RECEIVE': rr.RECEIVE, 'MQ_ACTION_PEEK_CURRENT': rr.PEEK_CURRENT,
          'MQ_ACTION_PEEK_NEXT': rr.PEEK_NEXT}


def filled(place, connection, *names, access=rr.ACCESS_RECEIVE):
    if names:
        send_all(place, *[{'label': name} for name in names])
    return connection.open(rr.direct(place.name), access)


@connected('R_CreateCursor returns a handle that no other cursor has')
def cursors_differ(place, connection):
    one, two = filled(place, connection), filled(place, connection, access=rr.ACCESS_PEEK)
    handles = {queue.create_cursor() for queue in (one, two) for _ in range(10)}
    assert len(handles) == 20 and 0 not in handles


@connected('R_CloseCursor refuses a cursor that was closed')
def cursor_closed_twice(place, connection):
    queue = filled(place, connection)
    cursor = queue.create_cursor()
    queue.close_cursor(cursor)
    expect('HRESULT', st.STATUS_INVALID_HANDLE, queue.close_cursor, cursor)


for wrong in (0, 1, 0xFFFFFFFF):
    @connected('R_CloseCursor refuses the cursor 0x%X, which never was' % wrong)
    def cursor_never(place, connection, cursor=wrong):
        expect('HRESULT', st.STATUS_INVALID_HANDLE, filled(place, connection).close_cursor, cursor)


@connected('A cursor belongs to the handle that it was created with')
def cursor_of_another(place, connection):
    queue, other = filled(place, connection, 'one'), filled(place, connection)
    cursor = other.create_cursor()
    expect('HRESULT', st.STATUS_INVALID_HANDLE, queue.close_cursor, cursor)
    expect('HRESULT', st.STATUS_INVALID_HANDLE, queue.start, rr.PEEK_CURRENT, cursor=cursor)


for name, code in OTHERS.items():
    @connected('%s at a cursor that was closed is STATUS_INVALID_HANDLE' % name)
    def closed_cursor(place, connection, action=code):
        queue = filled(place, connection, 'one')
        cursor = queue.create_cursor()
        queue.close_cursor(cursor)
        expect('HRESULT', st.STATUS_INVALID_HANDLE, queue.start, action, cursor=cursor)

    @connected('%s with a lookup id is an invalid parameter' % name)
    def no_lookup(place, connection, action=code):
        queue = filled(place, connection, 'one')
        cursor = queue.create_cursor()
        lookup = queue.start(rr.PEEK_CURRENT, cursor=cursor).lookup_id
        expect('HRESULT', st.INVALID_PARAMETER, queue.start, action, lookup=lookup)
        expect('HRESULT', st.INVALID_PARAMETER, queue.start, action, lookup=lookup, cursor=cursor)


@connected('MQ_ACTION_PEEK_NEXT without a cursor is an invalid parameter')
def next_without_cursor(place, connection):
    expect('HRESULT', st.INVALID_PARAMETER, filled(place, connection, 'one').start, rr.PEEK_NEXT)


@connected('MQ_ACTION_PEEK_NEXT at a cursor that has read nothing is an illegal cursor action')
def next_before_current(place, connection):
    queue = filled(place, connection, 'one')
    expect('HRESULT', st.ILLEGAL_CURSOR_ACTION, queue.start, rr.PEEK_NEXT, cursor=queue.create_cursor())


@connected('MQ_ACTION_PEEK_NEXT advances the cursor, and at the end times out')
def next_to_the_end(place, connection):
    queue = filled(place, connection, 'one', 'two')
    cursor = queue.create_cursor()
    assert queue.start(rr.PEEK_CURRENT, cursor=cursor).packet.label == 'one'
    assert queue.start(rr.PEEK_NEXT, cursor=cursor).packet.label == 'two'
    expect('HRESULT', st.IO_TIMEOUT, queue.start, rr.PEEK_NEXT, cursor=cursor)


@connected('MQ_ACTION_RECEIVE at a cursor takes its message and advances')
def receive_at_cursor(place, connection):
    queue = filled(place, connection, 'one', 'two', 'three')
    cursor = queue.create_cursor()
    queue.start(rr.PEEK_CURRENT, cursor=cursor)
    queue.start(rr.PEEK_NEXT, cursor=cursor)
    assert queue.start(rr.RECEIVE, cursor=cursor).packet.label == 'two'
    queue.end(rr.ACK)
    assert queue.start(rr.PEEK_CURRENT, cursor=cursor).packet.label == 'three'
    assert labels(queue) == ['one', 'three']


@connected('MQ_ACTION_RECEIVE at a cursor at the end finds nothing without time-out, and times out with one')
def receive_behind_the_end(place, connection):
    queue = filled(place, connection)
    cursor = queue.create_cursor()
    expect('HRESULT', st.MESSAGE_NOT_FOUND, queue.start, rr.RECEIVE, cursor=cursor)
    expect('HRESULT', st.IO_TIMEOUT, queue.start, rr.RECEIVE, cursor=cursor, timeout=50)


@connected('A cursor outlives the message that it stands at')
def cursor_survives(place, connection):
    queue = filled(place, connection, 'one', 'two')
    cursor = queue.create_cursor()
    queue.start(rr.PEEK_CURRENT, cursor=cursor)
    queue.start(rr.RECEIVE)
    queue.end(rr.ACK)
    expect('HRESULT', st.MESSAGE_ALREADY_RECEIVED, queue.start, rr.PEEK_CURRENT, cursor=cursor)
    assert queue.start(rr.PEEK_NEXT, cursor=cursor).packet.label == 'two'


@connected('R_PurgeQueue removes every message')
def purge(place, connection):
    queue = filled(place, connection, 'one', 'two')
    queue.purge()
    assert labels(queue) == []
    queue.purge()


@connected('R_PurgeQueue of a queue that was opened for peeking is STATUS_ACCESS_DENIED')
def purge_peeking(place, connection):
    queue = filled(place, connection, 'one', access=rr.ACCESS_PEEK)
    expect('HRESULT', st.STATUS_ACCESS_DENIED, queue.purge)
    assert labels(queue) == ['one']


@connected('R_PurgeQueue of a queue that was opened for moving is STATUS_ACCESS_DENIED')
def purge_moving(place, connection):
    expect('HRESULT', st.STATUS_ACCESS_DENIED, connection.open_for_move(rr.direct(place.name)).purge)


for code in (1, 2, 0x20, 0x80000002, 0x80000010, 0x40000000, 0x4000000F, 0x40000013, 0x40000023, 0xC0000010, 0xFFFFFFFF):
    @connected('The action 0x%08X is an invalid parameter' % code)
    def no_action(place, connection, action=code):
        queue = filled(place, connection, 'one')
        for lookup in (0, 1):
            expect('HRESULT', st.INVALID_PARAMETER, queue.start, action, lookup=lookup)

for name, code in LOOKUPS.items():
    @connected(name + ' with lookup id 0 is an invalid parameter')
    def lookup_zero(place, connection, action=code):
        expect('HRESULT', st.INVALID_PARAMETER, filled(place, connection, 'one').start, action, lookup=0)

    @connected(name + ' with a cursor is an invalid parameter')
    def lookup_with_cursor(place, connection, action=code):
        queue = filled(place, connection, 'one')
        cursor = queue.create_cursor()
        lookup = queue.start(rr.PEEK_CURRENT, cursor=cursor).lookup_id
        expect('HRESULT', st.INVALID_PARAMETER, queue.start, action, lookup=lookup, cursor=cursor)

    @connected(name + ' with a time-out is an invalid parameter')
    def lookup_with_timeout(place, connection, action=code):
        queue = filled(place, connection, 'one')
        lookup = queue.start(rr.PEEK_CURRENT).lookup_id
        for timeout in (1, 0xFFFFFFFF):
            expect('HRESULT', st.INVALID_PARAMETER, queue.start, action, lookup=lookup, timeout=timeout)

ENDS = {
    'MQ_LOOKUP_PEEK_PREV': ([None, 'one', 'two'], 'three', None),
    'MQ_LOOKUP_RECEIVE_PREV': ([None, 'one', 'two'], 'three', None),
    'MQ_LOOKUP_PEEK_NEXT': (['two', 'three', None], None, None),
    'MQ_LOOKUP_RECEIVE_NEXT': (['two', 'three', None], None, None),
    'MQ_LOOKUP_PEEK_CURRENT': (['one', 'two', 'three'], None, None),
    'MQ_LOOKUP_RECEIVE_CURRENT': (['one', 'two', 'three'], None, None),
}
for name, (neighbours, last, first) in ENDS.items():
    @connected(name + ' at each message, with the greatest id and with one that never was')
    def both_ends(place, connection, action=LOOKUPS[name], expected=neighbours + [last, first]):
        queue = filled(place, connection, 'one', 'two', 'three')
        cursor = queue.create_cursor()
        ids = [queue.start(rr.PEEK_CURRENT if i == 0 else rr.PEEK_NEXT, cursor=cursor).lookup_id for i in range(3)]
        for lookup, label in zip(ids + [0xFFFFFFFFFFFFFFFF, 1], expected):
            if label is None:
                expect('HRESULT', st.MESSAGE_NOT_FOUND, queue.start, action, lookup=lookup)
                continue
            assert queue.start(action, lookup=lookup).packet.label == label
            if action & 0x20:
                queue.end(rr.NACK)

    @connected(name + ' of a message that was taken finds nothing')
    def taken(place, connection, action=LOOKUPS[name]):
        queue = filled(place, connection, 'one', 'two', 'three')
        cursor = queue.create_cursor()
        queue.start(rr.PEEK_CURRENT, cursor=cursor)
        two = queue.start(rr.PEEK_NEXT, cursor=cursor).lookup_id
        queue.start(rr.LOOKUP_RECEIVE_CURRENT, lookup=two)
        queue.end(rr.ACK)
        expect('HRESULT', st.MESSAGE_NOT_FOUND, queue.start, action, lookup=two)

for name in ('MQ_ACTION_RECEIVE', 'MQ_LOOKUP_RECEIVE_CURRENT', 'MQ_LOOKUP_RECEIVE_NEXT', 'MQ_LOOKUP_RECEIVE_PREV'):
    @connected(name + ' of a queue that was opened for peeking is STATUS_ACCESS_DENIED')
    def receive_peeking(place, connection, action={**LOOKUPS, **OTHERS}[name]):
        queue = filled(place, connection, 'one', access=rr.ACCESS_PEEK)
        lookup = queue.start(rr.PEEK_CURRENT).lookup_id if action else 0
        expect('HRESULT', st.STATUS_ACCESS_DENIED, queue.start, action, lookup=lookup)

for name in ('MQ_ACTION_RECEIVE', 'MQ_ACTION_PEEK_CURRENT'):
    @connected(name + ' of an empty queue times out')
    def empty(place, connection, action=OTHERS[name]):
        queue = filled(place, connection)
        started = time.monotonic()
        expect('HRESULT', st.IO_TIMEOUT, queue.start, action, timeout=150)
        assert time.monotonic() - started > 0.14, 'the time-out is in milliseconds'
        expect('HRESULT', st.IO_TIMEOUT, queue.start, action)

    @connected(name + ' waits for a message')
    def woken(place, connection, action=OTHERS[name]):
        queue = filled(place, connection)
        timer = threading.Timer(0.05, send_all, (place, {'label': 'late'}))
        timer.start()
        assert queue.start(action, timeout=0xFFFFFFFF).packet.label == 'late'
        timer.join()


@connected('Higher priorities come first, and then what came first')
def order(place, connection):
    send_all(place, *[{'label': '%d%s' % (p, n), 'priority': p} for p, n in ((0, 'a'), (3, 'a'), (7, 'a'), (3, 'b'))])
    assert labels(connection.open(rr.direct(place.name))) == ['7a', '3a', '3b', '0a']


@connected('A message that is received is not to be seen until it is given back')
def locked(place, connection):
    queue = filled(place, connection, 'one', 'two')
    queue.start(rr.RECEIVE, request_id=5)
    assert labels(queue) == ['two']
    queue.end(rr.NACK, 5)
    assert labels(queue) == ['one', 'two']


@connected('pdwArriveTime is when the message came, for peeks and receives')
def arrival(place, connection):
    before = int(time.time()) - 1
    queue = filled(place, connection, 'one')
    for action in (rr.PEEK_CURRENT, rr.RECEIVE):
        assert before <= queue.start(action).arrived <= time.time() + 1


for size, wanted in ((100, 0), (100, 1), (100, 99), (100, 100), (100, 101), (101, 3), (102, 3), (103, 3), (0, 0), (1, 0),
                     (70000, 0), (70000, 69999), (70000, 70000), (100, 0xFFFFFFFF)):
    @connected('A body of %d bytes of which %d are wanted' % (size, wanted))
    def sections(place, connection, length=size, limit=wanted):
        body = bytes(i * 7 & 0xFF for i in range(length))
        send_all(place, {'label': 'x', 'body': body})
        message = connection.open(rr.direct(place.name)).start(rr.PEEK_CURRENT, body=limit)
        assert message.types == ([0] if limit >= length else [1, 2])
        assert message.packet.body == body[:limit] and message.packet.body_size == length
        if limit >= length:
            assert message.allocated == [len(message.data[0])]
        else:
            assert len(message.data[0]) == message.packet.body_offset + limit
            assert message.allocated == [message.packet.body_offset + length, len(message.data[1])]


@connected('TimeToReachQueue is the point in time at which the message would have expired')
def expiry(place, connection):
    send_all(place, {'label': 'x', 'ttrq': 500, 'body': b'12345'})
    for limit in (0, 5):
        packet = connection.open(rr.direct(place.name)).start(rr.PEEK_CURRENT, body=limit).packet
        assert packet.ttrq == packet.sent + 500


@connected('The user header of a message to a direct name has the address of its sender')
def sender(place, connection):
    send_all(place, {'label': 'x'})
    packet = connection.open(rr.direct(place.name)).start(rr.PEEK_CURRENT).packet
    length, kind, scope = struct.unpack_from('<HHL', packet.address)
    assert (length, kind, scope, packet.address[8:12]) == (4, 1, 0, b'\x7f\x00\x00\x01')
    assert packet.sender == (1, b'\x7f\x00\x00\x01'), 'and so has the extended address header'


@connected('The subqueue header of a message in a queue names no subqueue')
def no_subqueue(place, connection):
    send_all(place, {'label': 'x'})
    packet = connection.open(rr.direct(place.name)).start(rr.PEEK_CURRENT).packet
    assert (packet.subqueue, packet.aborts, packet.moves, packet.last_move) == ('', 0, 0, 0)
