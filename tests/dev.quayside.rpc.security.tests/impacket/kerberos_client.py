"""Asks an echo server on 127.0.0.1 who calls, with impacket's Kerberos in SPNEGO: PORT LEVEL USER REALM.

The ticket comes from the cache that KRB5CCNAME names: what impacket itself sends to a KDC has no checksum, and Samba
refuses that.
"""

import sys

from impacket.dcerpc.v5 import rpcrt, transport
from impacket.uuid import uuidtup_to_bin

ECHO = ('8f1b5a5e-1f0c-4a7d-9f0e-5f6f0f3c1a01', '1.0')
WHO = 8

port, level, user, realm = sys.argv[1:]
rpc = transport.DCERPCTransportFactory('ncacn_ip_tcp:127.0.0.1[%s]' % port).get_dce_rpc()
rpc.get_rpc_transport().set_connect_timeout(20)
rpc.set_credentials(user, '', realm)
rpc.set_auth_type(rpcrt.RPC_C_AUTHN_GSS_NEGOTIATE)
rpc.set_auth_level(int(level))
rpc.connect()
rpc.bind(uuidtup_to_bin(ECHO))
for _ in range(3):
    rpc.call(WHO, b'')
    answer = rpc.recv()
    print(answer[4:4 + int.from_bytes(answer[:4], 'little')].decode())
rpc.disconnect()
