"""A client on Samba's RPC runtime. samba_client.py PORT BINDING-OPTIONS USER PASSWORD DOMAIN: calls EchoData of Samba's
interface rpcecho several times over one connection, and prints "done" or the failure.
"""
import sys

from samba import NTSTATUSError, credentials, param
from samba.dcerpc import echo


def main():
    port, options, user, password, domain = sys.argv[1:]
    lp = param.LoadParm()
    creds = credentials.Credentials()
    creds.guess(lp)
    creds.set_kerberos_state(credentials.DONT_USE_KERBEROS)
    creds.set_username(user)
    creds.set_password(password)
    creds.set_domain(domain)
    try:
        connection = echo.rpcecho('ncacn_ip_tcp:127.0.0.1[%s,%s]' % (port, options), lp, creds)
        for size in (1, 1000, 20000, 7):
            data = [(size + i) % 256 for i in range(size)]
            assert connection.EchoData(data) == data, size
        print('done')
    except (NTSTATUSError, RuntimeError) as failure:
        print('failed 0x%08X %s' % (failure.args[0] & 0xFFFFFFFF, failure.args[1]))


main()
