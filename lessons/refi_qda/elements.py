"""What the XML of a project says, read into what it means; every mistake with the line it stands on."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.refi_qda.identity import normal
from lessons.refi_qda.markup import Element
from lessons.refi_qda.positions import Given
from lessons.refi_qda.report import UnreadableFile

LONGEST_NOTE = 20_000
_POSITION = re.compile(r"\d{1,9}", re.ASCII)
Tell = Callable[[int, str], None]


@dataclass(frozen=True)
class CodeGiven:
    name: str
    line: int
    is_codable: bool


def codes(root: Element) -> dict[str, CodeGiven]:
    """The codes of a project or a codebook by their identifiers, however deep they stand."""
    holder = root.path("CodeBook", "Codes") if root.name == "Project" else root.first("Codes")
    found: dict[str, CodeGiven] = {}
    waiting = list(holder.all("Code")) if holder else []
    while waiting:
        code = waiting.pop(0)
        is_codable = code.get("isCodable").strip() not in {"false", "0"}
        found[normal(code.get("guid"))] = CodeGiven(code.get("name")[:200], code.line, is_codable)
        waiting.extend(code.all("Code"))
    return found


def coders(root: Element) -> dict[str, str]:
    """The names of the coders by their identifiers."""
    return {normal(user.get("guid")): user.get("name")[:200] for user in root.within("Users")}


def notes(root: Element, text_at: Callable[[str], str]) -> dict[str, str]:
    """The texts of the notes by their identifiers; `text_at` gives those that stand in a file of their own."""
    found = {}
    for note in root.within("Notes"):
        said = note.first("PlainTextContent")
        path = note.get("plainTextPath")
        found[normal(note.get("guid"))] = said.text if said else text_at(path) if path else ""
    return found


def given(selection: Element) -> Given | None:
    """Where a selection says it stands; None when that are no positions."""
    start, end = selection.get("startPosition").strip(), selection.get("endPosition").strip()
    if not _POSITION.fullmatch(start) or not _POSITION.fullmatch(end):
        return None
    return Given(int(start), int(end), selection.get("name"))


def moment(element: Element, tell: Tell) -> datetime:
    """When it was made; now when it does not say so, or says a day to come."""
    said = element.get("creationDateTime").strip()
    now = timezone.now()
    if not said:
        return now
    try:
        read = datetime.fromisoformat(said)
        return min(read if read.tzinfo else read.replace(tzinfo=UTC), now).astimezone(UTC)
    except (ValueError, OverflowError):
        tell(element.line, _("“%(text)s” is not a date with a time.") % {"text": said[:60]})
        return now


def note_of(coding: Element, written: dict[str, str], tell: Tell) -> str:
    """What is noted with a coding."""
    texts = []
    for reference in coding.all("NoteRef"):
        guid = normal(reference.get("targetGUID"))
        if guid in written:
            texts.append(written[guid])
        else:
            tell(reference.line, _("The note that this refers to is not in the file."))
    note = "\n\n".join(filter(None, texts))
    if len(note) > LONGEST_NOTE:
        tell(coding.line, _("This note is longer than %(most)d characters.") % {"most": LONGEST_NOTE})
    return note


def root_of(element: Element) -> Element:
    """The element, when it is a project or a codebook. Raises UnreadableFile."""
    if element.name not in {"Project", "CodeBook"}:
        raise UnreadableFile(_("This is no project or codebook in REFI-QDA."))
    return element
