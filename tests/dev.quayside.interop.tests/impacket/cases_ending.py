"""R_CancelReceive, R_EndReceive, request ids and the clean-up timer ([MS-MQRR] 3.1.4.8, 3.1.4.9, 3.1.5, 3.1.6)."""

import threading
import time

import remoteread as rr
import statuses as st
from cases_reading import filled
from reader import Connection, Fault, expect, labels
from suite import case, connected
from transfer import send_all


class Waiting(threading.Thread):
    """A read that waits on its own connection."""

    def __init__(self, queue, **arguments):
        threading.Thread.__init__(self, daemon=True)
        self.queue, self.arguments, self.outcome = queue, arguments, None
        self.start()

    def run(self):
        try:
            self.outcome = self.queue.start(**self.arguments)
        except Fault as e:
            self.outcome = e.code

    def result(self):
        self.join(20)
        assert not self.is_alive()
        return self.outcome


def until_cancelled(queue, request_id):
    """Cancels as soon as the read waits."""
    for _ in range(1000):
        try:
            return queue.cancel(request_id)
        except Fault as e:
            assert e.code == st.STATUS_NOT_FOUND, e
            time.sleep(0.005)
    raise AssertionError('nothing waits')


class Pair:
    """Two connections of one client, with one open queue."""

    def __init__(self, place):
        self.first = Connection(place)
        self.second = Connection(place, group=self.first.group)
        self.queue = self.first.open(rr.direct(place.name))
        self.helper = self.queue.on(self.second)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.second.__exit__()
        self.first.__exit__()


for name, action in (('receive', rr.RECEIVE), ('peek', rr.PEEK_CURRENT)):
    @case('R_CancelReceive ends a %s that waits with MQ_ERROR_OPERATION_CANCELLED' % name)
    def cancelled(place, code=action):
        with Pair(place) as pair:
            waiting = Waiting(pair.queue, action=code, timeout=60000, request_id=5)
            until_cancelled(pair.helper, 5)
            assert waiting.result() == st.OPERATION_CANCELLED
            expect('HRESULT', st.STATUS_NOT_FOUND, pair.helper.cancel, 5)


@case('R_CancelReceive ends a receive of opnum 13 that waits')
def cancelled_transactional(place):
    with Pair(place) as pair:
        waiting = Waiting(pair.queue, action=rr.RECEIVE, timeout=60000, request_id=5, unit=rr.NO_UNIT)
        until_cancelled(pair.helper, 5)
        assert waiting.result() == st.OPERATION_CANCELLED


@connected('R_CancelReceive of a request that never was fails')
def cancel_never(place, connection):
    for request in (0, 1, 0xFFFFFFFF):
        expect('HRESULT', st.STATUS_NOT_FOUND, filled(place, connection).cancel, request)


@connected('R_CancelReceive of a receive that has its message fails and leaves it')
def cancel_too_late(place, connection):
    queue = filled(place, connection, 'one')
    queue.start(rr.RECEIVE, request_id=5)
    expect('HRESULT', st.STATUS_NOT_FOUND, queue.cancel, 5)
    queue.end(rr.ACK, 5)
    assert labels(queue) == []


@case('R_CancelReceive does not reach another open queue with the same request id')
def cancel_of_another(place):
    with Pair(place) as pair:
        other = pair.second.open(rr.direct(place.name))
        waiting = Waiting(pair.queue, action=rr.RECEIVE, timeout=60000, request_id=5)
        expect('HRESULT', st.STATUS_NOT_FOUND, other.cancel, 5)
        until_cancelled(pair.helper, 5)
        assert waiting.result() == st.OPERATION_CANCELLED


@connected('R_EndReceive without any receive is MQ_ERROR_INVALID_HANDLE')
def end_nothing(place, connection):
    expect('HRESULT', st.INVALID_HANDLE, filled(place, connection).end, rr.ACK, 1)


@connected('R_EndReceive of another request is MQ_ERROR_INVALID_PARAMETER')
def end_another(place, connection):
    queue = filled(place, connection, 'one')
    queue.start(rr.RECEIVE, request_id=5)
    expect('HRESULT', st.INVALID_PARAMETER, queue.end, rr.ACK, 6)
    queue.end(rr.NACK, 5)


@connected('R_EndReceive ends a receive once')
def end_twice(place, connection):
    queue = filled(place, connection, 'one', 'two')
    queue.start(rr.RECEIVE, request_id=5)
    queue.end(rr.ACK, 5)
    expect('HRESULT', st.INVALID_HANDLE, queue.end, rr.ACK, 5)
    assert labels(queue) == ['two']


@connected('R_EndReceive does not end a peek')
def end_peek(place, connection):
    queue = filled(place, connection, 'one')
    queue.start(rr.PEEK_CURRENT, request_id=5)
    expect('HRESULT', st.INVALID_HANDLE, queue.end, rr.ACK, 5)


@connected('RR_ACK removes the message')
def acknowledged(place, connection):
    queue = filled(place, connection, 'one')
    queue.start(rr.RECEIVE)
    queue.end(rr.ACK)
    assert labels(queue) == []


@connected('RR_NACK keeps the message at its place')
def not_acknowledged(place, connection):
    queue = filled(place, connection, 'one', 'two')
    queue.start(rr.RECEIVE)
    queue.end(rr.NACK)
    assert labels(queue) == ['one', 'two']


@connected('Receives of one handle are ended in any order')
def any_order(place, connection):
    queue = filled(place, connection, 'one', 'two', 'three')
    for request in (7, 0, 0xFFFFFFFF):
        queue.start(rr.RECEIVE, request_id=request)
    queue.end(rr.ACK, 0)
    queue.end(rr.NACK, 0xFFFFFFFF)
    queue.end(rr.ACK, 7)
    assert labels(queue) == ['three']


@connected('A request id is an invalid parameter while a receive with it is not ended')
def duplicate(place, connection):
    queue = filled(place, connection, 'one', 'two')
    queue.start(rr.RECEIVE, request_id=5)
    expect('HRESULT', st.INVALID_PARAMETER, queue.start, rr.RECEIVE, request_id=5)
    expect('HRESULT', st.INVALID_PARAMETER, queue.start, rr.RECEIVE, request_id=5, unit=rr.NO_UNIT)
    queue.end(rr.ACK, 5)
    assert labels(queue) == ['two']


@connected('A request id can be used again when its receive was ended')
def used_again(place, connection):
    queue = filled(place, connection, 'one', 'two')
    for _ in range(2):
        queue.start(rr.RECEIVE, request_id=5)
        queue.end(rr.ACK, 5)
    assert labels(queue) == []


@case('A request id is an invalid parameter while a receive with it waits')
def duplicate_of_waiting(place):
    with Pair(place) as pair:
        waiting = Waiting(pair.queue, action=rr.RECEIVE, timeout=60000, request_id=5)
        for _ in range(1000):
            try:
                pair.helper.start(rr.RECEIVE, request_id=5)
            except Fault as e:
                if e.code == st.INVALID_PARAMETER:
                    break
        else:
            raise AssertionError('it never waited')
        until_cancelled(pair.helper, 5)
        assert waiting.result() == st.OPERATION_CANCELLED


@connected('Two open queues of one client may have the same request id')
def own_ids(place, connection):
    one = filled(place, connection, 'one', 'two')
    two = connection.open(rr.direct(place.name))
    one.start(rr.RECEIVE, request_id=5)
    two.start(rr.RECEIVE, request_id=5)
    one.end(rr.ACK, 5)
    two.end(rr.NACK, 5)
    assert labels(one) == ['two']


@connected('A receive that is not ended in time gives its message back')
def cleaned_up(place, connection):
    queue = filled(place, connection, 'one')
    queue.start(rr.RECEIVE, request_id=5)
    assert queue.start(rr.PEEK_CURRENT, timeout=20000).packet.label == 'one'
    expect('HRESULT', st.INVALID_HANDLE, queue.end, rr.ACK, 5)


@case('A message comes back when the connections of its receiver end')
def run_down(place):
    send_all(place, {'label': 'one'})
    with Pair(place) as pair:
        pair.queue.start(rr.RECEIVE)
    with Connection(place) as connection:
        queue = connection.open(rr.direct(place.name))
        assert queue.start(rr.RECEIVE, timeout=10000).packet.label == 'one'


@case('A receive that waits ends when the connections of its client end')
def waiting_run_down(place):
    first = Connection(place)
    queue = first.open(rr.direct(place.name))
    request = queue.of(rr.R_StartReceive())
    for field, given in {'LookupId': 0, 'hCursor': 0, 'ulAction': rr.RECEIVE, 'ulTimeout': 60000, 'dwRequestId': 1,
                         'dwMaxBodySize': 0, 'dwMaxCompoundMessageSize': 0}.items():
        request[field] = given
    first.rpc.call(7, request)
    first.__exit__()
    send_all(place, {'label': 'one'})
    with Connection(place) as connection:
        other = connection.open(rr.direct(place.name))
        assert other.start(rr.RECEIVE, timeout=10000).packet.label == 'one'
