"""Handles that are none, and stubs that cannot be read ([MS-MQRR] 2.2.4, 3.1.4, [MS-RPCE] 3.1.1.5.3)."""

import remoteread as rr
import statuses as st
from reader import Connection, expect
from suite import case, connected

NEVER = b'\x00' * 4 + b'\x99' * 16
OPERATIONS = {
    'R_CloseQueue': lambda queue: queue.close(),
    'R_CreateCursor': lambda queue: queue.create_cursor(),
    'R_CloseCursor': lambda queue: queue.close_cursor(1),
    'R_PurgeQueue': lambda queue: queue.purge(),
    'R_StartReceive': lambda queue: queue.start(rr.PEEK_CURRENT),
    'R_CancelReceive': lambda queue: queue.cancel(1),
    'R_EndReceive': lambda queue: queue.end(rr.ACK, 1),
    'R_MoveMessage': lambda queue: queue.move(1, 1),
    'R_StartTransactionalReceive': lambda queue: queue.start(rr.RECEIVE, unit=b'\x01' * 16),
    'R_SetUserAcknowledgementClass': lambda queue: queue.set_class(1, 0),
    'R_EndTransactionalReceive': lambda queue: queue.end_transactional(rr.ACK, 1),
}

for name, operation in OPERATIONS.items():
    @connected(name + ' refuses a handle that was closed')
    def closed(place, connection, call=operation):
        queue = connection.open(rr.direct(place.shared))
        queue.close()
        expect('fault', st.CONTEXT_MISMATCH, call, queue)

    @connected(name + ' refuses a handle that never was, and the null handle')
    def never(place, connection, call=operation):
        queue = connection.open(rr.direct(place.shared))
        for queue.handle in (NEVER, b'\x00' * 20, b'\x01' + queue.handle[1:]):
            expect('fault', st.CONTEXT_MISMATCH, call, queue)

    @case(name + ' refuses a handle of another client')
    def of_others(place, call=operation):
        with Connection(place) as connection, Connection(place) as stranger:
            queue = connection.open(rr.direct(place.shared))
            expect('fault', st.CONTEXT_MISMATCH, call, queue.on(stranger))
            queue.close()


@case('A handle is valid on every connection of its association group')
def in_the_group(place):
    with Connection(place) as connection, Connection(place, group=connection.group) as second:
        queue = connection.open(rr.direct(place.shared))
        cursor = queue.on(second).create_cursor()
        queue.close_cursor(cursor)
        queue.on(second).close()


@case('A handle outlives the connection that opened it')
def outlives(place):
    first = Connection(place)
    queue = first.open(rr.direct(place.shared))
    with Connection(place, group=first.group) as second:
        first.__exit__()
        queue.on(second).purge()


for number in range(2, 16):
    for length in (0, 1, 15):
        @connected('Opnum %d with %d bytes of parameters is bad stub data' % (number, length))
        def short(place, connection, opnum=number, size=length):
            expect('fault', st.BAD_STUB_DATA, connection.raw, opnum, b'\x00' * size)
            connection.open(rr.direct(place.shared)).close()

for number in (1, 16, 17, 255, 65535):
    @connected('Opnum %d is out of range' % number)
    def out_of_range(place, connection, opnum=number):
        expect('fault', st.OP_RANGE, connection.raw, opnum, b'\x00' * 64)


@connected('What follows the last parameter is ignored')
def trailing(place, connection):
    queue = connection.open(rr.direct(place.shared))
    answer = connection.raw(6, queue.handle + b'\xEE' * 100)
    assert answer == b'\x00' * 4


for ack in (0, 3, 4, 0x80000001, 0xFFFFFFFF):
    @connected('dwAck %d is outside of its range' % ack)
    def acks(place, connection, value=ack):
        queue = connection.open(rr.direct(place.shared))
        expect('fault', st.BAD_STUB_DATA, queue.end, value, 1)
        expect('fault', st.BAD_STUB_DATA, queue.end_transactional, value, 1)
