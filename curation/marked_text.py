"""Stretches of what a reader sees, marked in the markup that makes them see it.

Positions are code points of `curation.rich_text.text_of(markup)`; markup with notes is to be in reading order
(`curation.rich_text.in_reading_order`).
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from curation.rich_text import BLOCK_END

_TOKEN = re.compile(rf"(?P<end>{BLOCK_END.pattern})|(?P<tag><[^>]*>)|(?P<entity>&[#\w]+;)|(?P<text>[^<&]+|.)", re.S)


@dataclass(frozen=True)
class Stretch:
    """Code points `start` up to `end`, and by which key one knows it."""

    start: int
    end: int
    key: int


@dataclass(frozen=True)
class Piece:
    """A bit of text between two tags that all of `keys` mark; `begins` are those of which it is the first bit, and
    `ends` those of which it is the last."""

    markup: str
    keys: tuple[int, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]


Wrap = Callable[[Piece], str]


@dataclass(frozen=True)
class _Run:
    """Text without tags: where it stands in the markup and in what a reader sees; an entity is one character or two."""

    start: int
    end: int
    markup: str
    is_entity: bool


def mark(markup: str, stretches: Sequence[Stretch], wrap: Wrap) -> str:
    """`markup` in which each bit of a stretch is replaced by what `wrap` makes of it."""
    if not stretches:
        return markup
    cuts = sorted({cut for each in stretches for cut in (each.start, each.end)})
    written: list[str | tuple[str, tuple[int, ...]]] = []
    for token in _tokens(markup):
        if isinstance(token, str):
            written.append(token)
        else:
            bits = _cut(token, stretches, cuts)
            written += [(said, keys) if keys and not said.isspace() else said for said, keys in bits]
    return "".join(_wrapped(written, wrap))


def mark_plain(text: str, stretches: Sequence[Stretch], wrap: Wrap) -> str:
    """The same for text without markup, which is escaped."""
    return mark(html.escape(text, quote=False), stretches, wrap)


def _tokens(markup: str) -> Iterator[str | _Run]:
    """Tags as they are, and runs of text with their places."""
    found = list(_TOKEN.finditer(markup))
    said = [_said(match) for match in found]
    everything = "".join(said)
    place = -(len(everything) - len(everything.lstrip()))
    for match, text in zip(found, said, strict=True):
        if match.lastgroup in {"end", "tag"}:
            yield match[0]
        else:
            yield _Run(place, place + len(text), match[0], match.lastgroup == "entity")
        place += len(text)


def _said(match: re.Match[str]) -> str:
    if match.lastgroup == "end":
        return "\n"
    return "" if match.lastgroup == "tag" else html.unescape(match[0])


def _cut(run: _Run, stretches: Iterable[Stretch], cuts: Sequence[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The run in bits that the same stretches mark."""
    inside = [] if run.is_entity else [cut for cut in cuts[bisect_right(cuts, run.start) :] if cut < run.end]
    bounds = [run.start, *inside, run.end]
    for start, end in pairwise(bounds):
        said = run.markup if run.is_entity else run.markup[start - run.start : end - run.start]
        yield said, tuple(each.key for each in stretches if each.start < end and start < each.end)


def _wrapped(written: Sequence[str | tuple[str, tuple[int, ...]]], wrap: Wrap) -> Iterator[str]:
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for number, each in enumerate(written):
        if isinstance(each, tuple):
            for key in each[1]:
                first.setdefault(key, number)
                last[key] = number
    for number, each in enumerate(written):
        if isinstance(each, str):
            yield each
            continue
        said, keys = each
        begins = tuple(key for key in keys if first[key] == number)
        ends = tuple(key for key in keys if last[key] == number)
        yield wrap(Piece(said, keys, begins, ends))
