"""Measuring pages: each real one, kept and made anew, beside the same one from canned data, by turns, at concurrency 1
and 8."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bench.asking import Client
from bench.client import Answer, Order
from bench.figures import Series
from bench.server import Server

CONCURRENCIES = (1, 8)
ROUNDS = 3
SECONDS = 1.0
AT_LEAST = 16
SOUND = {"200"}


class WrongAnswer(Exception):
    """A page came with another status than 200: its time means nothing."""


@dataclass(frozen=True)
class Page:
    """A kind of page: the addresses that are asked for in turn."""

    name: str
    paths: list[str]


def _of_each_concurrency() -> dict[int, Series]:
    return {number: Series() for number in CONCURRENCIES}


@dataclass
class Times:
    """Of one kind of page, by concurrency: as visitors get it, made for every request, and from canned data."""

    real: dict[int, Series] = field(default_factory=_of_each_concurrency)
    anew: dict[int, Series] = field(default_factory=_of_each_concurrency)
    canned: dict[int, Series] = field(default_factory=_of_each_concurrency)


def measure(
    client: Client, servers: dict[str, Server], pages: list[Page], besides: Callable[[], None]
) -> dict[str, Times]:
    """Every page in every round, of every server (by the names of `Times`) after each other, so that what the machine
    does meets all.

    `besides` measures other limits; it is called in every round as well.
    """
    times = {page.name: Times() for page in pages}
    for page in pages:
        for server in servers.values():
            _warm_up(client, server, page.paths)
    for number in range(ROUNDS):
        print(f"Round {number + 1} of {ROUNDS} …", flush=True)
        for page in pages:
            for concurrency in CONCURRENCIES:
                for name, server in servers.items():
                    _ask(client, server, page, concurrency, getattr(times[page.name], name)[concurrency])
        besides()
    return times


def first_and_again(client: Client, server: Server, paths: list[str], warm_up: list[str]) -> tuple[Series, Series]:
    """Each of `paths` over one connection, and so by one worker: asked for the first time, and asked again."""
    answer = sound(client.carry_out(Order(server.port, paths, passes=3, warm_up=warm_up)), paths)
    first, again = answer.times[: len(paths)], answer.times[len(paths) :]
    return Series(first, sum(first) / 1000), Series(again, sum(again) / 1000)


def sound(answer: Answer, paths: list[str]) -> Answer:
    """`answer`, when all went well. Raises WrongAnswer."""
    if set(answer.statuses) - SOUND:
        raise WrongAnswer(f"{answer.statuses} for {paths[0]} and its like")
    return answer


def _warm_up(client: Client, server: Server, paths: list[str]) -> None:
    """Let every worker meet every address: by chance, since the system deals out connections."""
    sound(client.carry_out(Order(server.port, paths, concurrency=8, passes=4)), paths)


def _ask(client: Client, server: Server, page: Page, concurrency: int, series: Series) -> None:
    order = Order(server.port, page.paths, concurrency, SECONDS, AT_LEAST * concurrency, warm_up=page.paths[:1])
    answer = sound(client.carry_out(order), page.paths)
    series.add(answer.times, answer.elapsed)
