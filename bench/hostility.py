"""Questions that mean no good: each is answered, in little time."""

import time

from bench.questions import hostile, hostile_page
from bench.server import Server

ANSWERED = {200, 400, 414, 431}


def ask_hostile(server: Server) -> tuple[dict[str, float], list[str]]:
    """The milliseconds that each takes, the worse of two times, and the questions that gave an error."""
    times: dict[str, float] = {}
    wrong = []
    for words in hostile() * 2:
        path, name = hostile_page(words), ascii(words[:30])
        begun = time.perf_counter()
        status = server.get(path)[0]
        times[name] = max(times.get(name, 0.0), 1000 * (time.perf_counter() - begun))
        if status not in ANSWERED:
            wrong.append(f"{name}: {status}")
    return times, wrong
