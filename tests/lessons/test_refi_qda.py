"""Codings out and in as REFI-QDA: valid by the schema, the same bytes every time, and nothing lost on the way."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from accounts.models import User
from accounts.roles import Role
from curation.models import StatusChange
from initiatives import workflow as cases
from initiatives.models import Initiative, Theme
from initiatives.reading_text import reading_text
from lessons import weighing
from lessons.marking import mark
from lessons.models import Coding, Evidence, Lesson, Passage, PassagePlace, Stance
from lessons.refi_qda.codebook import codebook
from lessons.refi_qda.collecting import project
from lessons.refi_qda.importing import check_file, import_file
from lessons.refi_qda.planning import Manner
from lessons.refi_qda.positions import Counting, Given, OtherText, Positions, Untold
from lessons.refi_qda.report import ImportNotAllowed, Report
from lessons.refi_qda.writing import project_bytes, write_codebook
from tests.factories import a_case, a_lesson, a_lesson_draft, a_person

pytestmark = pytest.mark.django_db

STORY = (
    "<p>👩‍👩‍👧 Elke week eten 𝒷𝓊𝓇𝑒𝓃 samen in de straat. 🍲</p>"
    "<p>De gemeente betaalt “de huur” &amp; het gas. 🏠</p>"
    "<p>Wie niet komt, wordt gemist.</p>"
)


@pytest.fixture
def schema(shared: Path) -> Any:
    return etree.XMLSchema(etree.parse(shared / "yardsticks" / "refi-qda" / "Project.xsd"))


@pytest.fixture
def codebook_schema(shared: Path) -> Any:
    """The schema of codebooks as it is handed down: with spaces lost and dashes made typographic."""
    text = (shared / "yardsticks" / "refi-qda" / "Codebook.xsd").read_text().replace("‐", "-")
    text = re.sub(r"<!--.*?-->", "", text)
    text = re.sub(
        r"xsd:(element|attribute|complexType|simpleType|restriction|pattern)(?=(name|base|value)=)", r"xsd:\1 ", text
    )
    text = re.sub(r'"(?=(type|use|minOccurs)=)', '" ', text)
    return etree.XMLSchema(etree.fromstring(text.encode()))


@pytest.fixture
def case() -> Initiative:
    return a_case(slug="eettafel", title="De eettafel", body=STORY, summary="Samen eten.")


def said(case: Initiative, words: str, by: User | None) -> Passage:
    """The passage of these words in what is published now."""
    version: Any = case.published_version
    start = reading_text(version).text.index(words)
    return mark(version, start, start + len(words), by=by)


def an_archive(data: bytes, **changes: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()} | changes


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    file.seek(0)
    return file


def changed(data: bytes, *pairs: tuple[str, str]) -> io.BytesIO:
    """The project with some of its XML said otherwise."""
    files = an_archive(data)
    xml = files["project.qde"].decode()
    for old, new in pairs:
        assert old in xml
        xml = xml.replace(old, new)
    return zipped(files | {"project.qde": xml.encode()})


def without_codings() -> None:
    Coding.objects.all().delete()
    Evidence.objects.all().delete()
    Passage.objects.all().delete()


def messages(report: Report) -> list[str]:
    return [each.message for each in report.errors]


@pytest.fixture
def coded(case: Initiative, carla: User, fatma: User) -> bytes:
    """A project with coded passages and evidence, by three coders, one of which is gone."""
    lesson = a_lesson(slug="samen-eten", title="Wie samen eet, kent elkaar")
    gone = a_person(Role.RESEARCHER, name="Verdwenen", email="verdwenen@voorbeeld.nl")
    theme = Theme.objects.get(slug="eten")
    first = said(case, "eten 𝒷𝓊𝓇𝑒𝓃 samen", fatma)
    weighing.propose(lesson, first, stance=Stance.SUPPORTS, note="Regel 1\r\nregel 2 <b>&\r", by=fatma)
    weighing.code(first, theme, note="🍲 staat er ook", by=carla)
    weighing.code(first, theme, note="", by=gone)
    second = said(case, "betaalt “de huur” & het gas. 🏠", carla)
    weighing.propose(lesson, second, stance=Stance.CONTRADICTS, note="", by=carla)
    said(case, "Wie niet komt", None)
    User.objects.filter(pk=gone.pk).update(erased_at="2026-01-01T00:00Z", name="", email="x@weg.invalid")
    return project_bytes(project())


def test_a_project_is_valid_and_holds_the_texts_as_readers_see_them(
    coded: bytes, case: Initiative, schema: Any
) -> None:
    files = an_archive(coded)
    root = etree.fromstring(files["project.qde"])
    schema.assertValid(root)
    (source,) = root.iterfind(".//{*}TextSource")
    text = files[f"sources/{source.get('plainTextPath').removeprefix('internal://')}"].decode()
    version: Any = case.published_version

    assert text == reading_text(version).text
    for selection in source.iterfind("{*}PlainTextSelection"):
        words = text[int(selection.get("startPosition")) : int(selection.get("endPosition"))]
        assert selection.get("name") == words
    assert len(root.findall(".//{*}PlainTextSelection")) == 3
    assert len(root.findall(".//{*}PlainTextSelection/{*}Coding")) == 4


def test_coders_are_named_without_their_addresses(coded: bytes, fatma: User) -> None:
    xml = an_archive(coded)["project.qde"].decode()
    names = {user.get("name") for user in etree.fromstring(xml.encode()).iterfind(".//{*}User")}

    assert names == {"wijk", "Carla", "Fatma", "voormalig medewerker"}
    assert "@" not in xml
    assert fatma.email not in xml


def test_a_person_without_a_name_is_not_called_by_their_address(case: Initiative) -> None:
    nameless = a_person(Role.RESEARCHER, name="", email="geheim@voorbeeld.nl")
    said(case, "Wie niet komt", nameless)

    assert b"geheim" not in an_archive(project_bytes(project()))["project.qde"]


def test_twice_gives_the_same_bytes(coded: bytes) -> None:
    assert project_bytes(project()) == coded


def test_it_comes_back_equal_after_everything_is_emptied(coded: bytes, carla: User) -> None:
    without_codings()
    report = import_file(io.BytesIO(coded), Manner(carla))

    assert not report.errors
    assert (report.new_passages, report.new_evidence, report.new_codings, report.known) == (3, 2, 2, 0)
    assert project_bytes(project()) == coded
    assert Evidence.objects.proposed().count() == 2  # proposals, whoever takes them in
    assert Passage.objects.filter(place__state="gevonden").count() == 3
    assert all(lesson.ground.proposed == 2 for lesson in Lesson.objects.filter(slug="samen-eten"))
    assert StatusChange.objects.filter(action="propose_evidence", by=carla).exists()


def test_a_second_time_adds_nothing_and_changes_nothing(coded: bytes, carla: User) -> None:
    before = list(Evidence.objects.order_by("pk").values()), list(Coding.objects.order_by("pk").values())
    report = import_file(io.BytesIO(coded), Manner(carla))

    assert not report.adds_anything
    assert report.known == 5
    assert (list(Evidence.objects.order_by("pk").values()), list(Coding.objects.order_by("pk").values())) == before


def test_a_dry_run_has_no_effect(coded: bytes, carla: User) -> None:
    without_codings()
    report = check_file(io.BytesIO(coded), Manner(carla))

    assert (report.new_passages, report.new_evidence, report.new_codings) == (3, 2, 2)
    assert not Passage.objects.exists()


def test_evidence_that_was_dropped_stays_dropped(coded: bytes, carla: User) -> None:
    for each in Evidence.objects.filter(dropped_at=None):
        weighing.drop(each, because="Past niet.", by=carla)
    report = import_file(io.BytesIO(coded), Manner(carla))

    assert report.new_evidence == 0
    assert not Evidence.objects.filter(dropped_at=None).exists()


def test_passages_of_older_versions_get_their_place_in_the_newest(coded: bytes, case: Initiative, carla: User) -> None:
    draft: Any = cases.open_draft(case, by=carla)
    draft.body = STORY.replace("<p>👩", "<p>Vooraf.</p><p>👩")
    draft.save()
    cases.publish(draft, by=None)
    old = project_bytes(project())
    without_codings()
    import_file(io.BytesIO(old), Manner(carla))

    assert PassagePlace.objects.filter(version=draft, state="gevonden").count() == 3
    assert project_bytes(project()) == old


def test_the_addresses_of_long_ago_are_known(coded: bytes, case: Initiative, carla: User) -> None:
    without_codings()
    cases.change_slug(case, "aan-tafel", by=carla)
    report = import_file(io.BytesIO(coded), Manner(carla))

    assert not report.errors
    assert report.new_passages == 3


def test_names_tell_when_identifiers_were_made_anew(coded: bytes, carla: User) -> None:
    files = an_archive(coded)
    xml = files["project.qde"].decode()
    guids = sorted(set(re.findall(r'guid="([0-9a-f-]{36})"', xml)))
    for number, guid in enumerate(guids):
        xml = xml.replace(guid, f"{{{number:08X}-0000-4000-8000-000000000000}}")
    texts = {
        re.sub("[0-9a-f-]{36}", lambda m: f"{{{guids.index(m[0]):08X}-0000-4000-8000-000000000000}}", name): data
        for name, data in files.items()
        if name != "project.qde"
    }
    without_codings()
    report = import_file(zipped(texts | {"project.qde": xml.encode()}), Manner(carla))

    assert not report.errors
    assert (report.new_passages, report.new_evidence, report.new_codings) == (3, 2, 1)
    assert set(Coding.objects.values_list("by", flat=True)) == {carla.pk}
    assert len(report.left_out) == 4  # the coders, of whom nobody knows who they are


def test_the_whole_catalogue_is_valid_and_comes_back_equal(schema: Any, carla: User) -> None:
    call_command("load_catalogue", verbosity=0)
    theme, lesson = Theme.objects.get(slug="ontmoeting"), Lesson.objects.order_by("slug")[0]
    for case in Initiative.objects.published().select_related("published_version"):
        version: Any = case.published_version
        length = len(reading_text(version).text)
        passage = mark(version, length // 3, length // 2, by=carla)
        weighing.code(passage, theme, note="", by=carla)
        if not Evidence.objects.filter(lesson=lesson, passage=passage).exists():
            weighing.propose(lesson, passage, stance=Stance.NUANCES, note="Kijk.", by=carla)
    data = project_bytes(project(with_all_texts=True))
    root = etree.fromstring(an_archive(data)["project.qde"])
    schema.assertValid(root)
    assert len(root.findall(".//{*}TextSource")) == 29

    without_codings()
    report = import_file(io.BytesIO(data), Manner(carla))

    assert not report.errors
    assert project_bytes(project(with_all_texts=True)) == data


def test_nothing_at_all_is_valid_too(schema: Any) -> None:
    schema.assertValid(etree.fromstring(an_archive(project_bytes(project()))["project.qde"]))


def test_a_codebook_is_valid_and_says_what_codes_mean(codebook_schema: Any) -> None:
    a_lesson_draft(slug="in-de-maak", title="In de maak")
    file = io.BytesIO()
    write_codebook(codebook(), file)
    root = etree.fromstring(file.getvalue())
    codebook_schema.assertValid(root)
    codes = {code.get("name"): code for code in root.iterfind(".//{*}Code")}

    assert codes[Theme.objects.get(slug="eten").name].get("isCodable") == "true"
    assert codes["In de maak"].get("isCodable") == "false"
    assert [child.get("isCodable") for child in codes["In de maak"].iterfind("{*}Code")] == ["true"] * 3
    assert len(codes) == len(list(root.iterfind(".//{*}Code")))  # no two have the same name


def test_withdrawn_cases_stay_at_home(coded: bytes, case: Initiative, carla: User) -> None:
    cases.withdraw(case, by=carla, reason="Op verzoek.")

    assert list(an_archive(project_bytes(project()))) == ["project.qde"]
    assert import_file(io.BytesIO(coded), Manner(carla)).errors


# ---------------------------------------------------------------- positions
def utf_16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def recounted(data: bytes, count: Any, *, ends: str = "\n", names: bool = True, origin: str = "ATLAS.ti") -> io.BytesIO:
    """The project as another program might write it: with its own way of counting and of ending lines."""
    files = an_archive(data)
    root = etree.fromstring(files["project.qde"])
    root.set("origin", origin)
    for source in root.iterfind(".//{*}TextSource"):
        path = f"sources/{source.get('plainTextPath').removeprefix('internal://')}"
        text = files[path].decode()
        for selection in source.iterfind("{*}PlainTextSelection"):
            for name in ("startPosition", "endPosition"):
                selection.set(name, str(count(text[: int(selection.get(name))])))
            if not names:
                del selection.attrib["name"]
        files[path] = text.replace("\n", ends).encode("utf-8-sig")
    return zipped(files | {"project.qde": etree.tostring(root)})


COUNTS = {
    "code points": (len, "\n"),
    "UTF-16": (utf_16, "\n"),
    "code points, long ends as one": (len, "\r\n"),
    "code points, long ends as two": (lambda text: len(text.replace("\n", "\r\n")), "\r\n"),
    "UTF-16, long ends as one": (utf_16, "\r\n"),
    "UTF-16, long ends as two": (lambda text: utf_16(text.replace("\n", "\r\n")), "\r\n"),
}


@pytest.mark.parametrize("counting", COUNTS)
def test_however_programs_count_the_words_keep_their_places(coded: bytes, carla: User, counting: str) -> None:
    count, ends = COUNTS[counting]
    places = set(Passage.objects.values_list("start", "end", "exact"))
    without_codings()
    report = import_file(recounted(coded, count, ends=ends), Manner(carla))

    assert messages(report) == []
    assert set(Passage.objects.values_list("start", "end", "exact")) == places


def test_without_words_to_go_by_nothing_is_guessed(coded: bytes, carla: User) -> None:
    without_codings()
    asked = recounted(coded, utf_16, names=False)

    assert len(import_file(asked, Manner(carla)).errors) == 1
    asked.seek(0)
    assert not import_file(asked, Manner(carla, counting=Counting.UTF_16)).errors
    assert Passage.objects.filter(exact="eten 𝒷𝓊𝓇𝑒𝓃 samen").exists()


@given(
    text=st.text(alphabet="ab 🍲𝒷\n", min_size=1, max_size=30),
    spans=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=4),
    counting=st.sampled_from(sorted(COUNTS)),
)
@settings(max_examples=300, deadline=None)
def test_a_position_never_becomes_another_one(text: str, spans: list[tuple[int, int]], counting: str) -> None:
    count, ends = COUNTS[counting]
    meant = [(start, start + length) for start, length in spans if start + length <= len(text)]
    given = [Given(count(text[:start]), count(text[:end]), text[start:end]) for start, end in meant]
    try:
        found = Positions(text, text.replace("\n", ends)).spans(given)
    except Untold:
        return
    for span, (start, end) in zip(found, meant, strict=True):
        assert span is not None
        assert text[slice(*span)].split() == text[start:end].split() or span == (start, end)


def test_another_text_is_refused() -> None:
    with pytest.raises(OtherText):
        Positions("Een tuin.", "Een tuin!")


# ---------------------------------------------------------------- what is not ours, or not right
def test_only_editors_take_codings_in(coded: bytes, fatma: User) -> None:
    with pytest.raises(ImportNotAllowed):
        import_file(io.BytesIO(coded), Manner(fatma))


def test_a_text_that_changed_is_refused_with_its_line(coded: bytes, carla: User) -> None:
    files = an_archive(coded)
    (path,) = [name for name in files if name != "project.qde"]
    without_codings()
    wrong = zipped(files | {path: files[path].replace(b"gemist", b"vergeten")})
    report = import_file(wrong, Manner(carla))

    assert [each.line > 1 for each in report.errors] == [True]
    assert not Passage.objects.exists()


def test_unknown_codes_and_texts_are_refused_or_left_out(coded: bytes, carla: User) -> None:
    without_codings()
    theme = Theme.objects.get(slug="eten")
    xml = an_archive(coded)["project.qde"].decode()
    found = re.search(rf'<Code guid="([^"]+)" name="{re.escape(theme.name)}"', xml)
    assert found
    wrong = changed(coded, (found[1], "00000000-0000-4000-8000-000000000001"), (f'name="{theme.name}"', 'name="Koken"'))
    refused = import_file(wrong, Manner(carla))

    assert len(refused.errors) == 1
    assert refused.errors[0].line > 1
    assert not Passage.objects.exists()

    wrong.seek(0)
    report = import_file(wrong, Manner(carla, leaves_out_unknown=True))
    assert (report.new_evidence, report.new_codings) == (2, 0)
    assert "Koken" in report.left_out[0].message


@pytest.mark.parametrize(
    ("start", "end"), [("-1", "4"), ("4", "4"), ("9", "4"), ("0", "99999"), ("x", "4"), ("1", "9" * 400), ("١", "4")]
)
def test_wrong_positions_are_told_with_their_line(coded: bytes, carla: User, start: str, end: str) -> None:
    xml = an_archive(coded)["project.qde"].decode()
    old = re.search(r'startPosition="\d+" endPosition="\d+"', xml)
    assert old
    without_codings()
    report = import_file(changed(coded, (old[0], f'startPosition="{start}" endPosition="{end}"')), Manner(carla))

    assert [each.line > 1 for each in report.errors] == [True]
    assert not Passage.objects.exists()


def test_a_wrong_date_is_told_with_its_line(coded: bytes, carla: User) -> None:
    xml = an_archive(coded)["project.qde"].decode()
    selection = re.search(r'(<PlainTextSelection[^>]*creationDateTime=")([^"]+)', xml)
    assert selection
    wrong = changed(coded, (selection[0], f"{selection[1]}gisteren"))

    assert [each.line > 1 for each in import_file(wrong, Manner(carla)).errors] == [True]


def test_days_to_come_are_today(coded: bytes, carla: User) -> None:
    without_codings()
    files = an_archive(coded)
    xml = re.sub(
        r'creationDateTime="[^"]+"',
        'creationDateTime="9999-12-31T23:59:59.9999999+14:00"',
        files["project.qde"].decode(),
    )
    import_file(zipped(files | {"project.qde": xml.encode()}), Manner(carla))

    assert not Passage.objects.filter(at__year__gt=2100).exists()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Project name="&b;"/>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><Project name="x">&a;</Project>'


def hostile() -> Iterator[Any]:
    project_start = b'<Project xmlns="urn:QDA-XML:project:1.0" name="x">'
    deep = b"<Code>" * 5000
    yield pytest.param(b"", id="nothing")
    yield pytest.param(b"PK", id="hardly a zip")
    yield pytest.param(b"PK\x03\x04" + b"\0" * 200, id="a broken zip")
    yield pytest.param(b"%PDF-1.7 niets", id="no XML")
    yield pytest.param(b"<Project", id="half of an XML")
    yield pytest.param(b"<html/>", id="another XML")
    yield pytest.param(BOMB, id="entities that grow")
    yield pytest.param(OUTSIDE, id="an entity that leads outside")
    yield pytest.param(b'<?xml version="1.0" encoding="klingon"?><Project/>', id="an unknown encoding")
    yield pytest.param(b'<?xml version="1.0" encoding="utf-8"?><Project name="\xff"/>', id="not UTF-8")
    yield pytest.param(project_start + b"<CodeBook><Codes>" + deep, id="deep")
    yield pytest.param(zipped({"project.qde": BOMB}).getvalue(), id="a bomb in a zip")
    yield pytest.param(zipped({"elders.txt": b"x"}).getvalue(), id="a zip without a project")
    yield pytest.param(zipped({"project.qde": b" " * 60_000_000}).getvalue(), id="a zip that grows")


@pytest.mark.parametrize("data", list(hostile()))
def test_what_is_no_project_is_refused_in_words(data: bytes, carla: User) -> None:
    report = import_file(io.BytesIO(data), Manner(carla))

    assert report.errors
    assert all(each.message for each in report.errors)


@pytest.mark.parametrize(
    "path",
    [
        "internal://../../etc/passwd",
        "internal:///etc/passwd",
        "relative://x.txt",
        "absolute:///etc/passwd",
        "",
        "file:///etc/passwd",
    ],
)
def test_texts_come_from_the_archive_alone(coded: bytes, carla: User, path: str) -> None:
    old = re.search(r'plainTextPath="[^"]+"', an_archive(coded)["project.qde"].decode())
    assert old
    report = import_file(changed(coded, (old[0], f'plainTextPath="{path}"')), Manner(carla))

    assert [each.line > 1 for each in report.errors] == [True]


def test_a_damaged_text_is_refused(coded: bytes, carla: User) -> None:
    data = bytearray(zipped(an_archive(coded)).getvalue())
    at = data.index(b"sources/") + 60
    data[at : at + 20] = b"\0" * 20

    assert import_file(io.BytesIO(bytes(data)), Manner(carla)).errors


def test_a_codebook_is_looked_at_and_adds_nothing(carla: User) -> None:
    file = io.BytesIO()
    write_codebook(codebook(), file)
    file.seek(0)
    report = import_file(file, Manner(carla))

    assert not report.errors
    assert not report.adds_anything
    assert report.codes > 20
    assert report.left_out == []


# ---------------------------------------------------------------- commands
def test_the_commands_write_and_read(coded: bytes, tmp_path: Path, carla: User, capsys: Any) -> None:
    call_command("export_qdpx", str(tmp_path / "uit.qdpx"))
    assert (tmp_path / "uit.qdpx").read_bytes() == coded
    call_command("export_qdc", str(tmp_path / "uit.qdc"))
    assert etree.parse(tmp_path / "uit.qdc").getroot().tag.endswith("}CodeBook")

    without_codings()
    call_command("import_qdpx", str(tmp_path / "uit.qdpx"), "--as", carla.email, "--dry-run")
    assert not Passage.objects.exists()
    call_command("import_qdpx", str(tmp_path / "uit.qdpx"), "--as", carla.email)
    assert Passage.objects.count() == 3


def test_the_command_ends_with_an_error_and_its_place(tmp_path: Path, carla: User, fatma: User, capsys: Any) -> None:
    (tmp_path / "in.qdpx").write_bytes(b"<html/>")
    for arguments in (["--as", carla.email], ["--as", fatma.email], ["--as", "niemand@voorbeeld.nl"]):
        with pytest.raises(CommandError):
            call_command("import_qdpx", str(tmp_path / "in.qdpx"), *arguments)
    with pytest.raises(CommandError):
        call_command("import_qdpx", str(tmp_path / "er-niet.qdpx"), "--as", carla.email)


def test_queries_do_not_grow_with_what_there_is(coded: bytes, case: Initiative, carla: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            project_bytes(project())
        return len(captured)

    few = queries()
    version: Any = case.published_version
    for start in range(40):
        passage = mark(version, start, start + 40, by=carla)
        weighing.code(passage, Theme.objects.get(slug="eten"), note="x", by=carla)
    a_lesson()

    assert queries() == few <= 8
