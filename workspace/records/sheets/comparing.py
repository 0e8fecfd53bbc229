"""All that differs between two versions that were written on a sheet, question by question."""

from dataclasses import dataclass, field
from typing import Any

from curation.word_changes import Kind, word_changes
from workspace.comparing.differences import TextDifference
from workspace.comparing.versions import Comparable, nothing_like
from workspace.records.sheets.sheet import Sheet
from workspace.sections import Section


@dataclass(frozen=True)
class Difference:
    """What differs in one part; as workspace/comparing/_part.html shows it."""

    part: Any
    title: str
    texts: list[TextDifference]
    rows: list[Any] = field(default_factory=list)
    is_reordered: bool = False


def differences(sheet: Sheet, old: Comparable, new: Comparable) -> list[tuple[Section, list[Difference]]]:
    """The parts that differ between two versions, one of which may be nothing, by section."""
    versions = [each.version for each in (old, new) if each.version]
    if not versions:
        return []
    values = [sheet.values_of(version) for version in versions]
    before = values[0] if old.version else nothing_like(values[-1])
    after = values[-1] if new.version else nothing_like(values[0])
    words = sheet.words_of([before, after])

    def difference(name: str) -> Difference:
        text = text_difference(words(name, before), words(name, after))
        return Difference(sheet.parts[name], sheet.title_of(name), [text])

    found = [
        (each, [difference(name) for name in each.part_names if before[name] != after[name]]) for each in sheet.sections
    ]
    return [(section, parts) for section, parts in found if parts]


def text_difference(old: str, new: str) -> TextDifference:
    """Two texts as workspace/comparing/_text.html shows them."""
    runs = word_changes(old, new)
    return TextDifference("", runs, is_marks=all(run.kind == Kind.SAME for run in runs))
