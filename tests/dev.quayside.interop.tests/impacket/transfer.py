"""The initiator's side of an MS-MQQB session, with nothing but struct."""

import os
import socket
import struct

from packet import BASE, INFINITE, INTERNAL_FLAG, SESSION_FLAG, ZERO_GUID, user_message

SESSION_ACK, ESTABLISH, PARAMETERS = 1, 2, 3


class Closed(Exception):
    """The acceptor ended the connection."""


def session_header(acknowledged=0, base=0, bits=0, sent=0, recoverable_sent=0, window=64):
    return struct.pack('<HHLHHHH', acknowledged, base, bits, sent, recoverable_sent, window, 0)


def internal(kind, body, flags=0, base_flags=INTERNAL_FLAG):
    return BASE.pack(0x10, 0, base_flags, b'LIOR', 20 + len(body), INFINITE) + struct.pack('<HH', 0, kind | flags) + body


class Ack:
    """A SessionHeader."""

    def __init__(self, data):
        (self.acknowledged, self.base, self.bits, self.sent, self.recoverable_sent, self.window,
         _) = struct.unpack('<HHLHHHH', data)


class Session:
    """One TCP connection to an acceptor."""

    def __init__(self, place, guid=None):
        self.guid = guid or os.urandom(16)
        self.socket = socket.create_connection((place.host, place.transfer_port), timeout=20)
        self.ordinal = 0
        self.sent = 0
        self.recoverable_sent = 0
        self.confirmed = set()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def write(self, data):
        self.socket.sendall(data)

    def exactly(self, count):
        data = b''
        while len(data) < count:
            try:
                more = self.socket.recv(count - len(data))
            except ConnectionResetError:
                raise Closed()
            if not more:
                raise Closed()
            data += more
        return data

    def internal(self, kind):
        """The next packet, which has to be an internal one of this kind: its flags and what follows the headers."""
        head = self.exactly(20)
        version, _, flags, signature, size, ttrq = BASE.unpack_from(head)
        assert version == 0x10 and signature == b'LIOR' and ttrq == INFINITE, head
        wanted = INTERNAL_FLAG | (SESSION_FLAG if kind == SESSION_ACK else 0)
        assert flags & ~7 == wanted, 'flags 0x%04X' % flags  # the example of [MS-MQQB] 4.1 has a priority there
        packet_flags, = struct.unpack_from('<H', head, 18)
        assert packet_flags & 0x0F == kind, packet_flags
        return packet_flags >> 4 & 1, self.exactly(size - 20)

    def establish(self, server=ZERO_GUID, time_stamp=12345, flags=0x0310):
        self.write(internal(ESTABLISH, self.guid + server + struct.pack('<LHH', time_stamp, flags, 0) + b'\x77' * 512))
        refused, body = self.internal(ESTABLISH)
        assert len(body) == 552
        return refused, body

    def parameters(self, recoverable_ack=500, ack=20000, window=64):
        self.write(internal(PARAMETERS, struct.pack('<LLHH', recoverable_ack, ack, 0, window)))
        _, body = self.internal(PARAMETERS)
        return struct.unpack('<LLHH', body)

    def open(self):
        self.establish()
        self.parameters()
        return self

    def send(self, destination, **properties):
        self.ordinal += 1
        self.sent += 1
        if properties.get('recoverable'):
            self.recoverable_sent += 1
        self.write(user_message(self.guid, self.ordinal, destination, **properties))

    def ack(self):
        _, body = self.internal(SESSION_ACK)
        ack = Ack(body)
        assert len(body) == 16 and ack.window > 0 and ack.sent == 0 and ack.recoverable_sent == 0
        for bit in range(32):
            if ack.bits >> bit & 1:
                self.confirmed.add(ack.base + bit & 0xFFFF)
        return ack

    def wait(self):
        """Until everything that was sent is acknowledged."""
        while True:
            ack = self.ack()
            if ack.acknowledged == self.sent & 0xFFFF and len(self.confirmed) == self.recoverable_sent:
                return ack

    def is_closed(self):
        """Waits for the end of the connection; anything else that comes is an error."""
        try:
            rest = self.socket.recv(1)
        except ConnectionResetError:
            return True
        assert rest == b'', 'the session goes on with %r' % rest
        return True


def send_all(place, *messages, queue=None):
    """Sends messages, each a dictionary of properties, and waits for their acknowledgement."""
    with Session(place).open() as session:
        for message in messages:
            session.send(queue or place.name, **message)
        session.wait()
        return session.guid
