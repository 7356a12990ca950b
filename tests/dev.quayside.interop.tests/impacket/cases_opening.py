"""R_GetServerPort, R_OpenQueue and R_CloseQueue ([MS-MQRR] 3.1.4.1 to 3.1.4.3)."""

import os

import remoteread as rr
import statuses as st
from packet import guid_bytes
from reader import Connection, expect
from suite import case, connected
from transfer import send_all


@connected('R_GetServerPort returns the TCP port of the interface')
def port(place, connection):
    assert connection.call(rr.R_GetServerPort(), has_status=False)['Port'] == place.rpc_port


@connected('R_GetServerPort opens nothing and can be called again')
def port_again(place, connection):
    assert [connection.call(rr.R_GetServerPort(), has_status=False)['Port'] for _ in range(3)] == [place.rpc_port] * 3


def opens(what, queue, access=rr.ACCESS_PEEK):
    @connected('R_OpenQueue opens ' + what)
    def open_and_close(place, connection):
        connection.open(queue(place), access).close()


opens('a queue by DIRECT=OS', lambda place: rr.direct(place.shared))
opens('a queue by DIRECT=OS for receiving', lambda place: rr.direct(place.shared), rr.ACCESS_RECEIVE)
opens('a queue by DIRECT=TCP', lambda place: rr.direct(place.shared.replace('OS:localhost', 'TCP:192.0.2.1')))
opens('a queue in upper case', lambda place: rr.direct(place.shared.upper()))
opens('a queue whose protocol is in lower case', lambda place: rr.direct(place.shared.replace('OS:', 'os:')))
opens('a queue of this computer by a dot', lambda place: rr.direct(place.shared.replace('localhost', '.')))
opens('the journal of a queue by its suffix and its text', lambda place: rr.direct(place.shared + ';JOURNAL', 3, 0x81))
opens('the journal of a queue by its suffix alone', lambda place: rr.direct(place.shared, 3, 0x81))
opens('the journal of the computer by QUEUE_FORMAT_TYPE_MACHINE',
      lambda place: rr.guid_kind(4, guid_bytes(place.queue_manager), 0x81))
opens('the dead-letter queue by QUEUE_FORMAT_TYPE_MACHINE',
      lambda place: rr.guid_kind(4, guid_bytes(place.queue_manager), 0x82))
opens('the transactional dead-letter queue by QUEUE_FORMAT_TYPE_MACHINE',
      lambda place: rr.guid_kind(4, guid_bytes(place.queue_manager), 0x83))
opens('the dead-letter queue by its direct name',
      lambda place: rr.direct('OS:localhost\\SYSTEM$;DEADLETTER', 3, 0x82))
opens('the transactional dead-letter queue by its direct name',
      lambda place: rr.direct('OS:localhost\\SYSTEM$;DEADXACT', 3, 0x83))


def refused(what, status, queue, access=rr.ACCESS_PEEK, share=0, move=False):
    """A refusal; the connection must serve on."""

    @connected('%s of %s throws 0x%08X' % ('R_OpenQueueForMove' if move else 'R_OpenQueue', what, status))
    def refuse(place, connection):
        if move:
            expect('fault', status, connection.open_for_move, queue(place))
        else:
            expect('fault', status, connection.open, queue(place), access, share)
        connection.open(rr.direct(place.shared)).close()


def own(place):
    return rr.direct(place.name)


def shared(place):
    return rr.direct(place.shared)


for wrong in (0, 2, 3, 4, 8, 0x10, 0x21, 0x22, 0x40, 0x80, 0x81, 0xA0, 0x80000001, 0xFFFFFFFF):
    refused('dwAccess 0x%X' % wrong, st.INVALID_PARAMETER, shared, access=wrong)
for wrong in (2, 3, 0x80000000, 0xFFFFFFFF):
    refused('dwShareMode 0x%X' % wrong, st.INVALID_PARAMETER, shared, share=wrong)


def unknown(place):
    queue = rr.QUEUE_FORMAT()
    queue['m_qft'] = queue['m_SuffixAndFlags'] = 0
    queue['u']['tag'] = 6
    return queue


def multicast(place):
    queue = rr.QUEUE_FORMAT()
    queue['m_qft'], queue['m_SuffixAndFlags'] = 7, 0
    queue['u']['tag'] = 7
    queue['u']['m_MulticastID']['m_address'], queue['u']['m_MulticastID']['m_port'] = 0xEA010101, 8001
    return queue


INVALID = {
    'a connector': lambda place: rr.guid_kind(5, b'\x33' * 16),
    'a multicast group': multicast,
    'DIRECT=HTTP': lambda place: rr.direct('HTTP://localhost/msmq/private$/q'),
    'DIRECT=HTTPS': lambda place: rr.direct('HTTPS://localhost/msmq/private$/q'),
    'DIRECT=IPX': lambda place: rr.direct('IPX:00000012:00a0234f7500\\private$\\q'),
    'an unknown protocol': lambda place: rr.direct('UDP:localhost\\private$\\q'),
    'a direct name without protocol': lambda place: rr.direct('localhost\\private$\\q'),
    'an empty direct name': lambda place: rr.direct(''),
    'a direct name without path': lambda place: rr.direct('OS:localhost'),
    'a direct name with an empty queue': lambda place: rr.direct('OS:localhost\\private$\\'),
    'a direct name that is no text of a name': lambda place: rr.direct('nonsense'),
    'a direct name with the suffix of a list': lambda place: rr.direct(place.shared, 3, 0x84),
    'a direct name with flags without suffix': lambda place: rr.direct(place.shared, 3, 0x80),
    'a public queue with the suffix of a dead-letter queue': lambda place: rr.guid_kind(1, b'\x33' * 16, 0x82),
    'a machine without suffix': lambda place: rr.guid_kind(4, guid_bytes(place.queue_manager), 0),
    'a machine with suffix 4': lambda place: rr.guid_kind(4, guid_bytes(place.queue_manager), 0x84),
    'a subqueue without subqueue': lambda place: rr.direct(place.shared, 8, 5),
    'a subqueue with an empty name': lambda place: rr.direct(place.shared + ';', 8, 5),
    'a journal of a subqueue': lambda place: rr.direct(place.shared + ';a;journal', 8, 5),
    'a name of 125 characters': lambda place: rr.direct('OS:localhost\\private$\\' + 'x' * 125),
    'a name of 10,000 characters': lambda place: rr.direct('OS:localhost\\private$\\' + 'x' * 10_000),
    'a public name of 125 characters': lambda place: rr.direct('OS:localhost\\' + 'x' * 125),
    'a subqueue of 33 characters': lambda place: rr.direct(place.shared + ';' + 's' * 33, 8, 5),
}
MISSING = {
    'a direct name that nobody has': lambda place: rr.direct('OS:localhost\\private$\\nosuch'),
    'a public direct name that nobody has': lambda place: rr.direct('OS:localhost\\nosuch'),
    'a number that no queue has': lambda place: rr.private(guid_bytes(place.queue_manager), 0x7FFFFFFF),
    'the number 0': lambda place: rr.private(guid_bytes(place.queue_manager), 0),
    'a queue of another queue manager': lambda place: rr.private(b'\x22' * 16, 16),
    'a public queue that nobody has': lambda place: rr.guid_kind(1, b'\x33' * 16),
    'the journal of a public queue that nobody has': lambda place: rr.guid_kind(1, b'\x33' * 16, 0x81),
    'another machine': lambda place: rr.guid_kind(4, b'\x44' * 16, 0x82),
    'the journal of a queue that is not there': lambda place: rr.direct('OS:localhost\\private$\\no;JOURNAL', 3, 0x81),
    'a subqueue of a queue that is not there': lambda place: rr.direct('OS:localhost\\private$\\no;a', 8, 5),
    'a name of 124 characters that nobody has': lambda place: rr.direct('OS:localhost\\private$\\' + 'x' * 124),
    'a name beyond the basic plane': lambda place: rr.direct('OS:localhost\\private$\\\U0001F4EC\U00020000'),
    'a subqueue of 32 characters of a queue that is not there':
        lambda place: rr.direct('OS:localhost\\private$\\no;' + 's' * 32, 8, 5),
}
for text, format_name in INVALID.items():
    refused(text, st.INVALID_PARAMETER, format_name)
for text, format_name in MISSING.items():
    refused(text, st.QUEUE_NOT_FOUND, format_name)
refused('a subqueue that nothing was moved to', st.QUEUE_NOT_FOUND, lambda place: rr.direct(place.shared + ';a', 8, 5))
for move in (False, True):
    refused('a name with NUL in it', st.BAD_STUB_DATA, lambda place: rr.direct('OS:localhost\\private$\\a\0b'), move=move)
for text in ('a connector', 'a multicast group', 'DIRECT=HTTP', 'an empty direct name', 'a name of 125 characters',
             'a subqueue with an empty name', 'a subqueue of 33 characters'):
    refused(text, st.INVALID_PARAMETER, INVALID[text], move=True)
for text in ('a direct name that nobody has', 'a queue of another queue manager', 'another machine',
             'a subqueue of a queue that is not there', 'a name beyond the basic plane'):
    refused(text, st.QUEUE_NOT_FOUND, MISSING[text], move=True)


for field, values in {'pClientId': [b'\x00' * 16, b'\xFF' * 16], 'fNonRoutingServer': [0], 'Major': [0, 255],
                      'Minor': [0, 255], 'BuildNumber': [0, 65535], 'fWorkgroup': [0]}.items():
    for given in values:
        @connected('R_OpenQueue does not look at %s %r' % (field, given))
        def ignores(place, connection, other={field: given}):
            connection.open(rr.direct(place.shared), **other).close()


@connected('MQ_DENY_SHARE keeps other receivers out until it is closed')
def exclusive(place, connection):
    queue = connection.open(own(place), share=1)
    expect('fault', st.SHARING_VIOLATION, connection.open, own(place))
    expect('fault', st.SHARING_VIOLATION, connection.open, own(place), rr.ACCESS_RECEIVE, 1)
    queue.close()
    connection.open(own(place)).close()


@connected('MQ_DENY_SHARE is refused where somebody receives already')
def exclusive_too_late(place, connection):
    queue = connection.open(own(place))
    expect('fault', st.SHARING_VIOLATION, connection.open, own(place), rr.ACCESS_RECEIVE, 1)
    queue.close()
    connection.open(own(place), share=1).close()


@case('MQ_DENY_SHARE ends with the last connection of its client')
def exclusive_run_down(place):
    with Connection(place) as connection:
        connection.open(own(place), share=1)
    with Connection(place) as connection:
        for _ in range(500):
            try:
                return connection.open(own(place)).close()
            except Exception as e:
                assert e.code == st.SHARING_VIOLATION, e
        raise AssertionError('it was not run down')


@connected('Every open queue has a handle of its own')
def handles_differ(place, connection):
    handles = {connection.open(own(place)).handle for _ in range(20)}
    assert len(handles) == 20


@connected('R_CloseQueue returns a null handle, and the handle is none afterwards')
def closed_twice(place, connection):
    queue = connection.open(own(place))
    queue.close()
    expect('fault', st.CONTEXT_MISMATCH, queue.close)


@connected('R_CloseQueue gives back what was received and not ended')
def closing_gives_back(place, connection):
    send_all(place, {'label': 'one'})
    queue = connection.open(own(place))
    queue.start(rr.RECEIVE)
    queue.close()
    assert connection.open(own(place)).start(rr.RECEIVE).packet.label == 'one'


@connected('R_CloseQueue closes the cursors of the queue')
def closing_closes_cursors(place, connection):
    queue = connection.open(own(place))
    cursor = queue.create_cursor()
    queue.close()
    other = connection.open(own(place))
    expect('HRESULT', st.STATUS_INVALID_HANDLE, other.close_cursor, cursor)


@connected('R_CloseQueue closes one handle and no other of the same queue')
def closing_one(place, connection):
    one, two = connection.open(own(place)), connection.open(own(place))
    one.close()
    two.create_cursor()


@connected('Handles of one interface are none in another')
def other_interface(place, connection):
    queue = connection.open(own(place))
    random = b'\x00' * 4 + os.urandom(16)
    queue.handle, kept = random, queue.handle
    expect('fault', st.CONTEXT_MISMATCH, queue.purge)
    queue.handle = kept
    queue.purge()
