"""The RemoteRead interface in impacket's NDR engine, from the IDL in [MS-MQRR] 6 and [MS-MQMQ] 5."""

from impacket.dcerpc.v5.dtypes import GUID, LPWSTR, USHORT, WSTR
from impacket.dcerpc.v5.ndr import (NDRCALL, NDRPOINTER, NDRSTRUCT, NDRUHYPER, NDRULONG, NDRUNION, NDRUSHORT,
                                    NDRUSMALL, NDRUniConformantArray)
from impacket.dcerpc.v5.rpcrt import DCERPCException
from impacket.uuid import uuidtup_to_bin

INTERFACE = uuidtup_to_bin(('1A9134DD-7B39-45BA-AD88-44D01CA47F28', '1.0'))

RECEIVE = 0x00000000
PEEK_CURRENT = 0x80000000
PEEK_NEXT = 0x80000001
LOOKUP_PEEK_CURRENT = 0x40000010
LOOKUP_PEEK_NEXT = 0x40000011
LOOKUP_PEEK_PREV = 0x40000012
LOOKUP_RECEIVE_CURRENT = 0x40000020
LOOKUP_RECEIVE_NEXT = 0x40000021
LOOKUP_RECEIVE_PREV = 0x40000022

ACCESS_RECEIVE = 0x01
ACCESS_PEEK = 0x20
ACCESS_MOVE = 0x04
NO_UNIT = b'\x00' * 16
REJECTED = 0xC004
NACK = 1
ACK = 2


class DCERPCSessionError(DCERPCException):
    """An HRESULT that is not MQ_OK."""

    def __str__(self):
        return 'HRESULT 0x%08X' % self.error_code


class OBJECTID(NDRSTRUCT):
    structure = (
        ('Lineage', GUID),
        ('Uniquifier', NDRULONG),
    )


class DL_ID(NDRSTRUCT):
    structure = (
        ('m_DlGuid', GUID),
        ('m_pwzDomain', LPWSTR),
    )


class MULTICAST_ID(NDRSTRUCT):
    structure = (
        ('m_address', NDRULONG),
        ('m_port', NDRULONG),
    )


class QUEUE_FORMAT_UNION(NDRUNION):
    commonHdr = (
        ('tag', NDRUSMALL),
    )
    union = {
        1: ('m_gPublicID', GUID),
        2: ('m_oPrivateID', OBJECTID),
        3: ('m_pDirectID', LPWSTR),
        4: ('m_gMachineID', GUID),
        5: ('m_GConnectorID', GUID),
        6: ('m_DlID', DL_ID),
        7: ('m_MulticastID', MULTICAST_ID),
        8: ('m_pDirectSubqueueID', LPWSTR),
    }


class QUEUE_FORMAT(NDRSTRUCT):
    structure = (
        ('m_qft', NDRUSMALL),
        ('m_SuffixAndFlags', NDRUSMALL),
        ('m_reserved', NDRUSHORT),
        ('u', QUEUE_FORMAT_UNION),
    )

    def getAlignment(self):
        """An arm is a pointer ([C706] 14.3.2); impacket looks at the members in front of the union only."""
        return 8 if self._isNDR64 else 4


class CONTEXT_HANDLE(NDRSTRUCT):
    structure = (
        ('Data', '20s=b""'),
    )

    def getAlignment(self):
        return 4


class BYTE_ARRAY(NDRUniConformantArray):
    item = 'c'


class PBYTE_ARRAY(NDRPOINTER):
    referent = (
        ('Data', BYTE_ARRAY),
    )


class SectionBuffer(NDRSTRUCT):
    structure = (
        ('SectionBufferType', NDRUSHORT),
        ('SectionSizeAlloc', NDRULONG),
        ('SectionSize', NDRULONG),
        ('pSectionBuffer', PBYTE_ARRAY),
    )

    def getAlignment(self):
        return 4


class SectionBuffers(NDRUniConformantArray):
    item = SectionBuffer


class PSectionBuffers(NDRPOINTER):
    referent = (
        ('Data', SectionBuffers),
    )


class R_GetServerPort(NDRCALL):
    opnum = 0
    structure = ()


class R_GetServerPortResponse(NDRCALL):
    structure = (
        ('Port', NDRULONG),
    )


class R_OpenQueue(NDRCALL):
    opnum = 2
    structure = (
        ('pQueueFormat', QUEUE_FORMAT),
        ('dwAccess', NDRULONG),
        ('dwShareMode', NDRULONG),
        ('pClientId', GUID),
        ('fNonRoutingServer', NDRULONG),
        ('Major', NDRUSMALL),
        ('Minor', NDRUSMALL),
        ('BuildNumber', USHORT),
        ('fWorkgroup', NDRULONG),
    )


class R_OpenQueueResponse(NDRCALL):
    structure = (
        ('pphContext', CONTEXT_HANDLE),
    )


class R_CloseQueue(NDRCALL):
    opnum = 3
    structure = (
        ('pphContext', CONTEXT_HANDLE),
    )


class R_CloseQueueResponse(NDRCALL):
    structure = (
        ('pphContext', CONTEXT_HANDLE),
        ('ErrorCode', NDRULONG),
    )


class R_CreateCursor(NDRCALL):
    opnum = 4
    structure = (
        ('phContext', CONTEXT_HANDLE),
    )


class R_CreateCursorResponse(NDRCALL):
    structure = (
        ('phCursor', NDRULONG),
        ('ErrorCode', NDRULONG),
    )


class R_CloseCursor(NDRCALL):
    opnum = 5
    structure = (
        ('phContext', CONTEXT_HANDLE),
        ('hCursor', NDRULONG),
    )


class R_CloseCursorResponse(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


class R_PurgeQueue(NDRCALL):
    opnum = 6
    structure = (
        ('phContext', CONTEXT_HANDLE),
    )


class R_PurgeQueueResponse(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


class R_StartReceive(NDRCALL):
    opnum = 7
    structure = (
        ('phContext', CONTEXT_HANDLE),
        ('LookupId', NDRUHYPER),
        ('hCursor', NDRULONG),
        ('ulAction', NDRULONG),
        ('ulTimeout', NDRULONG),
        ('dwRequestId', NDRULONG),
        ('dwMaxBodySize', NDRULONG),
        ('dwMaxCompoundMessageSize', NDRULONG),
    )


class R_StartReceiveResponse(NDRCALL):
    structure = (
        ('pdwArriveTime', NDRULONG),
        ('pSequenceId', NDRUHYPER),
        ('pdwNumberOfSections', NDRULONG),
        ('ppPacketSections', PSectionBuffers),
        ('ErrorCode', NDRULONG),
    )


class R_CancelReceive(NDRCALL):
    opnum = 8
    structure = (
        ('phContext', CONTEXT_HANDLE),
        ('dwRequestId', NDRULONG),
    )


class R_CancelReceiveResponse(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


class R_EndReceive(NDRCALL):
    opnum = 9
    structure = (
        ('phContext', CONTEXT_HANDLE),
        ('dwAck', NDRULONG),
        ('dwRequestId', NDRULONG),
    )


class R_EndReceiveResponse(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


class XACTUOW(NDRSTRUCT):
    structure = (
        ('Data', '16s=b""'),
    )

    def getAlignment(self):
        return 1


class R_MoveMessage(NDRCALL):
    opnum = 10
    structure = (
        ('phContextFrom', CONTEXT_HANDLE),
        ('ullContextTo', NDRUHYPER),
        ('LookupId', NDRUHYPER),
        ('pTransactionId', XACTUOW),
    )


class R_MoveMessageResponse(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


class R_OpenQueueForMove(NDRCALL):
    opnum = 11
    structure = R_OpenQueue.structure


class R_OpenQueueForMoveResponse(NDRCALL):
    structure = (
        ('pMoveContext', NDRUHYPER),
        ('pphContext', CONTEXT_HANDLE),
    )


class R_QMEnlistRemoteTransaction(NDRCALL):
    opnum = 12
    structure = (
        ('pTransactionId', XACTUOW),
        ('cbPropagationToken', NDRULONG),
        ('pbPropagationToken', BYTE_ARRAY),
        ('pQueueFormat', QUEUE_FORMAT),
    )


class R_QMEnlistRemoteTransactionResponse(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


class R_StartTransactionalReceive(NDRCALL):
    opnum = 13
    structure = R_StartReceive.structure + (
        ('pTransactionId', XACTUOW),
    )


class R_StartTransactionalReceiveResponse(NDRCALL):
    structure = R_StartReceiveResponse.structure


class R_SetUserAcknowledgementClass(NDRCALL):
    opnum = 14
    structure = (
        ('phContext', CONTEXT_HANDLE),
        ('LookupId', NDRUHYPER),
        ('usClass', NDRUSHORT),
    )


class R_SetUserAcknowledgementClassResponse(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


class R_EndTransactionalReceive(NDRCALL):
    opnum = 15
    structure = R_EndReceive.structure


class R_EndTransactionalReceiveResponse(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


def direct(name, kind=3, suffix=0):
    """A queue by its direct name, without DIRECT=."""
    queue = QUEUE_FORMAT()
    queue['m_qft'] = kind
    queue['m_SuffixAndFlags'] = suffix
    queue['u']['tag'] = kind
    queue['u']['m_pDirectID' if kind == 3 else 'm_pDirectSubqueueID'] = name + '\x00'
    return queue


def private(queue_manager, number):
    """A private queue by its number; the GUID as 16 bytes."""
    queue = QUEUE_FORMAT()
    queue['m_qft'] = 2
    queue['m_SuffixAndFlags'] = 0
    queue['u']['tag'] = 2
    queue['u']['m_oPrivateID']['Lineage'] = queue_manager
    queue['u']['m_oPrivateID']['Uniquifier'] = number
    return queue


def guid_kind(kind, guid, suffix=0):
    """A public queue (1), a machine (4) or a connector (5)."""
    queue = QUEUE_FORMAT()
    queue['m_qft'] = kind
    queue['m_SuffixAndFlags'] = suffix
    queue['u']['tag'] = kind
    queue['u'][{1: 'm_gPublicID', 4: 'm_gMachineID', 5: 'm_GConnectorID'}[kind]] = guid
    return queue
