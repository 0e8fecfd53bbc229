"""A Word file becomes a draft; one that is made to do harm becomes a message beside the field."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from initiatives.models import Initiative, InitiativeVersion
from initiatives.story import place_of
from tests.administration import signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "/werkplek/initiatieven/nieuw/word/"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PICTURE = (
    f'<w:p><w:r><w:drawing><wp:inline {DRAWING}><wp:docPr id="1" name="x" descr="Mensen aan tafel"/>'
    "<a:graphic><a:graphicData>"
    '<pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
STYLES = f"""<w:styles {W}>{
    "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Heading 1", "Quote")
    )
}</w:styles>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="styles.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>
<Relationship Id="rId5" Target="footnotes.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/>
<Relationship Id="rId9" Target="{image}"{mode}
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>
</Relationships>"""
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/></Types>"""
ROOT = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""


def paragraph(text: str, style: str = "") -> str:
    said = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{said}<w:r><w:t>{text}</w:t></w:r></w:p>"


def a_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "PNG")
    return buffer.getvalue()


def a_file(body: str, *, head: str = "", image: str = "media/image1.png", mode: str = "", **more: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", ROOT)
        archive.writestr("word/_rels/document.xml.rels", RELATIONS.format(image=image, mode=mode))
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/media/image1.png", a_picture())
        for name, content in more.items():
            archive.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


def send(person: User, content: bytes, *, name: str = "verslag.docx", **fields: str) -> Any:
    upload = SimpleUploadedFile(name, content)
    return signed_in(person).post(ADDRESS, {"file": upload, "municipality": "Heerlen", **fields})


def test_it_becomes_a_draft_with_its_headings_and_pictures(fatma: User) -> None:
    body = (
        paragraph("Soep op dinsdag", "Title")
        + paragraph("Begin", "Heading1")
        + paragraph("Het ruikt naar prei &lt;script&gt;.")
        + paragraph("Kom binnen", "Quote")
        + PICTURE
        + PICTURE
    )

    response = send(fatma, a_file(body))

    version = InitiativeVersion.objects.get()
    assert response.headers["Location"] == "/werkplek/initiatieven/soep-op-dinsdag/"
    assert (version.title, list(version.record.owners.all())) == ("Soep op dinsdag", [fatma])
    assert version.body.startswith("<h2>Begin</h2><p>Het ruikt naar prei &lt;script&gt;.</p><blockquote>")
    assert "<img" not in version.body
    assert [row.alternative_text for row in version.pictures.all()] == ["Mensen aan tafel"]


NOTES = f"""<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Zie het </w:t></w:r><w:r><w:rPr><w:b/></w:rPr>
<w:t>rapport</w:t></w:r></w:p><w:p><w:r><w:t>van 2019.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def test_pictures_and_footnotes_stand_where_they_stood(fatma: User) -> None:
    reference = (
        '<w:p><w:r><w:t>Zij koken</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    )

    send(fatma, a_file(paragraph("Voor.", "Heading1") + PICTURE + reference + PICTURE, footnotes=NOTES))

    version = InitiativeVersion.objects.get()
    place = place_of(version.pictures.get().picture.key)
    assert re.sub(r"\s+", " ", version.body) == (
        f"<h2>Voor.</h2>{place}<p>Zij koken<note>Zie het <strong>rapport</strong> van 2019.</note>.</p>{place}"
    )


def test_a_title_that_is_given_wins(fatma: User) -> None:
    send(fatma, a_file(paragraph("Verslag", "Title")), title="Buurttuin")

    assert InitiativeVersion.objects.get().title == "Buurttuin"


def test_a_picture_that_is_none_stays_behind(fatma: User) -> None:
    send(fatma, a_file(paragraph("Begin", "Heading1") + PICTURE, image="styles.xml"))

    assert not InitiativeVersion.objects.get().pictures.exists()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 250 * 1024**2)
    return buffer.getvalue()


def encrypted() -> bytes:
    content = bytearray(a_file(paragraph("x")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start != -1:
            content[start + place] |= 1
            start = content.find(mark, start + 4)
    return bytes(content)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b" ",
    "no archive": lambda: b"%PDF-1.7 not a document",
    "an archive of something else": lambda: zipped({"een.txt": b"x"}),
    "cut off": lambda: a_file(paragraph("x"))[:-200],
    "a bomb": bomb,
    "many small files": lambda: zipped(
        {"word/document.xml": b"<a/>"} | {f"{number}.txt": b"" for number in range(2100)}
    ),
    "very many elements": lambda: a_file("<w:p/>" * 250_000),
    "very deep elements": lambda: a_file("<w:p>" * 20_000 + "</w:p>" * 20_000),
    "entities": lambda: a_file(paragraph("&b;"), head=ENTITIES),
    "external entities": lambda: a_file(
        paragraph("&x;"), head='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "broken markup": lambda: a_file("<w:p><w:r>"),
    "bytes that are no text": lambda: zipped({"word/document.xml": b"\xff\xfe\x00\x01" * 50}),
    "a password": encrypted,
    "a file that is not there": lambda: zipped({"word/document.xml": b"", "_rels/.rels": ROOT.encode()}),
}


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_do_harm_gets_a_message_beside_the_field(fatma: User, name: str) -> None:
    response = send(fatma, HOSTILE[name]())

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["file"]
    assert not Initiative.objects.exists()


def test_a_picture_from_elsewhere_is_not_fetched(fatma: User) -> None:
    content = a_file(paragraph("x") + PICTURE, image="file:///etc/passwd", mode=' TargetMode="External"')

    response = send(fatma, content.replace(b"r:embed", b"r:embed"))

    assert response.status_code in {302, 422}
    assert not any(version.pictures.exists() for version in InitiativeVersion.objects.all())
