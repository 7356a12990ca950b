"""Message packets from [MS-MQMQ] 2.2.19 to 2.2.20 and [MS-MQRR] 2.2.5, with nothing but struct."""

import struct
import time
import uuid

INFINITE = 0xFFFFFFFF
BASE = struct.Struct('<BBH4sLL')
INTERNAL_FLAG = 0x08
SESSION_FLAG = 0x10
ZERO_GUID = b'\x00' * 16


def align(data, start=0):
    return data + b'\x00' * (-(len(data) - start) % 4)


def direct_name(name):
    text = (name + '\x00').encode('utf-16-le')
    return align(struct.pack('<H', len(text)) + text)


def user_message(source, ordinal, destination, label='', body=b'', body_type=0, priority=3, recoverable=False,
                 ttrq=INFINITE, ttbr=INFINITE, admin=None, acknowledge=0, extension=b'', session=None, transaction=None,
                 journal=0):
    """A UserMessage for a direct name; with a SessionHeader behind it if one is given."""
    flags = 7 << 10 | 1 << 21 | (1 << 5 if recoverable or transaction else 0) | (7 << 13 if admin else 0) | journal << 8
    flags |= 1 << 20 if transaction else 0
    user = struct.pack('<16s16sLLLL', source, ZERO_GUID, ttbr, int(time.time()), ordinal, flags)
    user += direct_name(destination) + (direct_name(admin) if admin else b'') + (transaction or b'')
    text = (label + '\x00').encode('utf-16-le') if label else b''
    properties = struct.pack('<BBH20sLLLLLLLL', acknowledge, len(text) // 2, 0, b'\x00' * 20, body_type, 0, len(body),
                             len(body), 0, 0x8004, 0x6602, len(extension))
    packet = user + align(properties + text + extension + body)
    base = BASE.pack(0x10, 0, priority | (SESSION_FLAG if session else 0), b'LIOR', 16 + len(packet), ttrq)
    return base + packet + (session or b'')


class Packet:
    """A message as remote read delivers it; the body may be cut."""

    def __init__(self, first, allocated, second=b''):
        """The sections, and the size of the first with its whole body; one behind the other they are the packet."""
        data = first.ljust(allocated, b'\x00') + second
        version, _, flags, signature, size, self.ttrq = BASE.unpack_from(data, 0)
        assert version == 0x10 and signature == b'LIOR', data[:16]
        assert flags & INTERNAL_FLAG == 0 and flags & SESSION_FLAG == 0, flags
        self.size = size
        self.priority = flags & 7
        (self.source, self.address, self.ttbr, self.sent, self.ordinal,
         self.flags) = struct.unpack_from('<16s16sLLLL', data, 16)
        self.recoverable = self.flags >> 5 & 3 == 1
        assert self.flags >> 21 & 1 == 1, 'MP must be set'
        offset = 64
        self.destination, offset = self.queue(data, offset, self.flags >> 10 & 7)
        self.admin, offset = self.queue(data, offset, self.flags >> 13 & 7)
        self.response, offset = self.queue(data, offset, self.flags >> 16 & 7)
        assert self.flags >> 19 & 0x1D == 0x04, 'no headers but the properties are expected here'
        if self.flags >> 20 & 1:
            self.transaction = data[offset:offset + 20]
            offset += 36 if data[offset] & 1 else 20
        self.properties(data, offset)
        self.body = data[self.body_offset:min(len(first), self.body_offset + self.body_size)]
        if second:
            assert allocated == self.body_offset + self.allocated, 'headers and body, and nothing behind'
        self.trailers(data[self.end:])

    @staticmethod
    def queue(data, offset, kind):
        if kind == 0:
            return None, offset
        assert kind == 7, 'a direct name'
        length, = struct.unpack_from('<H', data, offset)
        text = data[offset + 2:offset + 2 + length].decode('utf-16-le')
        assert text.endswith('\x00')
        return text[:-1], offset + (2 + length + 3) // 4 * 4

    def properties(self, data, offset):
        (self.acknowledge, units, self.message_class, self.correlation, self.body_type, self.application_tag,
         self.body_size, self.allocated, _, _, _, extension) = struct.unpack_from('<BBH20sLLLLLLLL', data, offset)
        offset += 56
        label = data[offset:offset + 2 * units].decode('utf-16-le')
        assert units == 0 or label.endswith('\x00')
        self.label = label[:-1]
        offset += 2 * units
        self.extension = data[offset:offset + extension]
        self.body_offset = offset + extension
        self.end = (self.body_offset + self.allocated + 3) // 4 * 4

    def trailers(self, rest):
        """ExtensionHeader, SubqueueHeader, ExtendedAddressHeader ([MS-MQRR] 2.2.5.2 to 2.2.5.5)."""
        size, remaining, flags = struct.unpack_from('<LLB', rest, 0)
        assert size == 12 and remaining == len(rest) - 12, (size, remaining, len(rest))
        assert flags & 0x02 and flags & 0x10 and not flags & 0x01, 'SQ and EA are set, DL is not: 0x%02X' % flags
        offset = 12
        size, = struct.unpack_from('<L', rest, offset)
        assert size == 148
        outcome, self.aborts, self.moves, self.last_move = struct.unpack_from('<LLLL', rest, offset + 4)
        assert outcome & 1 == 0, 'TM must be 0'
        self.outcome = outcome >> 1 & 0xFFFF
        assert rest[offset + 84:offset + 148] == b'\x00' * 64, 'no transacted move is under way'
        self.subqueue = rest[offset + 20:offset + 84].decode('utf-16-le').rstrip('\x00')
        offset += size
        size, length, kind, scope = struct.unpack_from('<LHHL', rest, offset)
        assert size == 28
        self.sender = (kind, rest[offset + 12:offset + 12 + length])
        assert offset + size == len(rest), 'nothing follows'


def guid_bytes(text):
    return uuid.UUID(text).bytes_le
