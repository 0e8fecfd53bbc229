"""The list of publications somebody works on: by kind, by state, by what waits in them, by words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from publications.models import Kind, Publication, PublicationVersion
from workspace.records.lists import STATES, Choice, RecordList, with_shown_version

MOVED_ON = "verouderd"
WAITING: dict[str, tuple[Any, Q]] = {
    MOVED_ON: (gettext_lazy("a case or lesson in it has moved on"), Q(has_moved_on=True)),
}


def works_of(user: User) -> QuerySet[Any]:
    """The publications that `user` may work on, with the title, kind, state and time of the version to show of each."""
    records = Publication.objects.editable_by(user)
    found, shown = with_shown_version(records, PublicationVersion.objects.all())
    return found.annotate(shown_kind=Subquery(shown.values("kind")[:1])).with_whether_moved_on()


class WorkList(RecordList):
    """The publications that answer a question: beside what every list asks, `soort`."""

    @property
    def kind(self) -> str:
        said = self.said("soort")
        return said if said in Kind.values else ""

    @property
    def records(self) -> QuerySet[Any]:
        return works_of(self.user)

    @property
    def states(self) -> Mapping[str, tuple[Any, Q]]:
        return STATES | WAITING

    @property
    def more_choices(self) -> Sequence[Choice]:
        return (Choice("soort", _("Kind"), _("all"), Kind.choices, self.kind),)

    def answering(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.filter(shown_kind=self.kind) if self.kind else found
