"""A closed loop of requests over kept connections, in a process of its own: `python -m bench.client`.

Reads an order as one line of JSON and answers with one line. It parses as little of HTTP as will do, so that it leaves
the processor to what is measured.
"""

import json
import re
import selectors
import socket
import sys
import time
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LONGEST_WAIT = 120.0


@dataclass
class Order:
    """What to ask: `paths` in turn, for some seconds, or each `passes` times."""

    port: int
    paths: list[str]
    concurrency: int = 1
    seconds: float = 0.0
    at_least: int = 0
    passes: int = 0
    warm_up: list[str] = field(default_factory=list)


@dataclass
class Answer:
    """Times in milliseconds in the order of asking, and how long it all took in seconds."""

    times: list[float]
    elapsed: float
    statuses: dict[str, int]
    largest: int


class Connection:
    """One kept connection, with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=LONGEST_WAIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.read = b""
        self.wanted = 0
        self.status = ""
        self.asked_at = 0.0

    def ask(self, path: str) -> None:
        self.read, self.wanted = b"", 0
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: text/html\r\n\r\n".encode()
        self.asked_at = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take in what has come; whether the answer is whole."""
        part = self.socket.recv(262_144)
        if not part:
            raise ConnectionError("the server closed the connection")
        self.read += part
        if not self.wanted and (end := self.read.find(b"\r\n\r\n")) >= 0:
            head = self.read[: end + 2]
            self.status = head[9:12].decode()
            found = _LENGTH.search(head)
            if not found:
                raise ConnectionError(f"an answer without length: {head!r}")
            self.wanted = end + 4 + int(found[1])
        return bool(self.wanted) and len(self.read) >= self.wanted

    def ask_and_wait(self, path: str) -> None:
        self.ask(path)
        while not self.receive():
            pass


def carry_out(order: Order) -> Answer:
    """Ask as `order` says; every connection asks again as soon as it has its answer."""
    connections = [Connection(order.port) for _ in range(order.concurrency)]
    for connection in connections:
        for path in order.warm_up:
            connection.ask_and_wait(path)
    selector = selectors.DefaultSelector()
    answer = Answer([], 0.0, {}, 0)
    numbers = count()
    total = order.passes * len(order.paths)
    begun = time.perf_counter()

    def ask_next(connection: Connection) -> bool:
        number = next(numbers)
        is_enough = number >= max(order.at_least, total) and time.perf_counter() - begun >= order.seconds
        if not is_enough:
            connection.ask(order.paths[number % len(order.paths)])
        return not is_enough

    for connection in connections:
        if ask_next(connection):
            selector.register(connection.socket, selectors.EVENT_READ, connection)
    while selector.get_map():
        for key, _event in selector.select(LONGEST_WAIT):
            if key.data.receive():
                _note(answer, key.data)
                if not ask_next(key.data):
                    selector.unregister(key.data.socket)
    answer.elapsed = time.perf_counter() - begun
    for connection in connections:
        connection.socket.close()
    return answer


def _note(answer: Answer, connection: Connection) -> None:
    answer.times.append(1000 * (time.perf_counter() - connection.asked_at))
    answer.statuses[connection.status] = answer.statuses.get(connection.status, 0) + 1
    answer.largest = max(answer.largest, connection.wanted)


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        fields: dict[str, Any] = json.loads(line)
        print(json.dumps(asdict(carry_out(Order(**fields)))), flush=True)


if __name__ == "__main__":
    main()
