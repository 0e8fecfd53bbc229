"""How long a worker takes to start: from nothing until it has answered what needs most to be in memory."""

import time

from bench.asking import Client
from bench.client import Order
from bench.pages import sound
from bench.questions import CATALOGUE, FIRST_SEARCH
from bench.server import Server

PAGES = {"newest": CATALOGUE, "search": FIRST_SEARCH}
CONNECTIONS = 8


def start(client: Client, server: Server) -> dict[str, float]:
    """Seconds until the server lives, and until its workers have given the first page of results and of a search.

    Each page is asked over eight connections at once, so that every worker meets it.
    """
    found = {"alive": server.answered_after}
    for name, path in PAGES.items():
        begun = time.perf_counter()
        sound(client.carry_out(Order(server.port, [path], CONNECTIONS, passes=CONNECTIONS)), [path])
        found[name] = time.perf_counter() - begun
    return found | {"all": sum(found.values())}
