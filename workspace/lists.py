"""The cases somebody works on, found and counted."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from curation.models import Status
from initiatives.models import Initiative, InitiativeVersion
from workspace.records.lists import STATES, RecordList, is_owned_by, with_shown_version

STALE = "stil"
UNTOUCHED = timedelta(days=60)


def cases_of(user: User) -> QuerySet[Any]:
    """The cases that `user` may work on, with the title, place, state and time of the version to show of each."""
    cases, shown = with_shown_version(Initiative.objects.editable_by(user), InitiativeVersion.objects.all())
    return cases.annotate(shown_place=Subquery(shown.values("municipality__display_name")[:1]))


def counts_by_state(user: User) -> list[tuple[str, Any, int]]:
    """How many of the cases somebody owns are in each state, in one query."""
    mine = cases_of(user).filter(is_owned_by(user, Initiative))
    counts = mine.aggregate(**{name: Count("pk", filter=condition) for name, (_label, condition) in STATES.items()})
    return [(name, label, counts[name]) for name, (label, _condition) in STATES.items()]


class CaseList(RecordList):
    """The cases that answer a question; editors also ask for those of one owner, by e-mail address."""

    @property
    def records(self) -> QuerySet[Any]:
        return cases_of(self.user)

    @property
    def states(self) -> Mapping[str, tuple[Any, Q]]:
        is_stale = Q(open_state=Status.DRAFT, shown_at__lt=timezone.now() - UNTOUCHED)
        return STATES | {STALE: (_("draft, not touched for two months"), is_stale)}

    @property
    def owners(self) -> Sequence[tuple[str, Any]]:
        if not self.user.is_staff:
            return ()
        owns_something = Exists(Initiative.owners.through.objects.filter(user=OuterRef("pk")))
        return [(each.email, each) for each in User.objects.filter(owns_something).order_by("name", "email", "pk")]

    def has_word(self, word: str) -> Q:
        return super().has_word(word) | Q(shown_place__icontains=word)

    @property
    def researchers(self) -> list[User]:
        """To whom cases can be assigned, for who may assign them."""
        if not self.user.is_staff:
            return []
        return list(User.objects.filter(role=Role.RESEARCHER, is_active=True).order_by("name", "email", "pk"))
