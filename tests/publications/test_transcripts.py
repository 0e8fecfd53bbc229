"""Transcripts: read from WebVTT or typed, refused with line and reason, written so that others can read them."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import webvtt as another_reader
from hypothesis import given, settings
from hypothesis import strategies as st

from curation.passages import Passage
from publications.recordings import typed, webvtt
from publications.recordings.clock import clock, exact_clock, read_clock
from publications.recordings.cues import Cue, packed, spoken_text, turns, unpacked
from publications.recordings.webvtt import BrokenTranscript

GOOD = """\ufeffWEBVTT - Kijk in de kernen

NOTE
Uitgeschreven door Fatma.

STYLE
::cue { color: red }

begin
00:00.000 --> 00:05.000 align:start position:10%
<v Fatma>Wij begonnen met <i>koffie</i> &amp; thee.

00:00:05.000 --> 00:00:09.500
En toen
kwam de rest.

00:12:31.000 --> 00:12:34.500
<v.luid Jan de Vries>Zo is het.</v> <v Fatma>Ja!
"""


def test_a_file_is_read_as_what_is_said_when_and_by_whom() -> None:
    assert webvtt.read(GOOD.replace("\n", "\r\n")) == [
        Cue(0, 5000, "Wij begonnen met koffie & thee.", "Fatma"),
        Cue(5000, 9500, "En toen kwam de rest."),
        Cue(751_000, 754_500, "Zo is het.", "Jan de Vries"),
        Cue(751_000, 754_500, "Ja!", "Fatma"),
    ]


BROKEN = {
    "nothing": ("", 1),
    "no head": ("00:01.000 --> 00:02.000\nHoi\n", 1),
    "a head that only begins so": ("WEBVTTER\n\n00:01.000 --> 00:02.000\nHoi\n", 1),
    "SRT": ("1\n00:00:01,000 --> 00:00:02,000\nHoi\n", 1),
    "no words": ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", 5),
    "a comma in a time": ("WEBVTT\n\n00:01,000 --> 00:02,000\nHoi\n", 3),
    "a short arrow": ("WEBVTT\n\n00:01.000 -> 00:02.000\nHoi\n", 3),
    "words without a time": ("WEBVTT\n\n00:01.000 --> 00:02.000\nHoi\n\nDaar\nnog\niets\n", 6),
    "sixty seconds": ("WEBVTT\n\n00:60.000 --> 01:02.000\nHoi\n", 3),
    "an end before the beginning": ("WEBVTT\n\n00:05.000 --> 00:02.000\nHoi\n", 3),
    "no length": ("WEBVTT\n\n00:05.000 --> 00:05.000\nHoi\n", 3),
    "going back": ("WEBVTT\n\n00:05.000 --> 00:06.000\nHoi\n\n00:04.000 --> 00:06.000\nJa\n", 6),
    "no empty line between": ("WEBVTT\n\n00:01.000 --> 00:02.000\nHoi\n00:02.000 --> 00:03.000\nJa\n", 5),
    "no empty line after the head": ("WEBVTT\n00:01.000 --> 00:02.000\nHoi\n", 2),
    "a time in a note": ("WEBVTT\n\nNOTE\nvan 1 --> 2\n\n00:01.000 --> 00:02.000\nHoi\n", 4),
    "letters for digits": ("WEBVTT\n\n00:0a.000 --> 00:02.000\nHoi\n", 3),
    "digits of elsewhere": ("WEBVTT\n\n00:٠١.000 --> 00:02.000\nHoi\n", 3),
    "no recording is that long": ("WEBVTT\n\n00:01.000 --> 9999999:00:02.000\nHoi\n", 3),
    "thousands of digits": (f"WEBVTT\n\n{'0' * 5000}:00:01.000 --> 00:02.000\nHoi\n", 3),
    "later than a column has room for": ("WEBVTT\n\n600:00:01.000 --> 600:00:02.000\nHoi\n", 3),
    "a sign that is no text": ("WEBVTT\n\n00:01.000 --> 00:02.000\nHo\0i\n", 4),
}


@pytest.mark.parametrize(("text", "line"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_file_is_refused_with_the_line(text: str, line: int) -> None:
    with pytest.raises(BrokenTranscript) as refusal:
        webvtt.read(text)

    assert refusal.value.line == line
    assert refusal.value.reason
    assert str(line) in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"WEBVTT\n\n00:01.000 --> 00:02.000\nCaf\xe9\n", 4), (GOOD.encode("utf-16"), 1), (b"x" * (5 * 1024**2), 1)],
    ids=["Latin-1", "UTF-16", "huge"],
)
def test_bytes_that_are_no_text_are_refused_with_the_line(content: bytes, line: int) -> None:
    with pytest.raises(BrokenTranscript) as refusal:
        webvtt.decoded(content)

    assert refusal.value.line == line


ENDLESS = 200_000  # read sign by sign in no time; read again from each sign on, in hours


@pytest.mark.parametrize("piece", ["<v ", "<v.a", "<a ", "<c.x", "</", "<v" + " " * 3, "&#", "["])
def test_marks_that_never_end_are_read_as_fast_as_words(piece: str) -> None:
    words = piece * (ENDLESS // len(piece))

    for end in ("", " " * ENDLESS, "9" * ENDLESS):
        [cue] = webvtt.read(f"WEBVTT\n\n00:01.000 --> 00:02.000\nHoi {words}{end}")
        assert cue.words.startswith("Hoi")


def test_a_reference_to_a_sign_that_there_is_not_is_a_mark_of_that() -> None:
    [cue] = webvtt.read(f"WEBVTT\n\n00:01.000 --> 00:02.000\nHoi &#{'9' * 5000}; &#x{'f' * 5000}; &#233;!")

    assert cue.words == "Hoi \ufffd \ufffd é!"


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split())
)


@st.composite
def timed_cues(draw: Any) -> list[Cue]:
    moment, cues = 0, []
    for _number in range(draw(st.integers(1, 6))):
        moment += draw(st.integers(0, 4_000_000))
        end = moment + draw(st.integers(1, 9000))
        cues.append(Cue(moment, end, draw(WORDS.filter(bool)), draw(st.just("") | WORDS)))
    return cues


@settings(max_examples=150, deadline=None)
@given(timed_cues())
def test_what_is_written_is_read_back_by_us(cues: list[Cue]) -> None:
    assert webvtt.read(webvtt.written(cues)) == cues
    assert unpacked(packed(cues)) == cues


PLAIN = st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(timed_cues(), PLAIN, PLAIN)
def test_another_reader_reads_the_same_times_and_words(cues: list[Cue], words: str, voice: str) -> None:
    plain = [Cue(cue.start, cue.end, f"{words} {number}", voice) for number, cue in enumerate(cues)]

    read = another_reader.from_buffer(io.StringIO(webvtt.written(plain)))

    assert [(each.start, each.end, each.text, each.voice) for each in read.captions] == [
        (exact_clock(cue.start or 0), exact_clock(cue.end or 0), cue.words, voice) for cue in plain
    ]


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60) | st.text(alphabet="WEBVT \n0123456789:.->NOTE<v>&", max_size=120).map("WEBVTT\n\n".__add__)
)
def test_whatever_is_sent_is_read_or_refused(text: str) -> None:
    for read in (webvtt.read, typed.read_typed):
        cues, line = _read_or_refused(read, text)
        assert 1 <= line <= len(text.splitlines()) + 2
        assert all(cue.words and (cue.start is None) == (cue.end is None) for cue in cues)


def _read_or_refused(read: Callable[[str], list[Cue]], text: str) -> tuple[list[Cue], int]:
    """What is read of a text, or else the line with which it is refused."""
    try:
        return read(text), 1
    except BrokenTranscript as refusal:
        return [], refusal.line


def test_typed_turns_have_a_moment_and_who_speaks() -> None:
    text = "[0:00] Fatma: Wij begonnen\nmet koffie.\n\n12:31 Jan de Vries: Zo is het: echt.\n1:02:03 – En nu?"

    assert typed.read_typed(text, lasts=4_000_000) == [
        Cue(0, 751_000, "Wij begonnen met koffie.", "Fatma"),
        Cue(751_000, 3_723_000, "Zo is het: echt.", "Jan de Vries"),
        Cue(3_723_000, 4_000_000, "En nu?"),
    ]


def test_a_typed_text_may_have_no_moments() -> None:
    cues = typed.read_typed("Fatma: Wij begonnen.\nMet koffie.\n\nDat was mooi. Jan zei: goed zo.")

    assert cues == [
        Cue(None, None, "Wij begonnen. Met koffie.", "Fatma"),
        Cue(None, None, "Dat was mooi. Jan zei: goed zo."),
    ]
    assert typed.read_typed(typed.as_typed(cues)) == cues


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        (" \n\n", 1),
        ("Begin.\n\n0:10 Verder.", 1),
        ("0:10 Een.\n\n0:10 Twee.", 3),
        ("0:10 Een.\n0:09 Twee.", 2),
    ],
)
def test_a_typed_text_is_refused_with_the_line(text: str, line: int) -> None:
    with pytest.raises(BrokenTranscript) as refusal:
        typed.read_typed(text)

    assert refusal.value.line == line


@given(st.integers(0, 500 * 3600))
def test_a_moment_is_read_as_it_is_written(seconds: int) -> None:
    assert read_clock(clock(seconds * 1000)) == seconds * 1000


@pytest.mark.parametrize("said", ["", "12", "12:61", "1:2:3:4", "-1:00", "a:bc", "١:٠٠", "12:3x"])
def test_what_is_no_moment_is_none(said: str) -> None:
    assert read_clock(said) is None


def test_how_lines_are_cut_makes_no_difference_to_what_is_said() -> None:
    whole = [Cue(0, 4000, "Wij koken samen in het buurthuis.")]
    cut = [Cue(0, 1000, "Wij koken"), Cue(1000, 4000, "samen in het buurthuis.")]

    assert spoken_text(packed(whole)).text == spoken_text(packed(cut)).text


def test_another_speaker_and_a_silence_begin_a_turn() -> None:
    cues = [Cue(0, 10, "a", "A"), Cue(10, 20, "b", "A"), Cue(20, 30, "c", "B"), Cue(9000, 9010, "d", "B")]

    assert [[cue.words for cue in turn] for turn in turns(cues)] == [["a", "b"], ["c"], ["d"]]


def test_words_are_found_and_taken_out_where_they_run_on_over_lines() -> None:
    text = packed(
        [Cue(0, 1000, "Ik ben Fatma", "Stem"), Cue(1000, 2000, "el Amrani & ik kook."), Cue(2000, 3000, "Ja.")]
    )

    cleaned = Passage("Fatma el Amrani").without(text)

    assert "Amrani" not in cleaned
    assert "Fatma" not in cleaned
    left = unpacked(cleaned)
    assert [cue.start for cue in left] == [0, 1000, 2000]
    assert left[1].words == "& ik kook."


def test_the_name_of_who_speaks_is_taken_out_too() -> None:
    text = packed([Cue(0, 1000, "Ik kook.", "Fatma el Amrani")])

    assert "Amrani" not in Passage("Fatma el Amrani").without(text)
