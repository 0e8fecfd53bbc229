"""A picture in the story: typed by its number, kept by its key, and there in every copy."""

import io
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from initiatives import workflow
from initiatives.exchange import Manner, export_file, import_file
from initiatives.models import InitiativePicture, InitiativeVersion
from initiatives.story import place_of
from media.models import Consent
from tests.administration import signed_in
from tests.factories import a_case, a_draft
from tests.workspace.pages import address_of, send
from tests.workspace.test_comparing import shown
from tests.workspace.test_pictures import a_photograph, add
from workspace.consent.workflow import remove_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(fatma: User) -> InitiativeVersion:
    """With two pictures."""
    made = a_draft(by=fatma, slug="tuin")
    for colour in ("red", "blue"):
        add(signed_in(fatma), made, a_photograph(colour))
    return made


def keys_of(version: InitiativeVersion) -> list[str]:
    rows = InitiativePicture.objects.filter(version=version).in_order()
    return list(rows.values_list("picture__key", flat=True))


def write(client: Client, version: InitiativeVersion, body: str) -> Any:
    return send(client, client.get(address_of(version)), {"body": body})


def body_of(version: InitiativeVersion) -> str:
    return InitiativeVersion.objects.get(pk=version.pk).body


@pytest.mark.parametrize(
    "typed",
    [
        "Voor.\n\n[beeld 2]\n\nNa.",
        "Voor.\n[Afbeelding 2]\nNa.",
        "<p>Voor.</p><p>[foto 2]</p><p>Na.</p>",
        "<p>Voor. [image 2] Na.</p>",
    ],
)
def test_a_number_becomes_the_place_of_that_picture(fatma: User, draft: InitiativeVersion, typed: str) -> None:
    assert write(signed_in(fatma), draft, typed).status_code == 302

    words = body_of(draft).replace("\n", "").replace(" </p>", "</p>").replace("<p> ", "<p>")
    assert words == f"<p>Voor.</p>{place_of(keys_of(draft)[1])}<p>Na.</p>"


def test_the_place_stays_with_the_picture_when_the_order_changes(fatma: User, draft: InitiativeVersion) -> None:
    client = signed_in(fatma)
    write(client, draft, "[afbeelding 2]")
    second = keys_of(draft)[1]

    send(client, client.get(address_of(draft)), {"step": "pictures.up.1", "summary": "Getypt"})

    assert keys_of(draft)[0] == second
    assert body_of(draft) == place_of(second)


def test_a_number_that_no_picture_has_is_said_and_the_text_is_kept(fatma: User, draft: InitiativeVersion) -> None:
    response = write(signed_in(fatma), draft, "Voor. [afbeelding 3]")

    assert response.status_code == 422
    assert "[afbeelding 3]" in response.content.decode()
    assert body_of(draft) == ""


def test_the_page_says_by_which_number_a_picture_goes(fatma: User, draft: InitiativeVersion) -> None:
    html = signed_in(fatma).get(address_of(draft)).content.decode()

    for number, key in enumerate(keys_of(draft), 1):
        row = html[html.index(f'data-picture="{key}"') :]
        assert f"<span data-number>{number}</span>]" in row[: row.index("</fieldset>")]


def test_a_new_version_and_an_export_keep_it(fatma: User, draft: InitiativeVersion) -> None:
    write(signed_in(fatma), draft, "Voor.\n\n[afbeelding 1]\n\nNa.[noot: Zie *hier*.]")
    InitiativePicture.objects.filter(version=draft).update(
        consent=Consent.NOBODY, alternative_text="x", credit="x", licence="cc0"
    )
    published = workflow.publish(draft, by=None)
    revision = workflow.open_draft(published.record, by=fatma)
    said = body_of(published)
    assert place_of(keys_of(draft)[0]) in said
    assert body_of(revision) == said

    file = io.BytesIO()
    export_file(file, "x.ndjson")
    InitiativeVersion.objects.filter(pk=revision.pk).update(body="")
    file.seek(0)
    import_file(file, "x.ndjson", Manner(by=None))

    assert body_of(revision) == said
    assert keys_of(revision) == keys_of(draft)


def test_comparing_shows_where_pictures_and_notes_came_and_went(fatma: User) -> None:
    case = a_case(by=fatma, body="<p>Een.</p><p>Twee.</p>")
    draft: Any = workflow.open_draft(case, by=fatma)
    client = signed_in(fatma)
    add(client, draft, a_photograph())
    send(client, client.get(address_of(draft)), {"pictures-0-caption": "De tuin"})
    write(client, draft, "<p>Een.[noot: Zie.]</p><p>[afbeelding 1]</p><p>Twee.</p>")

    [text] = shown(fatma, draft)["story"].texts

    assert [run.text.strip() for run in text.runs if run.kind == "new"] == ["[noot: Zie.]\n[beeld: De tuin]"]


def test_who_must_choose_between_two_texts_sees_the_pictures_in_them(fatma: User, draft: InitiativeVersion) -> None:
    client = signed_in(fatma)
    page = client.get(address_of(draft))
    write(client, draft, "Een.")

    response = send(client, page, {"body": f"<p>Een.</p>{place_of(keys_of(draft)[0])}"})

    assert response.status_code == 409
    assert "[beeld]" in response.content.decode()


def test_consent_that_is_withdrawn_leaves_nothing_in_any_version(fatma: User, carla: User, client: Client) -> None:
    case = a_case(by=fatma)
    draft: Any = workflow.open_draft(case, by=fatma)
    add(signed_in(fatma), draft, a_photograph())
    write(signed_in(fatma), draft, "Voor.\n\n[afbeelding 1]\n\nNa.")
    InitiativePicture.objects.filter(version=draft).update(
        consent=Consent.NOBODY, alternative_text="Kwibus lacht", caption="Kwibus", credit="x", licence="cc0"
    )
    workflow.publish(draft, by=None)
    workflow.open_draft(case, by=fatma)
    row = InitiativePicture.objects.filter(version=draft).get()
    addresses = (case.get_absolute_url(), f"{case.get_absolute_url()}v2/")
    assert all("Kwibus" in client.get(address).content.decode() for address in addresses)

    remove_picture(row.picture, by=carla, reason="Verzoek")

    for html in (
        *(client.get(address).content.decode() for address in addresses),
        signed_in(fatma).get(f"/werkplek/initiatieven/{case.slug}/lezersblik/").content.decode(),
    ):
        assert "Kwibus" not in html
        assert row.picture.key not in html
        assert "<figure" not in html[html.index("Voor.") : html.index("Na.")]
