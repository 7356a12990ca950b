"""The qmmgmt interface in impacket's NDR engine, from the IDL in [MS-MQMR] 6 and [MS-MQMQ] 5."""

from impacket.dcerpc.v5.dtypes import GUID, LPWSTR, WSTR
from impacket.dcerpc.v5.ndr import (NDR, NDRCALL, NDRHYPER, NDRLONG, NDRPOINTER, NDRSHORT, NDRSTRUCT, NDRULONG,
                                    NDRUNION, NDRUSHORT, NDRUSMALL, NDRUniConformantArray)
from impacket.uuid import uuidtup_to_bin

from remoteread import DCERPCSessionError, PBYTE_ARRAY, QUEUE_FORMAT

INTERFACE = uuidtup_to_bin(('41208EE0-E970-11D1-9B9E-00E02C064C39', '1.0'))

MACHINE, QUEUE, SESSION = 1, 2, 3
VT_EMPTY, VT_NULL, VT_I4, VT_UI4, VT_I8, VT_LPWSTR, VT_BLOB, VT_VECTOR = 0, 1, 3, 19, 20, 31, 65, 0x1000


class PQUEUE_FORMAT(NDRPOINTER):
    referent = (
        ('Data', QUEUE_FORMAT),
    )


class MGMT_OBJECT_UNION(NDRUNION):
    commonHdr = (
        ('tag', NDRUSHORT),
    )
    union = {
        MACHINE: ('Reserved1', NDRULONG),
        QUEUE: ('pQueueFormat', PQUEUE_FORMAT),
        SESSION: ('Reserved2', NDRULONG),
    }


class MGMT_OBJECT(NDRSTRUCT):
    structure = (
        ('type', NDRUSHORT),
        ('u', MGMT_OBJECT_UNION),
    )

    def getAlignment(self):
        return 4


class NOTHING(NDR):
    align = 1
    structure = ()


class BLOB(NDRSTRUCT):
    structure = (
        ('cbSize', NDRULONG),
        ('pBlobData', PBYTE_ARRAY),
    )


class LPWSTR_ARRAY(NDRUniConformantArray):
    item = LPWSTR


class PLPWSTR_ARRAY(NDRPOINTER):
    referent = (
        ('Data', LPWSTR_ARRAY),
    )


class CALPWSTR(NDRSTRUCT):
    structure = (
        ('cElems', NDRULONG),
        ('pElems', PLPWSTR_ARRAY),
    )


class PROPVARIANT_UNION(NDRUNION):
    commonHdr = (
        ('tag', NDRUSHORT),
    )
    union = {
        VT_EMPTY: ('nothing', NOTHING),
        VT_NULL: ('nothing', NOTHING),
        VT_I4: ('lVal', NDRLONG),
        VT_UI4: ('ulVal', NDRULONG),
        VT_I8: ('hVal', NDRHYPER),
        VT_LPWSTR: ('pwszVal', LPWSTR),
        VT_BLOB: ('blob', BLOB),
        VT_VECTOR | VT_LPWSTR: ('calpwstr', CALPWSTR),
    }


class PROPVARIANT(NDRSTRUCT):
    structure = (
        ('vt', NDRUSHORT),
        ('wReserved1', NDRUSMALL),
        ('wReserved2', NDRUSMALL),
        ('wReserved3', NDRULONG),
        ('_varUnion', PROPVARIANT_UNION),
    )

    def getAlignment(self):
        """An arm is a LARGE_INTEGER ([C706] 14.3.2); impacket looks at the chosen arm only."""
        return 8


class PROPVARIANTS(NDRUniConformantArray):
    item = PROPVARIANT

    def getData(self, soFar=0):
        """impacket aligns the elements of a parameter without the count in front of them ([C706] 14.3.3.2)."""
        return NDRUniConformantArray.getData(self, soFar + 4)


class ULONGS(NDRUniConformantArray):
    item = '<L'


class R_QMMgmtGetInfo(NDRCALL):
    opnum = 0
    structure = (
        ('pObjectFormat', MGMT_OBJECT),
        ('cp', NDRULONG),
        ('aProp', ULONGS),
        ('apVar', PROPVARIANTS),
    )


class R_QMMgmtGetInfoResponse(NDRCALL):
    structure = (
        ('apVar', PROPVARIANTS),
        ('ErrorCode', NDRULONG),
    )


class R_QMMgmtAction(NDRCALL):
    opnum = 1
    structure = (
        ('pObjectFormat', MGMT_OBJECT),
        ('lpwszAction', WSTR),
    )


class R_QMMgmtActionResponse(NDRCALL):
    structure = (
        ('ErrorCode', NDRULONG),
    )


def managed(request, queue=None, kind=None):
    """Lets a request be about a queue, or about the machine."""
    kind = kind or (QUEUE if queue else MACHINE)
    request['pObjectFormat']['type'] = kind
    request['pObjectFormat']['u']['tag'] = kind
    if queue:
        request['pObjectFormat']['u']['pQueueFormat'] = queue
    elif kind == MACHINE:
        request['pObjectFormat']['u']['Reserved1'] = 0
    return request


def info(properties, queue=None, kind=None):
    """A request for properties; every value goes in as VT_NULL."""
    request = managed(R_QMMgmtGetInfo(), queue, kind)
    request['cp'] = len(properties)
    request['aProp'] = list(properties)
    for _ in properties:
        value = PROPVARIANT()
        value['vt'] = VT_NULL
        value['_varUnion']['tag'] = VT_NULL
        request['apVar'].append(value)
    return request


def action(text, queue=None, kind=None):
    request = managed(R_QMMgmtAction(), queue, kind)
    request['lpwszAction'] = text + '\x00'
    return request


def value(variant):
    """A PROPVARIANT as type and Python value."""
    kind = variant['vt']
    arm = variant['_varUnion']
    assert arm['tag'] == kind, 'the discriminant is the type'
    if kind in (VT_EMPTY, VT_NULL):
        return kind, None
    if kind == VT_LPWSTR:
        text = arm['pwszVal']
        assert text.endswith('\x00')
        return kind, text[:-1]
    if kind == VT_VECTOR | VT_LPWSTR:
        elements = arm['calpwstr']['pElems'] if arm['calpwstr']['cElems'] else []
        assert len(elements) == arm['calpwstr']['cElems']
        return kind, [element['Data'].rstrip('\x00') for element in elements]
    return kind, arm[{VT_I4: 'lVal', VT_UI4: 'ulVal', VT_I8: 'hVal'}[kind]]
