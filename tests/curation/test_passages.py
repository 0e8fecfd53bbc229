"""A passage is found whatever it stands with, and taking it out changes nothing else."""

import html
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curation.passages import MARK, SHORT_MARK, Passage, TooShort, is_marked
from curation.rich_text import clean_html, text_of

NAME = "Zoë d’Aubigné"
# None of these letters stand in the passage, so that what surrounds it cannot be taken for it.
AROUND = st.text(alphabet="klmpqrstvwxyKLM ,.;:?!()1234567890\n", max_size=40)
GAPS = st.sampled_from([" ", "  ", "\n", "\u00a0", "&nbsp;", "</em> <em>", " <strong>", "<br>", "</p><p>"])
QUOTES = st.sampled_from(["’", "'", "‘", "&#39;", "&#x27;", "`", "´"])
FORMS = st.sampled_from(["NFC", "NFD"])


@given(before=AROUND, after=AROUND, gap=GAPS, quote=QUOTES, form=FORMS)
def test_what_stands_around_stays_as_it_was(before: str, after: str, gap: str, quote: str, form: str) -> None:
    first, last = (unicodedata.normalize(form, each) for each in ("Zoë", "Aubigné"))
    before, after = f"{before} ", f" {after}"

    without = Passage(NAME).without(f"{before}{first}{gap}d{quote}{last}{after}")

    assert without.startswith(f"{before}{MARK}")
    assert without.endswith(after)
    assert text_of(without).split() == text_of(f"{before}{MARK}{after}").split()


@given(text=st.text(max_size=200), words=st.text(min_size=3, max_size=20))
def test_taken_out_is_gone_and_a_text_without_it_stays(text: str, words: str) -> None:
    try:
        passage = Passage(words)
    except TooShort:
        return

    without = passage.without(text)

    if not passage.stands_in(text):
        assert without == text
    if not passage.stands_in(MARK):
        assert not passage.stands_in(passage.without(without))


@given(before=AROUND, after=AROUND)
def test_html_stays_clean(before: str, after: str) -> None:
    story = clean_html(
        f"<h2>{html.escape(before)}</h2><p>Anna <em>van</em> <a href='https://x.nl/anna-van-dijk/'>Dijk</a>"
        f" en {html.escape(after)}</p><ul><li>Anna van Dijk</li></ul>"
    )

    without = Passage("Anna van Dijk").without(story)

    assert clean_html(without) == without
    assert without.count(MARK) == 2
    assert "dijk" not in without.casefold()
    assert "<a" not in without


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("Jan", "Januari is koud", "Januari is koud"),
        ("Jan", "Jan, Jans en JAN", f"{MARK}, Jans en {MARK}"),
        ("“Ik ben hier thuis.”", 'Zij zei: "Ik ben hier  thuis." En ging.', f'Zij zei: "{MARK}" En ging.'),
        ("Jan Jansen", "De **Jan** Jansen-straat, jan-jansen", f"De **{MARK}-straat, {MARK}"),
        ("René Bakker", "oud-adres → rene-bakker-huis", f"oud-adres → {MARK}-huis"),
        ("Jan Jansen", "Jan &amp; Jansen", "Jan &amp; Jansen"),
        ("Jansen", "Jan\u00adsen en Jan\u200bsen en J<em>an</em>sen", f"{MARK} en {MARK} en {MARK}"),
    ],
)
def test_whole_words_and_nothing_less(words: str, text: str, expected: str) -> None:
    assert Passage(words).without(text) == expected


def test_capitals_can_be_told_apart() -> None:
    assert Passage("Bos", any_case=False).without("Mevrouw Bos in het bos") == f"Mevrouw {MARK} in het bos"


def test_addresses_are_written_otherwise() -> None:
    passage = Passage("Huize Élan")

    assert passage.without_in_address("huize-elan-utrecht") == "verwijderd-op-verzoek-utrecht"
    assert passage.without_in_address("https://x.nl/Huize_Elan.html") == "https://x.nl/verwijderd-op-verzoek.html"
    assert passage.without_in_address("huize-elanden") == "huize-elanden"
    assert len(passage.without_in_address("huize-elan-" + "x" * 109, 120)) <= 120


def test_no_text_grows_beyond_its_room() -> None:
    text = "abc " * 50

    assert Passage("abc").without(text, 200) == f"{SHORT_MARK} " * 50


def test_json_keeps_its_shape() -> None:
    held = {
        "slug": "bij-anna-bol",
        "rows": [{"caption": "Anna  Bol", "n": 3}],
        "dropped": json.dumps([{"x": "Anna Bol"}]),
    }

    without = Passage("Anna Bol").without(held)

    assert without["slug"] == "bij-verwijderd-op-verzoek"
    assert without["rows"] == [{"caption": MARK, "n": 3}]
    assert json.loads(without["dropped"]) == [{"x": MARK}]
    assert is_marked(without)
    assert not is_marked(held)


@pytest.mark.parametrize("words", ["", "  ", "a", "“.”", "!!!!"])
def test_so_little_is_refused(words: str) -> None:
    with pytest.raises(TooShort):
        Passage(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("koken elke week soep", f"<p>Zij {MARK}<note>Ali Zwaluw vertelt.</note>.</p>"),
        ("Ali Zwaluw", f"<p>Zij koken elke week<note>{MARK} vertelt.</note> soep.</p>"),
        ("elke week Ali", "<p>Zij koken elke week<note>Ali Zwaluw vertelt.</note> soep.</p>"),
        ("soep. Ali", "<p>Zij koken elke week<note>Ali Zwaluw vertelt.</note> soep.</p>"),
    ],
)
def test_a_sentence_goes_on_over_its_note(words: str, expected: str) -> None:
    passage = Passage(words)

    without = passage.without("<p>Zij koken elke week<note>Ali Zwaluw vertelt.</note> soep.</p>")

    assert without == expected
    assert not passage.stands_in(without) or without.count(MARK) == 0


def test_a_sentence_and_its_note_both_go() -> None:
    text = "<p>Zij heet Ali<note>Ali heet zij.</note> Ali.</p>"

    assert Passage("Ali").without(text) == f"<p>Zij heet {MARK}<note>{MARK} heet zij.</note> {MARK}.</p>"
