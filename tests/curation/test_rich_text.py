"""Text with marks: what comes in, and that nothing harmful goes out."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from curation.rich_text import clean_html, fold, from_markup, sort_key, text_of

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


@example(["<h1>", "<a href='https://a.nl'>", "<h1>", '<a href="javascript:alert(1)">x</a>'])
@given(st.lists(st.sampled_from([*ATTACKS, "<p>", "</p>", "<b>", "<h1>", "tekst ", "&lt;", "<a href='https://a.nl'>"])))
def test_cleaning_twice_changes_nothing_more(pieces: list[str]) -> None:
    once = clean_html("".join(pieces))

    assert clean_html(once) == once
    assert not HARMFUL.search(once)


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
