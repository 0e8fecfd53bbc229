"""The work list of infographics in which figures aged: by what waits in them, by owner, by words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publications.infographics import staleness
from publications.models import Kind
from workspace.publications.lists import works_of
from workspace.records.lists import Choice, RecordList

DECIDED = "besloten"
WAITS = Q(waits=True)


class AgedList(RecordList):
    """A page of infographics that would say something else by now: those that wait for a decision.

    With `staat=besloten` it is those in which everything was left as it is.
    """

    @property
    def records(self) -> QuerySet[Any]:
        aged = staleness.current().order_by().filter(tile__version=OuterRef("published_version"))
        found: Any = works_of(self.user)
        found = found.published().of_kind(Kind.INFOGRAPHIC).filter(Exists(aged))
        return found.annotate(waits=Exists(aged.filter(left_at=None)))

    @property
    def states(self) -> Mapping[str, tuple[Any, Q]]:
        return {DECIDED: (gettext_lazy("everything decided"), ~WAITS)}

    def answering(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found if self.state in self.states else found.filter(WAITS)

    @property
    def choices(self) -> list[Choice]:
        state, *others = super().choices
        return [replace(state, every=_("waits for a decision")), *others]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.owner or self.state)
