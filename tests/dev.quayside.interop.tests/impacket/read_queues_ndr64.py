"""RemoteRead in NDR64 as a client on impacket's NDR engine meets it ([MS-MQRR] 2.1, [MS-RPCE] 2.2.5)."""

import threading

import remoteread as rr
from packet import guid_bytes
from reader import NDR64, Connection, expect, labels
from read_queues import (BAD_STUB_DATA, MQ_ERROR_IO_TIMEOUT, MQ_ERROR_OPERATION_CANCELLED, MQ_ERROR_QUEUE_NOT_FOUND,
                         filled)
from scenarios import ALL, main, scenario
from transfer import send_all

ALL.clear()


class PADDED_OBJECTID(rr.OBJECTID):
    """impacket writes no padding at the end of a structure ([MS-RPCE] 2.2.5.3.4.1)."""

    structure = rr.OBJECTID.structure + (('gap', rr.NDRULONG),)


rr.QUEUE_FORMAT_UNION.union[2] = ('m_oPrivateID', PADDED_OBJECTID)


def connect(place):
    return Connection(place, syntax=NDR64)


@scenario
def the_server_tells_its_port(place):
    """R_GetServerPort ([MS-MQRR] 3.1.4.1)"""
    with connect(place) as connection:
        assert connection.call(rr.R_GetServerPort(), has_status=False)['Port'] == place.rpc_port


@scenario
def direct_names_of_every_length_open(place):
    """The union is aligned to its pointers, the parameters behind the string are not"""
    with connect(place) as connection:
        for computer in ('a', 'ab', 'abc', 'abcd', 'abcde'):
            connection.open(rr.direct('OS:' + computer + '\\' + place.queue)).close()
        expect('fault', MQ_ERROR_QUEUE_NOT_FOUND, connection.open, rr.direct('OS:localhost\\private$\\missing'))


@scenario
def a_private_format_name_opens(place):
    """QUEUE_FORMAT of type 2 ends with a gap"""
    filled(place, 'one')
    queue = rr.private(guid_bytes(place.queue_manager), place.number)
    queue['u']['m_oPrivateID']['gap'] = 0
    with connect(place) as connection:
        opened = connection.open(queue)
        assert labels(opened) == ['one']
        opened.close()


@scenario
def a_subqueue_is_looked_for(place):
    """QUEUE_FORMAT of type 8"""
    with connect(place) as connection:
        expect('fault', MQ_ERROR_QUEUE_NOT_FOUND, connection.open, rr.direct(place.name + ';none', 8, 5))


@scenario
def a_whole_message_arrives_in_one_section(place):
    """SectionBuffer has 24 bytes"""
    send_all(place, {'label': 'gr\u00fc\u00dfe', 'body': b'0123456789' * 50, 'body_type': 0x1011, 'priority': 5})
    with connect(place) as connection:
        queue = connection.open(rr.direct(place.name), rr.ACCESS_PEEK)
        message = queue.start(rr.PEEK_CURRENT)
        assert (message.packet.label, message.packet.body) == ('gr\u00fc\u00dfe', b'0123456789' * 50)
        assert message.types == [0] and message.packet.priority == 5
        queue.close()


@scenario
def a_cut_message_arrives_in_two_sections(place):
    """Two elements, then two arrays, whatever their lengths"""
    for size in range(93, 101):
        send_all(place, {'label': 'l', 'body': bytes(size)})
    with connect(place) as connection:
        queue = connection.open(rr.direct(place.name))
        for size in range(93, 101):
            for cut in (0, 1, 10, 90):
                message = queue.start(rr.PEEK_CURRENT, body=cut)
                assert message.types == [1, 2] and message.packet.label == 'l'
                assert message.allocated[0] - len(message.data[0]) == size - cut
            queue.start(rr.RECEIVE)
            queue.end(rr.ACK)
        queue.close()


@scenario
def a_message_of_many_fragments_arrives(place):
    """3 MB"""
    body = bytes(range(256)) * 12000
    send_all(place, {'label': 'large', 'body': body})
    with connect(place) as connection:
        queue = connection.open(rr.direct(place.name))
        assert queue.start(rr.PEEK_CURRENT).packet.body == body
        assert len(connection.fragments) > 100
        queue.close()


@scenario
def messages_are_taken_and_given_back(place):
    """R_StartReceive, R_EndReceive ([MS-MQRR] 3.1.4.7, 3.1.4.9)"""
    filled(place, 'one', 'two', 'three')
    with connect(place) as connection:
        queue = connection.open(rr.direct(place.name))
        first = queue.start(rr.RECEIVE)
        queue.end(rr.NACK)
        assert labels(queue) == ['one', 'two', 'three']
        queue.start(rr.LOOKUP_RECEIVE_NEXT, lookup=first.lookup_id)
        queue.end(rr.ACK)
        assert labels(queue) == ['one', 'three']
        queue.purge()
        assert labels(queue) == []
        expect('fault', BAD_STUB_DATA, queue.end, 3)
        queue.close()


@scenario
def an_empty_queue_times_out_and_a_wait_is_cancelled(place):
    """The answer of a failed call, R_CancelReceive"""
    with connect(place) as connection:
        queue = connection.open(rr.direct(place.name))
        expect('HRESULT', MQ_ERROR_IO_TIMEOUT, queue.start, rr.RECEIVE)
        with Connection(place, group=connection.group, syntax=NDR64) as other:
            waiting = threading.Thread(target=expect, args=('HRESULT', MQ_ERROR_OPERATION_CANCELLED, queue.start,
                                                            rr.RECEIVE), kwargs={'timeout': 20000, 'request_id': 77})
            waiting.start()
            while waiting.is_alive():
                try:
                    queue.on(other).cancel(77)
                except Exception:
                    pass  # the receive does not wait yet
                waiting.join(0.05)
        queue.close()


main()
