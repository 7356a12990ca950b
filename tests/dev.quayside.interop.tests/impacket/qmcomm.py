"""The qmcomm interface in impacket's NDR engine, from the IDL in [MS-MQMP] 6 and [MS-MQMQ] 5."""

from impacket.dcerpc.v5.dtypes import GUID, LPWSTR, WSTR
from impacket.dcerpc.v5.ndr import (NULL, NDRCALL, NDRPOINTER, NDRSHORT, NDRSTRUCT, NDRULONG, NDRUNION,
                                    NDRUniConformantArray, NDRUSMALL)
from impacket.uuid import uuidtup_to_bin

import qmmgmt
from qmmgmt import PQUEUE_FORMAT, PROPVARIANT, PROPVARIANTS, ULONGS, VT_NULL
from remoteread import BYTE_ARRAY, CONTEXT_HANDLE, DCERPCSessionError, PBYTE_ARRAY, QUEUE_FORMAT

INTERFACE = uuidtup_to_bin(('FDB3A030-065F-11D1-BB9B-00A024EA5525', '1.0'))

VT_I2, VT_UI1, VT_CLSID = 2, 17, 72
OWNER, GROUP, DACL, SACL = 1, 2, 4, 8


class PGUID(NDRPOINTER):
    referent = (
        ('Data', GUID),
    )


qmmgmt.PROPVARIANT_UNION.union.update({
    VT_I2: ('iVal', NDRSHORT),
    VT_UI1: ('bVal', NDRUSMALL),
    VT_CLSID: ('puuid', PGUID),
})


QUEUE_FORMAT_UNION = dict(QUEUE_FORMAT.structure)['u']
QUEUE_FORMAT_UNION.union[0] = ('nothing', qmmgmt.NOTHING)


class OBJECT_FORMAT_UNION(NDRUNION):
    commonHdr = (
        ('tag', NDRULONG),
    )
    union = {
        1: ('pQueueFormat', PQUEUE_FORMAT),
    }


class OBJECT_FORMAT(NDRSTRUCT):
    structure = (
        ('ObjType', NDRULONG),
        ('u', OBJECT_FORMAT_UNION),
    )


class PULONGS(NDRPOINTER):
    referent = (
        ('Data', ULONGS),
    )


class POINTED_PROPVARIANTS(NDRUniConformantArray):
    """Behind a pointer impacket aligns the elements well."""
    item = PROPVARIANT


class PPROPVARIANTS(NDRPOINTER):
    referent = (
        ('Data', POINTED_PROPVARIANTS),
    )


class XACTUOW(NDRSTRUCT):
    structure = (
        ('rgb', '16s=b""'),
    )

    def getAlignment(self):
        return 1


class PLPWSTR(NDRPOINTER):
    referent = (
        ('Data', LPWSTR),
    )


class R_QMCreateObjectInternal(NDRCALL):
    opnum = 6
    structure = (
        ('dwObjectType', NDRULONG),
        ('lpwcsPathName', WSTR),
        ('SDSize', NDRULONG),
        ('pSecurityDescriptor', PBYTE_ARRAY),
        ('cp', NDRULONG),
        ('aProp', ULONGS),
        ('apVar', PROPVARIANTS),
    )


class Answer(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


class R_QMCreateObjectInternalResponse(Answer):
    pass


class R_QMSetObjectSecurityInternal(NDRCALL):
    opnum = 7
    structure = (
        ('pObjectFormat', OBJECT_FORMAT),
        ('SecurityInformation', NDRULONG),
        ('SDSize', NDRULONG),
        ('pSecurityDescriptor', PBYTE_ARRAY),
    )


class R_QMSetObjectSecurityInternalResponse(Answer):
    pass


class R_QMGetObjectSecurityInternal(NDRCALL):
    opnum = 8
    structure = (
        ('pObjectFormat', OBJECT_FORMAT),
        ('RequestedInformation', NDRULONG),
        ('nLength', NDRULONG),
    )


class R_QMGetObjectSecurityInternalResponse(NDRCALL):
    structure = (
        ('pSecurityDescriptor', BYTE_ARRAY),
        ('lpnLengthNeeded', NDRULONG),
        ('ErrorCode', NDRULONG),
    )


class R_QMDeleteObject(NDRCALL):
    opnum = 9
    structure = (
        ('pObjectFormat', OBJECT_FORMAT),
    )


class R_QMDeleteObjectResponse(Answer):
    pass


class R_QMGetObjectProperties(NDRCALL):
    opnum = 10
    structure = (
        ('pObjectFormat', OBJECT_FORMAT),
        ('cp', NDRULONG),
        ('aProp', ULONGS),
        ('apVar', PROPVARIANTS),
    )


class R_QMGetObjectPropertiesResponse(NDRCALL):
    structure = (
        ('apVar', PROPVARIANTS),
        ('ErrorCode', NDRULONG),
    )


class R_QMSetObjectProperties(NDRCALL):
    opnum = 11
    structure = (
        ('pObjectFormat', OBJECT_FORMAT),
        ('cp', NDRULONG),
        ('aProp', PULONGS),
        ('apVar', PPROPVARIANTS),
    )


class R_QMSetObjectPropertiesResponse(Answer):
    pass


class R_QMObjectPathToObjectFormat(NDRCALL):
    opnum = 12
    structure = (
        ('lpwcsPathName', WSTR),
        ('pObjectFormat', OBJECT_FORMAT),
    )


class R_QMObjectPathToObjectFormatResponse(NDRCALL):
    structure = (
        ('pObjectFormat', OBJECT_FORMAT),
        ('ErrorCode', NDRULONG),
    )


class R_QMEnlistTransaction(NDRCALL):
    opnum = 15
    structure = (
        ('pUow', XACTUOW),
        ('cbCookie', NDRULONG),
        ('pbCookie', BYTE_ARRAY),
    )


class R_QMEnlistTransactionResponse(Answer):
    pass


class R_QMEnlistInternalTransaction(NDRCALL):
    opnum = 16
    structure = (
        ('pUow', XACTUOW),
    )


class HandleAnswer(NDRCALL):
    structure = (
        ('handle', CONTEXT_HANDLE),
        ('ErrorCode', NDRULONG),
    )


class R_QMEnlistInternalTransactionResponse(HandleAnswer):
    pass


class R_QMCommitTransaction(NDRCALL):
    opnum = 17
    structure = (
        ('handle', CONTEXT_HANDLE),
    )


class R_QMCommitTransactionResponse(HandleAnswer):
    pass


class R_QMAbortTransaction(NDRCALL):
    opnum = 18
    structure = (
        ('handle', CONTEXT_HANDLE),
    )


class R_QMAbortTransactionResponse(HandleAnswer):
    pass


class rpc_QMOpenQueueInternal(NDRCALL):
    opnum = 19
    structure = (
        ('pQueueFormat', QUEUE_FORMAT),
        ('dwDesiredAccess', NDRULONG),
        ('dwShareMode', NDRULONG),
        ('hRemoteQueue', NDRULONG),
        ('lplpRemoteQueueName', PLPWSTR),
        ('dwpQueue', NDRULONG),
        ('pLicGuid', GUID),
        ('lpClientName', WSTR),
        ('dwRemoteProtocol', NDRULONG),
        ('dwpRemoteContext', NDRULONG),
    )


class rpc_QMOpenQueueInternalResponse(NDRCALL):
    structure = (
        ('lplpRemoteQueueName', PLPWSTR),
        ('pdwQMContext', NDRULONG),
        ('phQueue', CONTEXT_HANDLE),
        ('ErrorCode', NDRULONG),
    )


class rpc_ACCloseHandle(NDRCALL):
    opnum = 20
    structure = (
        ('handle', CONTEXT_HANDLE),
    )


class rpc_ACCloseHandleResponse(HandleAnswer):
    pass


class rpc_ACPurgeQueue(NDRCALL):
    opnum = 27
    structure = (
        ('hQueue', CONTEXT_HANDLE),
    )


class rpc_ACPurgeQueueResponse(Answer):
    pass


class R_QMGetRTQMServerPort(NDRCALL):
    opnum = 31
    structure = (
        ('fIP', NDRULONG),
    )


class R_QMGetRTQMServerPortResponse(NDRCALL):
    structure = (
        ('Port', NDRULONG),
    )


def of_queue(request, queue):
    """Lets a request be about a queue."""
    request['pObjectFormat']['ObjType'] = 1
    request['pObjectFormat']['u']['tag'] = 1
    request['pObjectFormat']['u']['pQueueFormat'] = queue
    return request


def unknown():
    """The format of the type that names no queue, for the server to fill in."""
    format = QUEUE_FORMAT()
    format['m_qft'] = 0
    format['m_SuffixAndFlags'] = 0
    format['m_reserved'] = 0
    format['u']['tag'] = 0
    return format


def variant(kind, value=None):
    result = PROPVARIANT()
    result['vt'] = kind
    result['_varUnion']['tag'] = kind
    arm = {VT_I2: 'iVal', VT_UI1: 'bVal', qmmgmt.VT_UI4: 'ulVal', qmmgmt.VT_LPWSTR: 'pwszVal', VT_CLSID: 'puuid',
           qmmgmt.VT_I4: 'lVal'}.get(kind)
    if arm:
        result['_varUnion'][arm] = value + '\x00' if kind == qmmgmt.VT_LPWSTR else value
    return result


def with_values(request, values):
    """Properties and their values, by identifier."""
    request['cp'] = len(values)
    request['aProp'] = [identifier for identifier, _ in values]
    for _, value in values:
        request['apVar'].append(value)
    return request


def create(path, values, descriptor=None):
    request = R_QMCreateObjectInternal()
    request['dwObjectType'] = 1
    request['lpwcsPathName'] = path + '\x00'
    request['SDSize'] = len(descriptor or b'')
    request['pSecurityDescriptor'] = descriptor or NULL
    return with_values(request, values)


def get(queue, identifiers):
    return with_values(of_queue(R_QMGetObjectProperties(), queue), [(i, variant(VT_NULL)) for i in identifiers])


def set_properties(queue, values):
    return with_values(of_queue(R_QMSetObjectProperties(), queue), values)
