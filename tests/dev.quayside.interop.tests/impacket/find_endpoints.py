"""The endpoint mapper and remote management as impacket's and Samba's clients meet them ([MS-RPCE] 2.2.1.2, 2.2.1.3)."""

import struct

from impacket.dcerpc.v5 import epm, mgmt, transport
from impacket.dcerpc.v5.ndr import NULL
from impacket.dcerpc.v5.rpcrt import DCERPCException
from impacket.uuid import bin_to_uuidtup, uuidtup_to_bin
from samba import param
from samba.dcerpc import epmapper, mgmt as samba_mgmt, misc

import qmcomm
import qmmgmt
import remoteread as rr
from reader import NDR, NDR64
from scenarios import main, scenario

NDR_SYNTAX = uuidtup_to_bin(NDR)
NDR64_SYNTAX = uuidtup_to_bin(NDR64)
NOT_REGISTERED = 0x16C9A0D6
UNKNOWN_AUTHN_SERVICE = 0x6D3


class Mapper:
    """A connection to the endpoint mapper, which impacket's functions bind by themselves."""

    def __init__(self, place, port=None, syntax=NDR, interface=None):
        binding = 'ncacn_ip_tcp:%s[%d]' % (place.host, port or place.mapper_port)
        self.rpc = transport.DCERPCTransportFactory(binding).get_dce_rpc()
        self.rpc.connect()
        if interface:
            self.rpc.bind(interface, transfer_syntax=syntax)

    def __enter__(self):
        return self.rpc

    def __exit__(self, *_):
        self.rpc.disconnect()


def mapped(place, interface, syntax=NDR_SYNTAX, protocol='ncacn_ip_tcp'):
    with Mapper(place) as rpc:
        return epm.hept_map(place.host, interface, syntax, protocol, rpc)


@scenario
def an_interface_is_mapped_to_its_port(place):
    """ept_map ([MS-RPCE] 2.2.1.2.5)"""
    expected = 'ncacn_ip_tcp:%s[%d]' % (place.host, place.rpc_port)
    assert mapped(place, rr.INTERFACE) == expected
    assert mapped(place, qmmgmt.INTERFACE) == expected
    assert mapped(place, rr.INTERFACE, NDR64_SYNTAX) == expected


@scenario
def what_is_not_there_is_not_registered(place):
    """Another interface, version, transfer syntax or protocol"""
    wanted = bin_to_uuidtup(rr.INTERFACE)[0]
    for interface, syntax, protocol in (
            (uuidtup_to_bin(('12345678-1234-abcd-ef00-0123456789ab', '1.0')), NDR_SYNTAX, 'ncacn_ip_tcp'),
            (uuidtup_to_bin((wanted, '2.0')), NDR_SYNTAX, 'ncacn_ip_tcp'),
            (uuidtup_to_bin((wanted, '1.1')), NDR_SYNTAX, 'ncacn_ip_tcp'),
            (qmmgmt.INTERFACE, NDR64_SYNTAX, 'ncacn_ip_tcp'),
            (rr.INTERFACE, NDR_SYNTAX, 'ncacn_np')):
        try:
            found = mapped(place, interface, syntax, protocol)
        except DCERPCException as e:
            assert e.get_error_code() == NOT_REGISTERED, e
        else:
            raise AssertionError(found)


@scenario
def everything_is_listed(place):
    """ept_lookup ([MS-RPCE] 2.2.1.2.4)"""
    with Mapper(place) as rpc:
        entries = epm.hept_lookup(place.host, dce=rpc)
    assert [entry['annotation'] for entry in entries] == [b'RemoteRead\x00', b'RemoteRead\x00', b'qmmgmt\x00',
                                                          b'qmcomm\x00'], \
        'RemoteRead in both transfer syntaxes, the others in one'
    for entry in entries:
        assert entry['object'] == b'\x00' * 16
        floors = entry['tower']['Floors']
        assert epm.PrintStringBinding(floors) == 'ncacn_ip_tcp:%s[%d]' % (place.host, place.rpc_port)


def lookup(inquiry, versions, elements):
    request = epm.ept_lookup()
    request['inquiry_type'] = inquiry
    request['object'] = NULL
    request['vers_option'] = versions
    request['max_ents'] = elements
    return request


@scenario
def one_interface_is_listed(place):
    """RPC_C_EP_MATCH_BY_IF"""
    with Mapper(place, syntax=NDR, interface=epm.MSRPC_UUID_PORTMAP) as rpc:
        request = lookup(epm.RPC_C_EP_MATCH_BY_IF, epm.RPC_C_VERS_EXACT, 500)
        request['Ifid']['Uuid'] = qmmgmt.INTERFACE[:16]
        request['Ifid']['VersMajor'] = 1
        request['Ifid']['VersMinor'] = 0
        answer = rpc.request(request)
    assert [b''.join(entry['annotation']) for entry in answer['entries']] == [b'qmmgmt\x00']


@scenario
def the_map_is_told_in_ndr64(place):
    """In pieces of one element, with a handle"""
    with Mapper(place, syntax=NDR64, interface=epm.MSRPC_UUID_PORTMAP) as rpc:
        handle = epm.ept_lookup_handle_t()
        found = []
        while True:
            request = lookup(epm.RPC_C_EP_ALL_ELTS, epm.RPC_C_VERS_ALL, 1)
            request['Ifid'] = NULL
            request['entry_handle'] = handle
            answer = rpc.request(request)
            assert answer['num_ents'] == 1
            found.append(b''.join(answer['entries'][0]['annotation']))
            handle = answer['entry_handle']
            if handle.isNull():
                break
    assert sorted(found) == [b'RemoteRead\x00', b'RemoteRead\x00', b'qmcomm\x00', b'qmmgmt\x00'], found


@scenario
def the_interfaces_of_each_port_are_told(place):
    """rpc_mgmt_inq_if_ids"""
    own = bin_to_uuidtup(mgmt.MSRPC_UUID_MGMT)[0].upper()
    for port, expected in ((place.rpc_port, {bin_to_uuidtup(each.INTERFACE)[0] for each in (rr, qmmgmt, qmcomm)}),
                           (place.mapper_port, {bin_to_uuidtup(epm.MSRPC_UUID_PORTMAP)[0]})):
        for syntax in (NDR, NDR64):
            with Mapper(place, port, syntax, mgmt.MSRPC_UUID_MGMT) as rpc:
                vector = mgmt.hinq_if_ids(rpc)['if_id_vector']
                ids = {bin_to_uuidtup(each['Data']['Uuid'] + b'\x01\x00\x00\x00')[0].upper()
                       for each in vector['if_id']}
                assert ids == {each.upper() for each in expected} | {own}, ids


@scenario
def the_server_is_managed_a_little(place):
    """The other operations of remote management"""
    with Mapper(place, place.rpc_port, NDR, mgmt.MSRPC_UUID_MGMT) as rpc:
        statistics = mgmt.hinq_stats(rpc, 4)
        assert statistics['count'] == 4 and statistics['statistics'][0] > 0
        request = mgmt.is_server_listening()
        rpc.call(request.opnum, request)
        assert rpc.recv() == struct.pack('<LL', 0, 1)
        try:
            mgmt.hstop_server_listening(rpc)
        except DCERPCException as e:
            assert e.get_error_code() == 5
        else:
            raise AssertionError('the server was stopped')
        assert mgmt.hinq_princ_name(rpc, 10, 4096)['status'] == UNKNOWN_AUTHN_SERVICE


def samba_binding(place, port):
    lp = param.LoadParm()
    lp.load_default()
    return 'ncacn_ip_tcp:%s[%d]' % (place.host, port), lp


@scenario
def sambas_client_finds_an_interface(place):
    """ept_map by Samba's stubs"""
    tower = epmapper.epm_twr_t()
    floors = [epmapper.epm_floor() for _ in range(5)]
    for floor, (uuid, version) in zip(floors, (bin_to_uuidtup(rr.INTERFACE), NDR)):
        floor.lhs.protocol = epmapper.EPM_PROTOCOL_UUID
        major, minor = version.split('.')
        syntax = misc.ndr_syntax_id()
        syntax.uuid = misc.GUID(uuid)
        syntax.if_version = int(major)
        floor.lhs.lhs_data = struct.pack('<LHH8sH', int(uuid[:8], 16), int(uuid[9:13], 16), int(uuid[14:18], 16),
                                         bytes.fromhex(uuid[19:].replace('-', '')), int(major))
        floor.rhs = epmapper.epm_rhs_uuid()
        floor.rhs.unknown = struct.pack('<H', int(minor))
    for floor, protocol in zip(floors[2:], (epmapper.EPM_PROTOCOL_NCACN, epmapper.EPM_PROTOCOL_TCP,
                                            epmapper.EPM_PROTOCOL_IP)):
        floor.lhs.protocol = protocol
        floor.lhs.lhs_data = b''
    floors[2].rhs = epmapper.epm_rhs_ncacn()
    floors[3].rhs = epmapper.epm_rhs_tcp()
    floors[4].rhs = epmapper.epm_rhs_ip()
    floors[4].rhs.ipaddr = '0.0.0.0'
    tower.tower.num_floors = 5
    tower.tower.floors = floors
    binding, lp = samba_binding(place, place.mapper_port)
    client = epmapper.epmapper(binding, lp)
    handle = misc.policy_handle()
    _, towers, status = client.epm_Map(None, tower, handle, 4)
    assert status == 0 and len(towers) == 1, (status, towers)
    assert towers[0].twr.tower.floors[3].rhs.port == place.rpc_port
    assert towers[0].twr.tower.floors[4].rhs.ipaddr == place.host


@scenario
def sambas_client_lists_interfaces(place):
    """rpc_mgmt_inq_if_ids by Samba's stubs"""
    binding, lp = samba_binding(place, place.rpc_port)
    client = samba_mgmt.mgmt(binding, lp)
    vector = client.inq_if_ids()
    ids = {str(each.id.uuid) for each in vector.if_id}
    assert bin_to_uuidtup(rr.INTERFACE)[0].lower() in ids and vector.count == 4, ids


if __name__ == '__main__':
    main()
