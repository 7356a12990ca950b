"""Peeks over RemoteRead on one connection with impacket's RPC and NDR: the peer that our client is measured against.

peek.py HOST PORT QUEUE: connects, opens the queue, says READY, then for each line "GO MILLISECONDS" on standard input
peeks at the first message for so long and answers "CALLS NANOSECONDS".
"""
import sys
import time

from impacket.dcerpc.v5 import transport
from impacket.dcerpc.v5.dtypes import DWORD, GUID, LONG, LPWSTR, UCHAR, ULONG, ULONGLONG, USHORT
from impacket.dcerpc.v5.enum import Enum
from impacket.dcerpc.v5.ndr import (NDRCALL, NDRENUM, NDRPOINTER, NDRSTRUCT, NDRUNION, NDRUSMALL, NDRULONG,
                                    NDRUniConformantArray)
from impacket.dcerpc.v5.rpcrt import DCERPCException
from impacket.uuid import generate, uuidtup_to_bin

REMOTE_READ = uuidtup_to_bin(('1a9134dd-7b39-45ba-ad88-44d01ca47f28', '1.0'))
DIRECT = 3
PEEK_ACCESS = 0x20
PEEK_CURRENT = 0x80000000
BODY = 0x10000


class DCERPCSessionError(DCERPCException):
    pass


class CONTEXT_HANDLE(NDRSTRUCT):
    structure = (('Data', '20s=b""'),)

    def getAlignment(self):
        return 4


class QUEUE_NAME(NDRUNION):
    commonHdr = (('tag', NDRUSMALL),)
    union = {DIRECT: ('m_pDirectID', LPWSTR)}


class QUEUE_FORMAT(NDRSTRUCT):
    structure = (('m_qft', UCHAR), ('m_SuffixAndFlags', UCHAR), ('m_reserved', USHORT), ('name', QUEUE_NAME))


class SectionType(NDRENUM):
    class enumItems(Enum):
        stFullPacket = 0
        stBinaryFirstSection = 1
        stBinarySecondSection = 2
        stSrmpFirstSection = 3
        stSrmpSecondSection = 4


class BYTES(NDRUniConformantArray):
    item = 'c'


class PBYTES(NDRPOINTER):
    referent = (('Data', BYTES),)


class SectionBuffer(NDRSTRUCT):
    structure = (('SectionBufferType', SectionType), ('SectionSizeAlloc', DWORD), ('SectionSize', DWORD),
                 ('pSectionBuffer', PBYTES))


class SectionBuffers(NDRUniConformantArray):
    item = SectionBuffer


class PSectionBuffers(NDRPOINTER):
    referent = (('Data', SectionBuffers),)


class R_OpenQueue(NDRCALL):
    opnum = 2
    structure = (('pQueueFormat', QUEUE_FORMAT), ('dwAccess', DWORD), ('dwShareMode', DWORD), ('pClientId', GUID),
                 ('fNonRoutingServer', LONG), ('Major', UCHAR), ('Minor', UCHAR), ('BuildNumber', USHORT),
                 ('fWorkgroup', LONG))


class R_OpenQueueResponse(NDRCALL):
    structure = (('pphContext', CONTEXT_HANDLE),)


class R_StartReceive(NDRCALL):
    opnum = 7
    structure = (('phContext', CONTEXT_HANDLE), ('LookupId', ULONGLONG), ('hCursor', DWORD), ('ulAction', DWORD),
                 ('ulTimeout', DWORD), ('dwRequestId', DWORD), ('dwMaxBodySize', DWORD),
                 ('dwMaxCompoundMessageSize', DWORD))


class R_StartReceiveResponse(NDRCALL):
    structure = (('pdwArriveTime', DWORD), ('pSequenceId', ULONGLONG), ('pdwNumberOfSections', DWORD),
                 ('ppPacketSections', PSectionBuffers), ('ErrorCode', ULONG))


def open_queue(rpc, name):
    request = R_OpenQueue()
    request['pQueueFormat']['m_qft'] = DIRECT
    request['pQueueFormat']['name']['tag'] = DIRECT
    request['pQueueFormat']['name']['m_pDirectID'] = name + '\0'
    request['dwAccess'] = PEEK_ACCESS
    request['pClientId'] = generate()
    request['Major'] = 6
    request['Minor'] = 1
    request['BuildNumber'] = 7601
    rpc.call(R_OpenQueue.opnum, request)
    return R_OpenQueueResponse(rpc.recv())['pphContext']


def peek(rpc, handle):
    request = R_StartReceive()
    request['phContext'] = handle
    request['ulAction'] = PEEK_CURRENT
    request['dwMaxBodySize'] = BODY
    request['dwMaxCompoundMessageSize'] = BODY
    rpc.call(R_StartReceive.opnum, request)
    answer = R_StartReceiveResponse(rpc.recv())
    if answer['ErrorCode'] != 0:
        raise SystemExit('R_StartReceive failed: 0x%08X' % answer['ErrorCode'])
    return b''.join(b''.join(section['pSectionBuffer']) for section in answer['ppPacketSections'])


def turn(rpc, handle, millis):
    start = time.perf_counter_ns()
    end = start + millis * 1_000_000
    calls = 0
    while time.perf_counter_ns() < end:
        peek(rpc, handle)
        calls += 1
    return calls, time.perf_counter_ns() - start


def main():
    host, port, queue = sys.argv[1:]
    rpc = transport.DCERPCTransportFactory('ncacn_ip_tcp:%s[%s]' % (host, port)).get_dce_rpc()
    rpc.connect()
    rpc.bind(REMOTE_READ)
    handle = open_queue(rpc, 'OS:localhost\\' + queue)
    print('READY %d' % len(peek(rpc, handle)), flush=True)
    for line in sys.stdin:
        print('%d %d' % turn(rpc, handle, int(line.split()[1])), flush=True)


main()
