"""Messages of every shape that [MS-MQMQ] 2.2.19 and 2.2.20 allow, and of many that they do not."""

import struct

import shapes
from packet import ZERO_GUID, guid_bytes
from scenarios import main, scenario
from shape_sender import Sender, packets
from shapes import EVERYONE, NUMBER_AT_SOURCE, NUMBER_BESIDE, NUMBER_HERE, direct, numbered, private, public
from transfer import session_header

OTHER = b'\x42' * 16
ACK_REACH_QUEUE, NACK_REACH_QUEUE_TIMEOUT = 0x0002, 0x8002


def taken(place, *variants):
    """All of these are put into the queue."""
    with Sender(place) as sender:
        for index, variant in enumerate(variants):
            sender.shape(**{'label': 'shape %d' % index, 'body': b'body', **variant})
        sender.wait()
    found = packets(place)
    assert len(found) == len(variants), '%d of %d' % (len(found), len(variants))
    return found


def refused(place, *variants):
    """Each of these ends its session, and nothing of them is in the queue."""
    for variant in variants:
        with Sender(place) as sender:
            sender.shape(**{'label': 'bad', 'body': b'body', **variant})
            assert sender.is_closed(), variant
    assert packets(place) == []


@scenario
def queues_are_named_in_every_way(place):
    """AQ and RQ ([MS-MQMQ] 2.2.19.2), with names of every length"""
    admins = [direct('OS:h\\private$\\a'), public(OTHER), private(OTHER, 7), numbered(NUMBER_AT_SOURCE, 7),
              numbered(NUMBER_HERE, 7)]
    names = [dict(response=direct('OS:%s\\private$\\r' % ('h' * length))) for length in range(1, 5)]
    taken(place, *(dict(admin=admin, response=response) for admin in admins
                   for response in (shapes.NONE, (1, b''), numbered(NUMBER_BESIDE, 9), private(OTHER, 9))), *names)


@scenario
def queues_of_other_kinds_end_the_session(place):
    """DQ 1, 2, 4, 6 and AQ 1, 4 ([MS-MQMQ] 2.2.19.2)"""
    refused(place, *(dict(destination=(kind, OTHER + b'\x00' * 4)) for kind in (1, 2, 4, 6)),
            *(dict(admin=(kind, b'\x01\x00\x00\x00')) for kind in (1, 4)))


@scenario
def a_queue_is_named_by_its_number(place):
    """DQ 3, with the address of this queue manager or none; not with that of another ([MS-MQQB] 3.1.5.8.5)"""
    here = numbered(NUMBER_HERE, place.number)
    with Sender(place) as sender:
        for address in (guid_bytes(place.queue_manager), ZERO_GUID, OTHER):
            sender.shape(here, address=address, label='x')
        sender.wait()
    assert len(packets(place)) == 2


@scenario
def reserved_bits_are_ignored(place):
    """of base, user and properties header ([MS-MQMQ] 2.2.19)"""
    found = taken(place, dict(base_flags=0xFEC0), dict(flags=1 << 7 | 1 << 24 | 3 << 26 | 7 << 29), dict(acknowledge=0xF0))
    assert all(data[:2] == b'\x10\xa5' or data[0] == 0x10 for data in found)


@scenario
def what_has_no_meaning_ends_the_session(place):
    """DM 2 and 3, hops beyond 29, AH, no MP, TR without DH, QT 2 ([MS-MQMQ] 2.2.19, 2.2.20.8)"""
    refused(place, *(dict(flags=flags) for flags in (2 << 5, 3 << 5, 30, 31, 1 << 25, shapes.PROPERTIES)),
            dict(base_flags=shapes.TRACE_FLAG), dict(traced=shapes.debug(2, OTHER)))


@scenario
def senders_are_named_as_they_may(place):
    """A SID, the GUID of a queue manager, a certificate alone ([MS-MQMQ] 2.2.20.6)"""
    found = taken(place, dict(secure=shapes.security(0x01, EVERYONE)), dict(secure=shapes.security(0x02, OTHER)),
                  dict(secure=shapes.security(0x80, certificate=b'\x30\x01\x00')),
                  dict(secure=shapes.security(0xF001, EVERYONE)), dict(secure=shapes.security(0x311, EVERYONE)))
    claims = found[4].index(shapes.security(0x01, EVERYONE)[:28])
    assert claims > 0, 'AU and AS are for the receiver to say'


@scenario
def senders_of_no_kind_end_the_session(place):
    """ST 3, an id without a kind, nothing at all, sizes beyond the packet ([MS-MQMQ] 2.2.20.6)"""
    refused(place, *(dict(secure=secure) for secure in (
        shapes.security(0x03, EVERYONE), shapes.security(0x0F, EVERYONE), shapes.security(0, EVERYONE), shapes.security(0),
        shapes.security(1, EVERYONE, sizes=(12, 0, 0, 0, 0x7FFFFFFF)),
        shapes.security(1, EVERYONE, sizes=(0xFFFF, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)))))


@scenario
def labels_have_their_limits(place):
    """0 to 249 characters and a NUL ([MS-MQMQ] 2.2.19.3)"""
    taken(place, dict(label=''), dict(label='x'), dict(label='x' * 249), dict(label='\U0001F600'))


@scenario
def labels_of_no_form_end_the_session(place):
    """250 characters, without a NUL, longer than the packet ([MS-MQMQ] 2.2.19.3)"""
    refused(place, dict(label='x' * 250), dict(raw_label='open'.encode('utf-16-le')), dict(units=250))


@scenario
def bodies_and_extensions_of_any_size(place):
    """Their sizes need not be those of 32-bit words, and the space for the body may be larger ([MS-MQMQ] 2.2.19.3)"""
    taken(place, *(dict(body=b'b' * size, extension=b'e' * rest) for size in range(4) for rest in range(4)),
          dict(body=b'12345678', body_size=3, allocated=8), dict(body=b'x' * 1000003))


@scenario
def sizes_that_lie_end_the_session(place):
    """Body, extension, SOAP and lists beyond the packet"""
    beyond = (0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFF)
    refused(place, *(dict(body_size=size) for size in beyond), *(dict(body_size=size, allocated=size) for size in beyond),
            *(dict(extension_size=size) for size in beyond),
            *(dict(soaped=shapes.soap('a', 'b', lengths=lengths)) for lengths in ((0x7FFFFFFF, 2), (2, 0xFFFFFFFF))),
            *(dict(listed=shapes.lists(shapes.addresses(0x64, 'OS:h\\q', size=size))) for size in (0, 11, 0x7FFFFFFF)),
            dict(listed=shapes.lists(shapes.addresses(0x64, 'OS:h\\q', count=0x7FFFFFFF))))


@scenario
def headers_with_the_number_of_another_end_the_session(place):
    """SoapHeader and MQFAddressHeader ([MS-MQMQ] 2.2.20.2, 2.2.20.7)"""
    refused(place, dict(soaped=shapes.soap('a', 'b', ids=(0x321, 0x384))),
            dict(soaped=shapes.soap('a', 'b', ids=(0x320, 0x320))),
            dict(listed=shapes.lists(shapes.addresses(0x65, 'OS:h\\q'))))


@scenario
def all_headers_together(place):
    """in the order of [MS-MQMQ] 2.2.20"""
    everything = dict(recoverable=True, connector=OTHER, secure=shapes.security(1, EVERYONE, b'k', b's', b'c', b'p'),
                      traced=shapes.debug(1, OTHER), base_flags=shapes.TRACE_FLAG, soaped=shapes.soap('head', 'body'),
                      listed=shapes.lists(shapes.addresses(0x64, place.name, 'OS:other\\q'), b'sig'), extension=b'e',
                      admin=direct('OS:h\\a'), response=numbered(NUMBER_BESIDE, 3))
    taken(place, dict(session=session_header(sent=1, recoverable_sent=1), **everything), everything)


@scenario
def classes_are_kept(place):
    """also those of applications ([MS-MQMQ] 2.2.18.1.6)"""
    classes = (0, 1, 2, 0xFF, 0x4000, 0x8000, 0xC004, 0x0100, 0xE1FF)
    found = taken(place, *(dict(message_class=number) for number in classes))
    name = len(direct(place.name)[1])
    assert [struct.unpack_from('<H', data, 64 + name + 2)[0] for data in found] == list(classes)


@scenario
def the_count_is_of_what_is_safe(place):
    """An acknowledgement that counts a recoverable message has its bit, or one before had it ([MS-MQQB] 3.1.5.8.7)"""
    with Sender(place) as sender:
        kinds = [index % 3 != 0 for index in range(60)]
        for index, kind in enumerate(kinds):
            sender.shape(recoverable=kind, label=str(index))
        count = 0
        while count < len(kinds) or len(sender.confirmed) < sum(kinds):
            count = sender.ack().acknowledged
            assert len(sender.confirmed) >= sum(kinds[:count]), (count, sender.confirmed)


@scenario
def nobody_sends_to_a_journal(place):
    """nor to a dead-letter queue: they are no destinations ([MS-MQDMPR] 3.1.7.1.5)"""
    dead = 'OS:localhost\\system$;deadletter'
    with Sender(place) as sender:
        for name in (place.name + ';journal', dead):
            sender.shape(direct(name), label='forged')
        sender.wait()
    assert packets(place, place.name + ';journal') == []
    assert not any('forged'.encode('utf-16-le') in data for data in packets(place, dead))


@scenario
def a_connected_source_gets_its_acknowledgement(place):
    """to its own private queue, on the session that it opened ([MS-MQQB] 3.1.7.15)"""
    with Sender(place) as sender:
        sender.shape(admin=numbered(NUMBER_AT_SOURCE, 77), acknowledge=1, label='wanted', priority=5, body=b'body')
        data = sender.answer()
        source, address, _, _, _, flags = struct.unpack_from('<16s16sLLLL', data, 16)
        assert source == guid_bytes(place.queue_manager) and address == sender.guid
        assert flags >> 10 & 7 == NUMBER_HERE and struct.unpack_from('<L', data, 64)[0] == 77
        assert flags >> 13 & 7 == 0 and flags >> 8 & 3 == 0, 'it asks for nothing itself'
        offset = 68 + len(direct(place.name)[1])
        assert flags >> 16 & 7 == shapes.DIRECT and data[68:offset] == direct(place.name)[1], 'the destination answers'
        asked, units, number, correlation = struct.unpack_from('<BBH20s', data, offset)
        assert (asked, number) == (0, ACK_REACH_QUEUE) and correlation == sender.guid + struct.pack('<L', 1)
        assert data[offset + 56:][:2 * units] == shapes.text('wanted')
        assert struct.unpack_from('<L', data, offset + 32)[0] == 0, 'no body with a positive one'


@scenario
def what_comes_too_late_is_sent_back(place):
    """Either time ([MS-MQMQ] 2.2.18.1.6), with the body"""
    for late in (dict(ttrq=10), dict(ttbr=10)):
        with Sender(place) as sender:
            sender.shape(admin=numbered(NUMBER_AT_SOURCE, 77), acknowledge=4, label='late', body=b'late body', age=60, **late)
            data = sender.answer()
            offset = 68 + len(direct(place.name)[1])
            assert struct.unpack_from('<H', data, offset + 2)[0] == NACK_REACH_QUEUE_TIMEOUT, late
            assert b'late body' in data
    assert packets(place) == []


if __name__ == '__main__':
    main()
