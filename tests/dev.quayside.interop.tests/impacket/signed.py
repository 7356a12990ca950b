"""What is signed of a message, field by field from [MS-MQMQ] 2.5; keys, hashes and RSA are of the cryptography package."""

import datetime
import struct

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

import shapes

HASHES = {0x8003: hashes.MD5, 0x8004: hashes.SHA1, 0x800C: hashes.SHA256, 0x800E: hashes.SHA512}
ELEMENTS = struct.pack('<H', 3) + shapes.text('OS:a\\q') + struct.pack('<H', 3) + shapes.text('OS:b\\q')
BODY, LABEL, EXTENSION = b'signed body', 'signed', b'extra'


def key(bits=2048):
    return rsa.generate_private_key(65537, bits)


def certificate(private):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'Signer')])
    builder = x509.CertificateBuilder(name, name, private.public_key(), 4711, datetime.datetime(2026, 1, 1),
                                      datetime.datetime(2046, 1, 1))
    return builder.sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def fields(version, source, destination, response=shapes.NONE, admin=shapes.NONE, priority=3, recoverable=False,
           acknowledge=0, connector=b''):
    data = b'\x07' * 20 + struct.pack('<L', 0) + BODY + shapes.text(LABEL) + response[1] + admin[1]
    if version == 3:
        data += EXTENSION + ELEMENTS
    if version > 1:
        data += source + bytes([1 if recoverable else 0, priority, 0, acknowledge & 0x0F])
        data += struct.pack('<HL', 0, 0) + connector
    return data + (destination[1] if version == 2 else b'')


def sign(private, data, algorithm=0x800E):
    return private.sign(data, padding.PKCS1v15(), HASHES[algorithm]())


def sign_bare(private, data, algorithm=0x800E):
    """The hash alone is padded and encrypted, without the name of its algorithm."""
    digest = hashes.Hash(HASHES[algorithm]())
    digest.update(data)
    content = digest.finalize()
    size = private.key_size // 8
    padded = b'\x00\x01' + b'\xff' * (size - len(content) - 3) + b'\x00' + content
    numbers = private.private_numbers()
    return pow(int.from_bytes(padded, 'big'), numbers.d, numbers.public_numbers.n).to_bytes(size, 'big')


def variant(private, version, source, destination, algorithm=0x800E, how=sign, flags=0x80, sender=b'', changed=None,
            **given):
    """What shapes.message takes for a message that is signed so, with changes that are made afterwards."""
    signature = how(private, fields(version, source, destination, **given), algorithm)
    secure = shapes.security(flags, sender, signature=b'' if version == 3 else signature,
                             certificate=certificate(private))
    listed = shapes.lists(shapes.align(struct.pack('<LHHL', 12 + len(ELEMENTS), 0x64, 0, 2) + ELEMENTS), signature)
    return {'secure': secure, 'listed': listed if version == 3 else b'', 'label': LABEL, 'body': BODY,
            'extension': EXTENSION, 'hashed': algorithm, **given, **(changed or {})}
