"""Sends shapes, and reads back what was kept of them."""

import struct

import remoteread as rr
from packet import BASE, INTERNAL_FLAG, SESSION_FLAG
from reader import MAX_BODY, Connection, Fault
from shapes import direct, message
from transfer import SESSION_ACK, Session, internal, session_header


def packets(place, name=None):
    """The packets of a queue as bytes, whatever headers they have."""
    with Connection(place) as connection:
        queue = connection.open(rr.direct(name or place.name), rr.ACCESS_PEEK)
        cursor = queue.create_cursor()
        found = []
        while True:
            queue.last_request += 1
            request = queue.of(rr.R_StartReceive())
            for field, value in (('LookupId', 0), ('hCursor', cursor), ('ulTimeout', 0),
                                 ('ulAction', rr.PEEK_NEXT if found else rr.PEEK_CURRENT),
                                 ('dwRequestId', queue.last_request), ('dwMaxBodySize', MAX_BODY),
                                 ('dwMaxCompoundMessageSize', MAX_BODY)):
                request[field] = value
            try:
                sections = connection.call(request)['ppPacketSections']
            except Fault as e:
                assert e.code == 0xC00E001B, e
                return found
            found.append(b''.join(b''.join(section['pSectionBuffer']) for section in sections))


class Sender(Session):
    """Sends shapes, and takes what comes."""

    def __init__(self, place):
        Session.__init__(self, place)
        self.place = place
        self.open()

    def shape(self, destination=None, **more):
        self.ordinal += 1
        self.sent += 1
        self.recoverable_sent += bool(more.get('recoverable'))
        self.write(message(self.guid, self.ordinal, destination or direct(self.place.name), **more))

    def answer(self):
        """The next message that comes, acknowledged."""
        while True:
            head = self.exactly(16)
            _, _, flags, _, size, _ = BASE.unpack(head)
            data = head + self.exactly(size - 16)
            if flags & INTERNAL_FLAG == 0:
                assert flags & SESSION_FLAG == 0
                recoverable = struct.unpack_from('<L', data, 60)[0] >> 5 & 1
                self.write(internal(SESSION_ACK, session_header(1, recoverable, recoverable, self.sent,
                                                                self.recoverable_sent),
                                    base_flags=INTERNAL_FLAG | SESSION_FLAG))
                return data
