"""What of a search page is PostgreSQL's own work, and how large the database is."""

import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.figures import Series
from bench.questions import CATALOGUE, search_page

LONGEST_SHOWN = 400


def of_search(words: list[str]) -> tuple[Series, list[tuple[float, str]]]:
    """PostgreSQL's time for the statements that only a search page makes, each page asked for the first time here.

    Gives the times of these statements together, by page, and each statement (shortened) with its own.
    """
    times = Series()
    each: list[tuple[float, str]] = []
    _statements(search_page("zomaar"))  # what is loaded once for all
    without_words = set(_statements(CATALOGUE))
    for text in words:
        statements = [sql for sql in _statements(search_page(text)) if sql not in without_words]
        timed = [(_timed(sql), sql[:LONGEST_SHOWN]) for sql in statements]
        took = sum(one for one, _sql in timed)
        times.add([took], took / 1000)
        each += timed
    return times, each


def megabytes() -> float:
    """The size of the database, indexes included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    return float(size) / 1e6


def _statements(path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        Client(SERVER_NAME="127.0.0.1").get(path)
    return [query["sql"] for query in captured if query["sql"].startswith(("SELECT", "WITH"))]


def _timed(sql: str) -> float:
    """Milliseconds that `sql` takes, its rows read; the second time, as it is warm then."""
    with connection.cursor() as cursor:
        for _ in range(2):
            begun = time.perf_counter()
            cursor.execute(sql)
            cursor.fetchall()
            took = 1000 * (time.perf_counter() - begun)
    return took
