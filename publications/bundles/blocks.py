"""A text in blocks and runs of words, for what draws no HTML. What people wrote stays text in it, never markup."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

from curation.rich_text import NOTE

Run = dict[str, Any]  # text; strong, emphasis, raised, lowered: true when so; link: an address; note: its number
Block = dict[str, Any]  # kind; runs, or items (lists of blocks), or blocks, or picture (its key)

_KINDS = {"p": "paragraph", "h2": "heading", "h3": "subheading", "h4": "subheading"}
_LISTS = {"ul": "list", "ol": "numbered"}
_MANNERS = {"strong": "strong", "em": "emphasis", "sup": "raised", "sub": "lowered"}


def blocks_of(markup: str, note: Callable[[str], int]) -> list[Block]:
    """The blocks of clean markup; `note` takes the markup of each note and gives its number."""
    reader = _Reader()
    marked = NOTE.sub(lambda found: f'<sup data-note="{note(found[1])}"></sup>', markup)
    reader.feed(marked)
    reader.close()
    return list(_with_words(reader.top))


def runs_of(markup: str) -> list[Run]:
    """The runs of a line of clean markup, such as a note."""
    return [run for block in blocks_of(markup, lambda _note: 0) for run in block.get("runs", [])]


def paragraphs_of(text: str) -> list[Block]:
    """The paragraphs of text without markup."""
    return [{"kind": "paragraph", "runs": [{"text": part}]} for part in re.split(r"\s*\n\s*", text.strip()) if part]


class _Reader(HTMLParser):
    """Reads what `clean_html` leaves; anything else is its words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top: list[Block] = []
        self._open: list[list[Any]] = [self.top]
        self._block: Block | None = None
        self._manners: list[tuple[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in _KINDS:
            self._begin({"kind": _KINDS[tag], "runs": []})
        elif tag in _LISTS:
            self._enter({"kind": _LISTS[tag], "items": []}, "items")
        elif tag == "li":
            self._enter_item()
        elif tag == "blockquote":
            self._enter({"kind": "quotation", "blocks": []}, "blocks")
        elif tag == "figure":
            self._begin({"kind": "picture", "picture": said.get("data-picture", "")})
            self._block = None
        elif tag == "hr":
            self._begin({"kind": "rule"})
            self._block = None
        elif tag == "br":
            self._add({"text": "\n"})
        elif "data-note" in said:
            self._add({"text": "", "note": int(said["data-note"])})
        elif tag in _MANNERS or tag == "a":
            self._manners.append((_MANNERS.get(tag, "link"), said.get("href", "") if tag == "a" else True))

    def handle_endtag(self, tag: str) -> None:
        if tag in _KINDS:
            self._block = None
        elif tag in (*_LISTS, "li", "blockquote") and len(self._open) > 1:
            self._open.pop()
            self._block = None
        elif tag in _MANNERS or tag == "a":
            name = _MANNERS.get(tag, "link")
            last = next((n for n in range(len(self._manners) - 1, -1, -1) if self._manners[n][0] == name), None)
            if last is not None:
                del self._manners[last]

    def handle_data(self, data: str) -> None:
        text = re.sub(r"[ \t\r\n]+", " ", data)
        if text.strip() or self._block is not None:
            self._add({"text": text})

    def _begin(self, block: Block) -> None:
        self._open[-1].append(block)
        self._block = block

    def _enter(self, block: Block, inside: str) -> None:
        self._begin(block)
        self._open.append(block[inside])
        self._block = None

    def _enter_item(self) -> None:
        item: list[Block] = []
        self._open[-1].append(item)
        self._open.append(item)
        self._block = None

    def _add(self, run: Run) -> None:
        if self._block is None or "runs" not in self._block:
            self._begin({"kind": "paragraph", "runs": []})
        if self._block is not None:
            self._block["runs"].append(run | {name: value for name, value in self._manners if value})


def _with_words(blocks: list[Any]) -> Iterator[Block]:
    """Without blocks that say nothing."""
    for block in blocks:
        if isinstance(block, list):  # an item of a list that stands outside of one
            yield from _with_words(block)
        elif "items" in block:
            items = [list(_with_words(item if isinstance(item, list) else [item])) for item in block["items"]]
            if items := [item for item in items if item]:
                yield block | {"items": items}
        elif "blocks" in block:
            if inner := list(_with_words(block["blocks"])):
                yield block | {"blocks": inner}
        elif "runs" not in block or any(run["text"].strip() or "note" in run for run in block["runs"]):
            yield block
