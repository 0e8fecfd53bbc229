"""A long command says how far it is: on a terminal by a line that counts, elsewhere every thousand cases."""

import io
import re

import pytest
from django.core.management.base import OutputWrapper

from initiatives.management import progress
from initiatives.management.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_file_tells_each_thousand_and_what_is_left(clock: list[float]) -> None:
    out = io.StringIO()
    shown = Progress(OutputWrapper(out))
    for count in (500, 1000, 1500, 2000):
        clock[0] += 10
        shown.show(count, count / 8000)
    shown.finish()
    first, second = out.getvalue().splitlines()
    assert re.findall(r"[\d:]+", first) == ["1000", "12", "50", "2:20"]
    assert re.findall(r"[\d:]+", second) == ["2000", "25", "50", "2:00"]


def test_without_a_share_it_only_counts(clock: list[float]) -> None:
    out = io.StringIO()
    shown = Progress(OutputWrapper(out))
    clock[0] += 10
    shown.show(3000)
    assert re.findall(r"[\d:]+", out.getvalue()) == ["3000"]


def test_a_terminal_shows_one_line_that_leaves_nothing_behind(clock: list[float]) -> None:
    out = Terminal()
    shown = Progress(OutputWrapper(out))
    for count, share in ((10, 0.001), (20, 0.5), (21, None)):
        clock[0] += 5
        shown.show(count, share)
    shown.finish()
    _start, *lines, end = re.split(r"[\r\n]", out.getvalue())
    assert [line.split()[0] for line in lines] == ["10", "20", "21"]
    assert len({len(line) for line in lines[1:]} | {len(lines[0])}) == 1
    assert end == ""
