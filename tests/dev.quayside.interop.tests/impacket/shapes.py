"""User messages with every header of [MS-MQMQ] 2.2.19 and 2.2.20, also such as nobody may send, with nothing but struct."""

import struct
import time

from packet import BASE, INFINITE, SESSION_FLAG, ZERO_GUID, align

DEBUG_FLAG, TRACE_FLAG = 0x20, 0x100
RECOVERABLE, SECURITY, TRANSACTION, PROPERTIES, CONNECTOR, LISTS, SOAP = (1 << bit for bit in (5, 19, 20, 21, 22, 23, 28))
DIRECT, PRIVATE, PUBLIC, NUMBER_AT_SOURCE, NUMBER_HERE, NUMBER_BESIDE = 7, 6, 5, 2, 3, 4
NONE = (0, b'')
EVERYONE = bytes.fromhex('010100000000000100000000')


def text(value):
    return (value + '\x00').encode('utf-16-le')


def direct(name):
    """A queue as (kind, bytes), as all that follow."""
    return DIRECT, align(struct.pack('<H', len(text(name))) + text(name))


def numbered(kind, number):
    return kind, struct.pack('<L', number)


def private(manager, number):
    return PRIVATE, manager + struct.pack('<L', number)


def public(guid):
    return PUBLIC, guid


def properties(label='', body=b'', message_class=0, acknowledge=0, extension=b'', raw_label=None, units=None,
               body_size=None, allocated=None, extension_size=None, privacy=0, hashed=0x8004, encrypted=0x6602):
    name = raw_label if raw_label is not None else text(label) if label else b''

    def size(given, real):
        return len(real) if given is None else given

    fixed = struct.pack('<BBH20sLLLLLLLL', acknowledge, len(name) // 2 if units is None else units, message_class,
                        b'\x07' * 20, 0, 0, size(body_size, body), size(allocated, body), privacy, hashed,
                        encrypted, size(extension_size, extension))
    return align(fixed + name + extension + body)


def security(flags, sender=b'', key=b'', signature=b'', certificate=b'', provider=b'', sizes=None):
    parts = (sender, key, signature, certificate, provider)
    return struct.pack('<HHHHLL', flags, *(sizes or [len(part) for part in parts])) + b''.join(map(align, parts))


def debug(kind, queue=b''):
    return struct.pack('<HH', kind, 0) + queue


def soap(header, body, ids=(0x320, 0x384), lengths=None):
    parts = (text(header), text(body))
    lengths = lengths or [len(part) // 2 for part in parts]
    return b''.join(struct.pack('<HHL', number, 0, length) + align(part)
                    for number, length, part in zip(ids, lengths, parts))


def addresses(number, *names, size=None, count=None):
    """MQFAddressHeader of direct names."""
    elements = b''.join(struct.pack('<H', 3) + text(name) for name in names)
    return align(struct.pack('<LHHL', 12 + len(elements) if size is None else size, number, 0,
                             len(names) if count is None else count) + elements)


def lists(destinations, signature=b''):
    """MultiQueueFormatHeader."""
    return destinations + addresses(0xC8) + addresses(0x12C) + align(
        struct.pack('<HHL', 0x15E, 0, len(signature)) + signature)


def message(source, ordinal, destination, admin=NONE, response=NONE, address=ZERO_GUID, flags=0, base_flags=0, priority=3,
            recoverable=False, ttrq=INFINITE, ttbr=INFINITE, age=0, connector=b'', secure=b'', traced=b'', soaped=b'',
            listed=b'', session=b'', **rest):
    flags ^= PROPERTIES | destination[0] << 10 | admin[0] << 13 | response[0] << 16
    for present, bit in ((recoverable, RECOVERABLE), (secure, SECURITY), (connector, CONNECTOR), (listed, LISTS),
                         (soaped, SOAP)):
        flags |= bit if present else 0
    data = struct.pack('<16s16sLLLL', source, address, ttbr, int(time.time()) - age, ordinal, flags)
    data += destination[1] + admin[1] + response[1] + connector + secure + properties(**rest) + traced + soaped + listed
    base_flags |= priority | (DEBUG_FLAG if traced else 0) | (SESSION_FLAG if session else 0)
    return BASE.pack(0x10, 0xA5, base_flags, b'LIOR', 16 + len(data), ttrq) + data + session
