"""RemoteRead and qmmgmt as a client meets them that logs on with impacket's NTLM ([MS-RPCE] 3.3.1.5.2).

impacket signs the header whether that was agreed on or not, pads to 4, and looks at no signature of the server; the
client on Wine's runtime does.
"""

from impacket.dcerpc.v5 import epm, transport
from impacket.dcerpc.v5.rpcrt import (RPC_C_AUTHN_LEVEL_CONNECT, RPC_C_AUTHN_LEVEL_PKT_INTEGRITY,
                                      RPC_C_AUTHN_LEVEL_PKT_PRIVACY)

import qmmgmt
import remoteread as rr
from reader import NDR64, Closed, Connection, Fault, Identity, expect, labels
from scenarios import main, scenario
from transfer import send_all

ACCESS_DENIED = 5
LEVELS = (RPC_C_AUTHN_LEVEL_CONNECT, RPC_C_AUTHN_LEVEL_PKT_INTEGRITY, RPC_C_AUTHN_LEVEL_PKT_PRIVACY)
SIGNED = LEVELS[1:]


def at(place, level, **changes):
    """The account that the server knows, at this level."""
    domain, user, password = place.more
    return Identity(level, **{'user': user, 'password': password, 'domain': domain, **changes})


def refused(place, identity):
    """The bind fails, or the first request does; but the port may be asked for at any level ([MS-MQRR] 3.1.4.1)."""
    with Connection(place, identity=identity) as connection:
        expect('fault', ACCESS_DENIED, connection.open, rr.direct(place.name))


@scenario
def each_level_reads(place):
    """connect, integrity and privacy"""
    send_all(place, *[{'label': 'm%d' % i, 'body': b'x' * 100 * i} for i in range(20)])
    for level in LEVELS:
        with Connection(place, identity=at(place, level)) as connection:
            queue = connection.open(rr.direct(place.name))
            assert labels(queue) == ['m%d' % i for i in range(20)], level
            queue.close()


@scenario
def each_level_takes_a_message(place):
    """R_StartReceive and R_EndReceive"""
    send_all(place, *[{'label': 'm%d' % i} for i in range(3)])
    for index, level in enumerate(LEVELS):
        with Connection(place, identity=at(place, level)) as connection:
            queue = connection.open(rr.direct(place.name))
            assert queue.start(rr.RECEIVE).packet.label == 'm%d' % index
            queue.end(rr.ACK)
            queue.close()


@scenario
def large_bodies_come_in_fragments_of_1432_bytes(place):
    """The least that a peer must accept ([MS-RPCE] 3.3.1.5.9)"""
    body = bytes(i % 251 for i in range(500_000))
    send_all(place, {'label': 'large', 'body': body})
    for level in LEVELS:
        with Connection(place, fragment=1432, identity=at(place, level)) as connection:
            queue = connection.open(rr.direct(place.name))
            assert queue.start(rr.PEEK_CURRENT, body=len(body)).packet.body == body, level
            assert len(connection.fragments) > 300 and max(connection.fragments) <= 1432, max(connection.fragments)
            queue.close()


@scenario
def a_request_comes_in_fragments(place):
    """More than ten fragments of a request"""
    send_all(place, {'label': 'one'})
    for level in LEVELS:
        with Connection(place, qmmgmt.INTERFACE, fragment=1432, identity=at(place, level)) as connection:
            connection.rpc.set_max_fragment_size(100)
            answer = connection.call(qmmgmt.info([4] * 128))
            assert len(answer['apVar']) == 128


@scenario
def another_interface_has_a_context_of_its_own(place):
    """alter_context with another security context on the same connection; without verifiers it would be ambiguous ([MS-RPCE] 3.3.1.5.4)"""
    send_all(place, {'label': 'one'})
    for level in SIGNED:
        with Connection(place, qmmgmt.INTERFACE, identity=at(place, level)) as connection:
            management, reading = connection.rpc, connection.rpc.alter_ctx(rr.INTERFACE)
            connection.rpc = reading
            queue = connection.open(rr.direct(place.name))
            assert queue.start(rr.PEEK_CURRENT).packet.label == 'one'
            for turn in range(3):
                connection.rpc = management
                assert qmmgmt.value(connection.call(qmmgmt.info([7], rr.direct(place.name)))['apVar'][0])[1] == 1
                connection.rpc = reading
                assert queue.start(rr.PEEK_CURRENT).packet.label == 'one', turn
            queue.close()


@scenario
def ndr64_goes_with_every_level(place):
    """[MS-MQRR] 2.1: NDR64 must be supported"""
    send_all(place, {'label': 'one', 'body': b'body'})
    for level in LEVELS:
        with Connection(place, identity=at(place, level), syntax=NDR64) as connection:
            queue = connection.open(rr.direct(place.name))
            message = queue.start(rr.PEEK_CURRENT)
            assert (message.packet.label, message.packet.body) == ('one', b'body')
            queue.close()


@scenario
def the_endpoint_mapper_tells_the_port(place):
    """ept_map ([MS-RPCE] 2.2.1.2), without authentication"""
    binding = 'ncacn_ip_tcp:%s[%d]' % (place.host, place.mapper_port)
    for interface in (rr.INTERFACE, qmmgmt.INTERFACE):
        rpc = transport.DCERPCTransportFactory(binding).get_dce_rpc()
        rpc.connect()
        found = epm.hept_map(place.host, interface, protocol='ncacn_ip_tcp', dce=rpc)
        assert found == 'ncacn_ip_tcp:%s[%d]' % (place.host, place.rpc_port), found
        rpc.disconnect()


@scenario
def the_endpoint_mapper_takes_authentication(place):
    """As of clients that are told to authenticate there as well ([MS-RPCE] 3.3.2.6.3)"""
    binding = 'ncacn_ip_tcp:%s[%d]' % (place.host, place.mapper_port)
    for level in LEVELS:
        rpc = transport.DCERPCTransportFactory(binding).get_dce_rpc()
        at(place, level).of(rpc)
        rpc.connect()
        found = epm.hept_map(place.host, rr.INTERFACE, protocol='ncacn_ip_tcp', dce=rpc)
        assert found == 'ncacn_ip_tcp:%s[%d]' % (place.host, place.rpc_port), found
        rpc.disconnect()


@scenario
def a_wrong_password_is_refused(place):
    """Access denied on the first request at the latest"""
    for level in LEVELS:
        refused(place, at(place, level, password='wrong'))


@scenario
def an_unknown_user_is_refused(place):
    """Likewise"""
    for level in LEVELS:
        refused(place, at(place, level, user='nobody'))


@scenario
def an_anonymous_caller_is_refused(place):
    """NTLM without a name"""
    for level in LEVELS:
        refused(place, at(place, level, user='', password='', domain=''))


@scenario
def who_does_not_authenticate_is_refused(place):
    """But learns the port ([MS-MQRR] 3.1.4.1)"""
    with Connection(place) as connection:
        assert connection.call(rr.R_GetServerPort(), has_status=False)['Port'] == place.rpc_port
        expect('fault', ACCESS_DENIED, connection.open, rr.direct(place.name))
    with Connection(place, qmmgmt.INTERFACE) as connection:
        expect('fault', ACCESS_DENIED, connection.call, qmmgmt.info([4]))


@scenario
def any_domain_stands_for_the_account(place):
    """Accounts without a domain"""
    send_all(place, {'label': 'one'})
    for domain in ('', 'ELSEWHERE'):
        with Connection(place, identity=at(place, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, domain=domain)) as connection:
            assert labels(connection.open(rr.direct(place.name))) == ['one']


@scenario
def a_changed_request_is_not_executed(place):
    """One bit in the stub, the padding, the header or the signature"""
    send_all(place, {'label': 'one'})
    for level in SIGNED:
        for offset in (12, 20, 24, 40, -1, -9, -20):
            with Connection(place, identity=at(place, level)) as connection:
                queue = connection.open(rr.direct(place.name))
                connection.change_next(offset)
                try:
                    queue.purge()
                    raise AssertionError('the byte at %d may be changed at level %d' % (offset, level))
                except (Fault, Closed):
                    pass
    with Connection(place, identity=at(place, RPC_C_AUTHN_LEVEL_PKT_PRIVACY)) as connection:
        assert labels(connection.open(rr.direct(place.name))) == ['one']


if __name__ == '__main__':
    main()
