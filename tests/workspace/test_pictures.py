"""Pictures and files on the entry page: added, described, put in order, and never somebody else's."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from initiatives import workflow
from initiatives.models import InitiativeVersion
from tests.administration import signed_in
from tests.factories import a_draft
from tests.media.pictures import a_pdf
from tests.workspace.pages import address_of, filled_in, send

pytestmark = pytest.mark.django_db


def a_photograph(colour: str = "red") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, "JPEG")
    return SimpleUploadedFile("foto.jpg", buffer.getvalue())


def add(client: Client, draft: InitiativeVersion, upload: Any, name: str = "pictures") -> Any:
    """Press the button beside the field for a picture or file, with something typed elsewhere on the page."""
    page = client.get(address_of(draft))
    data = filled_in(page) | {"step": [f"{name}.add"], f"add-{name}": [upload], "summary": ["Getypt"]}
    return client.post(address_of(draft), data)


def test_a_picture_is_added_and_what_else_was_typed_is_saved(fatma: User) -> None:
    draft = a_draft(by=fatma)
    client = signed_in(fatma)

    assert add(client, draft, a_photograph()).status_code == 302
    send(
        client,
        client.get(address_of(draft)),
        {"pictures-0-alternative_text": "Een rood vlak", "pictures-0-credit": "Fatma", "pictures-0-consent": "nobody"},
    )

    row = draft.pictures.get()  # type: ignore[attr-defined]
    assert (row.alternative_text, row.credit, row.consent) == ("Een rood vlak", "Fatma", "nobody")
    assert InitiativeVersion.objects.get(pk=draft.pk).summary == "Getypt"


@pytest.mark.parametrize("content", [b"", b"<svg onload='alert(1)'>", b"GIF89a"])
def test_what_is_no_picture_is_refused_and_the_rest_is_saved(fatma: User, content: bytes) -> None:
    draft = a_draft(by=fatma)

    add(signed_in(fatma), draft, SimpleUploadedFile("foto.jpg", content))

    assert not draft.pictures.exists()  # type: ignore[attr-defined]
    assert InitiativeVersion.objects.get(pk=draft.pk).summary == "Getypt"


def test_the_same_picture_twice_is_one(fatma: User) -> None:
    draft, client = a_draft(by=fatma), signed_in(fatma)
    add(client, draft, a_photograph())

    assert add(client, draft, a_photograph()).status_code == 422
    assert draft.pictures.count() == 1  # type: ignore[attr-defined]


def test_pictures_change_places_and_go(fatma: User) -> None:
    draft, client = a_draft(by=fatma), signed_in(fatma)
    add(client, draft, a_photograph("red"))
    add(client, draft, a_photograph("blue"))
    first, second = draft.pictures.in_order().values_list("picture", flat=True)  # type: ignore[attr-defined]

    send(client, client.get(address_of(draft)), {"step": "pictures.up.1"})
    assert list(draft.pictures.in_order().values_list("picture", flat=True)) == [second, first]  # type: ignore[attr-defined]

    send(client, client.get(address_of(draft)), {"step": "pictures.remove.0"})
    assert list(draft.pictures.in_order().values_list("picture", flat=True)) == [first]  # type: ignore[attr-defined]


def test_nobody_refers_to_a_picture_that_their_version_does_not_show(fatma: User, carla: User) -> None:
    secret = a_draft(by=carla)
    add(signed_in(carla), secret, a_photograph())
    picture = secret.pictures.get().picture_id  # type: ignore[attr-defined]
    draft, client = a_draft(by=fatma), signed_in(fatma)
    page = client.get(address_of(draft))

    send(client, page, {"pictures": "0", "pictures-0-picture": str(picture), "pictures-0-consent": "nobody"})

    assert not draft.pictures.exists()  # type: ignore[attr-defined]


def test_a_document_is_added_with_its_title(fatma: User) -> None:
    draft, client = a_draft(by=fatma), signed_in(fatma)

    response = add(client, draft, SimpleUploadedFile("verslag.pdf", a_pdf()), "attachments")

    assert (response.status_code, draft.attachments.count()) == (302, 1)  # type: ignore[attr-defined]


def test_the_readers_view_shows_pictures_and_files_as_the_public_page_will(fatma: User, carla: User) -> None:
    draft, client = a_draft(by=fatma), signed_in(fatma)
    add(client, draft, a_photograph())
    add(client, draft, SimpleUploadedFile("verslag.pdf", a_pdf()), "attachments")
    said = {
        "pictures-0-alternative_text": "Een rood vlak",
        "pictures-0-caption": "Het vlak bij de deur",
        "pictures-0-credit": "Fatma",
        "pictures-0-licence": "cc-by",
        "pictures-0-consent": "nobody",
        "attachments-0-title": "Verslag van de avond",
    }
    send(client, client.get(address_of(draft)), said)

    view = client.get(f"{address_of(draft)}lezersblik/").content.decode()
    workflow.publish(InitiativeVersion.objects.get(pk=draft.pk), by=carla)
    public = Client().get(draft.record.get_absolute_url()).content.decode()

    shown, published = _figures_and_files(view), _figures_and_files(public)
    assert shown == published
    assert all(words in shown for words in ("Een rood vlak", "Het vlak bij de deur", "Fatma", "Verslag van de avond"))


def _figures_and_files(page: str) -> str:
    return "".join(re.findall(r"<figure.*?</figure>|<a href=[^>]* download.*?</a>", page, re.S))
