"""Consent withdrawn: the words are nowhere any more, everything else is as it was, and only editors can do it."""

import io
import json
import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Letter, User
from changes.models import Change, Kind
from curation.models import Erasure, ShippedRecord, Status, StatusChange
from curation.passages import MARK, Passage
from initiatives import workflow
from initiatives.harvest import load_vocabulary
from initiatives.held_uploads import UploadGone, held, hold
from initiatives.models import (
    Actor,
    CatalogueEntry,
    Initiative,
    InitiativeAttachment,
    InitiativePicture,
    InitiativeVersion,
    Keyword,
    Theme,
)
from initiatives.projection import renew_word_lists
from initiatives.vocabulary_workflow import merge_terms
from lessons import workflow as lesson_workflow
from media.intake import take, take_attachment
from notices.workflow import tell
from search import word_lists
from search.models import Findable, Word, WordList
from tests.administration import signed_in
from tests.factories import a_case, a_draft, a_lesson, a_publication
from tests.media.pictures import a_jpeg, a_pdf, exif, upload
from tests.whole_database import tables_that_say
from tests.workspace.test_word import PICTURE, paragraph, send
from tests.workspace.test_word import a_file as a_word_file
from wijk.embedded_postgres.cluster import installed_programs
from workspace.models import Typing
from workspace.review.models import Remark, Review
from workspace.review.workflow import plan

pytestmark = pytest.mark.django_db

NAME = "Kwibus Zwaluwveer"
REASON = "Verzoek per brief van 3 maart"


def address_of(record: Any) -> str:
    return reverse("workspace_consent", args=[record.slug])


def withdraw(client: Client, record: Initiative, words: str = NAME, **besides: Any) -> Any:
    """Give the words, look where they stand, and confirm all that is shown."""
    said = {"words": words, "any_case": "on", "reason": REASON}
    shown = client.post(address_of(record), said)
    assert shown.status_code == 200, shown.content.decode()
    page = shown.content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    said |= {"seen": seen[1], "confirm": "1", "besides": re.findall(r'name="besides" value="([^"]+)"', page)}
    return client.post(address_of(record), said | besides)


@pytest.fixture
def case(carla: User, fatma: User, settings: Any, tmp_path: Path) -> Initiative:
    """A case with a name planted wherever a name can stand, and others that say it too."""
    settings.WIJK_VAR = tmp_path
    version = a_draft(
        by=fatma,
        slug="huis-van-kwibus-zwaluwveer",
        title=f"Het huis van {NAME}",
        summary=f"Begonnen door {NAME.upper()}.",
        body=f"<h2>Van {NAME}</h2><p>Kwibus <em>Zwaluwveer</em>\u00a0zei: ‘kom binnen’.</p><p>Blauwborst bleef.</p>",
        bonding=f"De buren van {NAME}",
        themes=["ontmoeting"],
        actors=[(NAME, "inwoners"), ("De Haard", "welzijn")],
        accommodations=[(f"Schuur van {NAME}", "buurthuis", "publiek")],
    )
    version.sources.create(title=f"Brief van {NAME}", url="https://voorbeeld.nl/kwibus-zwaluwveer/brief")
    version.keywords.add(f"tuin van {NAME}", "moestuin")
    InitiativePicture.objects.create(
        version=version,
        picture=take(upload(a_jpeg(exif=exif(said=NAME)), name=f"{NAME}.jpg"), by=fatma),
        alternative_text=f"{NAME} in de schuur",
        caption=f"{NAME}, 2019",
        credit="F. Otograaf",
        licence="cc0",
        consent="given",
        consent_note=f"{NAME}, per brief",
    )
    workflow.keep_moment(version, label=f"Na het gesprek met {NAME}", by=fatma)
    workflow.submit(version, by=fatma)
    published = workflow.publish(version, by=carla)
    record = Initiative.objects.get(pk=published.record_id)
    workflow.change_slug(record, "kwibus-zwaluwveer-huis", by=carla)
    draft: Any = workflow.open_draft(record, by=fatma)
    draft.title = f"Het huis van {NAME} en anderen"
    draft.save(update_fields=["title"])
    workflow.publish(draft, by=carla)
    opened: Any = workflow.open_draft(record, by=fatma)
    Typing.objects.create(version=opened, person=fatma, part="summary", value={"summary": f"Ook {NAME}\x20zei"})
    plant_beside(record, carla)
    return Initiative.objects.get(pk=record.pk)


def plant_beside(record: Initiative, carla: User) -> None:
    remark = Remark.objects.create(record=record, by=carla, part="story", quote=f"Van {NAME}", text=f"Wie is {NAME}?")
    remark.answers.create(by=carla, text=f"{NAME} is de buurman")
    tell(record.owners.all(), "reminded", about=record, title=f"Het huis van {NAME}", by=carla, words=f"Bel {NAME}")
    shown = PICTURE.replace("Mensen aan tafel", f"{NAME} aan tafel")
    send(carla, a_word_file(paragraph(f"Brief van {NAME}", "Title") + shown), name=f"Brief van {NAME}.docx")
    file = take_attachment(upload(a_pdf(), name=f"Brief van {NAME}.pdf"), by=carla)
    opened = record.versions.open().get()
    InitiativeAttachment.objects.create(version=opened, file=file, title=f"Brief van {NAME}")
    lesson = a_lesson(slug="les-van-kwibus", explanation=f"<p>Zoals {NAME} zei</p>")
    lesson.published_version.initiative_rows.create(initiative=record)
    lesson_workflow.open_draft(lesson, by=carla)
    a_publication(title=f"Podcast met {NAME}", makers=[NAME, "Iemand anders"], initiatives=[record])
    other = Actor.objects.create(name=NAME.lower())
    merge_terms(other, into=Actor.objects.get(name=NAME), by=carla)
    LogEntry.objects.log_actions(carla.pk, [record.versions.first()], 2, change_message=NAME, single_object=True)
    ShippedRecord.objects.create(
        kind="initiatives.initiative",
        key="huis-van-kwibus-zwaluwveer",
        object_id=record.pk,
        values={"slug": "huis-van-kwibus-zwaluwveer", "body": "**Kwibus** Zwaluwveer\nzei"},
    )
    session = SessionStore()
    session["_messages"] = json.dumps([["__json_message", 0, 25, f"{NAME} is opgeslagen"]])
    session.save()
    for kind, model in ((Kind.ENTRIES, CatalogueEntry), (Kind.FINDABLES, Findable)):
        said = {word for row in model._default_manager.all() for word in row.words}
        WordList.objects.bulk_create(WordList(kind=kind, word=word, numbers=b"") for word in said)


def exported(tmp_path: Path) -> str:
    said = []
    for name in ("uit.ndjson", "uit.csv", "uit.xlsx"):
        call_command("export_initiatives", str(tmp_path / name), stdout=io.StringIO())
    said += [(tmp_path / name).read_text() for name in ("uit.ndjson", "uit.csv")]
    said += [str(list(sheet.values)) for sheet in load_workbook(tmp_path / "uit.xlsx")]
    return "\n".join(said)


def public_answers(record: Initiative) -> str:
    """All that visitors can get of the case: its pages, lists, downloads, feed, what is found and suggested."""
    client, said = Client(), []
    addresses = [record.get_absolute_url(), *(f"{record.get_absolute_url()}v{number}/" for number in (1, 2))]
    addresses += [
        "/",
        "/lessen/les-van-kwibus/",
        "/lessen/",
        "/publicaties/",
        "/initiatieven/?q=huis",
        "/zoeken/?q=zwaluw",
    ]
    addresses += [
        reverse(name) for name in ("initiative_csv", "initiative_xlsx", "initiative_geojson", "initiative_feed")
    ]
    addresses += [f"{reverse('suggestions')}?q=kwib", f"{reverse('suggestions')}?q=het huis van"]
    for address in addresses:
        response = client.get(address)
        content = b"".join(response) if response.streaming else response.content
        if address == reverse("initiative_xlsx"):
            said += [str(list(sheet.values)) for sheet in load_workbook(io.BytesIO(content))]
        else:
            said.append(content.decode())
    return "\n".join(said)


def media_that_say(words: bytes, folder: str = "") -> list[str]:
    """The names of the kept files in which, or in the name of which, these words stand."""
    folders, files = default_storage.listdir(folder)
    found = []
    for name in (f"{folder}/{file}".strip("/") for file in files):
        with default_storage.open(name) as file:
            found += [name] if words in file.read().lower() or words in name.lower().encode() else []
    return found + [name for each in folders for name in media_that_say(words, f"{folder}/{each}".strip("/"))]


def test_the_words_are_nowhere_any_more(case: Initiative, carla: User, tmp_path: Path) -> None:
    client = signed_in(carla)
    before = tables_that_say("zwaluwveer")
    assert set(before) >= {
        *("initiatives_initiativeversion", "initiatives_initiativepicture", "initiatives_initiativeattachment"),
        *("workspace_typing", "workspace_remark", "workspace_answer", "notices_notice", "media_attachment"),
        *("search_word", "search_wordlist", "unpacked sessions"),
    }
    assert "zwaluwveer" in public_answers(case).casefold()
    assert "zwaluwveer" in exported(tmp_path).casefold()

    response = withdraw(client, case)

    case.refresh_from_db()
    assert response.url == address_of(case)
    client.get(address_of(case))
    # What else is called "kwibus" was not asked for: only the name as a whole was.
    assert tables_that_say("zwaluwveer") == {}
    assert Word.objects.filter(word__contains="zwaluwveer").count() == 0
    assert WordList.objects.filter(word__contains="zwaluwveer").count() == 0
    assert media_that_say(b"zwaluwveer") == []
    assert "zwaluwveer" not in exported(tmp_path).casefold()
    assert "zwaluwveer" not in re.sub(r"q=\w+", "", public_answers(case)).casefold()


def test_history_keeps_its_shape_and_others_their_words(case: Initiative, carla: User) -> None:
    shape = ["pk", "status", "number", "published_at", "submitted_at", "created_at", "changed_at"]
    before = list(case.versions.order_by("pk").values_list(*shape))

    withdraw(signed_in(carla), case)

    assert list(case.versions.order_by("pk").values_list(*shape)) == before
    first = case.versions.get(number=1)
    assert first.body == (f"<h2>Van {MARK}</h2><p>{MARK}\u00a0zei: ‘kom binnen’.</p><p>Blauwborst bleef.</p>")
    assert first.title == f"Het huis van {MARK}"
    assert first.summary == f"Begonnen door {MARK}."
    assert [str(row) for row in first.involvements.order_by("pk")][1] == "De Haard"
    assert set(Keyword.objects.values_list("name", flat=True)) == {f"tuin van {MARK}", "moestuin"}
    assert case.versions.filter(status=Status.KEPT).count() == 2
    assert Typing.objects.get().value == {"summary": f"Ook {MARK} zei"}
    assert InitiativePicture.objects.filter(consent="given").count() == case.versions.count()


def test_the_pages_say_so_and_the_trace_does_not_repeat_it(case: Initiative, carla: User) -> None:
    started = Change.objects.count()
    client = signed_in(carla)

    withdraw(client, case)

    trace = Erasure.objects.get()
    case.refresh_from_db()
    assert (trace.by, trace.reason) == (carla, REASON)
    assert {tuple(each) for each in trace.versions} >= {("initiatives.initiative", case.pk, 1)}
    assert "lessons.lesson" in {label for label, _key in trace.leaning + trace.records}
    assert StatusChange.objects.of(case).filter(action="erase", reason=REASON).exists()
    assert Change.objects.filter(kind=Kind.CONTENT).count() > 0
    assert Change.objects.count() > started
    for number in (1, 2):
        version = case.versions.get(number=number)
        assert version.words_removed_at == trace.at
        assert b"notice--info" in Client().get(version.get_absolute_url()).content
    assert b'data-removal="words"' in client.get(address_of(case)).content


def test_what_is_written_afterwards_says_nothing_of_it(case: Initiative, carla: User) -> None:
    withdraw(signed_in(carla), case)
    opened: Any = case.versions.open().get()
    assert opened.words_removed_at

    draft = workflow.keep_moment(opened, label="later", by=carla)

    assert draft.words_removed_at is None


def test_what_was_shipped_does_not_bring_it_back(carla: User) -> None:
    theme = Theme.objects.get(slug="ontmoeting")
    case = a_case(body=f"<p>{theme.name} bij de buren</p>")

    withdraw(signed_in(carla), case, words=theme.name)
    load_vocabulary()

    theme.refresh_from_db()
    assert theme.name == MARK
    assert not Theme.objects.filter(name__iexact="ontmoeting").exists()


def test_elsewhere_it_stays_where_that_is_chosen(carla: User) -> None:
    case = a_case(body="<p>Jan Bos helpt</p>")
    other = a_case(body="<p>Een andere Jan Bos</p>", actors=[("Jan Bos", "inwoners")])

    withdraw(signed_in(carla), case, words="Jan Bos", besides=[])

    case.refresh_from_db()
    other.refresh_from_db()
    assert case.published_version.body == f"<p>{MARK} helpt</p>"
    assert other.published_version.body == "<p>Een andere Jan Bos</p>"
    assert Actor.objects.filter(name="Jan Bos").exists()
    assert CatalogueEntry.objects.filter(words__contains=["bos"], initiative=other).exists()


def test_an_actor_goes_from_all_cases_that_name_them(carla: User) -> None:
    case = a_case(actors=[("Jan Bos", "inwoners"), ("JAN BOS", "inwoners")])
    other = a_case(actors=[("Jan Bos", "inwoners")])

    withdraw(signed_in(carla), case, words="Jan Bos")

    assert set(Actor.objects.values_list("name", flat=True)) == {MARK, f"{MARK} (2)"}
    assert InitiativeVersion.objects.get(record=other).words_removed_at
    assert not CatalogueEntry.objects.filter(words__overlap=["bos", "~bos"]).exists()


def test_nothing_goes_that_was_not_seen(carla: User) -> None:
    case, client = a_case(body="<p>Jan Bos helpt</p>"), signed_in(carla)

    response = withdraw(client, case, words="Jan Bos", seen="0" * 16)

    case.refresh_from_db()
    assert response.status_code == 409
    assert "Jan Bos" in case.published_version.body
    assert not Erasure.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"words": "x", "reason": REASON},
        {"words": "", "reason": REASON},
        {"words": "Jan Bos", "reason": ""},
        {"words": "Jan Bos", "reason": "Gevraagd door jan  bos"},
        {"words": "Wie nergens staat", "reason": REASON},
    ],
)
def test_what_cannot_be_done_is_said(carla: User, said: dict[str, str]) -> None:
    case = a_case(body="<p>Jan Bos helpt</p>")

    response = signed_in(carla).post(address_of(case), said | {"any_case": "on", "confirm": "1"})

    assert response.status_code in {409, 422}
    assert not Erasure.objects.exists()


def test_files_that_wait_are_let_go(carla: User, settings: Any, tmp_path: Path) -> None:
    settings.WIJK_VAR = tmp_path
    case = a_case(body="<p>Jan Bos helpt</p>")
    ticket = hold(SimpleUploadedFile("in.csv", b"title\nJan Bos\n"), by=carla)

    withdraw(signed_in(carla), case, words="Jan Bos")

    with pytest.raises(UploadGone), held(ticket, by=carla):
        pass


def test_mail_that_became_files_is_let_go(carla: User, settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    case = a_case(body="<p>Zoë Bos helpt</p>")
    (tmp_path / "een.log").write_bytes(
        b"Subject: =?utf-8?q?Van_Zo=C3=AB_Bos?=\n\nhallo\n" + b"-" * 79 + b"\nSubject: x\n\nmeer\n"
    )
    (tmp_path / "twee.log").write_bytes(b"Subject: iets anders\n\nZoetjes\n")

    withdraw(signed_in(carla), case, words="Zoë Bos")

    assert [file.name for file in tmp_path.iterdir()] == ["twee.log"]


def test_mail_that_waits_is_let_go(carla: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "accounts.outbox.Outbox"
    case = a_case(body="<p>Zoë Bos helpt</p>")
    for subject in ("Van Zoë Bos", "Iets anders"):
        send_mail(subject, "Dag", None, ["piet@voorbeeld.nl"])
    other = Letter.objects.order_by("pk").last()

    withdraw(signed_in(carla), case, words="Zoë Bos")

    assert Letter.objects.get() == other


def test_a_planned_publication_is_not_called_off(carla: User, fatma: User) -> None:
    draft = a_draft(by=fatma, body="<p>Jan Bos helpt</p>")
    workflow.submit(draft, by=fatma)
    draft.refresh_from_db()
    plan(draft, at=timezone.now() + timedelta(days=1), by=carla)

    withdraw(signed_in(carla), draft.record, words="Jan Bos")
    Review.objects.update(publish_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_due")

    draft.refresh_from_db()
    assert (draft.status, draft.body) == (Status.PUBLISHED, f"<p>{MARK} helpt</p>")


def test_all_or_nothing(carla: User, settings: Any, tmp_path: Path) -> None:
    settings.WIJK_VAR = tmp_path
    case = a_case(body="<p>Jan Bos helpt</p>")
    (tmp_path / "uploads" / "no file").mkdir(parents=True)  # the last step, letting files go, fails on it

    with pytest.raises(OSError, match="no file"):
        withdraw(signed_in(carla), case, words="Jan Bos")

    case.refresh_from_db()
    assert "Jan Bos" in case.published_version.body
    assert not Erasure.objects.exists()


def test_a_researcher_may_not_even_in_their_own_case(fatma: User) -> None:
    case = a_case(by=fatma, body="<p>Jan Bos helpt</p>")

    response = signed_in(fatma).post(address_of(case), {"words": "Jan Bos", "reason": REASON})

    assert response.status_code == 403
    assert not Passage("Jan Bos").stands_in(MARK)


class TestPictures:
    def test_it_goes_from_every_version_with_what_was_typed_of_it(self, carla: User, fatma: User) -> None:
        case, picture = a_case(by=fatma), take(upload(a_jpeg()), by=fatma)
        opened: Any = workflow.open_draft(case, by=fatma)
        for version in (case.published_version, opened):
            InitiativePicture.objects.create(
                version=version, picture=picture, alternative_text="Jan Bos", caption="Bos"
            )
        value = {"rows": [{"picture": str(picture.pk), "caption": "Jan Bos", "credit": "Ik"}]}
        Typing.objects.create(version=opened, person=fatma, part="pictures", value=value)
        a_lesson().published_version.initiative_rows.create(initiative=case)
        client, address = signed_in(carla), reverse("workspace_picture_consent", args=[picture.key])
        assert client.get(address).status_code == 200

        response = client.post(address, {"reason": REASON})

        picture.refresh_from_db()
        trace = Erasure.objects.get()
        assert response.url == address_of(case)
        assert picture.is_removed
        assert (trace.kind, trace.places, len(trace.leaning)) == ("picture", 2, 1)
        assert tables_that_say("Jan Bos") == {}
        assert client.get(address).status_code == 404
        assert b'data-removal="picture"' in client.get(address_of(case)).content

    def test_a_reason_is_needed(self, carla: User) -> None:
        case, picture = a_case(), take(upload(a_jpeg()), by=None)
        InitiativePicture.objects.create(version=case.published_version, picture=picture)

        response = signed_in(carla).post(reverse("workspace_picture_consent", args=[picture.key]), {"reason": " "})

        picture.refresh_from_db()
        assert response.status_code == 422
        assert not picture.is_removed


class TestPicturesThatLackSomething:
    def slugs(self, user: User, query: str = "") -> list[str]:
        response = signed_in(user).get(reverse("workspace_pictures") + query)
        assert response.status_code == 200
        return [row.version.record.slug for row in response.context["page"]]

    def test_each_lack_has_its_list(self, carla: User, fatma: User) -> None:
        complete = {"alternative_text": "Een tuin", "credit": "Ik", "licence": "cc0", "consent": "nobody"}
        for lack, without in (("alt", "alternative_text"), ("bron", "credit"), ("licentie", "licence")):
            version = a_draft(slug=f"zonder-{lack}", by=fatma if lack == "bron" else None)
            picture = take(upload(a_jpeg((64, 40 + len(lack)))), by=None)
            InitiativePicture.objects.create(version=version, picture=picture, **complete | {without: ""})
        whole = a_draft(slug="heel")
        InitiativePicture.objects.create(version=whole, picture=take(upload(a_jpeg((70, 70))), by=None), **complete)

        assert set(self.slugs(carla)) == {"zonder-alt", "zonder-bron", "zonder-licentie"}
        for lack in ("alt", "bron", "licentie"):
            assert self.slugs(carla, f"?mist={lack}") == [f"zonder-{lack}"]
        assert self.slugs(carla, "?mist=toestemming") == []
        assert self.slugs(fatma) == ["zonder-bron"]
        assert len(self.slugs(carla, "?mist=kleur")) == 3

    def test_what_is_being_mended_is_mended_there(self, carla: User, fatma: User) -> None:
        case, picture = a_case(by=fatma), take(upload(a_jpeg()), by=None)
        InitiativePicture.objects.create(version=case.published_version, picture=picture)
        assert self.slugs(carla) == [case.slug]
        opened: Any = workflow.open_draft(case, by=fatma)
        opened.pictures.update(is_decorative=True, credit="Ik", licence="cc0", consent="nobody")

        assert self.slugs(carla) == []

    def test_the_number_of_queries_is_fixed(self, carla: User, django_assert_max_num_queries: Any) -> None:
        picture = take(upload(a_jpeg()), by=None)
        for _number in range(25):
            InitiativePicture.objects.create(version=a_draft(), picture=picture)
        client = signed_in(carla)

        with django_assert_max_num_queries(6):
            first = client.get(reverse("workspace_pictures"))

        assert b'data-total="25"' in first.content
        assert len(first.context["page"].object_list) == 20
        assert len(client.get(reverse("workspace_pictures") + "?pagina=2").context["page"].object_list) == 5
        assert client.get(reverse("workspace_pictures") + "?pagina=3").status_code == 404


def dumped() -> str:
    """The whole database as pg_dump of the embedded server writes it."""
    settings = connection.settings_dict
    program = installed_programs() / "pg_dump"
    command = [str(program), "--host", settings["HOST"], "--username", settings["USER"], settings["NAME"]]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.casefold()


@pytest.mark.django_db(transaction=True)
def test_a_full_dump_has_nothing_of_it(case: Initiative, carla: User, monkeypatch: pytest.MonkeyPatch) -> None:
    if not connection.settings_dict.get("EMBEDDED_IN"):
        pytest.skip("The tests run on a PostgreSQL of somebody's own.")
    WordList.objects.all().delete()
    monkeypatch.setattr(word_lists, "FEWEST_ROWS", 1)
    renew_word_lists()
    assert WordList.objects.filter(word="^zwaluwveer").exists()
    assert "zwaluwveer" in dumped()

    withdraw(signed_in(carla), case)

    assert "zwaluwveer" not in dumped()
    renew_word_lists()
    assert "zwaluwveer" not in dumped()
