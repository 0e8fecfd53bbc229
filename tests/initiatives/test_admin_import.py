"""Importing in /beheer/: a preview that changes nothing, then the import itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from curation.models import EditorialPolicy
from initiatives.models import CatalogueEntry, Initiative, InitiativeVersion, Theme
from jobs.doing import do_waiting
from jobs.models import Job
from tests.administration import said, signed_in
from tests.factories import a_person

pytestmark = pytest.mark.django_db
WHERE = "/beheer/initiatives/initiative/invoer/"
CASE = {"slug": "tuin", "title": "Tuin", "municipality": "GM0917"}


@pytest.fixture(autouse=True)
def var(tmp_path: Path, settings: Any) -> Path:
    settings.WIJK_VAR = tmp_path
    return tmp_path


@pytest.fixture
def editor(carla: User) -> Client:
    return signed_in(carla)


def upload(client: Client, *rows: Any, name: str = "zaken.ndjson", **choices: str) -> Any:
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return client.post(WHERE, {"file": SimpleUploadedFile(name, lines.encode()), **choices})


def confirm(client: Client, preview: Any) -> Any:
    form = preview.context["again"]
    data = {field.html_name: field.value() for field in form if field.value()}
    return client.post(WHERE, data, follow=True)


def test_the_preview_counts_and_changes_nothing(editor: Client) -> None:
    response = upload(editor, CASE, CASE | {"slug": "plein", "themes": ["nieuw thema"]}, creates_terms="on")

    report = response.context["report"]
    assert (report.new, report.changed, len(report.created_terms)) == (2, 0, 1)
    assert not Initiative.objects.exists()
    assert not Theme.objects.filter(name="nieuw thema").exists()


def test_saying_yes_makes_drafts_of_ones_own(editor: Client, carla: User) -> None:
    response = confirm(editor, upload(editor, CASE))

    version = InitiativeVersion.objects.get()
    assert said(response) == ["success"]
    assert (version.title, version.status) == ("Tuin", "draft")
    assert list(version.authors.all()) == [carla]


def test_publishing_needs_house_rules_that_allow_it(editor: Client) -> None:
    refused = upload(editor, CASE, publish="on")
    EditorialPolicy.objects.create(pk=1, second_pair_of_eyes=False)
    confirm(editor, upload(editor, CASE, publish="on"))

    assert refused.context["report"].errors
    assert CatalogueEntry.objects.get().slug == "tuin"


def test_errors_are_shown_by_line_and_field_and_nothing_is_kept(editor: Client, var: Path) -> None:
    response = upload(editor, CASE, "geen json", {"title": ""}, {"title": "x", "themes": ["onzin"]})

    errors = {(error.line, error.field) for error in response.context["errors"]}
    assert {2, 3, 4} <= {line for line, _field in errors}
    assert (4, "themes") in errors
    assert response.context["again"] is None
    assert list((var / "uploads").iterdir()) == []


@pytest.mark.parametrize("name", ["zaken.exe", "zaken", "zaken.xlsx"])
def test_a_file_that_is_none_of_ours_is_refused(editor: Client, name: str) -> None:
    response = upload(editor, "MZ", name=name)

    assert response.status_code == 200
    assert response.context["form"].errors or response.context["errors"]


def test_the_ticket_of_somebody_else_is_worth_nothing(editor: Client) -> None:
    preview = upload(editor, CASE)
    other = signed_in(a_person(Role.EDITOR))

    response = confirm(other, preview)

    assert said(response) == ["error"]
    assert not Initiative.objects.exists()


def test_a_ticket_works_once_and_a_made_up_one_never(editor: Client) -> None:
    preview = upload(editor, CASE)
    confirm(editor, preview)

    assert said(confirm(editor, preview)) == ["error"]
    assert said(editor.post(WHERE, {"ticket": "verzonnen"}, follow=True)) == ["error"]
    assert Initiative.objects.count() == 1


def test_what_changed_since_the_preview_is_looked_at_again(editor: Client) -> None:
    preview = upload(editor, CASE | {"themes": ["ontmoeting"]})
    Theme.objects.filter(slug="ontmoeting").update(slug="weg", name="weg", synonyms=[])

    response = confirm(editor, preview)

    assert response.context["errors"]
    assert not Initiative.objects.exists()


class TestLargeFiles:
    """What is too large for a page is written by the worker."""

    @pytest.fixture
    def preview(self, editor: Client) -> Any:
        padding = {"summary": "Een tuin voor de buurt. " * 40}
        rows = [CASE | padding | {"slug": f"tuin-{number}", "themes": ["ontmoeting"]} for number in range(330)]
        return upload(editor, *rows)

    def test_it_is_written_beside_the_pages_and_says_what_came_of_it(self, editor: Client, preview: Any) -> None:
        response = confirm(editor, preview)

        job = Job.objects.get()
        assert response.redirect_chain[-1][0] == job.get_absolute_url()
        assert not Initiative.objects.exists()
        do_waiting()
        job = Job.objects.get()
        assert (job.state, Initiative.objects.count()) == (Job.State.DONE, 330)
        assert "330" in job.outcome
        assert job.words.startswith("330 ")
        assert job.leads_to == "/beheer/initiatives/initiative/"

    def test_what_is_wrong_by_then_is_said_by_line_and_nothing_is_written(self, editor: Client, preview: Any) -> None:
        confirm(editor, preview)
        Theme.objects.filter(slug="ontmoeting").update(is_active=False, slug="weg", name="Weg")

        do_waiting()

        job = Job.objects.get()
        assert (job.state, Initiative.objects.count()) == (Job.State.FAILED, 0)
        assert "330" in job.outcome
        assert len(job.outcome.splitlines()) == 11

    def test_one_ticket_is_one_job(self, editor: Client, preview: Any) -> None:
        confirm(editor, preview)

        assert said(confirm(editor, preview)) == ["error"]
        assert Job.objects.count() == 1
