"""Cases, each a sentence about the server and a check of it; each runs with queues of its own."""

import json
import sys
import time
import traceback

from reader import Connection

PLAIN, TRANSACTIONAL = 'c%03d', 't%03d'


class Place:
    """Where the queue manager is, and the queues of a case."""

    def __init__(self, arguments):
        self.host, rpc, transfer, self.queue_manager, self.plain_queues, self.transactional_queues = arguments
        self.rpc_port = int(rpc)
        self.transfer_port = int(transfer)
        self.used = {}
        self.next()

    def next(self):
        """The next case gets queues of its own when it asks for them."""
        self.mine = {}

    def take(self, pattern, most):
        if pattern not in self.mine:
            number = self.used.get(pattern, 1)
            assert number < int(most), 'there are only %s queues %s' % (most, pattern)
            self.used[pattern] = number + 1
            self.mine[pattern] = pattern % number
        return 'private$\\' + self.mine[pattern]

    @property
    def shared(self):
        """The direct name of a queue that no case puts a message into, without DIRECT=."""
        return 'OS:localhost\\private$\\' + PLAIN % 0

    @property
    def queue(self):
        """The path of the queue of this case."""
        return self.take(PLAIN, self.plain_queues)

    @property
    def name(self):
        """Its direct name without DIRECT=."""
        return 'OS:localhost\\' + self.queue

    @property
    def transactional(self):
        """The direct name of its transactional queue, without DIRECT=."""
        return 'OS:localhost\\' + self.take(TRANSACTIONAL, self.transactional_queues)


ALL = []


def case(sentence):
    """Registers a check under its sentence."""

    def register(function):
        ALL.append((sentence, function))
        return function

    return register


def connected(sentence):
    """Likewise for one that needs a connection to RemoteRead."""

    def register(function):
        def run(place):
            with Connection(place) as connection:
                function(place, connection)

        run.__name__ = function.__name__
        ALL.append((sentence, run))
        return function

    return register


def main():
    place = Place(sys.argv[1:])
    for sentence, function in ALL:
        place.next()
        result = {'scenario': function.__name__, 'what': sentence, 'failure': None}
        started = time.monotonic()
        try:
            function(place)
        except BaseException:
            result['failure'] = traceback.format_exc()
        result['seconds'] = round(time.monotonic() - started, 3)
        print(json.dumps(result), flush=True)
    print(json.dumps({'scenarios': len(ALL)}), flush=True)
