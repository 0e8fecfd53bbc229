"""The same edition gives the same bytes: on another machine, on another day, whoever asks in whichever language."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone, translation

from publications.bundles.archive import zip_of
from publications.bundles.book import Front, book_of
from publications.bundles.epub import epub_of
from publications.bundles.typeset import pdf_of
from publications.models import Edition, Kind
from publications.typesetting.fonts import FOLDER, unpack
from tests.factories import a_case, a_lesson, a_publication

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("packed", sorted(FOLDER.glob("*.woff2")), ids=lambda path: path.stem)
def test_a_font_is_the_same_whenever_it_is_unpacked(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("1000000000", "2000000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)  # what fontTools takes for the moment
        unpack(packed, tmp_path / day)

    first, second = ((tmp_path / day).read_bytes() for day in ("1000000000", "2000000000"))
    assert first == second


def test_language_and_time_zone_of_who_asks_make_no_difference() -> None:
    a_publication(kind=Kind.BUNDLE, initiatives=[a_case(started="2012-03")], lessons=[a_lesson(title="Eten verbindt")])
    contents = Edition.objects.get().contents

    for make in (pdf_of, epub_of, zip_of):
        with translation.override("nl"), timezone.override("Europe/Amsterdam"):
            here = make(contents)
        with translation.override("en"), timezone.override("Pacific/Auckland"):
            assert make(contents) == here


def test_its_day_is_that_of_the_netherlands() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    contents = book_of(Front("soep", "Soep", published_at=late), [])

    assert (contents["date"], contents["made"]) == ("2026-11-24", "24 november 2026")


def test_every_chapter_says_how_it_is_cited() -> None:
    a_publication(kind=Kind.BUNDLE, initiatives=[a_case(title="Soep")], lessons=[a_lesson(title="Eten verbindt")])

    chapters = Edition.objects.get().contents["chapters"]

    assert [chapter["title"] in chapter["citation"] for chapter in chapters] == [True, True]
    assert [chapter["address"] in chapter["citation"] for chapter in chapters] == [True, True]
