"""One end of an NTLM exchange on impacket's ntlm.py: tokens and messages pass as lines of hex.

ntlm_peer.py client|server USER PASSWORD DOMAIN seal|sign; a message is header, body and trailer of 24, n and 8 bytes, and
a signature of 16. Sends two messages and receives two, in turn: first the client, then the server. Prints what it
received as "body TEXT"; any check that fails ends it with a traceback.
"""
import struct
import sys
import time

try:
    from Cryptodome.Cipher import ARC4
except ImportError:
    from Crypto.Cipher import ARC4
from impacket import ntlm

HEADER, TRAILER, SIGNATURE = 24, 8, 16
CHALLENGE = b'\x01\x23\x45\x67\x89\xab\xcd\xef'


def send(data):
    print(data.hex(), flush=True)


def receive():
    return bytes.fromhex(sys.stdin.readline().strip())


class Messages:
    """Signs and seals as impacket's rpcrt.py does."""

    def __init__(self, flags, key, mine, others, seal):
        self.flags, self.seal, self.sent, self.received = flags, seal, 0, 0
        self.keys = {mode: ntlm.SIGNKEY(flags, key, mode) for mode in (mine, others)}
        self.handles = {mode: ARC4.new(ntlm.SEALKEY(flags, key, mode)).encrypt for mode in (mine, others)}
        self.mine, self.others = mine, others

    def protect(self, body):
        message = b'\x22' * HEADER + body + b'\x33' * TRAILER
        if self.seal:
            sealed, signature = ntlm.SEAL(self.flags, self.keys[self.mine], None, message, body, self.sent,
                                          self.handles[self.mine])
            message = message[:HEADER] + sealed + message[-TRAILER:]
        else:
            signature = ntlm.SIGN(self.flags, self.keys[self.mine], message, self.sent, self.handles[self.mine])
        self.sent += 1
        return message + signature.getData()

    def unprotect(self, data):
        message, signature = data[:-SIGNATURE], data[-SIGNATURE:]
        body = message[HEADER:-TRAILER]
        handle = self.handles[self.others]
        if self.seal:
            body = handle(body)
            message = message[:HEADER] + body + message[-TRAILER:]
        expected = ntlm.MAC(self.flags, handle, self.keys[self.others], self.received, message)
        self.received += 1
        assert expected.getData() == signature, 'signature'
        return body


def as_client(user, password, domain):
    negotiate = ntlm.getNTLMSSPType1('', '', signingRequired=True, use_ntlmv2=True)
    send(negotiate.getData())
    authenticate, key = ntlm.getNTLMSSPType3(negotiate, receive(), user, password, domain, use_ntlmv2=True)
    send(authenticate.getData())
    return authenticate['flags'], key, 'Client', 'Server'


def challenge_for(negotiate):
    pairs = ntlm.AV_PAIRS()
    pairs[ntlm.NTLMSSP_AV_HOSTNAME] = 'IMPACKET'.encode('utf-16le')
    pairs[ntlm.NTLMSSP_AV_DOMAINNAME] = 'EAST'.encode('utf-16le')
    pairs[ntlm.NTLMSSP_AV_TIME] = struct.pack('<q', 116444736000000000 + int(time.time()) * 10000000)
    challenge = ntlm.NTLMAuthChallenge()
    name = 'EAST'.encode('utf-16le')
    challenge['flags'] = negotiate['flags'] | ntlm.NTLMSSP_NEGOTIATE_TARGET_INFO
    challenge['domain_len'] = challenge['domain_max_len'] = len(name)
    challenge['domain_offset'] = 56
    challenge['challenge'] = CHALLENGE
    challenge['domain_name'] = name
    challenge['TargetInfoFields_len'] = challenge['TargetInfoFields_max_len'] = len(pairs)
    challenge['TargetInfoFields'] = pairs
    challenge['TargetInfoFields_offset'] = 56 + len(name)
    challenge['Version'] = b'\xff' * 8
    challenge['VersionLen'] = 8
    return challenge.getData()


def as_server(user, password, domain):
    first = receive()
    negotiate = ntlm.NTLMAuthNegotiate()
    negotiate.fromString(first)
    second = challenge_for(negotiate)
    send(second)
    third = receive()
    message = ntlm.NTLMAuthChallengeResponse()
    message.fromString(third)
    assert message['user_name'].decode('utf-16le') == user, message['user_name']
    assert message['domain_name'].decode('utf-16le') == domain, message['domain_name']
    response_key = ntlm.NTOWFv2(user, password, domain)
    proof, temp = message['ntlm'][:16], message['ntlm'][16:]
    assert proof == ntlm.hmac_md5(response_key, CHALLENGE + temp), 'NTLMv2 response'
    assert message['lanman'] == b'\x00' * 24, 'LM response'
    pairs = ntlm.AV_PAIRS(temp[28:])
    assert pairs[ntlm.NTLMSSP_AV_FLAGS][1] == b'\x02\x00\x00\x00', 'flags of the client'
    assert pairs[ntlm.NTLMSSP_AV_TARGET_NAME][1] == 'host/impacket'.encode('utf-16le'), 'target name'
    assert pairs[ntlm.NTLMSSP_AV_CHANNEL_BINDINGS][1] == b'\x00' * 16, 'channel bindings'
    at, = struct.unpack('<L', third[56:60])
    exchanged = third[at:at + 16]
    key = ntlm.generateEncryptedSessionKey(ntlm.hmac_md5(response_key, proof), exchanged)
    zeroed = third[:72] + b'\x00' * 16 + third[88:]
    assert third[72:88] == ntlm.hmac_md5(key, first + second + zeroed), 'MIC'
    return message['flags'], key, 'Server', 'Client'


def main():
    side, user, password, domain, protection = sys.argv[1:]
    flags, key, mine, others = (as_client if side == 'client' else as_server)(user, password, domain)
    messages = Messages(flags, key, mine, others, protection == 'seal')
    for number in (1, 2):
        if side == 'client':
            send(messages.protect(b'message %d of impacket' % number))
        print('body', messages.unprotect(receive()).decode(), flush=True)
        if side == 'server':
            send(messages.protect(b'message %d of impacket' % number))


main()
