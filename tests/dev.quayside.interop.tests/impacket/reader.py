"""A client of RemoteRead and qmmgmt: connections of one association group, and calls in few words."""

import struct

from impacket.dcerpc.v5 import rpcrt, transport
from impacket.dcerpc.v5.rpcrt import DCERPCException

import remoteread as rr
from packet import Packet

MAX_BODY = 4 * 1024 * 1024
BIND = rpcrt.MSRPCBind
FAULT = 3
NDR = ('8a885d04-1ceb-11c9-9fe8-08002b104860', '2.0')
NDR64 = ('71710533-beba-4937-8319-b5dbef9ccc36', '1.0')


class Fault(Exception):
    """A fault, or an HRESULT that is not MQ_OK."""

    def __init__(self, kind, code):
        Exception.__init__(self, '%s 0x%08X' % (kind, code))
        self.kind = kind
        self.code = code


def bind_with(group, fragment):
    """impacket binds a new group and fragments of 4,280 bytes; this lets a connection join one, with others."""

    class Bind(BIND):

        def __init__(self, data=None, alignment=0):
            BIND.__init__(self, data, alignment)
            if data is None:
                self['assoc_group'] = group
                self['max_tfrag'] = fragment
                self['max_rfrag'] = fragment

    return Bind


def fragments(data):
    """The lengths of the PDUs in what was received."""
    result = []
    offset = 0
    while offset < len(data):
        result.append(struct.unpack_from('<H', data, offset + 8)[0])
        offset += result[-1]
    return result


class Closed(Exception):
    """The server ended the connection."""


class Identity:
    """Who calls, and how the calls are protected."""

    def __init__(self, level, user, password, domain='', kind=rpcrt.RPC_C_AUTHN_WINNT):
        self.level, self.user, self.password, self.domain, self.kind = level, user, password, domain, kind

    def of(self, rpc):
        rpc.set_credentials(self.user, self.password, self.domain)
        rpc.set_auth_type(self.kind)
        rpc.set_auth_level(self.level)


class Connection:
    """One TCP connection that has bound an interface."""

    def __init__(self, place, interface=rr.INTERFACE, group=0, fragment=4280, identity=None, syntax=NDR):
        binding = 'ncacn_ip_tcp:%s[%d]' % (place.host, place.rpc_port)
        self.rpc = transport.DCERPCTransportFactory(binding).get_dce_rpc()
        self.rpc.get_rpc_transport().set_connect_timeout(20)
        self.rpc.connect()
        if identity:
            identity.of(self.rpc)
        rpcrt.MSRPCBind = bind_with(group, fragment)
        try:
            answer = rpcrt.MSRPCBindAck(self.rpc.bind(interface, transfer_syntax=syntax).getData())
        finally:
            rpcrt.MSRPCBind = BIND
        self.group = answer['assoc_group']
        self.max_fragment = answer['max_rfrag']

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.rpc.disconnect()

    def watched(self, function, *arguments, **named):
        """impacket gives names to some faults and numbers to others; the bytes of the fault tell the number."""
        received = []
        wire = self.rpc.get_rpc_transport()
        receive = type(wire).recv

        def recv(*a, **n):
            data = receive(wire, *a, **n)
            if not data:
                raise Closed()
            received.append(data)
            return data

        wire.recv = recv
        try:
            return function(*arguments, **named)
        except rr.DCERPCSessionError as e:
            raise Fault('HRESULT', e.error_code)
        except DCERPCException:
            fault = b''.join(received)
            if len(fault) < 28 or fault[2] != FAULT:
                raise
            raise Fault('fault', struct.unpack_from('<L', fault, 24)[0])
        finally:
            del wire.recv
            self.fragments = fragments(b''.join(received))

    def change_next(self, offset):
        """Flips one bit of what goes out next."""
        wire = self.rpc.get_rpc_transport()

        def send(data, **named):
            del wire.send
            changed = bytearray(data)
            changed[offset] ^= 1
            wire.send(bytes(changed), **named)

        wire.send = send

    def call(self, request, has_status=True):
        return self.watched(self.rpc.request, request, checkError=has_status)

    def raw(self, opnum, stub=b''):
        """Sends a stub as it is; the answer's stub."""
        self.rpc.call(opnum, stub)
        return self.watched(self.rpc.recv)

    @staticmethod
    def opening(request, queue, access, share, **other):
        fields = {'pQueueFormat': queue, 'dwAccess': access, 'dwShareMode': share, 'pClientId': b'\x11' * 16,
                  'fNonRoutingServer': 1, 'Major': 6, 'Minor': 1, 'BuildNumber': 7601, 'fWorkgroup': 1}
        for name, value in {**fields, **other}.items():
            request[name] = value
        return request

    def open(self, queue, access=rr.ACCESS_RECEIVE, share=0, **other):
        request = self.opening(rr.R_OpenQueue(), queue, access, share, **other)
        return Queue(self, bytes(self.call(request, has_status=False)['pphContext']))

    def open_for_move(self, queue, access=rr.ACCESS_MOVE, share=0):
        """The open queue; its context stands for it as the target of a move."""
        answer = self.call(self.opening(rr.R_OpenQueueForMove(), queue, access, share), has_status=False)
        target = Queue(self, bytes(answer['pphContext']))
        target.context = answer['pMoveContext']
        return target

    def enlist(self, unit, token, queue, size=None):
        request = rr.R_QMEnlistRemoteTransaction()
        request['pTransactionId'] = unit
        request['cbPropagationToken'] = len(token) if size is None else size
        request['pbPropagationToken'] = token
        request['pQueueFormat'] = queue
        self.call(request)


class Message:
    """What R_StartReceive gives."""

    def __init__(self, answer):
        self.arrived = answer['pdwArriveTime']
        self.sequence = answer['pSequenceId']
        count = answer['pdwNumberOfSections']
        sections = answer['ppPacketSections']
        assert len(sections) == count and count in (1, 2)
        self.types = [section['SectionBufferType'] for section in sections]
        self.allocated = [section['SectionSizeAlloc'] for section in sections]
        self.data = [b''.join(section['pSectionBuffer']) for section in sections]
        for section, data in zip(sections, self.data):
            assert section['SectionSize'] == len(data)
        assert self.types == ([0] if count == 1 else [1, 2]), self.types
        self.packet = Packet(self.data[0], self.allocated[0], *self.data[1:])

    @property
    def lookup_id(self):
        return 7 - self.packet.priority << 56 | self.sequence


class Queue:
    """An open queue."""

    def __init__(self, connection, handle):
        self.connection = connection
        self.handle = handle
        assert len(handle) == 20 and handle[:4] == b'\x00' * 4 and handle != b'\x00' * 20, handle.hex()
        self.last_request = 0

    def on(self, connection):
        """The same queue, over another connection of the group."""
        return Queue(connection, self.handle)

    def of(self, request, field='phContext'):
        request[field] = self.handle
        return request

    def start(self, action, lookup=0, cursor=0, timeout=0, body=MAX_BODY, request_id=None, unit=None):
        """Within a unit of work if there is one, even that of none."""
        self.last_request += 1
        request = self.of(rr.R_StartReceive() if unit is None else rr.R_StartTransactionalReceive())
        if unit is not None:
            request['pTransactionId'] = unit
        request['LookupId'] = lookup
        request['hCursor'] = cursor
        request['ulAction'] = action
        request['ulTimeout'] = timeout
        request['dwRequestId'] = self.last_request if request_id is None else request_id
        request['dwMaxBodySize'] = body
        request['dwMaxCompoundMessageSize'] = body
        return Message(self.connection.call(request))

    def move(self, target, lookup, unit=rr.NO_UNIT):
        """To an open queue, or to what has a context of this number."""
        request = self.of(rr.R_MoveMessage(), 'phContextFrom')
        request['ullContextTo'] = getattr(target, 'context', target)
        request['LookupId'] = lookup
        request['pTransactionId'] = unit
        self.connection.call(request)

    def set_class(self, lookup, message_class):
        request = self.of(rr.R_SetUserAcknowledgementClass())
        request['LookupId'] = lookup
        request['usClass'] = message_class
        self.connection.call(request)

    def end_transactional(self, ack, request_id=None):
        self.end(ack, request_id, rr.R_EndTransactionalReceive())

    def end(self, ack, request_id=None, request=None):
        request = self.of(request or rr.R_EndReceive())
        request['dwAck'] = ack
        request['dwRequestId'] = self.last_request if request_id is None else request_id
        self.connection.call(request)

    def cancel(self, request_id):
        request = self.of(rr.R_CancelReceive())
        request['dwRequestId'] = request_id
        self.connection.call(request)

    def create_cursor(self):
        return self.connection.call(self.of(rr.R_CreateCursor()))['phCursor']

    def close_cursor(self, cursor):
        request = self.of(rr.R_CloseCursor())
        request['hCursor'] = cursor
        self.connection.call(request)

    def purge(self):
        self.connection.call(self.of(rr.R_PurgeQueue()))

    def close(self):
        answer = self.connection.call(self.of(rr.R_CloseQueue(), 'pphContext'))
        assert bytes(answer['pphContext']) == b'\x00' * 20


def expect(kind, code, function, *arguments, **named):
    """The call must fail like this."""
    try:
        function(*arguments, **named)
    except Fault as e:
        assert (e.kind, e.code) == (kind, code), 'expected %s 0x%08X, not %s' % (kind, code, e)
        return
    raise AssertionError('expected %s 0x%08X, but the call succeeded' % (kind, code))


def labels(queue):
    """All labels, peeked at with a cursor of its own."""
    cursor = queue.create_cursor()
    result = []
    action = rr.PEEK_CURRENT
    while True:
        try:
            result.append(queue.start(action, cursor=cursor, body=0).packet.label)
        except Fault as e:
            assert e.code == 0xC00E001B, e
            queue.close_cursor(cursor)
            return result
        action = rr.PEEK_NEXT
