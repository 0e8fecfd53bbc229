"""Who gets the bytes: everybody what is published, those who edit a case what is in it, nobody what was taken away."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from curation.workflow import TransitionNotAllowed
from initiatives import workflow
from initiatives.models import Initiative, InitiativeAttachment, InitiativePicture, InitiativeVersion
from media import access, intake, storing
from media.models import Attachment, Consent, Licence, Picture
from media.removal import remove
from media.renditions import address, names_of
from tests.administration import signed_in
from tests.factories import a_case, a_draft
from tests.media.pictures import a_jpeg, a_pdf, upload

pytestmark = pytest.mark.django_db
COMPLETE = {"alternative_text": "Een tuin", "credit": "F. Otograaf", "licence": Licence.CC_BY, "consent": "nobody"}


def shown_in(version: InitiativeVersion | None, by: User | None = None, **said: Any) -> InitiativePicture:
    picture = intake.take(upload(a_jpeg()), by=by)
    return InitiativePicture.objects.create(version=version, picture=picture, **COMPLETE | said)


def addresses_of(picture: Picture) -> list[str]:
    return [address(picture, name) for name in names_of(picture)]


def statuses(picture: Picture, user: User | None = None) -> set[int]:
    client = signed_in(user) if user else Client()
    return {got(client, place)[0].status_code for place in addresses_of(picture)}


def got(client: Client, place: str, **options: Any) -> tuple[Any, bytes]:
    """The answer, read to its end, and what it holds."""
    response = client.get(place, **options)
    return response, response.getvalue()


def test_visitors_get_what_is_published(client: Client) -> None:
    picture = shown_in(a_case().published_version).picture

    response, _content = got(client, addresses_of(picture)[0])

    assert statuses(picture) == {200}
    assert "immutable" in response.headers["Cache-Control"]
    assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]
    assert not response.cookies


def test_what_one_has_already_is_not_sent_again(client: Client) -> None:
    place = addresses_of(shown_in(a_case().published_version).picture)[0]
    etag = got(client, place)[0].headers["ETag"]

    again, content = got(client, place, headers={"If-None-Match": etag})

    assert (again.status_code, content) == (304, b"")


def test_bytes_are_as_they_are_kept(client: Client) -> None:
    picture = shown_in(a_case().published_version).picture

    with default_storage.open(storing.path_of(picture, names_of(picture)[0])) as file:
        kept = file.read()

    response, content = got(client, addresses_of(picture)[0], headers={"Accept-Encoding": "gzip"})

    assert content == kept
    assert "Content-Encoding" not in response.headers


def test_what_is_in_a_draft_is_for_those_who_edit_it(fatma: User, carla: User, rik: User) -> None:
    picture = shown_in(a_draft(by=fatma)).picture

    assert statuses(picture) == statuses(picture, rik) == {404}
    assert statuses(picture, fatma) == statuses(picture, carla) == {200}
    response, _content = got(signed_in(fatma), addresses_of(picture)[0])
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in response.headers["Vary"]


def test_another_researcher_gets_it_once_it_is_shared_with_them(fatma: User, bram: User) -> None:
    colleague = User.objects.create_user("collega@voorbeeld.nl", role="researcher")
    row = shown_in(a_draft(by=fatma))

    assert statuses(row.picture, colleague) == {404}
    row.version.record.owners.add(colleague)
    assert statuses(row.picture, colleague) == {200}


def test_who_sent_a_picture_sees_it_before_it_stands_anywhere(fatma: User, rik: User) -> None:
    picture = intake.take(upload(a_jpeg()), by=fatma)

    assert statuses(picture, fatma) == {200}
    assert statuses(picture, rik) == statuses(picture) == {404}


def test_a_new_draft_of_a_published_case_hides_what_is_new(fatma: User) -> None:
    case = a_case(by=fatma)
    draft = workflow.open_draft(case, by=fatma)
    picture = shown_in(draft).picture  # type: ignore[arg-type]

    assert statuses(picture) == {404}


def test_versions_of_before_keep_their_pictures() -> None:
    case = a_case()
    row = shown_in(case.published_version)
    draft: Any = workflow.open_draft(case, by=None)
    draft.pictures.all().delete()
    workflow.publish(draft, by=None)

    assert statuses(row.picture) == {200}


def test_access_ends_when_the_case_is_withdrawn(carla: User) -> None:
    case = a_case()
    picture = shown_in(case.published_version).picture
    workflow.withdraw(case, by=carla, reason="op verzoek")

    assert statuses(picture) == {404}
    assert statuses(picture, carla) == {200}

    workflow.restore(case, by=carla)
    assert statuses(picture) == {200}


@pytest.mark.parametrize("consent", [Consent.NOT_KNOWN, Consent.ASKED, Consent.WITHDRAWN])
def test_without_consent_it_is_not_public_whatever_is_published(consent: str) -> None:
    picture = shown_in(a_case().published_version, consent=consent).picture

    assert statuses(picture) == {404}


def test_access_ends_when_the_picture_is_removed(carla: User) -> None:
    picture = shown_in(a_case().published_version).picture
    remove(picture, by=carla)

    assert statuses(picture) == statuses(picture, carla) == {404}


def test_one_statement_finds_what_is_public(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    row = shown_in(a_case().published_version)

    with django_assert_num_queries(1):
        assert access.find_public(Picture, row.picture.key) == row.picture


@pytest.mark.parametrize("name", ["320.exe", "321.avif", "source", "..%2f..%2fsecret-key", "64.jpg%00.html"])
def test_only_drawings_that_there_are_have_an_address(name: str, client: Client) -> None:
    picture = shown_in(a_case().published_version).picture

    assert client.get(f"/media/beeld/{picture.key}/{name}").status_code == 404


def test_a_picture_is_no_file_and_the_other_way_round(client: Client) -> None:
    case = a_case()
    picture = shown_in(case.published_version).picture
    file = intake.take_attachment(upload(a_pdf(), "verslag.pdf"), by=None)
    InitiativeAttachment.objects.create(version=case.published_version, file=file, title="Verslag")

    assert client.get(f"/media/bestand/{picture.key}/{names_of(picture)[0]}").status_code == 404
    assert client.get(f"/media/beeld/{file.key}/verslag.pdf").status_code == 404
    assert client.get(f"/media/bestand/{file.key}/ander.pdf").status_code == 404
    assert got(client, file.get_absolute_url())[0].status_code == 200


def test_files_of_drafts_are_for_those_who_edit_it(client: Client, fatma: User, rik: User) -> None:
    file = intake.take_attachment(upload(a_pdf(), "verslag.pdf"), by=None)
    InitiativeAttachment.objects.create(version=a_draft(by=fatma), file=file, title="Verslag")

    place = file.get_absolute_url()
    answers = [got(each, place)[0] for each in (client, signed_in(rik), signed_in(fatma))]

    assert [answer.status_code for answer in answers] == [404, 404, 200]
    assert "attachment" in answers[-1].headers["Content-Disposition"]


def test_bytes_that_are_lost_are_not_found(client: Client) -> None:
    picture = shown_in(a_case().published_version).picture
    storing.delete(storing.paths_of(picture))

    assert statuses(picture) == {404}


def test_a_server_in_front_is_told_where_the_bytes_are(client: Client, settings: Any) -> None:
    settings.MEDIA_ACCEL = "/bewaard/"
    picture = shown_in(a_case().published_version).picture

    response = client.get(addresses_of(picture)[0])

    assert response.headers["X-Accel-Redirect"] == f"/bewaard/{storing.path_of(picture, names_of(picture)[0])}"
    assert response.headers["Content-Type"] == "image/jpeg"
    assert statuses(intake.take(upload(a_jpeg((70, 40))), by=None)) == {404}


@pytest.mark.parametrize(
    "said",
    [
        {"alternative_text": ""},
        {"credit": ""},
        {"licence": ""},
        {"licence": "other"},
        {"consent": "unknown"},
        {"consent": "asked"},
        {"consent": "given"},
        {"consent": "withdrawn"},
    ],
)
def test_a_version_is_not_published_while_a_picture_lacks_something(said: dict[str, str], carla: User) -> None:
    version = a_draft()
    shown_in(version, caption="De moestuin", **said)

    with pytest.raises(TransitionNotAllowed, match="De moestuin"):
        workflow.publish(version, by=carla)

    assert not Initiative.objects.get(pk=version.record_id).is_public
    assert InitiativePicture.objects.missing().count() == 1


def test_a_complete_or_decorative_picture_can_be_published(carla: User) -> None:
    version = a_draft()
    shown_in(version, consent="given", consent_note="formulier in map 3", alternative_text="", is_decorative=True)

    workflow.publish(version, by=carla)

    assert not InitiativePicture.objects.missing().exists()


def test_each_lack_has_its_list() -> None:
    version = a_draft()
    row = shown_in(version)
    lacks = {
        "alt": {"alternative_text": ""},
        "bron": {"credit": ""},
        "licentie": {"licence": "other"},
        "toestemming": {"consent": "given"},
    }

    for what, said in lacks.items():
        InitiativePicture.objects.filter(pk=row.pk).update(**COMPLETE | said)
        lists = {each for each in lacks if InitiativePicture.objects.missing(each).exists()}
        assert lists == {what}
        assert len(InitiativePicture.objects.get(pk=row.pk).lacks()) == 1


def test_an_attachment_belongs_to_the_copies_of_its_version(carla: User) -> None:
    case = a_case()
    row = shown_in(case.published_version, caption="Bij de koffie")
    file = intake.take_attachment(upload(a_pdf(), "verslag.pdf"), by=None)
    InitiativeAttachment.objects.create(version=case.published_version, file=file, title="Verslag")

    draft: Any = workflow.open_draft(case, by=carla)

    assert list(draft.pictures.values_list("picture", "caption", "credit")) == [(row.picture_id, *_said(row))]
    assert list(draft.attachments.values_list("file", "title")) == [(file.pk, "Verslag")]
    assert Attachment.objects.count() == 1


def _said(row: InitiativePicture) -> tuple[str, str]:
    return row.caption, row.credit
