"""A Word file as the beginning of a case: its title, its story with headings, lists, quotations and notes, and its
pictures, each where it stood.

What comes from elsewhere may be made to do harm: an archive that unpacks to more than anybody can keep, or no archive
at all. So its table of contents is looked at first, then the parts that are read, and only then it is read.
"""

import io
import re
import zlib
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from accounts.models import User
from curation.rich_text import clean_html, text_of
from initiatives.story import alone, place_of
from media import intake
from media.models import Picture

LARGEST_FILE = 40 * 1024**2
LARGEST_WHOLE = 200 * 1024**2
LARGEST_TEXT = 6 * 1024**2
MOST_FILES = 2000
MOST_ELEMENTS = 200_000
MOST_PICTURES = 30

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Titel'] => h1:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Citaat'] => blockquote > p:fresh
"""
_TITLE = re.compile(r"<h1>(.*?)</h1>", re.S)
_FIRST_HEADING = re.compile(r"<h[2-4]>(.*?)</h[2-4]>", re.S)
# Pictures and notes as mammoth writes them.
_PICTURE = re.compile(r'<img src="([0-9a-f]{32})" />')
_NOTE_SIGN = re.compile(r'<sup><a href="#((?:foot|end)note-\d+)" id="(?:foot|end)note-ref-\d+">\[\d+\]</a></sup>')
_NOTE = re.compile(r'<li id="((?:foot|end)note-\d+)">(.*?<a href="#(?:foot|end)note-ref-\d+">↑</a></p>)</li>', re.S)
_BACK = re.compile(r'<a href="#(?:foot|end)note-ref-\d+">↑</a>')
_PARAGRAPH = re.compile("</?p>")
# What a library that reads XML out of an archive says of one that is not as it should be.
_UNREADABLE = (
    *(BadZipFile, zlib.error, ExpatError, EOFError, OSError, RecursionError, NotImplementedError, RuntimeError),
    *(ValueError, LookupError, AttributeError, TypeError),
)


class NotWord(Exception):
    """This cannot be read as a Word file; the message says why, for people."""


@dataclass
class Found:
    """What a Word file says: `pictures` are taken in already, with the text that was said of each."""

    title: str
    body: str
    pictures: list[tuple[Picture, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def read_word(upload: Any, *, by: User) -> Found:
    """What is in an uploaded .docx; raises NotWord."""
    import mammoth  # with all that it brings, for the few who begin with a Word file

    if upload.size > LARGEST_FILE:
        raise NotWord(_("This file is larger than %(size)d MB.") % {"size": LARGEST_FILE // 1024**2})
    content = upload.read()
    found = Found("", "")
    try:
        _look_inside(content)
        converted = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=STYLES,
            include_embedded_style_map=False,
            convert_image=lambda image: [mammoth.html.element("img", place) for place in _take(image, found, by)],
        )
    except _UNREADABLE as error:
        raise NotWord(_("This is no Word file (.docx), or it is damaged.")) from error
    return _divided(converted.value, found)


def _look_inside(content: bytes) -> None:
    """Refuse what would unpack to too much, before anything of it is unpacked."""
    with ZipFile(io.BytesIO(content)) as archive:
        files = archive.infolist()
        if len(files) > MOST_FILES or sum(each.file_size for each in files) > LARGEST_WHOLE:
            raise NotWord(_("There is too much in this file."))
        if "word/document.xml" not in archive.namelist():
            raise NotWord(_("This is no Word file (.docx), or it is damaged."))
        for each in files:
            if each.filename.endswith((".xml", ".rels")):
                _look_at_text(archive, each)


def _look_at_text(archive: ZipFile, file: Any) -> None:
    if file.file_size > LARGEST_TEXT:
        raise NotWord(_("There is too much in this file."))
    text = archive.read(file)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text.count(b"<") > MOST_ELEMENTS:
        raise NotWord(_("This is no Word file (.docx), or it is damaged."))


def _take(image: Any, found: Found, by: User) -> list[dict[str, str]]:
    """Take in one picture of the file; what stays in the text is its place, if anything."""
    if len(found.pictures) + len(found.refused) >= MOST_PICTURES:
        return []
    with image.open() as opened:
        content = opened.read()
    try:
        picture = intake.take(ContentFile(content, name="word"), by=by)
    except intake.Refused as refusal:
        found.refused.append(str(refusal))
        return []
    if picture not in [each for each, _text in found.pictures]:
        found.pictures.append((picture, image.alt_text or ""))
    return [{"src": picture.key}]


def _divided(markup: str, found: Found) -> Found:
    """The title apart from the story: what has the style of a title, or else the first heading, which stays."""
    titled = _TITLE.search(markup)
    if titled:
        markup = markup.replace(titled[0], "", 1)
    heading = titled or _FIRST_HEADING.search(markup)
    found.title = " ".join(text_of(heading[1]).split())[:200] if heading else ""
    markup = _PICTURE.sub(lambda place: place_of(place[1]), _with_notes(markup))
    found.body = alone(clean_html(markup))
    return found


def _with_notes(markup: str) -> str:
    """Markup with each note in the place of its sign, instead of in a list at the end."""
    notes = {name: _PARAGRAPH.sub(" ", _BACK.sub("", said)) for name, said in _NOTE.findall(markup)}
    markup = _NOTE.sub("", markup).replace("<ol></ol>", "")
    return _NOTE_SIGN.sub(lambda sign: f"<note>{notes.get(sign[1], '')}</note>", markup)
