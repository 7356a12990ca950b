"""A sender that signs its messages ([MS-MQMQ] 2.5, [MS-MQQB] 3.1.5.8.3). Every second queue takes only such."""

import struct

import shapes
import signed
from packet import ZERO_GUID, guid_bytes
from scenarios import main, scenario
from shape_sender import Sender, packets
from shapes import EVERYONE, NUMBER_HERE, direct, numbered, public

KEY = signed.key()
SECURITY = 1 << 19


def send(place, *variants):
    """Sends these, and says for each message in the queue how it counts as signed: the field AS."""
    with Sender(place) as sender:
        for variant in variants:
            here = numbered(NUMBER_HERE, place.number)
            if isinstance(variant, dict):
                sender.shape(here, address=guid_bytes(place.queue_manager), **variant)
            else:
                version, more = variant
                sender.shape(here, address=guid_bytes(place.queue_manager),
                             **signed.variant(KEY, version, sender.guid, here, **more))
        sender.wait()
    return [kind(data) for data in packets(place)]


def kind(data):
    flags, = struct.unpack_from('<L', data, 60)
    assert flags & SECURITY
    names = [(flags >> bit & 7) for bit in (10, 13, 16)]
    offset = 64
    for name in names:
        if name == 7:
            length, = struct.unpack_from('<H', data, offset)
            offset += (2 + length + 3) // 4 * 4
        else:
            offset += {0: 0, 3: 4, 5: 16}[name]
    offset += 16 if flags >> 22 & 1 else 0
    return data[offset + 1] & 0x0F


@scenario
def each_kind_of_signature_is_checked(place):
    """2.0, 1.0 and 3.0, which AS tells: 3, 1 and 5"""
    assert send(place, (2, {}), (1, {}), (3, {})) == [3, 1, 5]


@scenario
def a_queue_for_authenticated_messages_takes_signed_ones(place):
    """and no others"""
    assert send(place, (2, {}), dict(secure=shapes.security(1, EVERYONE)), {'label': 'unsigned'}, (1, {})) == [3, 1]


@scenario
def hashes_and_forms(place):
    """MD5, SHA-1, SHA-256, SHA-512; without the name of the algorithm; with the least byte first"""
    def reverse(*arguments):
        return signed.sign(*arguments)[::-1]

    variants = [(2, {'algorithm': algorithm}) for algorithm in signed.HASHES]
    assert send(place, *variants, (2, {'how': signed.sign_bare}), (2, {'how': reverse})) == [3] * 6


@scenario
def fields_that_are_signed(place):
    """Response and admin queue, priority, delivery, acknowledgements, connector"""
    given = dict(response=direct('OS:h\\private$\\r'), admin=public(b'\x42' * 16), priority=5, recoverable=True,
                 acknowledge=0x05, connector=b'\x43' * 16)
    assert send(place, *((version, given) for version in (1, 2, 3))) == [1, 3, 5]


@scenario
def what_was_changed_is_refused(place):
    """Body, label, priority, source, certificate, hash algorithm, and algorithms that are none"""
    def other(*arguments):
        return signed.sign(signed.key(), *arguments[1:])

    changes = [(1, {'body': b'signed Body'}), (2, {'label': 'Signed'}), (2, {'priority': 4}), (2, {'recoverable': True}),
               (2, {'hashed': 0x8004}), (2, {'hashed': 0x8002}), (2, {'hashed': 0}), (2, {'privacy': 2}),
               (3, {'extension': b'Extra'})]
    variants = [(version, {'changed': change}) for version, change in changes]
    assert send(place, *variants, (2, {'how': other}), (2, {'how': lambda *_: b'\x01' * 256}),
                (2, {'how': lambda *_: b''.join([b'\xff'] * 256)})) == []


@scenario
def who_names_himself_is_not_known(place):
    """ST 1 and 2: no directory knows the certificate, so the message is rejected ([MS-MQQB] 3.1.5.8.3)"""
    assert send(place, (2, {'flags': 0x81, 'sender': EVERYONE}), (2, {'flags': 0x82, 'sender': b'\x42' * 16})) == []


@scenario
def a_direct_name_is_not_signed(place):
    """QueueManagerAddress is zero, so nothing is checked: AS stays 0"""
    here = direct(place.name)
    with Sender(place) as sender:
        for how in (signed.sign, lambda *_: b'\x01' * 256):
            sender.shape(here, address=ZERO_GUID, **signed.variant(KEY, 2, sender.guid, here, how=how))
        sender.wait()
    assert [kind(data) for data in packets(place)] == [0, 0]


@scenario
def a_direct_name_is_not_for_a_queue_of_authenticated_messages(place):
    """Section 5.1: authentication is not supported with direct names"""
    with Sender(place) as sender:
        sender.shape(direct(place.name), **signed.variant(KEY, 2, sender.guid, direct(place.name)))
        sender.wait()
    assert packets(place) == []


@scenario
def encrypted_bodies_are_refused(place):
    """EB with every privacy level"""
    assert send(place, *(dict(secure=shapes.security(0x20, key=b'k' * 140), privacy=level, body=b'?' * 16)
                         for level in (0, 1, 2, 3, 5))) == []


if __name__ == '__main__':
    main()
