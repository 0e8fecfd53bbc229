"""What those who follow something are told, and what of it everybody may know."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from initiatives.models import CatalogueEntry
from lessons.models import Lesson, News
from notices import kinds
from notices.kinds import Strand

CAME_CASE, CAME_LESSON = "followed_case", "followed_lesson"
OF_NEWS = {
    News.Kind.EVIDENCE_ADDED: _("Evidence was added to the lesson “%(title)s”"),
    News.Kind.EVIDENCE_DROPPED: _("Evidence was dropped from the lesson “%(title)s”"),
    News.Kind.GROUND_SHIFTED: _("Something under the lesson “%(title)s” has changed"),
    News.Kind.CERTAINTY: _("The certainty of the lesson “%(title)s” was judged"),
    News.Kind.OUTDATED: _("The judgement of the certainty of the lesson “%(title)s” is outdated"),
}
"""What is told of a lesson: that it was published anew is no news, since that may be a comma."""


def name_of(kind: str) -> str:
    return f"followed_{kind}"


def register() -> None:
    """Say to the room of notices what its kinds of ours are called, and where they lead."""
    for kind, words in OF_NEWS.items():
        _register(name_of(kind), words, "lesson", _public_lessons)
    _register(CAME_LESSON, _("New with what you follow, the lesson “%(title)s”"), "lesson", _public_lessons)
    _register(CAME_CASE, _("New with what you follow: %(title)s"), "initiative", _public_cases)


def _register(name: str, words: object, page: str, still_public: kinds.StillPublic) -> None:
    kinds.register(name, words, page=page, strand=Strand.FOLLOWING, still_public=still_public)


def _public_lessons(keys: Collection[int]) -> list[int]:
    return list(Lesson.objects.published().filter(pk__in=keys).values_list("pk", flat=True))


def _public_cases(keys: Collection[int]) -> list[int]:
    return list(CatalogueEntry.objects.filter(pk__in=keys).values_list("pk", flat=True))
