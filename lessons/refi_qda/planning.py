"""What a file would add: its codings compared with what is here, before anything is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from initiatives.models import InitiativeVersion
from initiatives.reading_text import reading_text
from lessons.quoting import Found, NoPassage, at
from lessons.refi_qda import elements
from lessons.refi_qda.archive import Archive
from lessons.refi_qda.elements import CodeGiven
from lessons.refi_qda.identity import normal
from lessons.refi_qda.knowing import Known, Meaning
from lessons.refi_qda.markup import Element
from lessons.refi_qda.positions import Counting, Given, OtherText, Positions, Untold
from lessons.refi_qda.report import Remark, Report, UnreadableFile
from lessons.refi_qda.writing import ORIGIN

MOST_ERRORS = 1000
BATCH = 100


@dataclass(frozen=True)
class Manner:
    """How a file is taken in: who is responsible, and what becomes of codes and texts that are not ours."""

    by: User
    leaves_out_unknown: bool = False
    counting: Counting = Counting.UNTOLD


@dataclass(frozen=True)
class Coded:
    """A code that somebody (None: the site) gave to a passage."""

    meaning: Meaning
    coder: int | None
    at: datetime
    note: str


@dataclass(frozen=True)
class Marked:
    """A passage in the version with this key."""

    version: int
    found: Found
    coder: int | None
    at: datetime
    coded: tuple[Coded, ...]


@dataclass
class Plan:
    """All that a file says, and a report on it in which nothing is compared with what is here yet."""

    marked: list[Marked] = field(default_factory=list)
    report: Report = field(default_factory=Report)


def plan(root: Element, archive: Archive, manner: Manner) -> Plan:
    """What the file says, in our terms; `archive` has its texts."""
    return _Reader(root, archive, manner).plan


class _Reader:
    def __init__(self, root: Element, archive: Archive, manner: Manner) -> None:
        self._manner = manner
        self._archive = archive
        self._known = Known()
        self._is_ours = root.get("origin") == ORIGIN
        self.plan = Plan()
        self._codes = elements.codes(root)
        self._coders = elements.coders(root)
        self._unknown_codes: Counter[str] = Counter()
        self._unknown_coders: set[str] = set()
        self.plan.report.codes = len(self._codes)
        self._notes = elements.notes(root, archive.text)
        self._read_sources(root.within("Sources"))
        self._tell_of_codes(is_codebook=root.name == "CodeBook")
        for guid in sorted(self._unknown_coders):
            message = _("The coder “%(name)s” is not known here; these codings come under your name.")
            self._leave_out(0, message % {"name": self._coders.get(guid) or guid})

    # ------------------------------------------------------------ texts
    def _read_sources(self, sources: Iterable[Element]) -> None:
        texts = iter([each for each in sources if self._is_text(each)])
        while batch := list(islice(texts, BATCH)):
            candidates = {id(each): self._known.versions(normal(each.get("guid")), each.get("name")) for each in batch}
            keys = {key for found in candidates.values() for key in found}
            versions = InitiativeVersion.objects.in_bulk(keys)
            for source in batch:
                self._read_source(source, [versions[key] for key in candidates[id(source)] if key in versions])

    def _is_text(self, source: Element) -> bool:
        if source.name == "TextSource":
            return True
        self._leave_out(source.line, _("“%(name)s” is no text, and is not taken in.") % {"name": source.get("name")})
        return False

    def _read_source(self, source: Element, candidates: Sequence[InitiativeVersion]) -> None:
        selections = list(source.all("PlainTextSelection"))
        for coding in source.all("Coding"):
            self._leave_out(coding.line, _("A code on a text as a whole is not taken in; mark the words it is about."))
        if not candidates:
            message = _("The text “%(name)s” is not one of ours.") % {"name": source.get("name")[:200]}
            self._unknown(source.line, message)
        elif selections:
            try:
                version, text, spans = self._placed(source, selections, candidates)
            except OtherText:
                message = _("The text “%(name)s” differs from the version it was made from; no position in it holds.")
                self._unknown(source.line, message % {"name": source.get("name")[:200]})
            except Untold:
                message = _(
                    "Positions in “%(name)s” can be counted in several ways (signs such as emoji, ends of lines), and "
                    "no words tell which is meant; say how they are counted."
                )
                self._err(source.line, message % {"name": source.get("name")[:200]})
            except UnreadableFile as error:
                self._err(source.line, str(error))
            else:
                for selection, span in zip(selections, spans, strict=True):
                    self._read_selection(selection, version, text, span)

    def _placed(
        self, source: Element, selections: Sequence[Element], candidates: Sequence[InitiativeVersion]
    ) -> tuple[InitiativeVersion, str, list[tuple[int, int] | None]]:
        """The version that has this text, with where the selections stand in it. Raises OtherText, Untold,
        UnreadableFile."""
        came = self._text_of(source)
        counting = Counting.CODE_POINTS if self._is_ours else self._manner.counting
        for version in candidates:
            text = reading_text(version).text
            try:
                positions = Positions(text, came, counting)
            except OtherText:
                continue
            asked = [elements.given(each) or Given(-1, -1) for each in selections]
            return version, text, positions.spans(asked)
        raise OtherText

    def _text_of(self, source: Element) -> str:
        inside = source.first("PlainTextContent")
        return inside.text if inside else self._archive.text(source.get("plainTextPath"))

    # ------------------------------------------------------------ passages
    def _read_selection(
        self, selection: Element, version: InitiativeVersion, text: str, span: tuple[int, int] | None
    ) -> None:
        try:
            if span is None:
                raise NoPassage
            found = at(text, *span)
        except NoPassage:
            where = {"start": selection.get("startPosition")[:20], "end": selection.get("endPosition")[:20]}
            self._err(selection.line, _("There are no words from %(start)s to %(end)s in this text.") % where)
            return
        said = selection.first("Description")
        coded = tuple(self._coded(selection.all("Coding"), said.text if said else ""))
        moment = elements.moment(selection, self._err)
        self.plan.marked.append(Marked(version.pk, found, self._coder(selection), moment, coded))

    def _coded(self, codings: Iterable[Element], said: str) -> Iterator[Coded]:
        for coding in codings:
            reference = coding.first("CodeRef")
            guid = normal(reference.get("targetGUID")) if reference else ""
            given = self._codes.get(guid)
            meaning = self._known.code(guid, given.name if given else "")
            if meaning is None:
                self._unknown_codes[guid] += 1
                continue
            note = elements.note_of(coding, self._notes, self._err) or said
            moment = elements.moment(coding, self._err)
            yield Coded(meaning, self._coder(coding), moment, note.strip())

    def _coder(self, element: Element) -> int | None:
        """Who made it: the one who takes the file in, when the file does not say or we do not know them."""
        guid = normal(element.get("creatingUser"))
        try:
            return self._known.coder(guid)
        except KeyError:
            if guid:
                self._unknown_coders.add(guid)
            return self._manner.by.pk

    # ------------------------------------------------------------ what is said of it
    def _tell_of_codes(self, *, is_codebook: bool) -> None:
        for guid, number in self._unknown_codes.items():
            code = self._codes.get(guid, CodeGiven(guid, 0, is_codable=True))
            if self._known.holds_codes(guid):
                message = _("“%(name)s” only holds other codes; choose one of those.") % {"name": code.name}
            else:
                message = _("The code “%(name)s” is not in our codebook.") % {"name": code.name}
            times = ngettext("It is used once.", "It is used %(number)d times.", number) % {"number": number}
            self._unknown(code.line, f"{message} {times}")
        for guid, code in self._codes.items():
            is_ours = self._known.code(guid, code.name) is not None or self._known.holds_codes(guid)
            if code.is_codable and not is_ours and guid not in self._unknown_codes:
                message = _("The code “%(name)s” is not in our codebook; an editor adds themes and lessons here.")
                self._leave_out(code.line, message % {"name": code.name})
        if is_codebook and not self._codes:
            self._err(0, _("There are no codes in this file."))

    def _unknown(self, line: int, message: str) -> None:
        (self._leave_out if self._manner.leaves_out_unknown else self._err)(line, message)

    def _leave_out(self, line: int, message: str) -> None:
        _keep(self.plan.report.left_out, Remark(line, message))

    def _err(self, line: int, message: str) -> None:
        _keep(self.plan.report.errors, Remark(line, message))


def _keep(remarks: list[Remark], remark: Remark) -> None:
    if len(remarks) < MOST_ERRORS:
        remarks.append(remark)
