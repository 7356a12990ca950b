"""A sender of MS-MQQB in pure Python ([MS-MQQB] 3.1.5), which looks into the queue over RemoteRead."""

import os
import struct

import remoteread as rr
from packet import BASE, INFINITE, INTERNAL_FLAG, SESSION_FLAG, guid_bytes, user_message
from reader import Connection, labels
from scenarios import main, scenario
from transfer import ESTABLISH, PARAMETERS, SESSION_ACK, Session, internal, session_header


def in_queue(place):
    with Connection(place) as connection:
        return labels(connection.open(rr.direct(place.name), rr.ACCESS_PEEK))


@scenario
def the_acceptor_tells_who_it_is(place):
    """EstablishConnection ([MS-MQQB] 2.2.3, 3.1.5.3.2)"""
    with Session(place) as session:
        refused, body = session.establish(time_stamp=0xDEADBEEF)
        client, server, time_stamp, flags, _ = struct.unpack_from('<16s16sLHH', body)
        assert refused == 0 and client == session.guid
        assert server == guid_bytes(place.queue_manager)
        assert time_stamp == 0xDEADBEEF
        assert flags & 0xFF == 0x10 and flags & 0x0100, 'no ping was sent, and the acceptor echoes that'
        assert body[40:] == b'\x5a' * 512


@scenario
def another_queue_manager_is_refused(place):
    """ServerGuid of somebody else ([MS-MQQB] 3.1.5.3.1)"""
    with Session(place) as session:
        refused, _ = session.establish(server=os.urandom(16))
        assert refused == 1
        assert session.is_closed()
    with Session(place) as session:
        refused, _ = session.establish(server=guid_bytes(place.queue_manager))
        assert refused == 0


@scenario
def time_outs_are_adopted(place):
    """ConnectionParameters ([MS-MQQB] 2.2.2, 3.1.5.4)"""
    with Session(place) as session:
        session.establish()
        recoverable, ack, _, window = session.parameters(recoverable_ack=700, ack=30000)
        assert (recoverable, ack) == (700, 30000) and 1 <= window <= 0xFFFF


@scenario
def express_messages_are_counted(place):
    """SessionAck of express messages ([MS-MQQB] 3.1.5.8, [MS-MQMQ] 2.2.20.4)"""
    with Session(place).open() as session:
        for i in range(5):
            session.send(place.name, label='express %d' % i)
        ack = session.wait()
        assert (ack.acknowledged, ack.base, ack.bits) == (5, 0, 0)
    assert in_queue(place) == ['express %d' % i for i in range(5)]


@scenario
def recoverable_messages_are_acknowledged_bit_by_bit(place):
    """RecoverableMsgAckSeqNumber and its flags ([MS-MQMQ] 2.2.20.4)"""
    with Session(place).open() as session:
        for i in range(100):
            if i == 64:
                session.wait()
            session.send(place.name, label=str(i), recoverable=True)
        session.wait()
        assert session.confirmed == set(range(1, 101))
    assert in_queue(place) == [str(i) for i in range(100)]


@scenario
def both_kinds_have_numbers_of_their_own(place):
    """Sequence numbers and recoverable sequence numbers ([MS-MQMQ] 2.2.20.4)"""
    with Session(place).open() as session:
        for i in range(30):
            session.send(place.name, label=str(i), recoverable=i % 3 == 0)
        ack = session.wait()
        assert ack.acknowledged == 30 and session.confirmed == set(range(1, 11))
    assert in_queue(place) == [str(i) for i in range(30)]


@scenario
def priority_and_body_arrive(place):
    """The message as it was sent ([MS-MQMQ] 2.2.19)"""
    with Session(place).open() as session:
        for priority in range(8):
            session.send(place.name, label=str(priority), priority=priority, body=bytes([priority]) * 1000)
        session.wait()
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        for priority in range(7, -1, -1):
            packet = queue.start(rr.RECEIVE).packet
            assert (packet.label, packet.priority, packet.body) == (str(priority), priority, bytes([priority]) * 1000)
            queue.end(rr.ACK)


@scenario
def a_message_for_nobody_is_counted_and_acknowledged(place):
    """A queue that does not exist ([MS-MQQB] 3.1.5.8.2)"""
    with Session(place).open() as session:
        session.send('OS:localhost\\private$\\nosuch', label='lost', recoverable=True)
        session.send(place.name, label='kept', recoverable=True)
        assert session.wait().acknowledged == 2
    assert in_queue(place) == ['kept']


@scenario
def a_message_that_came_before_is_dropped(place):
    """MessageIDHistory ([MS-MQQB] 3.1.5.8.1)"""
    guid = os.urandom(16)
    for _ in range(2):
        with Session(place, guid).open() as session:
            session.send(place.name, label='once', recoverable=True)
            assert session.wait().acknowledged == 1
    assert in_queue(place) == ['once']


@scenario
def an_acknowledgement_may_ride_on_a_message(place):
    """A SessionHeader behind a UserMessage, which its PacketSize leaves out ([MS-MQMQ] 2.2.19.1)"""
    with Session(place).open() as session:
        session.send(place.name, label='with', session=session_header(sent=1))
        session.send(place.name, label='without')
        assert session.wait().acknowledged == 2
    assert in_queue(place) == ['with', 'without']


@scenario
def counts_that_disagree_end_the_session(place):
    """UserMsgSequenceNumber ([MS-MQQB] 3.1.5.5.5)"""
    with Session(place).open() as session:
        session.write(internal(SESSION_ACK, session_header(sent=3), base_flags=INTERNAL_FLAG | SESSION_FLAG))
        assert session.is_closed()


@scenario
def a_packet_in_the_wrong_state_ends_the_session(place):
    """The states of an acceptor ([MS-MQQB] 3.1.5)"""
    with Session(place) as session:
        session.write(internal(PARAMETERS, struct.pack('<LLHH', 500, 20000, 0, 64)))
        assert session.is_closed()
    with Session(place) as session:
        session.write(user_message(session.guid, 1, place.name, label='early'))
        assert session.is_closed()
    with Session(place) as session:
        session.establish()
        session.write(user_message(session.guid, 1, place.name, label='early'))
        assert session.is_closed()
    with Session(place).open() as session:
        session.write(internal(ESTABLISH, b'\x00' * 552))
        assert session.is_closed()
    assert in_queue(place) == []


@scenario
def what_is_no_packet_ends_the_session(place):
    """Signature, version, sizes ([MS-MQMQ] 2.2.19.1)"""
    good = user_message(b'\x11' * 16, 1, place.name, label='x')
    for bad in (b'GET / HTTP/1.1\r\nHost: x\r\n\r\n', b'\x00' * 64, b'\x11' + good[1:], good[:4] + b'LIAR' + good[8:],
                good[:8] + struct.pack('<L', 15) + good[12:], good[:8] + struct.pack('<L', 0x00400001) + good[12:],
                good[:8] + struct.pack('<L', len(good) - 8) + good[12:-8]):
        with Session(place).open() as session:
            session.write(bad)
            assert session.is_closed(), bad[:16]
    assert in_queue(place) == []


@scenario
def an_end_in_the_middle_of_a_packet_loses_that_packet_only(place):
    """Half a message ([MS-MQQB] 3.1.7.3)"""
    with Session(place).open() as session:
        session.send(place.name, label='whole')
        session.write(user_message(session.guid, 2, place.name, label='half', body=b'x' * 1000)[:600])
        session.wait()
    with Session(place).open() as session:
        session.send(place.name, label='next')
        session.wait()
    assert in_queue(place) == ['whole', 'next']


@scenario
def expired_messages_are_dropped(place):
    """Time to reach the queue ([MS-MQQB] 3.1.5.8.2)"""
    with Session(place).open() as session:
        message = bytearray(user_message(session.guid, 1, place.name, label='late', ttrq=10))
        sent, = struct.unpack_from('<L', message, 52)
        struct.pack_into('<L', message, 52, sent - 100)
        session.sent = 1
        session.write(bytes(message))
        assert session.wait().acknowledged == 1
    assert in_queue(place) == []


if __name__ == '__main__':
    main()
