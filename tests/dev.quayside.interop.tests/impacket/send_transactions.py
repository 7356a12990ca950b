"""A sender of transactional messages in pure Python ([MS-MQQB] 3.1.1.5, 3.1.5.6 to 3.1.5.8), which reads OrderAcks and
FinalAcks and looks into the queue over RemoteRead. The last argument says whether the queue manager was restarted."""

import struct
import sys

import remoteread as rr
from exactly_once import FIRST, LAST, transaction_header
from packet import BASE, INTERNAL_FLAG, SESSION_FLAG, guid_bytes
from reader import Connection, labels
from scenarios import main, scenario
from transfer import Ack, Session, session_header, internal, SESSION_ACK

ORDER_ACK, NACK_BAD_DST_Q, NACK_NOT_TRANSACTIONAL_Q = 0x00FF, 0x8000, 0x8009
SEQUENCE = 0x6553F0FF00000001
AGAIN = sys.argv[-1] == 'again'
KEPT = b'\x42' * 16


def in_queue(place):
    with Connection(place) as connection:
        return labels(connection.open(rr.direct(place.name), rr.ACCESS_PEEK))


class Answer:
    """A message to the order queue ([MS-MQQB] 2.2.4, 2.2.5)."""

    def __init__(self, data):
        _, _, flags, _, size, _ = BASE.unpack_from(data)
        assert flags == 0, 'BaseHeader.Flags has all bits 0, not 0x%04X' % flags
        self.source, _, _, _, self.ordinal, user = struct.unpack_from('<16s16sLLLL', data, 16)
        assert user & ~0x20 == 7 << 10 | 1 << 21, 'DQ, MP and perhaps DM: 0x%08X' % user
        self.recoverable = user >> 5 & 1
        length, = struct.unpack_from('<H', data, 64)
        self.queue = data[66:66 + length - 2].decode('utf-16-le')
        offset = 64 + (2 + length + 3) // 4 * 4
        (acknowledge, units, self.message_class, _, body_type, _, body_size, _, _, _, _,
         extension) = struct.unpack_from('<BBH20sLLLLLLLL', data, offset)
        assert (acknowledge, body_type, body_size, extension) == (0, 0, 36, 0)
        label = data[offset + 56:offset + 56 + 2 * units].decode('utf-16-le')
        assert label == 'QM Ordering Ack\x00', label
        body = data[offset + 56 + 2 * units:][:36]
        self.sequence, self.number, self.previous = struct.unpack_from('<QLL', body)
        self.rest = body[16:]


class Sender(Session):
    """Sends with sequences, and takes what comes in the meantime."""

    def __init__(self, place, guid=None):
        Session.__init__(self, place, guid)
        self.place = place
        self.answers = []
        self.received = self.received_recoverable = 0
        self.open()

    def message(self, number, previous, sequence=SEQUENCE, queue=None, flags=0, label=None):
        self.send(queue or self.place.name, priority=0, recoverable=True, label=label or str(number),
                  transaction=transaction_header(flags, sequence, number, previous))

    def packet(self):
        """The next packet: an acknowledgement of the session, or a message, which is acknowledged."""
        head = self.exactly(16)
        _, _, flags, _, size, _ = BASE.unpack(head)
        data = head + self.exactly(size - 16)
        if flags & INTERNAL_FLAG:
            return Ack(data[20:])
        if flags & SESSION_FLAG:
            self.exactly(16)
        answer = Answer(data[:2] + struct.pack('<H', flags & ~SESSION_FLAG) + data[4:])
        self.received += 1
        self.received_recoverable += answer.recoverable
        bits = (self.received_recoverable, 1) if answer.recoverable else (0, 0)
        self.write(internal(SESSION_ACK, session_header(self.received, *bits, self.sent, self.recoverable_sent),
                            base_flags=INTERNAL_FLAG | SESSION_FLAG))
        return answer

    def answer(self, message_class):
        while True:
            packet = self.packet()
            if isinstance(packet, Answer) and packet.message_class == message_class:
                return packet

    def ordered(self, number, sequence=SEQUENCE):
        """Waits for the OrderAck of a message."""
        ack = self.answer(ORDER_ACK)
        while (ack.sequence, ack.number) != (sequence, number):
            ack = self.answer(ORDER_ACK)
        assert ack.previous == number - 1, ack.previous
        return ack


def first_time(function):
    """A scenario that does not need a restart."""
    return function if AGAIN else scenario(function)


@first_time
def messages_in_order_are_accepted(place):
    """An OrderAck for the last of them ([MS-MQQB] 2.2.4, 3.1.5.8.6)"""
    with Sender(place) as sender:
        for number in range(1, 6):
            sender.message(number, number - 1, flags=(FIRST if number == 1 else LAST if number == 5 else 0) | 1 << 4)
        ack = sender.ordered(5)
        assert ack.queue == 'TCP:127.0.0.1\\PRIVATE$\\order_queue$', ack.queue
        assert ack.source == guid_bytes(place.queue_manager)
        assert ack.rest == b'\x00' * 20
    assert in_queue(place) == ['1', '2', '3', '4', '5']


@first_time
def a_duplicate_is_rejected(place):
    """and acknowledged again ([MS-MQQB] 3.1.5.8.6)"""
    with Sender(place) as sender:
        sender.message(1, 0)
        sender.message(2, 1)
        sender.ordered(2)
        sender.message(1, 0)
        sender.message(2, 1)
        sender.ordered(2)
    assert in_queue(place) == ['1', '2']


@first_time
def a_gap_is_rejected(place):
    """until what is missing comes ([MS-MQQB] 3.1.1.6.2)"""
    with Sender(place) as sender:
        sender.message(1, 0)
        sender.message(3, 2)
        sender.ordered(1)
        assert in_queue(place) == ['1']
        sender.message(2, 1)
        sender.message(3, 2)
        sender.ordered(3)
    assert in_queue(place) == ['1', '2', '3']


@first_time
def a_gap_that_is_bridged_is_accepted(place):
    """PreviousTxSequenceNumber ([MS-MQQB] 3.1.7.1.3)"""
    with Sender(place) as sender:
        sender.message(1, 0)
        sender.message(4, 1)
        sender.ordered(4)
    assert in_queue(place) == ['1', '4']


@first_time
def a_new_sequence_begins_with_nothing_in_front(place):
    """TxSequenceID ([MS-MQQB] 3.1.5.8.6)"""
    with Sender(place) as sender:
        sender.message(1, 0, label='a')
        sender.message(2, 1, sequence=SEQUENCE + 1, label='b')
        sender.message(1, 0, sequence=SEQUENCE + 1, label='c')
        sender.message(1, 0, sequence=SEQUENCE - 1, label='d')
        sender.ordered(1, sequence=SEQUENCE + 1)
    assert in_queue(place) == ['a', 'c']


@first_time
def a_new_session_goes_on_with_the_sequence(place):
    """which belongs to the queue managers ([MS-MQQB] 3.1.1.5)"""
    with Sender(place) as sender:
        sender.message(1, 0)
        sender.ordered(1)
    with Sender(place, sender.guid) as again:
        again.message(1, 0)
        again.message(2, 1)
        again.ordered(2)
    assert in_queue(place) == ['1', '2']


@first_time
def another_sender_has_a_sequence_of_its_own(place):
    """IncomingTxSequenceID of each ([MS-MQQB] 3.1.1.3.1)"""
    for _ in range(2):
        with Sender(place) as sender:
            sender.message(1, 0)
            sender.ordered(1)
    assert in_queue(place) == ['1', '1']


@first_time
def a_missing_queue_is_a_final_ack(place):
    """MQMSG_CLASS_NACK_BAD_DST_Q ([MS-MQQB] 2.2.5, 3.1.5.8.2)"""
    with Sender(place) as sender:
        sender.message(1, 0, queue='OS:localhost\\private$\\missing')
        ack = sender.answer(NACK_BAD_DST_Q)
        assert (ack.sequence, ack.number, ack.previous) == (SEQUENCE, 1, 0)
        assert ack.rest == sender.guid + struct.pack('<L', 1)
        assert ack.recoverable == 1, 'DM is 1 ([MS-MQQB] 2.2.5)'


@first_time
def a_queue_of_the_other_kind_is_a_final_ack(place):
    """MQMSG_CLASS_NACK_NOT_TRANSACTIONAL_Q ([MS-MQQB] 3.1.5.8.2)"""
    with Sender(place) as sender:
        sender.message(1, 0, queue='OS:localhost\\private$\\plain')
        assert sender.answer(NACK_NOT_TRANSACTIONAL_Q).number == 1


@first_time
def number_zero_ends_the_session(place):
    """TxSequenceNumber is from 1 on ([MS-MQMQ] 2.2.20.5)"""
    with Sender(place) as sender:
        sender.message(0, 0)
        assert sender.is_closed()
    assert in_queue(place) == []


@scenario
def a_sequence_survives_a_restart(place):
    """IncomingTxSequenceID and IncomingTxSequenceNumber ([MS-MQQB] 3.1.1.3.1)"""
    with Sender(place, KEPT) as sender:
        if AGAIN:
            sender.message(3, 2, queue='OS:localhost\\private$\\kept')
            sender.message(5, 4, queue='OS:localhost\\private$\\kept')
            sender.message(4, 3, queue='OS:localhost\\private$\\kept')
            sender.ordered(4)
        else:
            for number in range(1, 4):
                sender.message(number, number - 1, queue='OS:localhost\\private$\\kept')
            sender.ordered(3)
    with Connection(place) as connection:
        there = labels(connection.open(rr.direct('OS:localhost\\private$\\kept'), rr.ACCESS_PEEK))
    assert there == ['1', '2', '3', '4'][:4 if AGAIN else 3], there


if __name__ == '__main__':
    main()
