"""A sender of transactional messages ([MS-MQQB] 3.1.5.6, 3.1.5.8), with nothing but struct."""

import struct
import time

from packet import BASE, INTERNAL_FLAG, SESSION_FLAG
from transfer import Session

FIRST, LAST = 0x04, 0x08


def transaction_header(flags, sequence, number, previous):
    """[MS-MQMQ] 2.2.20.5."""
    return struct.pack('<LQLL', flags, sequence, number, previous)


class TransactionalSession(Session):
    """Passes over the acknowledgements that come as messages."""

    def internal(self, kind):
        while True:
            head = self.exactly(16)
            _, _, flags, _, size, _ = BASE.unpack(head)
            if flags & INTERNAL_FLAG:
                rest = self.exactly(size - 16)
                packet_flags, = struct.unpack_from('<H', rest, 2)
                assert packet_flags & 0x0F == kind, packet_flags
                return packet_flags >> 4 & 1, rest[4:]
            self.exactly(size - 16 + (16 if flags & SESSION_FLAG else 0))


def send_transactional(place, queue, *messages, guid=None):
    """Sends messages, each a dictionary of properties, as one transaction, and waits until they are on disk."""
    with TransactionalSession(place, guid).open() as session:
        sequence = int(time.time()) << 32 | time.monotonic_ns() & 0xFFFFFFFF
        for number, message in enumerate(messages, 1):
            flags = (FIRST if number == 1 else 0) | (LAST if number == len(messages) else 0)
            session.send(queue, priority=0, recoverable=True,
                         transaction=transaction_header(flags, sequence, number, number - 1), **message)
        session.wait()
