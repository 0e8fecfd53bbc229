"""Writing a project as REFI-QDA 1.0: the same project gives the same bytes."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from initiatives.exchange.xlsx_format import member
from lessons.refi_qda.project import Case, Code, Coding, Project, Selection, TextSource

ORIGIN = "wijk"
PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
MAIN_FILE = "project.qde"
FOLDER = "sources"
INTERNAL = "internal://"
LONGEST_NAME = 120
CUT = "…"
_HEAD = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = {"\r": "&#13;"}


def write_project(project: Project, file: BinaryIO) -> None:
    """Write a .qdpx: a ZIP with the project as XML, and a plain text for each source."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(member(MAIN_FILE), "w") as main:
            for piece in _project(project):
                main.write(piece.encode())
        for source in project.sources:
            archive.writestr(member(f"{FOLDER}/{source.file_name}"), source.text.encode())


def write_codebook(codes: Iterable[Code], file: BinaryIO) -> None:
    """Write a .qdc: the codes alone."""
    whole = f"{_HEAD}<CodeBook xmlns={quoteattr(CODEBOOK)} origin={quoteattr(ORIGIN)}>{_codes(codes)}</CodeBook>\n"
    file.write(whole.encode())


def project_bytes(project: Project) -> bytes:
    file = io.BytesIO()
    write_project(project, file)
    return file.getvalue()


def words_in_short(words: str) -> str:
    """Words as the name of a selection: on one line, and cut off when they are many."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}{CUT}"


def _project(project: Project) -> Iterator[str]:
    """The XML in pieces; parts that would be empty are left out, as the schema asks."""
    moment = project.changed_at
    dated = {"creationDateTime": _moment(moment), "modifiedDateTime": _moment(moment)} if moment else {}
    yield f"{_HEAD}<Project{_attributes(xmlns=PROJECT, name=ORIGIN, origin=ORIGIN, **dated)}>\n"
    if project.coders:
        coders = (f"<User{_attributes(guid=each.guid, name=each.name)}/>\n" for each in project.coders)
        yield f"<Users>\n{''.join(coders)}</Users>\n"
    if project.codes:
        yield f"<CodeBook>{_codes(project.codes)}</CodeBook>\n"
    if project.cases:
        yield f"<Cases>\n{''.join(map(_case, project.cases))}</Cases>\n"
    if project.sources:
        yield "<Sources>\n"
        yield from map(_source, project.sources)
        yield "</Sources>\n"
    notes = [coding for coding in project.codings if coding.note]
    if notes:
        yield "<Notes>\n"
        yield from map(_note, notes)
        yield "</Notes>\n"
    yield "</Project>\n"


def _codes(codes: Iterable[Code]) -> str:
    return f"<Codes>\n{''.join(map(_code, codes))}</Codes>"


def _code(code: Code) -> str:
    about = _attributes(guid=code.guid, name=code.name, isCodable=str(code.is_codable).lower())
    inner = _element("Description", code.description) + "".join(map(_code, code.codes))
    return f"<Code{about}>{inner}</Code>\n" if inner else f"<Code{about}/>\n"


def _case(case: Case) -> str:
    references = "".join(f"<SourceRef{_attributes(targetGUID=guid)}/>" for guid in case.sources)
    return f"<Case{_attributes(guid=case.guid, name=case.name)}>{references}</Case>\n"


def _source(source: TextSource) -> str:
    about = _attributes(
        guid=source.guid,
        name=source.name,
        plainTextPath=f"{INTERNAL}{source.file_name}",
        creationDateTime=_moment(source.at),
    )
    inner = _element("Description", source.address) + "\n" + "".join(map(_selection, source.selections))
    return f"<TextSource{about}>{inner}</TextSource>\n"


def _selection(selection: Selection) -> str:
    about = _attributes(
        guid=selection.guid,
        name=words_in_short(selection.words),
        startPosition=str(selection.start),
        endPosition=str(selection.end),
        creatingUser=selection.coder,
        creationDateTime=_moment(selection.at),
    )
    return f"<PlainTextSelection{about}>{''.join(map(_coding, selection.codings))}</PlainTextSelection>\n"


def _coding(coding: Coding) -> str:
    about = _attributes(guid=coding.guid, creatingUser=coding.coder, creationDateTime=_moment(coding.at))
    note = f"<NoteRef{_attributes(targetGUID=coding.note_guid)}/>" if coding.note else ""
    return f"<Coding{about}><CodeRef{_attributes(targetGUID=coding.code)}/>{note}</Coding>"


def _note(coding: Coding) -> str:
    about = _attributes(guid=coding.note_guid, creatingUser=coding.coder, creationDateTime=_moment(coding.at))
    return f"<Note{about}>{_element('PlainTextContent', coding.note)}</Note>\n"


def _element(name: str, text: str) -> str:
    """An element with text in it; nothing without. The end of a line as Windows writes it would be lost unescaped."""
    return f"<{name}>{escape(_writable(text), _LINE_END)}</{name}>" if text else ""


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(_writable(value))}" for name, value in values.items())


def _writable(text: str) -> str:
    """The text with a sign for what XML cannot say: invisible signs that steer old machines."""
    return _UNWRITABLE.sub("\ufffd", text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
