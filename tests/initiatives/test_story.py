"""The story as readers see it: pictures where it has a place for them, notes at its end."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from initiatives import workflow
from initiatives.models import Initiative, InitiativePicture, InitiativeVersion
from initiatives.story import place_of
from media import intake
from media.models import Consent, Licence, Picture
from media.removal import remove
from tests.administration import signed_in
from tests.factories import a_case, a_lesson, a_publication
from tests.media.pictures import a_jpeg, upload

pytestmark = pytest.mark.django_db


def shown(version: Any, *, position: int = 0, text: str = "Een tuin") -> Picture:
    """A picture that a version shows."""
    picture = intake.take(upload(a_jpeg((800 + position, 400 + len(text)))), by=None)
    InitiativePicture.objects.create(
        version=version,
        picture=picture,
        position=position,
        alternative_text=text,
        caption=f"Bijschrift: {text}",
        credit="F. Otograaf",
        licence=Licence.CC_BY,
        consent=Consent.NOBODY,
    )
    return picture


def tell(case: Initiative, body: str) -> None:
    InitiativeVersion.objects.filter(pk=case.published_version_id).update(body=body)


def page_of(client: Client, case: Initiative) -> str:
    return client.get(case.get_absolute_url()).content.decode()


def test_a_picture_stands_where_the_text_has_a_place_for_it_and_nowhere_else(client: Client) -> None:
    case = a_case()
    pictures = [shown(case.published_version, position=number, text=f"Beeld {number}") for number in range(3)]
    tell(case, f"<p>Voor.</p>{place_of(pictures[1].key)}<p>Na.</p>")

    html = page_of(client, case)

    assert re.findall(r'alt="(Beeld \d)"', html) == ["Beeld 0", "Beeld 1", "Beeld 2"]
    between = html[html.index("Voor.") : html.index("Na.")]
    for part in ('alt="Beeld 1"', "Bijschrift: Beeld 1", "F. Otograaf", "CC BY 4.0", "image/avif", "320w", "<picture>"):
        assert part in between
    assert "data-picture" not in html


def test_the_first_picture_is_not_shown_above_a_text_that_has_it(client: Client) -> None:
    case = a_case()
    picture = shown(case.published_version, text="Beeld")
    tell(case, f"<p>Voor.</p>{place_of(picture.key)}")

    html = page_of(client, case)

    assert html.count('alt="Beeld"') == 1
    assert html.index("Voor.") < html.index('alt="Beeld"')
    assert 'id="pictures"' not in html


def test_a_place_for_a_picture_of_another_case_or_a_removed_one_is_nothing(client: Client) -> None:
    case, other = a_case(), a_case()
    theirs = shown(other.published_version, text="Van een ander")
    removed = shown(case.published_version, text="Verwijderd")
    tell(case, f"<p>Voor.</p>{place_of(theirs.key)}{place_of('0' * 32)}{place_of(removed.key)}<p>Na.</p>")
    remove(removed, by=None)

    html = page_of(client, case)

    assert re.search(r"<p>Voor\.</p>\s*<p>Na\.</p>", html)
    assert theirs.key not in html
    assert removed.key not in html


def test_notes_are_numbered_and_lead_there_and_back(client: Client) -> None:
    case = a_case(body="<p>Een<note>Zie <em>een</em>.</note> en twee<note>Zie twee.</note>.</p>")

    html = page_of(client, case)

    story, notes = html[html.index('class="prose"') : html.index('class="notes"')], html[html.index('class="notes"') :]
    assert re.findall(r'id="(noot-\d-terug)" href="#(noot-\d)"', story) == [
        ("noot-1-terug", "noot-1"),
        ("noot-2-terug", "noot-2"),
    ]
    items = re.findall(r'<li id="(noot-\d)"><span lang="nl">(.*?)</span> <a [^>]*href="#(noot-\d-terug)"', notes)
    assert items == [("noot-1", "Zie <em>een</em>.", "noot-1-terug"), ("noot-2", "Zie twee.", "noot-2-terug")]
    assert "Zie" not in story
    assert "<note>" not in html


def test_lessons_and_publications_have_notes_too(client: Client) -> None:
    body = "<p>Een<note>Zie een.</note>.</p>"

    for record in (a_lesson(explanation=body), a_publication(body=body)):
        html = client.get(record.get_absolute_url()).content.decode()
        assert 'href="#noot-1"' in html
        assert "<note>" not in html
        assert html.index('class="notes"') < html.index("Zie een.")


def test_search_finds_a_case_by_the_words_of_a_note(client: Client) -> None:
    a_case(slug="tuin", body="<p>Een<note>Volgens het kwibusrapport.</note>.</p>")

    assert 'data-slug="tuin"' in client.get("/initiatieven/?q=kwibusrapport").content.decode()


def test_before_publication_it_looks_the_same(fatma: User) -> None:
    case = a_case(by=fatma)
    picture = shown(case.published_version, text="Beeld")
    tell(case, f"<p>Voor.<note>Zie.</note></p>{place_of(picture.key)}<p>Na.</p>")
    workflow.open_draft(case, by=fatma)

    html = signed_in(fatma).get(f"/werkplek/initiatieven/{case.slug}/lezersblik/").content.decode()

    assert 'alt="Beeld"' in html[html.index("Voor.") : html.index("Na.")]
    assert 'href="#noot-1"' in html
