"""qmcomm as a client on impacket's NDR engine meets it ([MS-MQMP] 3.1.4)."""

import os

import remoteread as rr
from impacket.dcerpc.v5.ndr import NULL
from packet import guid_bytes
from qmcomm import (DACL, INTERFACE, OWNER, VT_UI1, R_QMAbortTransaction, R_QMCommitTransaction, R_QMDeleteObject,
                    R_QMEnlistInternalTransaction, R_QMEnlistTransaction, R_QMGetObjectSecurityInternal,
                    R_QMGetRTQMServerPort, R_QMObjectPathToObjectFormat, R_QMSetObjectSecurityInternal, create,
                    get, of_queue, rpc_ACCloseHandle, rpc_ACPurgeQueue, rpc_QMOpenQueueInternal, set_properties, unknown,
                    variant)
from qmmgmt import VT_LPWSTR, VT_UI4
from reader import Connection, expect
from scenarios import main, scenario
from transfer import send_all

MQ_ERROR_QUEUE_NOT_FOUND = 0xC00E0003
MQ_ERROR_QUEUE_EXISTS = 0xC00E0005
MQ_ERROR_ILLEGAL_QUEUE_PATHNAME = 0xC00E0014
MQ_ERROR_PROPERTY = 0xC00E0002
MQ_ERROR_SECURITY_DESCRIPTOR_TOO_SMALL = 0xC00E0023
MQ_ERROR_TRANSACTION_SEQUENCE = 0xC00E0051
MQ_ERROR_TRANSACTION_ENLIST = 0xC00E0058
CONTEXT_MISMATCH = 0x1C00001A


def text(value):
    return variant(VT_LPWSTR, value)


@scenario
def a_queue_is_made_found_and_deleted(place):
    """Opnums 6, 12 and 9"""
    path = '.\\private$\\made'
    with Connection(place, INTERFACE) as connection:
        connection.call(create(path, [(108, text('hello')), (105, variant(VT_UI4, 7))]))
        expect('HRESULT', MQ_ERROR_QUEUE_EXISTS, connection.call, create(path, [(108, text('again'))]))
        request = of_queue(R_QMObjectPathToObjectFormat(), unknown())
        request['lpwcsPathName'] = path + '\x00'
        format = connection.call(request)['pObjectFormat']['u']['pQueueFormat']
        assert format['m_qft'] == 2
        assert format['u']['m_oPrivateID']['Lineage'] == guid_bytes(place.queue_manager)
        queue = rr.private(guid_bytes(place.queue_manager), format['u']['m_oPrivateID']['Uniquifier'])
        connection.call(of_queue(R_QMDeleteObject(), queue))
        expect('HRESULT', MQ_ERROR_QUEUE_NOT_FOUND, connection.call, of_queue(R_QMDeleteObject(), queue))


@scenario
def paths_of_others_are_refused(place):
    """lpwcsPathName ([MS-MQMP] 3.1.4.5)"""
    with Connection(place, INTERFACE) as connection:
        for path in ('.\\public', 'elsewhere\\private$\\q', 'nonsense', '.\\private$\\a;sub'):
            expect('HRESULT', MQ_ERROR_ILLEGAL_QUEUE_PATHNAME, connection.call, create(path, [(108, text(''))]))


@scenario
def properties_are_changed_and_read(place):
    """Opnums 11 and 10"""
    queue = rr.direct(place.name)
    with Connection(place, INTERFACE) as connection:
        connection.call(set_properties(queue, [(108, text('label')), (105, variant(VT_UI4, 99))]))
        values = connection.call(get(queue, [105, 108]))['apVar']
        assert values[0]['_varUnion']['ulVal'] == 99
        assert values[1]['_varUnion']['pwszVal'] == 'label\x00'
        expect('HRESULT', MQ_ERROR_PROPERTY, connection.call, set_properties(queue, [(108, variant(VT_UI4, 1))]))


@scenario
def properties_of_one_and_two_bytes_lie_where_impacket_has_them(place):
    """VT_UI1 and VT_I2 in PROPVARIANTs, opnums 6 and 10"""
    with Connection(place, INTERFACE) as connection:
        connection.call(create('.\\private$\\transactional', [(113, variant(VT_UI1, 1)), (104, variant(VT_UI1, 1))]))
        queue = rr.direct('OS:localhost\\private$\\transactional')
        values = [element['_varUnion'] for element in connection.call(get(queue, [104, 106, 105, 113]))['apVar']]
        assert (values[0]['bVal'], values[1]['iVal'], values[3]['bVal']) == (1, 0, 1)
        assert values[2]['ulVal'] == 0xFFFFFFFF
        connection.call(of_queue(R_QMDeleteObject(), queue))


@scenario
def permissions_are_read_and_changed(place):
    """Opnums 8 and 7"""
    queue = rr.direct(place.name)
    with Connection(place, INTERFACE) as connection:
        request = of_queue(R_QMGetObjectSecurityInternal(), queue)
        request['RequestedInformation'] = OWNER | DACL
        request['nLength'] = 4096
        answer = connection.call(request)
        descriptor = b''.join(answer['pSecurityDescriptor'])[:answer['lpnLengthNeeded']]
        assert descriptor[:1] == b'\x01' and len(descriptor) > 20
        change = of_queue(R_QMSetObjectSecurityInternal(), queue)
        change['SecurityInformation'] = DACL
        change['SDSize'] = len(descriptor)
        change['pSecurityDescriptor'] = descriptor
        connection.call(change)
        request['nLength'] = 10
        expect('HRESULT', MQ_ERROR_SECURITY_DESCRIPTOR_TOO_SMALL, connection.call, request)


@scenario
def a_transaction_begins_once_and_ends(place):
    """Opnums 16, 17, 18 and 15"""
    with Connection(place, INTERFACE) as connection:
        begin = R_QMEnlistInternalTransaction()
        begin['pUow']['rgb'] = os.urandom(16)
        for end in (R_QMCommitTransaction, R_QMAbortTransaction):
            request = end()
            request['handle'] = connection.call(begin)['handle']
            expect('HRESULT', MQ_ERROR_TRANSACTION_SEQUENCE, connection.call, begin)
            assert connection.call(request)['handle'] == bytes(20)
            expect('fault', CONTEXT_MISMATCH, connection.call, request)
        external = R_QMEnlistTransaction()
        external['pUow']['rgb'] = os.urandom(16)
        external['cbCookie'] = 100
        external['pbCookie'] = os.urandom(100)
        expect('HRESULT', MQ_ERROR_TRANSACTION_ENLIST, connection.call, external)


@scenario
def a_queue_is_opened_purged_and_closed(place):
    """Opnums 19, 27 and 20"""
    send_all(place, {'label': 'one'}, {'label': 'two'})
    with Connection(place, INTERFACE) as connection:
        request = rpc_QMOpenQueueInternal()
        request['pQueueFormat'] = rr.direct(place.name)
        request['dwDesiredAccess'] = 1
        request['dwShareMode'] = 0
        request['hRemoteQueue'] = 0
        request['lplpRemoteQueueName'] = NULL
        request['dwpQueue'] = 0
        request['pLicGuid'] = os.urandom(16)
        request['lpClientName'] = 'client\x00'
        request['dwRemoteProtocol'] = 0
        request['dwpRemoteContext'] = 0
        handle = connection.call(request)['phQueue']
        purge = rpc_ACPurgeQueue()
        purge['hQueue'] = handle
        connection.call(purge)
        close = rpc_ACCloseHandle()
        close['handle'] = handle
        assert connection.call(close)['handle'] == bytes(20)
        expect('fault', CONTEXT_MISMATCH, connection.call, purge)


@scenario
def the_port_is_told(place):
    """Opnum 31"""
    with Connection(place, INTERFACE) as connection:
        request = R_QMGetRTQMServerPort()
        for kind, port in ((0, place.rpc_port), (1, 0), (4, 0)):
            request['fIP'] = kind
            assert connection.call(request, False)['Port'] == port


if __name__ == '__main__':
    main()
