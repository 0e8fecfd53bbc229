"""All that differs between two versions of a lesson, question by question."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from curation.word_changes import Kind, word_changes
from initiatives.models import Theme
from lessons.models import Audience, LessonVersion
from workspace.comparing.differences import TextDifference
from workspace.comparing.readable import story_as_text
from workspace.comparing.versions import Comparable, nothing_like
from workspace.lessons.forms import LABELS
from workspace.lessons.parts import PARTS, SOURCES, values_of
from workspace.lessons.sections import SECTIONS
from workspace.parts import Value
from workspace.sections import Section


@dataclass(frozen=True)
class Difference:
    """What differs in one part; as workspace/comparing/_part.html shows it."""

    part: Any
    title: str
    texts: list[TextDifference]
    rows: list[Any] = field(default_factory=list)
    is_reordered: bool = False


def differences(old: Comparable, new: Comparable) -> list[tuple[Section, list[Difference]]]:
    """The parts that differ between two versions, one of which may be nothing, by section."""
    versions: list[LessonVersion] = [each.version for each in (old, new) if each.version]
    if not versions:
        return []
    values = [values_of(version) for version in versions]
    before = values[0] if old.version else nothing_like(values[-1])
    after = values[-1] if new.version else nothing_like(values[0])
    words = words_of([before, after])

    def difference(name: str) -> Difference:
        return Difference(PARTS[name], title_of(name), [_text(words(name, before), words(name, after))])

    found = [(each, [difference(name) for name in each.part_names if before[name] != after[name]]) for each in SECTIONS]
    return [(section, parts) for section, parts in found if parts]


def title_of(name: str) -> str:
    """What a part is called: the question that the form asks."""
    return str(SOURCES.rows.formset.model._meta.verbose_name_plural if name == SOURCES.name else LABELS[name])  # type: ignore[union-attr]


def words_of(values: Iterable[Mapping[str, Value]]) -> Callable[[str, Mapping[str, Value]], str]:
    """What reads a part of some values in words; the names of their themes are asked once."""
    keys = {key for each in values for key in each["themes"]["themes"] if key.isdigit()}
    themes = {str(theme.pk): theme.label for theme in Theme.objects.filter(pk__in=keys)}
    known: dict[str, dict[str, Any]] = {
        "themes": themes,
        "audiences": {value: str(label) for value, label in Audience.choices},
        "language": dict(settings.LANGUAGES),
    }

    def read(name: str, value: Mapping[str, Value]) -> str:
        said = value[name]
        if name == SOURCES.name:
            return "\n".join(", ".join(filter(None, row.values())) for row in said["rows"])
        text = said[name]
        if name == "explanation":
            return story_as_text(text, {})
        several = text if isinstance(text, list) else [text]
        return ", ".join(str(known.get(name, {}).get(each, each)) for each in several)

    return read


def _text(old: str, new: str) -> TextDifference:
    runs = word_changes(old, new)
    return TextDifference("", runs, is_marks=all(run.kind == Kind.SAME for run in runs))
