"""The list of lessons somebody works on: by state, by what waits in them, by words."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lessons.models import Lesson, LessonVersion
from workspace.records.lists import STATES, RecordList, with_shown_version

SHIFTED, PROPOSED = "verschoven", "voorgesteld"
WAITING: dict[str, tuple[Any, Q]] = {
    SHIFTED: (_("its ground has shifted"), Q(ground__has_shifted=True)),
    PROPOSED: (_("evidence is proposed"), Q(ground__proposed__gt=0)),
    "verouderd": (_("its certainty is outdated"), Q(ground__is_outdated=True)),
    "niet-beoordeeld": (
        _("published, its certainty not judged yet"),
        Q(published_version__isnull=False, withdrawn_at=None) & (Q(ground=None) | Q(ground__certainty="")),
    ),
}


def lessons_of(user: User) -> QuerySet[Any]:
    """The lessons that `user` may work on, with the title, state and time of the version to show of each."""
    found, _shown = with_shown_version(Lesson.objects.editable_by(user), LessonVersion.objects.all())
    return found.select_related("ground")


class LessonList(RecordList):
    """The lessons that answer a question."""

    @property
    def records(self) -> QuerySet[Any]:
        return lessons_of(self.user)

    @property
    def states(self) -> Mapping[str, tuple[Any, Q]]:
        return STATES | WAITING
