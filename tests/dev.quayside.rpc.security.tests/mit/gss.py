"""One side of a Kerberos context in DCE style by the GSS library of MIT, driven through lines of hexadecimal bytes.

gss.py initiator|acceptor SERVICE@HOST

  step TOKEN                            -> TOKEN established|continue
  wrap HEADER BODY TRAILER              -> BODY SIGNATURE
  unwrap HEADER BODY TRAILER SIGNATURE  -> BODY
  mic MESSAGE                           -> SIGNATURE
  verify MESSAGE SIGNATURE              -> ok
Whatever fails is answered with "error" and the reason.
"""

import ctypes
import sys
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_uint32, c_void_p

gss = ctypes.CDLL('libgssapi_krb5.so.2')

COMPLETE, CONTINUE = 0, 1
MUTUAL, REPLAY, SEQUENCE, CONF, INTEG, DCE_STYLE = 0x02, 0x04, 0x08, 0x10, 0x20, 0x1000
DATA, HEADER, SIGN_ONLY = 1, 2, 11
ALLOCATE = 0x10000
KERBEROS = bytes.fromhex('2a864886f712010202')
HOST_BASED = bytes.fromhex('2a864886f71201020104')

kept = []  # memory that buffers of the current command point to


class Buffer(Structure):
    _fields_ = [('length', c_size_t), ('value', c_void_p)]

    @classmethod
    def of(cls, data):
        buffer = cls(len(data), None)
        memory = ctypes.create_string_buffer(data, max(len(data), 1))
        buffer.value = ctypes.addressof(memory)
        kept.append(memory)
        return buffer

    def bytes(self):
        return ctypes.string_at(self.value, self.length) if self.length else b''


class Oid(Structure):
    _fields_ = [('length', c_uint32), ('elements', c_char_p)]


class Iov(Structure):
    _fields_ = [('type', c_uint32), ('buffer', Buffer)]


class Failure(Exception):
    pass


minor = c_uint32()
context = c_void_p()
kerberos = Oid(len(KERBEROS), KERBEROS)


def check(major):
    if major & 0xFFFF0000:
        texts = []
        for code, kind in ((major, 1), (minor.value, 2)):
            text, more = Buffer(), c_uint32()
            gss.gss_display_status(byref(c_uint32()), c_uint32(code), kind, byref(kerberos), byref(more), byref(text))
            texts.append(text.bytes().decode())
        raise Failure('; '.join(texts))
    return major


def initiate(name, token):
    target, out = c_void_p(), Buffer()
    host_based = Oid(len(HOST_BASED), HOST_BASED)
    check(gss.gss_import_name(byref(minor), byref(Buffer.of(name.encode())), byref(host_based), byref(target)))
    flags = MUTUAL | REPLAY | SEQUENCE | CONF | INTEG | DCE_STYLE
    major = check(gss.gss_init_sec_context(byref(minor), None, byref(context), target, byref(kerberos),
                                           c_uint32(flags), c_uint32(0), None, byref(Buffer.of(token)), None,
                                           byref(out), None, None))
    return out.bytes(), major


def accept(token):
    out = Buffer()
    major = check(gss.gss_accept_sec_context(byref(minor), byref(context), None, byref(Buffer.of(token)), None, None,
                                             None, byref(out), None, None, None))
    return out.bytes(), major


def pieces(signature, header, body, trailer):
    return (Iov * 4)(signature, Iov(SIGN_ONLY, Buffer.of(header)), Iov(DATA, body), Iov(SIGN_ONLY, Buffer.of(trailer)))


def wrap(header, body, trailer):
    data = Buffer.of(body)
    iov = pieces(Iov(HEADER | ALLOCATE, Buffer()), header, data, trailer)
    check(gss.gss_wrap_iov(byref(minor), context, 1, c_uint32(0), None, iov, 4))
    return data.bytes(), iov[0].buffer.bytes()


def unwrap(header, body, trailer, signature):
    data = Buffer.of(body)
    iov = pieces(Iov(HEADER, Buffer.of(signature)), header, data, trailer)
    check(gss.gss_unwrap_iov(byref(minor), context, None, None, iov, 4))
    return (data.bytes(),)


def mic(message):
    out = Buffer()
    check(gss.gss_get_mic(byref(minor), context, c_uint32(0), byref(Buffer.of(message)), byref(out)))
    return (out.bytes(),)


def verify(message, signature):
    check(gss.gss_verify_mic(byref(minor), context, byref(Buffer.of(message)), byref(Buffer.of(signature)), None))
    return (b'',)


def answer(command, parts):
    if command == 'step':
        token, major = initiate(sys.argv[2], parts[0]) if sys.argv[1] == 'initiator' else accept(parts[0])
        return '%s %s' % (token.hex() or '-', 'continue' if major & CONTINUE else 'established')
    return ' '.join(part.hex() or '-' for part in globals()[command](*parts))


for line in sys.stdin:
    words = line.split()
    kept.clear()
    try:
        print(answer(words[0], [b'' if word == '-' else bytes.fromhex(word) for word in words[1:]]), flush=True)
    except Failure as failure:
        print('error %s' % failure, flush=True)
