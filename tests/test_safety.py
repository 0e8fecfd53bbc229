"""What must hold on every page: what people wrote does not run, looking changes nothing, nobody publishes uninvited."""

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.models import User
from curation.partial_dates import PartialDateField
from curation.rich_text import clean_html
from initiatives import projection
from initiatives.models import CatalogueEntry
from initiatives.workflow import withdraw
from publications.models import TilesCompared
from tests.administration import filled_form, signed_in
from tests.factories import a_case, a_draft
from tests.routes import Examples, the_routes

pytestmark = pytest.mark.django_db

HOSTILE = "'\"><i-xss onload=a>"
ROOMS = ("accounts", "curation", "initiatives", "lessons", "notices", "publications", "shelf", "workspace")
RICH = {"body", "explanation"}
NOT_PEOPLES_TEXT = {"slug", "password", "email", "action", "status", "language", "role", "kind", "key"}


def poison() -> None:
    """Write hostile text into everything that people write, as far as the database takes it."""
    for model in (model for room in ROOMS for model in apps.get_app_config(room).get_models()):
        if model is CatalogueEntry or model._meta.model_name in {"shippedrecord", "merge"}:
            continue
        for row in model._default_manager.all():
            changes = {field.name: _hostile(field, row) for field in model._meta.concrete_fields if _is_text(field)}
            if changes:
                model._default_manager.filter(pk=row.pk).update(**changes)
    projection.rebuild()


def _is_text(field: Any) -> bool:
    if field.name in NOT_PEOPLES_TEXT or field.primary_key or isinstance(field, models.SlugField | PartialDateField):
        return False
    if isinstance(field, ArrayField):
        return isinstance(field.base_field, models.CharField | models.TextField) and not field.base_field.choices
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def _hostile(field: Any, row: Any) -> Any:
    if isinstance(field, ArrayField):
        return [HOSTILE[: field.base_field.max_length]]
    text = f"https://voorbeeld.nl/{HOSTILE}" if isinstance(field, models.URLField) else f"{HOSTILE}{row.pk}"
    return clean_html(text) if field.name in RICH else text[: field.max_length or len(text)]


def every_row() -> dict[str, str]:
    """What the database holds, table by table."""
    return {
        model._meta.label: json.dumps(list(model._default_manager.order_by("pk").values()), default=str)
        for model in apps.get_models()
        # allauth copies one's own address when one looks at it; up to where tiles were compared is no change either
        if model not in {Session, EmailAddress, TilesCompared}
    }


class TestWhatPeopleWrote:
    @pytest.fixture
    def examples(self) -> Examples:
        examples = Examples()
        withdrawn = a_case(slug="ingetrokken")
        withdraw(withdrawn, by=None, reason=HOSTILE)
        draft = a_draft(
            actors=[("Haard", "welzijn")], accommodations=[("Zaal", "buurthuis", "")], sources=["https://voorbeeld.nl/"]
        )
        draft.keywords.add("woord")
        poison()
        return examples

    def test_it_comes_out_as_text_on_every_page(self, examples: Examples, bram: User) -> None:
        User.objects.filter(pk=bram.pk).update(name=HOSTILE)
        client, leaks = signed_in(bram), []

        for name, pattern in the_routes():
            response = client.get(examples.address(name, pattern))
            is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
            is_data = "json" in response.headers.get("Content-Type", "")  # no browser reads marks in it
            if not is_file and not is_data and b"<i-xss" in response.content:
                leaks.append(name)

        assert leaks == []
        assert b"&lt;i-xss" in client.get(reverse("initiative", args=["zaak"])).content
        assert client.get("/initiatieven/ingetrokken/").status_code == 410

    @pytest.mark.parametrize(
        "address",
        [
            "/initiatieven/",
            "/gemeenten/",
            "/publicaties/",
            "/beheer/initiatives/initiative/",
            "/beheer/initiatives/theme/",
            "/beheer/curation/statuschange/",
        ],
    )
    def test_what_one_asks_comes_back_as_text(self, address: str, bram: User) -> None:
        client = signed_in(bram)

        for name in ("q", "thema", "gemeente", "pagina", "staat", "o", "soort"):
            assert b"<i-xss" not in client.get(address, {name: HOSTILE}).content

    @pytest.mark.parametrize(
        "body",
        [
            "<p onclick=alert(1)>x</p><script>alert(1)</script>",
            "<a href='javascript:alert(1)'>x</a>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "<svg><style><img title='</style><img src onerror=alert(1)>'>",
        ],
    )
    def test_a_story_loses_what_could_run(self, carla: User, body: str) -> None:
        draft, client = a_draft(), signed_in(carla)
        where = reverse("admin:initiatives_initiativeversion_change", args=[draft.pk])

        client.post(where, filled_form(client.get(where)) | {"body": body})

        draft.refresh_from_db()
        assert not any(danger in draft.body for danger in ("<script", "onclick", "<img", "<svg", 'href="javascript'))


def test_looking_changes_nothing(bram: User) -> None:
    examples = Examples()
    client = signed_in(bram)
    before = every_row()

    for name, pattern in the_routes():
        client.get(examples.address(name, pattern))

    assert every_row() == before


@pytest.mark.parametrize("name", ["rik", "fatma"])
def test_nobody_below_editor_publishes(name: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(name)
    draft = a_draft(by=person)
    client = signed_in(person)

    for where, data in [
        (reverse("admin:initiatives_initiative_step", args=[draft.record_id, "publicatie"]), {}),
        (
            reverse("admin:initiatives_initiativeversion_change", args=[draft.pk]),
            {"title": "x", "municipality": "Heerlen", "_publicatie": "1"},
        ),
    ]:
        assert client.post(where, data).status_code == 403

    draft.refresh_from_db()
    assert draft.status == "draft"
    assert not CatalogueEntry.objects.exists()


def test_a_person_who_is_switched_off_is_out_at_once(carla: User) -> None:
    client = signed_in(carla)
    assert client.get("/beheer/").status_code == 200
    carla.is_active = False
    carla.save()

    assert client.get("/beheer/").status_code == 302


def test_what_is_sent_without_a_token_is_refused(carla: User, fatma: User) -> None:
    draft = a_draft(by=fatma)
    client = signed_in(carla, enforce_csrf_checks=True)

    for where in [
        reverse("admin:initiatives_initiative_step", args=[draft.record_id, "publicatie"]),
        reverse("admin:initiatives_initiativeversion_change", args=[draft.pk]),
        reverse("account_logout"),
    ]:
        assert client.post(where).status_code == 403

    draft.refresh_from_db()
    assert draft.status == "draft"


@pytest.mark.parametrize("host", ["kwaad.example", "127.0.0.1, kwaad.example", "[::1", "a@b", ""])
def test_another_name_than_the_sites_own_is_not_understood(host: str) -> None:
    assert Client(raise_request_exception=False).get("/", HTTP_HOST=host).status_code == 400


def test_sign_in_asks_for_a_token() -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(reverse("account_login"), {"login": "x@voorbeeld.nl", "password": "y"}).status_code == 403


def test_the_administration_has_no_script_or_style_in_its_pages(bram: User) -> None:
    examples, client = Examples(), signed_in(bram)

    for name, pattern in the_routes():
        if name.startswith("admin:"):
            page = client.get(examples.address(name, pattern)).content.decode(errors="replace")
            assert " style=" not in page, name
            assert " onclick=" not in page, name
            assert "<style" not in page, name
