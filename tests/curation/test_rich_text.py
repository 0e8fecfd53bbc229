"""Text with marks: what comes in, and that nothing harmful goes out."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curation.prose import prose_of
from curation.rich_text import BLOCK_END, clean_html, fold, from_markup, in_reading_order, sort_key, text_of

ATTACKS = (
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<p style='position:fixed'>x</p>",
    "<iframe src=//elders.nl></iframe>",
    "<form action=//elders.nl><input name=q></form>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
)
HARMFUL = re.compile(
    r"<(script|img|svg|style|iframe|form|input|math|noscript)|\bon\w+\s*=|javascript:|data:text|style=", re.I
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_scripts_could_use_is_gone(attack: str) -> None:
    for way in (clean_html, from_markup):
        assert not HARMFUL.search(re.sub(r"&\w+;", "", way(attack)))


KEY = "0123456789abcdef" * 2
MARKS = (
    f'<figure data-picture="{KEY}">',
    "</figure>",
    '<figure data-picture="https://elders.nl/x.png" onclick=alert(1)>',
    "<note>",
    "</note>",
    "<li>",
    "[noot: een ",
    "]",
)


@example(["<h1>", "<a href='https://a.nl'>", "<h1>", '<a href="javascript:alert(1)">x</a>'])
@given(
    st.lists(
        st.sampled_from([*ATTACKS, "<p>", "</p>", "<b>", "<h1>", "tekst ", "&lt;", "<a href='https://a.nl'>", *MARKS])
    )
)
def test_cleaning_twice_changes_nothing_more(pieces: list[str]) -> None:
    once = clean_html("".join(pieces))

    assert clean_html(once) == once
    assert not HARMFUL.search(once)
    assert all(
        figure == f'<figure data-picture="{KEY}"></figure>' for figure in re.findall("<figure.*?</figure>", once)
    )
    assert not re.search(r"<note>(?:(?!</note>).)*<(?:p|h\d|li|ul|note|figure)\b", once, re.S)


def test_markdown_and_plain_text_become_paragraphs() -> None:
    assert from_markup("Een *woord*.\n\nNog een.") == "<p>Een <em>woord</em>.</p>\n<p>Nog een.</p>"
    assert from_markup("5 < 6 & 7") == "<p>5 &lt; 6 &amp; 7</p>"


def test_the_top_heading_belongs_to_the_page() -> None:
    assert clean_html("<h1>Kop</h1>") == "<h2>Kop</h2>"


def test_text_is_what_a_reader_sees() -> None:
    assert text_of("<p>Een &amp; <strong>twee</strong></p><ul><li>drie</li></ul>") == "Een & twee\ndrie"


def test_words_are_found_and_sorted_without_accents() -> None:
    assert fold("Súdwest-Fryslân É") == "sudwest-fryslan e"
    assert sorted(["Óost", "’t Anker", "‘Bij ons’", "Zuid"], key=sort_key) == ["’t Anker", "‘Bij ons’", "Óost", "Zuid"]


@pytest.mark.parametrize(
    "given_as",
    [
        "Zij koken soep[noot: Van *prei*, zegt [Ali](https://a.nl/).]. Elke week.",
        '<p>Zij koken soep [NOOT:Van <em>prei</em>, zegt <a href="https://a.nl/">Ali</a>.]. Elke week.</p>',
        '<p>Zij koken soep<note>Van <em>prei</em>, zegt <a href="https://a.nl/">Ali</a>.</note>. Elke week.</p>',
    ],
)
def test_a_note_is_written_in_its_place_and_read_at_the_end(given_as: str) -> None:
    clean = from_markup(given_as)

    assert clean == (
        '<p>Zij koken soep<note>Van <em>prei</em>, zegt <a href="https://a.nl/">Ali</a>.</note>. Elke week.</p>'
    )
    assert text_of(clean) == "Zij koken soep. Elke week.\nVan prei, zegt Ali."


def test_a_picture_adds_no_words_wherever_it_stands() -> None:
    figure = f'<figure data-picture="{KEY}"><img src="https://elders.nl/x.png"></figure>'

    assert text_of(clean_html(f"<p>een</p>{figure}<p>twee</p>{figure}")) == text_of("<p>een</p><p>twee</p>")
    assert "elders" not in clean_html(figure)


MARKED = st.lists(
    st.sampled_from(
        ["<p>een</p>", "<p>twee<note>drie</note> vier</p>", "los", "<note>vijf</note>", "<ul><li>zes</li></ul>"]
    )
)


@given(MARKED)
def test_the_text_in_reading_order_has_the_words_that_a_reader_sees(pieces: list[str]) -> None:
    markup = clean_html("".join(pieces))
    ordered = in_reading_order(markup)

    assert html.unescape(re.sub("<[^>]*>", "", BLOCK_END.sub("\n", ordered))).strip() == text_of(markup)
    prose = prose_of(markup)
    assert [piece.note for piece in prose.pieces if piece.note] == list(range(1, len(prose.notes) + 1))
    assert len(prose.notes) == markup.count("<note>")
    assert not any("note>" in piece.markup for piece in prose.pieces)
