"""What can be followed, as an address says it and as people read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.validators import slug_re
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.catalogue import Result
from initiatives.models import Theme
from lessons.models import Lesson
from shelf.models import LONGEST_QUERY, Follow


@dataclass(frozen=True)
class Target:
    """`address` is empty for what is not public any more."""

    kind: Follow.Kind
    key: int
    query: str
    label: str
    address: str


@dataclass(frozen=True)
class Followed:
    """Something that somebody follows, with what it is now."""

    follow: Follow
    label: str
    address: str


class TooLong(Exception):
    """A question of which the address is too long to keep."""


def target_in(query: QueryDict) -> Target | None:
    """What this query string names (`thema`, `les` or `zoek`); None for nothing that is public. Raises TooLong."""
    if "zoek" in query:
        return _search(query.get("zoek", ""))
    if "thema" in query:
        theme: Any = Theme.objects.filter(slug=slug_in(query, "thema")).select_related("merged_into").first()
        return _theme(theme.merged_into or theme) if theme else None
    lesson = Lesson.objects.published().with_published_version().filter(slug=slug_in(query, "les")).first()
    return _lesson(lesson) if lesson else None


def slug_in(query: QueryDict, name: str) -> str:
    """The slug that a parameter gives; empty for what is none."""
    text = query.get(name, "")
    return text if slug_re.fullmatch(text) else ""


def followed(follows: Iterable[Follow]) -> list[Followed]:
    """What these are now, in two queries."""
    several = list(follows)
    keys = {kind: [each.key for each in several if each.kind == kind] for kind in Follow.Kind}
    themes: Any = Theme.objects.filter(pk__in=keys[Follow.Kind.THEME]).select_related("merged_into")
    lessons = Lesson.objects.published().with_published_version().filter(pk__in=keys[Follow.Kind.LESSON])
    known = {(Follow.Kind.THEME, theme.pk): _theme(theme.merged_into or theme) for theme in themes}
    known |= {(Follow.Kind.LESSON, lesson.pk): _lesson(lesson) for lesson in lessons}
    return [_followed(each, known.get((Follow.Kind(each.kind), each.key))) for each in several]


def _followed(follow: Follow, target: Target | None) -> Followed:
    if follow.kind == Follow.Kind.SEARCH:
        return Followed(follow, follow.name, f"{reverse('initiative_list')}{follow.query and '?'}{follow.query}")
    if target is None:
        return Followed(follow, _("not public any more"), "")
    return Followed(follow, target.label, target.address)


def _theme(theme: Theme) -> Target:
    return Target(Follow.Kind.THEME, theme.pk, "", theme.label, theme.get_absolute_url())


def _lesson(lesson: Lesson) -> Target:
    version = lesson.published_version
    return Target(Follow.Kind.LESSON, lesson.pk, "", version.title if version else "", lesson.get_absolute_url())


def _search(text: str) -> Target:
    """The question as the catalogue understands it: what it does not know is left out, and so is how to show it."""
    query = QueryDict(text.removeprefix("?")[: 2 * LONGEST_QUERY], mutable=True)
    query.pop("pagina", None)
    result = Result(query)
    understood = result.address.narrowing.removeprefix("?")
    if len(understood) > LONGEST_QUERY:
        raise TooLong
    label = " / ".join(chip.label for chip in result.chips) or _("All initiatives")
    return Target(Follow.Kind.SEARCH, 0, understood, label, f"{reverse('initiative_list')}{result.address.narrowing}")
