"""Runs scenarios: each has a queue of its own and says in one JSON line how it ended."""

import json
import sys
import time
import traceback


class Place:
    """Where the queue manager is, and the queue of a scenario."""

    def __init__(self, arguments):
        self.host, rpc, transfer, self.queue_manager, self.first_number, mapper, *self.more = arguments
        self.rpc_port = int(rpc)
        self.transfer_port = int(transfer)
        self.mapper_port = int(mapper)
        self.index = 0

    @property
    def queue(self):
        return 'private$\\q%02d' % self.index

    @property
    def number(self):
        """Of the queue, in private format names; queues are numbered as they were made."""
        return int(self.first_number) + self.index

    @property
    def name(self):
        """The direct name without DIRECT=."""
        return 'OS:localhost\\' + self.queue


ALL = []


def scenario(function):
    ALL.append(function)
    return function


def main():
    place = Place(sys.argv[1:])
    for place.index, function in enumerate(ALL):
        result = {'scenario': function.__name__, 'what': function.__doc__, 'failure': None}
        started = time.monotonic()
        try:
            function(place)
        except BaseException:
            result['failure'] = traceback.format_exc()
        result['seconds'] = round(time.monotonic() - started, 3)
        print(json.dumps(result), flush=True)
    print(json.dumps({'scenarios': len(ALL)}), flush=True)
