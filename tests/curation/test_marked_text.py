"""Stretches of what a reader sees, marked in markup: the words are the same, and just those are marked."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from curation.marked_text import Piece, Stretch, mark, mark_plain
from curation.rich_text import clean_html, text_of

WORDS = st.text(st.sampled_from("ab &<>\n\u00a0é😀"), max_size=12)
MARKUPS = st.recursive(
    WORDS.map(html.escape),
    lambda inner: st.tuples(
        st.sampled_from(["p", "h2", "li", "ul", "strong", "em", "blockquote"]), st.lists(inner, max_size=3)
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_leaves=8,
).map(clean_html)


def _in_brackets(piece: Piece) -> str:
    return f"<mark>{piece.markup}</mark>"


@given(MARKUPS, st.data())
def test_just_the_stretch_is_marked(markup: str, data: st.DataObject) -> None:
    text = text_of(markup)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    marked = mark(markup, [Stretch(start, end, 1)], _in_brackets)

    assert text_of(marked) == text
    said = "".join(html.unescape(re.sub("<[^>]*>", "", bit)) for bit in re.findall("<mark>(.*?)</mark>", marked, re.S))
    assert "".join(said.split()) == "".join(text[start:end].split())


@given(WORDS, st.data())
def test_plain_text_is_escaped_and_marked(text: str, data: st.DataObject) -> None:
    text = text.strip()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    marked = mark_plain(text, [Stretch(start, end, 1)], _in_brackets)

    assert html.unescape(re.sub("</?mark>", "", marked)) == text


def test_stretches_may_overlap_and_cross_marks() -> None:
    pieces: list[Piece] = []

    def keep(piece: Piece) -> str:
        pieces.append(piece)
        return f"[{piece.markup}]"

    marked = mark("<p>een <em>twee</em> drie</p>", [Stretch(0, 8, 1), Stretch(4, 13, 2)], keep)

    assert marked == "<p>[een ]<em>[twee]</em>[ drie]</p>"
    assert [piece.keys for piece in pieces] == [(1,), (1, 2), (2,)]
    assert [piece.begins for piece in pieces] == [(1,), (2,), ()]
    assert [piece.ends for piece in pieces] == [(), (1,), (2,)]
