"""The closed loop: how often it asks, how it reads answers, and that it notes every status."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.client import Order, carry_out

BODY = b"x" * 300_000  # more than one read takes


class Site(BaseHTTPRequestHandler):
    """Answers as our server does: over a kept connection, with a length."""

    protocol_version = "HTTP/1.1"
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(404 if self.path == "/weg/" else 200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Nothing: the name is the library's."""


@pytest.fixture
def site() -> Iterator[tuple[int, list[str]]]:
    """Its port, and the paths that it was asked for."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Remembering", (Site,), {"asked": asked}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()


def test_each_path_is_asked_as_often_as_ordered(site: tuple[int, list[str]]) -> None:
    port, asked = site

    answer = carry_out(Order(port, ["/a/", "/b/", "/c/"], passes=2))

    assert asked == ["/a/", "/b/", "/c/"] * 2
    assert len(answer.times) == 6
    assert answer.statuses == {"200": 6}
    assert answer.largest > len(BODY)


def test_warming_up_is_not_counted(site: tuple[int, list[str]]) -> None:
    port, asked = site

    answer = carry_out(Order(port, ["/a/"], concurrency=2, passes=4, warm_up=["/warm/"]))

    assert sorted(asked) == ["/a/"] * 4 + ["/warm/"] * 2
    assert len(answer.times) == 4


def test_it_asks_at_least_as_often_as_ordered_when_time_is_up(site: tuple[int, list[str]]) -> None:
    port, asked = site

    answer = carry_out(Order(port, ["/a/"], concurrency=3, seconds=0.0, at_least=9))

    assert len(asked) == len(answer.times) == 9


def test_other_statuses_are_told(site: tuple[int, list[str]]) -> None:
    port, _asked = site

    answer = carry_out(Order(port, ["/a/", "/weg/"], passes=1))

    assert answer.statuses == {"200": 1, "404": 1}
