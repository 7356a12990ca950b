"""Lets Samba's rpcclient ask an endpoint mapper where samr is, over one connection; speaks the lines of Worker.java.

rpcclient reads commands from its standard input and waits while there are none, so there are always some; between its
turns it is stopped. What it says comes in blocks of 4 KiB, some 35 calls.
"""
import signal
import subprocess
import sys
import threading
import time

COMMANDS = b"epmmap samr ncacn_ip_tcp\n" * 1000

client = subprocess.Popen(["rpcclient", "ncacn_ip_tcp:%s[135]" % sys.argv[1], "-U%"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
# a client that is stopped when this program ends would stay
signal.signal(signal.SIGTERM, lambda number, frame: (client.kill(), sys.exit()))
answers = 0
failure = None


def feed():
    while True:
        client.stdin.write(COMMANDS)


def read():
    global answers, failure
    for line in client.stdout:
        if b"NT_STATUS" in line:
            failure = line
        answers += line.startswith(b"tower[0]")
    failure = failure or b"the end"


for task in feed, read:
    threading.Thread(target=task, daemon=True).start()
while answers < 100 and not failure:
    time.sleep(0.01)
client.send_signal(signal.SIGSTOP)
print("READY", flush=True)
try:
    for line in sys.stdin:
        before = answers
        start = time.monotonic_ns()
        client.send_signal(signal.SIGCONT)
        time.sleep(int(line.split()[1]) / 1000)
        client.send_signal(signal.SIGSTOP)
        spent = time.monotonic_ns() - start
        if failure:
            sys.exit("rpcclient said %r" % failure)
        print(answers - before, spent, flush=True)
finally:
    client.kill()
