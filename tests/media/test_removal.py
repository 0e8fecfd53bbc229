"""What is removed is gone, bytes and words alike; that something stood there stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from changes.models import Change, Kind
from initiatives import workflow
from initiatives.models import InitiativeAttachment, InitiativePicture
from media import intake, storing
from media.models import Attachment, Consent, Picture
from media.removal import forget_unused, remove
from tests.factories import a_case, a_draft
from tests.media.pictures import a_jpeg, a_pdf, an_image, encoded, upload

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=2)


@pytest.fixture(autouse=True)
def _empty_storage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(default_storage, "_wrapped", InMemoryStorage())


def kept_files() -> set[str]:
    found, folders = set(), [""]
    while folders:
        folder = folders.pop()
        inner, files = default_storage.listdir(folder)
        folders += [f"{folder}/{name}".lstrip("/") for name in inner]
        found |= {f"{folder}/{name}" for name in files}
    return found


def removed(kept: Any, by: User, commits: Any) -> None:
    with commits(execute=True):
        remove(kept, by=by)


def test_every_version_keeps_a_tombstone(carla: User, django_capture_on_commit_callbacks: Any) -> None:
    case = a_case()
    picture = intake.take(upload(a_jpeg((400, 300))), by=None)
    InitiativePicture.objects.create(
        version=case.published_version,
        picture=picture,
        alternative_text="Anna van der Berg schenkt koffie",
        caption="Anna",
        credit="F. Otograaf",
        licence="cc0",
        consent=Consent.GIVEN,
        consent_note="Anna, per brief",
    )
    draft: Any = workflow.open_draft(case, by=carla)
    before = Change.objects.filter(kind=Kind.CONTENT).count()

    removed(picture, carla, django_capture_on_commit_callbacks)

    rows = InitiativePicture.objects.select_related("picture")
    assert kept_files() == set()
    assert {row.version_id for row in rows} == {case.published_version_id, draft.pk}
    for row in rows:
        assert (row.alternative_text, row.caption, row.consent_note, row.consent) == ("", "", "", Consent.WITHDRAWN)
        assert (row.credit, row.picture.width, row.picture.height) == ("F. Otograaf", 400, 300)
        assert (row.picture.is_removed, row.picture.digest, row.picture.removed_by) == (True, "", carla)
        assert row.lacks() == []
    assert Change.objects.filter(kind=Kind.CONTENT).count() > before
    workflow.publish(draft, by=None)


def test_what_was_removed_can_be_sent_anew_with_new_consent(
    carla: User, django_capture_on_commit_callbacks: Any
) -> None:
    first = intake.take(upload(a_jpeg()), by=None)
    removed(first, carla, django_capture_on_commit_callbacks)

    second = intake.take(upload(a_jpeg()), by=None)

    assert second != first
    assert set(storing.paths_of(second)) == kept_files()


def test_files_are_removed_alike(carla: User, django_capture_on_commit_callbacks: Any) -> None:
    file = intake.take_attachment(upload(a_pdf(), "gesprek-met-anna.pdf"), by=None)
    InitiativeAttachment.objects.create(version=a_draft(), file=file, title="Gesprek")

    removed(file, carla, django_capture_on_commit_callbacks)

    assert kept_files() == set()
    assert "anna" not in Attachment.objects.get().name


def test_a_removal_that_is_undone_keeps_everything(carla: User) -> None:
    picture = intake.take(upload(a_jpeg()), by=None)

    remove(picture, by=carla)  # and nothing is committed in this test

    assert kept_files() == set(storing.paths_of(picture))


@given(sizes=st.lists(st.integers(40, 60), unique=True, min_size=1, max_size=3), data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_others_stay_as_they_are(
    sizes: list[int], data: st.DataObject, carla: User, django_capture_on_commit_callbacks: Any
) -> None:
    pictures = [intake.take(upload(encoded(an_image((size, 30)))), by=None) for size in sizes]
    gone = data.draw(st.sets(st.sampled_from(pictures)))

    for picture in gone:
        removed(picture, carla, django_capture_on_commit_callbacks)

    stay = {path for picture in pictures if picture not in gone for path in storing.paths_of(picture)}
    assert stay <= kept_files()
    assert not kept_files() & {path for picture in gone for path in storing.paths_of(picture)}
    assert set(Picture.objects.there()) >= set(pictures) - gone


def test_what_nothing_shows_is_forgotten_after_a_day(fatma: User) -> None:
    new, _old, shown = (intake.take(upload(a_jpeg((50 + more, 40))), by=fatma) for more in range(3))
    Picture.objects.exclude(pk=new.pk).update(taken_at=LONG_AGO)
    InitiativePicture.objects.create(version=a_draft(), picture=shown)

    assert forget_unused() == 1

    assert set(Picture.objects.all()) == {new, shown}
    assert kept_files() == {*storing.paths_of(new), *storing.paths_of(shown)}


def test_bytes_without_a_row_are_forgotten(carla: User, monkeypatch: pytest.MonkeyPatch) -> None:
    stays, goes = (intake.take(upload(a_jpeg((50 + more, 40))), by=None) for more in range(2))
    InitiativePicture.objects.create(version=a_draft(), picture=stays)
    remove(goes, by=carla)
    monkeypatch.setattr(InMemoryStorage, "get_modified_time", lambda _storage, _name: LONG_AGO)

    assert forget_unused() == 1

    assert kept_files() == set(storing.paths_of(stays))
