"""RemoteRead as a client on impacket's NDR engine meets it ([MS-MQRR] 3.1.4)."""

import threading
import time

import remoteread as rr
from packet import guid_bytes
from reader import Connection, expect, labels
from scenarios import main, scenario
from transfer import send_all

MQ_ERROR_QUEUE_NOT_FOUND = 0xC00E0003
MQ_ERROR_INVALID_PARAMETER = 0xC00E0006
STATUS_NOT_FOUND = 0xC0000225
MQ_ERROR_INVALID_HANDLE = 0xC00E0007
MQ_ERROR_OPERATION_CANCELLED = 0xC00E0008
MQ_ERROR_SHARING_VIOLATION = 0xC00E0009
MQ_ERROR_IO_TIMEOUT = 0xC00E001B
MQ_ERROR_ILLEGAL_CURSOR_ACTION = 0xC00E001C
MQ_ERROR_MESSAGE_ALREADY_RECEIVED = 0xC00E001D
MQ_ERROR_MESSAGE_NOT_FOUND = 0xC00E0088
STATUS_INVALID_HANDLE = 0xC0000008
STATUS_ACCESS_DENIED = 0xC0000022
NCA_CONTEXT_MISMATCH = 0x1C00001A
NCA_OP_RANGE = 0x1C010002
BAD_STUB_DATA = 0x000006F7


def filled(place, *names):
    return send_all(place, *[{'label': name, 'body': name.encode('utf-16-le'), 'body_type': 8} for name in names])


@scenario
def the_server_tells_its_port(place):
    """R_GetServerPort ([MS-MQRR] 3.1.4.1)"""
    with Connection(place) as connection:
        assert connection.call(rr.R_GetServerPort(), has_status=False)['Port'] == place.rpc_port


@scenario
def a_direct_name_opens_and_closes(place):
    """R_OpenQueue, R_CloseQueue ([MS-MQRR] 3.1.4.2, 3.1.4.3)"""
    with Connection(place) as connection:
        for name in (place.name, place.name.upper().replace('OS:LOCALHOST', 'OS:elsewhere'),
                     'TCP:10.1.2.3\\' + place.queue):
            connection.open(rr.direct(name)).close()


@scenario
def a_private_format_name_opens(place):
    """QUEUE_FORMAT of type 2 ([MS-MQMQ] 2.2.7)"""
    filled(place, 'one')
    with Connection(place) as connection:
        queue = connection.open(rr.private(guid_bytes(place.queue_manager), place.number))
        assert labels(queue) == ['one']
        queue.close()


@scenario
def every_field_of_a_message_arrives(place):
    """The whole packet with its trailing headers ([MS-MQRR] 2.2.5, 3.1.4.7)"""
    before = int(time.time())
    source = send_all(place, {'label': 'gr\u00fc\u00dfe', 'body': b'\x00\x01body', 'body_type': 0x1011, 'priority': 5,
                              'recoverable': True, 'ttbr': 1000, 'ttrq': 500, 'extension': b'ext',
                              'admin': 'OS:other\\private$\\acks', 'acknowledge': 0x0F})
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name), rr.ACCESS_PEEK)
        message = queue.start(rr.PEEK_CURRENT)
        packet = message.packet
        assert (packet.label, packet.body, packet.body_type) == ('gr\u00fc\u00dfe', b'\x00\x01body', 0x1011)
        assert (packet.priority, packet.recoverable, packet.ttbr) == (5, True, 1000)
        assert packet.ttrq == packet.sent + 500, 'the time to reach the queue is absolute here'
        assert packet.extension == b'ext' and packet.acknowledge == 0x0F
        assert packet.source == source and packet.ordinal == 1
        assert packet.destination == place.name and packet.admin == 'OS:other\\private$\\acks'
        assert packet.response is None and packet.message_class == 0 and packet.subqueue == ''
        assert packet.sender == (1, b'\x7f\x00\x00\x01')
        assert packet.address == b'\x04\x00\x01\x00\x00\x00\x00\x00\x7f\x00\x00\x01' + b'\x00' * 4
        assert before <= message.arrived <= time.time() + 1
        assert message.allocated == [len(message.data[0])]
        assert message.sequence >> 56 == 0
        queue.close()


@scenario
def a_cursor_walks_through_all_messages(place):
    """R_CreateCursor, PEEK_CURRENT and PEEK_NEXT ([MS-MQRR] 3.1.4.4, 3.1.4.7)"""
    send_all(place, *[{'label': '%d-%d' % (priority, i), 'priority': priority}
                      for i in range(10) for priority in (0, 3, 7)])
    expected = ['%d-%d' % (priority, i) for priority in (7, 3, 0) for i in range(10)]
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name), rr.ACCESS_PEEK)
        assert labels(queue) == expected
        one, two = queue.create_cursor(), queue.create_cursor()
        assert one != two and 0 not in (one, two)
        expect('HRESULT', MQ_ERROR_ILLEGAL_CURSOR_ACTION, queue.start, rr.PEEK_NEXT, cursor=one)
        assert queue.start(rr.PEEK_CURRENT, cursor=one).packet.label == expected[0]
        assert queue.start(rr.PEEK_NEXT, cursor=one).packet.label == expected[1]
        assert queue.start(rr.PEEK_CURRENT, cursor=one).packet.label == expected[1]
        assert queue.start(rr.PEEK_CURRENT, cursor=two).packet.label == expected[0]
        queue.close_cursor(one)
        expect('HRESULT', STATUS_INVALID_HANDLE, queue.start, rr.PEEK_CURRENT, cursor=one)
        expect('HRESULT', STATUS_INVALID_HANDLE, queue.close_cursor, one)
        queue.close()


@scenario
def a_receive_with_a_cursor_moves_it_on(place):
    """MQ_ACTION_RECEIVE with a cursor ([MS-MQRR] 3.1.4.7)"""
    filled(place, 'a', 'b', 'c')
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        cursor = queue.create_cursor()
        assert queue.start(rr.PEEK_CURRENT, cursor=cursor).packet.label == 'a'
        assert queue.start(rr.PEEK_NEXT, cursor=cursor).packet.label == 'b'
        assert queue.start(rr.RECEIVE, cursor=cursor).packet.label == 'b'
        queue.end(rr.ACK)
        assert queue.start(rr.PEEK_CURRENT, cursor=cursor).packet.label == 'c'
        other = queue.create_cursor()
        assert queue.start(rr.PEEK_CURRENT, cursor=other).packet.label == 'a'
        queue.start(rr.RECEIVE)
        queue.end(rr.ACK)
        expect('HRESULT', MQ_ERROR_MESSAGE_ALREADY_RECEIVED, queue.start, rr.PEEK_CURRENT, cursor=other)
        assert labels(queue) == ['c']
        queue.close()


@scenario
def lookups_go_to_a_message_and_its_neighbours(place):
    """The lookup actions ([MS-MQRR] 3.1.4.7)"""
    send_all(place, {'label': 'low', 'priority': 0}, {'label': 'first', 'priority': 4},
             {'label': 'second', 'priority': 4})
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        first = queue.start(rr.PEEK_CURRENT)
        assert first.packet.label == 'first'
        assert queue.start(rr.LOOKUP_PEEK_CURRENT, first.lookup_id).packet.label == 'first'
        second = queue.start(rr.LOOKUP_PEEK_NEXT, first.lookup_id)
        assert second.packet.label == 'second'
        low = queue.start(rr.LOOKUP_PEEK_NEXT, second.lookup_id)
        assert low.packet.label == 'low' and first.lookup_id < second.lookup_id < low.lookup_id
        expect('HRESULT', MQ_ERROR_MESSAGE_NOT_FOUND, queue.start, rr.LOOKUP_PEEK_NEXT, low.lookup_id)
        expect('HRESULT', MQ_ERROR_MESSAGE_NOT_FOUND, queue.start, rr.LOOKUP_PEEK_PREV, first.lookup_id)
        expect('HRESULT', MQ_ERROR_MESSAGE_NOT_FOUND, queue.start, rr.LOOKUP_PEEK_CURRENT, first.lookup_id + 1000)
        assert queue.start(rr.LOOKUP_PEEK_PREV, 0xFFFFFFFFFFFFFFFF).packet.label == 'low'
        assert queue.start(rr.LOOKUP_RECEIVE_CURRENT, second.lookup_id).packet.label == 'second'
        queue.end(rr.ACK)
        assert queue.start(rr.LOOKUP_RECEIVE_NEXT, first.lookup_id).packet.label == 'low'
        queue.end(rr.NACK)
        assert queue.start(rr.LOOKUP_RECEIVE_PREV, low.lookup_id).packet.label == 'first'
        queue.end(rr.ACK)
        assert labels(queue) == ['low']
        queue.close()


@scenario
def wrong_combinations_of_parameters_are_refused(place):
    """Which parameters go with which action ([MS-MQRR] 3.1.4.7)"""
    filled(place, 'one')
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        cursor = queue.create_cursor()
        for arguments in ({'action': rr.LOOKUP_PEEK_CURRENT}, {'action': rr.LOOKUP_PEEK_NEXT, 'lookup': 0},
                          {'action': rr.LOOKUP_PEEK_NEXT, 'lookup': 1, 'cursor': cursor},
                          {'action': rr.LOOKUP_RECEIVE_PREV, 'lookup': 1, 'timeout': 5},
                          {'action': rr.RECEIVE, 'lookup': 1}, {'action': rr.PEEK_CURRENT, 'lookup': 1},
                          {'action': rr.PEEK_NEXT}, {'action': 0x12345678}, {'action': 0x40000013}):
            expect('HRESULT', MQ_ERROR_INVALID_PARAMETER, queue.start, **arguments)
        assert labels(queue) == ['one']
        queue.close()


@scenario
def a_receive_is_ended_with_ack_or_nack(place):
    """The two phases of a receive ([MS-MQRR] 3.1.4.7, 3.1.4.9)"""
    filled(place, 'a', 'b')
    with Connection(place) as connection, Connection(place) as stranger:
        queue = connection.open(rr.direct(place.name))
        other = stranger.open(rr.direct(place.name))
        taken = queue.start(rr.RECEIVE)
        assert taken.packet.label == 'a'
        assert labels(other) == ['b'], 'a locked message is not to be seen'
        queue.end(rr.NACK)
        assert labels(other) == ['a', 'b']
        queue.start(rr.RECEIVE)
        queue.end(rr.ACK)
        assert labels(other) == ['b']
        expect('HRESULT', MQ_ERROR_INVALID_HANDLE, queue.end, rr.ACK)
        queue.start(rr.RECEIVE, request_id=77)
        expect('HRESULT', MQ_ERROR_INVALID_PARAMETER, queue.end, rr.ACK, 78)
        expect('HRESULT', MQ_ERROR_INVALID_HANDLE, other.end, rr.ACK, 77)
        queue.end(rr.ACK, 77)
        assert labels(other) == []


@scenario
def a_message_comes_back_when_its_receiver_goes(place):
    """Rundown gives back what was locked ([MS-MQRR] 3.1.4.3, 3.1.6)"""
    filled(place, 'a')
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        queue.start(rr.RECEIVE)
        queue.close()
        queue = connection.open(rr.direct(place.name))
        assert queue.start(rr.RECEIVE).packet.label == 'a'
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        assert queue.start(rr.RECEIVE, timeout=10000).packet.label == 'a'
        queue.end(rr.ACK)


@scenario
def a_body_is_cut_at_the_size_that_is_wanted(place):
    """Sections ([MS-MQRR] 3.1.4.7)"""
    body = bytes(range(256)) * 4
    send_all(place, {'label': 'cut', 'body': body})
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name), rr.ACCESS_PEEK)
        whole = queue.start(rr.PEEK_CURRENT)
        for size in (0, 1, 10, 1023):
            message = queue.start(rr.PEEK_CURRENT, body=size)
            assert message.types == [1, 2]
            assert message.packet.body == body[:size] and message.packet.body_size == 1024
            assert message.allocated[0] == whole.packet.body_offset + 1024
            assert message.allocated[1] == len(message.data[1])
        for size in (1024, 1025, 0xFFFFFFFF):
            message = queue.start(rr.PEEK_CURRENT, body=size)
            assert message.types == [0] and message.packet.body == body
        queue.close()


@scenario
def a_long_body_travels_in_fragments_of_1432_bytes(place):
    """Fragments of the size that every peer must accept ([MS-RPCE] 3.3.1.5.9)"""
    body = bytes(i * 31 & 0xFF for i in range(300 * 1024))
    send_all(place, {'label': 'long', 'body': body, 'recoverable': True})
    with Connection(place, fragment=1432) as connection:
        assert connection.max_fragment <= 1432
        connection.rpc.set_max_fragment_size(20)
        queue = connection.open(rr.direct(place.name))
        message = queue.start(rr.RECEIVE)
        assert message.packet.body == body
        assert len(connection.fragments) > 200 and max(connection.fragments) <= 1432
        queue.end(rr.ACK)
        queue.close()


@scenario
def a_receive_waits_and_is_woken(place):
    """A time-out in milliseconds ([MS-MQRR] 3.1.4.7)"""
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        started = time.monotonic()
        expect('HRESULT', MQ_ERROR_IO_TIMEOUT, queue.start, rr.RECEIVE, timeout=200)
        assert time.monotonic() - started >= 0.19
        expect('HRESULT', MQ_ERROR_IO_TIMEOUT, queue.start, rr.PEEK_CURRENT)
        sender = threading.Timer(0.1, filled, (place, 'late'))
        sender.start()
        assert queue.start(rr.RECEIVE, timeout=0xFFFFFFFF).packet.label == 'late'
        queue.end(rr.ACK)
        sender.join()


@scenario
def a_waiting_receive_is_cancelled_from_another_connection_of_the_group(place):
    """R_CancelReceive while R_StartReceive waits ([MS-MQRR] 3.1.4.8, [MS-RPCE] 3.3.1.5.7)"""
    with Connection(place) as connection, Connection(place, group=connection.group) as second:
        assert connection.group != 0 and second.group == connection.group
        queue = connection.open(rr.direct(place.name))
        outcome = []

        def wait():
            try:
                outcome.append(queue.start(rr.RECEIVE, timeout=60000, request_id=5))
            except BaseException as e:
                outcome.append(e)

        waiting = threading.Thread(target=wait)
        waiting.start()
        helper = queue.on(second)
        expect('HRESULT', STATUS_NOT_FOUND, helper.cancel, 6)
        while waiting.is_alive():
            try:
                helper.cancel(5)
                break
            except Exception as e:
                assert e.code == STATUS_NOT_FOUND, e
                time.sleep(0.01)
        waiting.join(20)
        assert not waiting.is_alive()
        assert getattr(outcome[0], 'code', None) == MQ_ERROR_OPERATION_CANCELLED, outcome
        filled(place, 'after')
        assert labels(helper) == ['after'], 'the queue is as before'


@scenario
def a_handle_lives_as_long_as_a_connection_of_its_group(place):
    """Context handles belong to the group ([MS-RPCE] 3.3.1.5.7)"""
    filled(place, 'one')
    first = Connection(place)
    queue = first.open(rr.direct(place.name), share=1)
    with Connection(place, group=first.group) as second:
        first.__exit__()
        kept = queue.on(second)
        assert labels(kept) == ['one']
        with Connection(place) as stranger:
            expect('fault', NCA_CONTEXT_MISMATCH, queue.on(stranger).create_cursor)
            expect('fault', MQ_ERROR_SHARING_VIOLATION, stranger.open, rr.direct(place.name))
    with Connection(place) as stranger:
        for _ in range(200):
            try:
                stranger.open(rr.direct(place.name)).close()
                break
            except Exception as e:
                assert e.code == MQ_ERROR_SHARING_VIOLATION, e
                time.sleep(0.02)
        else:
            raise AssertionError('the exclusive handle was not run down')


@scenario
def a_purge_empties_the_queue(place):
    """R_PurgeQueue ([MS-MQRR] 3.1.4.6)"""
    filled(place, 'a', 'b', 'c')
    with Connection(place) as connection:
        peeking = connection.open(rr.direct(place.name), rr.ACCESS_PEEK)
        expect('HRESULT', STATUS_ACCESS_DENIED, peeking.purge)
        expect('HRESULT', STATUS_ACCESS_DENIED, peeking.start, rr.RECEIVE)
        queue = connection.open(rr.direct(place.name))
        queue.purge()
        assert labels(peeking) == []
        queue.purge()
        filled(place, 'd')
        assert labels(peeking) == ['d']


@scenario
def queues_that_cannot_be_opened_raise_the_hresult(place):
    """What R_OpenQueue throws ([MS-MQRR] 3.1.4.2)"""
    with Connection(place) as connection:
        expect('fault', MQ_ERROR_QUEUE_NOT_FOUND, connection.open, rr.direct('OS:localhost\\private$\\nosuch'))
        expect('fault', MQ_ERROR_QUEUE_NOT_FOUND, connection.open,
               rr.private(guid_bytes(place.queue_manager), 0x7FFFFFFF))
        expect('fault', MQ_ERROR_QUEUE_NOT_FOUND, connection.open, rr.private(b'\x22' * 16, place.number))
        expect('fault', MQ_ERROR_QUEUE_NOT_FOUND, connection.open, rr.guid_kind(1, b'\x33' * 16))
        for queue in (rr.direct('OS:'), rr.direct('nonsense'), rr.direct('HTTP://localhost/msmq/private$/q00'),
                      rr.guid_kind(5, b'\x33' * 16)):
            expect('fault', MQ_ERROR_INVALID_PARAMETER, connection.open, queue)
        for access in (0, 2, 4, 8, 0x21, 0xFFFFFFFF):
            expect('fault', MQ_ERROR_INVALID_PARAMETER, connection.open, rr.direct(place.name), access)
        expect('fault', MQ_ERROR_INVALID_PARAMETER, connection.open, rr.direct(place.name), rr.ACCESS_PEEK, 2)
        connection.open(rr.direct(place.name)).close()


@scenario
def sharing_is_denied_as_it_was_asked_for(place):
    """dwShareMode ([MS-MQDMPR] 3.1.7.1.5)"""
    with Connection(place) as connection:
        exclusive = connection.open(rr.direct(place.name), share=1)
        expect('fault', MQ_ERROR_SHARING_VIOLATION, connection.open, rr.direct(place.name))
        connection.open(rr.direct(place.name), rr.ACCESS_PEEK).close()
        exclusive.close()
        shared = connection.open(rr.direct(place.name))
        expect('fault', MQ_ERROR_SHARING_VIOLATION, connection.open, rr.direct(place.name), share=1)
        shared.close()
        connection.open(rr.direct(place.name), share=1).close()


@scenario
def handles_that_are_none_are_refused(place):
    """strict_context_handle, closed and invented handles ([MS-RPCE] 3.3.1.4.1)"""
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        handle = queue.handle
        queue.close()
        for wrong in (handle, b'\x00' * 20, b'\x00' * 4 + b'\x99' * 16):
            queue.handle = wrong
            for function, arguments in ((queue.create_cursor, ()), (queue.purge, ()), (queue.start, (rr.PEEK_CURRENT,)),
                                        (queue.end, (rr.ACK, 1)), (queue.cancel, (1,)), (queue.close_cursor, (1,)),
                                        (queue.close, ())):
                expect('fault', NCA_CONTEXT_MISMATCH, function, *arguments)
        connection.open(rr.direct(place.name)).close()


@scenario
def operations_that_do_not_exist_are_out_of_range(place):
    """Opnum 1, and those behind the last ([MS-MQRR] 3.1.4)"""
    with Connection(place) as connection:
        for opnum in (1, 16, 17, 255, 65535):
            expect('fault', NCA_OP_RANGE, connection.raw, opnum, b'\x00' * 64)
        connection.open(rr.direct(place.name)).close()


@scenario
def stubs_that_cannot_be_read_are_faults(place):
    """Stubs that end too early and values out of range ([MS-RPCE] 3.1.1.5.3)"""
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        for opnum in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15):
            for length in (0, 3, 15):
                expect('fault', BAD_STUB_DATA, connection.raw, opnum, b'\x00' * length)
        for ack in (0, 3, 0xFFFFFFFF):
            expect('fault', BAD_STUB_DATA, queue.end, ack, 1)
        queue.close()


if __name__ == '__main__':
    main()
