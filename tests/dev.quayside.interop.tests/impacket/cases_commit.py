"""Units of work that qmcomm begins and decides ([MS-MQMP] opnums 16 to 18), with the receives and moves of RemoteRead."""

import os

import qmcomm
import remoteread as rr
import statuses as st
from cases_work import transactional
from reader import Connection, expect, labels
from suite import case, connected


class Unit:
    """A unit of work, on a connection of its own."""

    def __init__(self, place):
        self.connection = Connection(place, qmcomm.INTERFACE)
        self.id = os.urandom(16)
        begin = qmcomm.R_QMEnlistInternalTransaction()
        begin['pUow']['rgb'] = self.id
        self.handle = self.connection.call(begin)['handle']

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.__exit__()

    def end(self, request):
        request['handle'] = self.handle
        self.connection.call(request)

    def commit(self):
        self.end(qmcomm.R_QMCommitTransaction())

    def abort(self):
        self.end(qmcomm.R_QMAbortTransaction())


def take(queue, unit, count=1):
    for _ in range(count):
        lookup = queue.start(rr.RECEIVE, unit=unit.id).lookup_id
        queue.end_transactional(rr.ACK)
    return lookup


@connected('A committed unit of work has removed what it received')
def committed(place, connection):
    queue = transactional(place, connection, 'one', 'two', 'three')
    with Unit(place) as unit:
        take(queue, unit, 2)
        unit.commit()
    assert labels(transactional(place, connection)) == ['three']


@connected('A unit of work that is rolled back gives back what it received, in order')
def aborted(place, connection):
    queue = transactional(place, connection, 'one', 'two', 'three')
    with Unit(place) as unit:
        take(queue, unit, 2)
        unit.abort()
        assert labels(queue) == ['one', 'two', 'three']


@connected('A unit of work is rolled back when whoever began it goes')
def abandoned(place, connection):
    queue = transactional(place, connection, 'one')
    with Unit(place) as unit:
        take(queue, unit)
        assert labels(queue) == []
    assert queue.start(rr.PEEK_CURRENT, timeout=10000).packet.label == 'one'


@connected('A unit of work survives that the queue is closed')
def queue_closed(place, connection):
    with Unit(place) as unit:
        queue = transactional(place, connection, 'one', 'two')
        take(queue, unit)
        queue.close()
        unit.commit()
    assert labels(transactional(place, connection)) == ['two']


@connected('A receive that was not acknowledged is not part of what is committed')
def not_acknowledged(place, connection):
    queue = transactional(place, connection, 'one', 'two')
    with Unit(place) as unit:
        take(queue, unit)
        queue.start(rr.RECEIVE, unit=unit.id)
        queue.end_transactional(rr.NACK)
        unit.commit()
    assert labels(queue) == ['two']


@connected('A unit of work that was decided takes nothing more')
def decided(place, connection):
    queue = transactional(place, connection, 'one', 'two')
    target = connection.open_for_move(rr.direct(place.transactional + ';a', 8, 5))
    with Unit(place) as unit:
        take(queue, unit)
        unit.commit()
        lookup = queue.start(rr.PEEK_CURRENT).lookup_id
        expect('HRESULT', st.TRANSACTION_SEQUENCE, queue.move, target, lookup, unit.id)


for what, end, here, there in (('committed', Unit.commit, ['two'], ['one']), ('rolled back', Unit.abort, ['one', 'two'], [])):
    @connected('A move in a unit of work that is %s' % what)
    def moved(place, connection, decide=end, left=here, arrived=there):
        queue = transactional(place, connection, 'one', 'two')
        subqueue = rr.direct(place.transactional + ';a', 8, 5)
        target = connection.open_for_move(subqueue)
        with Unit(place) as unit:
            lookup = queue.start(rr.PEEK_CURRENT).lookup_id
            queue.move(target, lookup, unit.id)
            assert labels(queue) == ['two'], 'it is locked'
            expect('HRESULT', st.MESSAGE_LOCKED_UNDER_TRANSACTION, queue.move, target, lookup)
            expect('HRESULT', st.MESSAGE_LOCKED_UNDER_TRANSACTION, queue.move, target, lookup, unit.id)
            decide(unit)
            assert labels(queue) == left and labels(connection.open(subqueue)) == arrived


@connected('Receives and moves of several queues are decided together')
def together(place, connection):
    queue = transactional(place, connection, 'one', 'two')
    subqueue = rr.direct(place.transactional + ';a', 8, 5)
    target = connection.open_for_move(subqueue)
    for end in (Unit.abort, Unit.commit):
        with Unit(place) as unit:
            take(queue, unit)
            queue.move(target, queue.start(rr.PEEK_CURRENT).lookup_id, unit.id)
            end(unit)
            state = labels(queue), labels(connection.open(subqueue))
            assert state == (([], ['two']) if end is Unit.commit else (['one', 'two'], []))


@case('A message that a committed unit of work rejected is not there any more')
def rejected(place):
    with Connection(place) as connection, Unit(place) as unit:
        queue = transactional(place, connection, 'one')
        lookup = take(queue, unit)
        queue.set_class(lookup, rr.REJECTED)
        unit.commit()
        assert labels(queue) == []
        expect('HRESULT', st.MESSAGE_NOT_FOUND, queue.set_class, lookup, rr.REJECTED)


@case('A rejection is forgotten when its unit of work is rolled back')
def rejected_and_aborted(place):
    with Connection(place) as connection, Unit(place) as unit:
        queue = transactional(place, connection, 'one')
        queue.set_class(take(queue, unit), rr.REJECTED)
        unit.abort()
        assert labels(queue) == ['one']
