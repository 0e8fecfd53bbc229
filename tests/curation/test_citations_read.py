"""Citations as reference managers read them, by three libraries that are not ours, and in words after APA."""

import json
from typing import Any

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from curation.citing import KINDS, cited
from publications.models import Kind, Publication
from tests.factories import a_case, a_lesson, a_publication

pytestmark = pytest.mark.django_db

ODD = "Soep & {brood} 100% \\ #1 $5 _nu_ ~ ^ “ë” 🍲"


def records() -> list[Any]:
    """One of everything that can be cited, with an odd title."""
    works = [
        a_publication(kind=kind, title=ODD, makers=["Cinedoc", "Vos & {Zn}"], issued="2020-03") for kind in Kind.values
    ]
    return [a_case(title=ODD), a_lesson(title=ODD), *works, a_publication(title=ODD)]


def test_every_kind_of_publication_has_a_name_in_each_format() -> None:
    assert set(KINDS) == set(Kind.values)


def test_bibtex_is_read(client: Client) -> None:
    for record in records():
        said = client.get(f"{record.get_absolute_url()}v1/citeren.bib").content.decode()

        library = bibtexparser.parse_string(said)

        assert not library.failed_blocks
        [entry] = library.entries
        assert entry.key == f"{record.slug}-v1"
        assert entry.fields_dict["url"].value.endswith(f"{record.get_absolute_url()}v1/")
        assert entry.fields_dict["year"].value == str(timezone.localtime().year)


def test_ris_is_read(client: Client) -> None:
    for record in records():
        [said] = rispy.loads(client.get(f"{record.get_absolute_url()}v1/citeren.ris").content.decode())

        assert said.get("title") == ODD
        assert said["id"] == f"{record.slug}-v1"
        assert said["urls"][0].endswith(f"{record.get_absolute_url()}v1/")
        assert "unknown_tag" not in said


def test_csl_json_is_read_and_set(client: Client) -> None:
    for record in records():
        items = json.loads(client.get(f"{record.get_absolute_url()}v1/citeren.json").content)

        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Citation([CitationItem(items[0]["id"])]))
        [said] = [str(item) for item in bibliography.bibliography()]

        assert "Soep & {brood}" in said
        assert str(timezone.localtime().year) in said


def test_what_came_out_elsewhere_says_when(client: Client) -> None:
    film = a_publication(kind=Kind.FILM, issued="2020-03")
    address = f"{film.get_absolute_url()}v1/citeren"

    [said] = json.loads(client.get(f"{address}.json").content)

    assert said["original-date"] == {"date-parts": [[2020, 3]]}
    assert "OP  - 2020-03" in client.get(f"{address}.ris").content.decode()
    assert "origdate = {2020-03}" in client.get(f"{address}.bib").content.decode()


def test_what_came_out_here_does_not_say_it_twice(client: Client) -> None:
    here = a_publication(kind=Kind.BUNDLE, issued=timezone.localdate().isoformat())

    [said] = json.loads(client.get(f"{here.get_absolute_url()}v1/citeren.json").content)

    assert "original-date" not in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_in_words_after_apa_in_both_languages(language: str) -> None:
    film = a_publication(title="Buren", kind=Kind.FILM, makers=["Cinedoc", "Fatma", "Jo"], issued="2020")
    version: Any = Publication.objects.select_related("published_version__record").get(pk=film.pk).published_version

    with override(language):
        said = cited(version).in_words
        day = date_format(timezone.localtime(version.published_at), "F j" if language == "en" else "j F")

    year = timezone.localtime(version.published_at).year
    assert said.startswith(f"Cinedoc, Fatma, & Jo. ({year}, {day}). Buren (")
    assert " [Film]. " in said
    assert version.get_absolute_url() in said
    assert said.endswith("2020)")


def test_without_makers_the_title_comes_first() -> None:
    version: Any = a_case(title="Soep.").published_version

    assert cited(version).in_words.startswith("Soep. (")
