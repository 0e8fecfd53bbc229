"""The cases somebody works on, found and counted."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from curation.models import OPEN, Status
from initiatives.models import Initiative, InitiativeVersion

PAGE = 20
STALE = "stil"
UNTOUCHED = timedelta(days=60)
STATES: dict[str, tuple[Any, Q]] = {
    "concept": (_("draft"), Q(open_state=Status.DRAFT)),
    "beoordeling": (_("in review"), Q(open_state=Status.IN_REVIEW)),
    "gepubliceerd": (_("published"), Q(published_version__isnull=False, withdrawn_at__isnull=True)),
    "ingetrokken": (_("withdrawn"), Q(withdrawn_at__isnull=False)),
    "terzijde": (_("laid aside"), Q(open_state__isnull=True, published_version__isnull=True)),
}


def cases_of(user: User) -> QuerySet[Any]:
    """The cases that `user` may work on, with the title, place, state and time of the version to show of each."""
    cases, shown = with_shown_version(Initiative.objects.editable_by(user), InitiativeVersion.objects.all())
    return cases.annotate(shown_place=Subquery(shown.values("municipality__display_name")[:1]))


def with_shown_version(records: QuerySet[Any], versions: QuerySet[Any]) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """`records` with the title, state and time of the version to show of each; and that version, for a subquery."""
    versions = versions.filter(record=OuterRef("pk"))
    opened = versions.filter(status__in=OPEN)
    # The open version, else the published one, else what was laid aside last.
    is_kept = Q(status=Status.KEPT, record__published_version__isnull=True)
    shown = versions.filter(Q(status__in=OPEN) | Q(pk=OuterRef("published_version")) | is_kept).order_by(
        Case(When(status=Status.KEPT, then=1), default=0), F("number").asc(nulls_first=True), "-changed_at", "-pk"
    )
    found = records.annotate(
        open_state=Subquery(opened.values("status")[:1]),
        shown_title=Subquery(shown.values("title")[:1]),
        shown_at=Subquery(shown.values("changed_at")[:1]),
    )
    return found, shown


def counts_by_state(user: User) -> list[tuple[str, Any, int]]:
    """How many of the cases somebody owns are in each state, in one query."""
    mine = cases_of(user).filter(_is_mine(user))
    counts = mine.aggregate(**{name: Count("pk", filter=condition) for name, (_label, condition) in STATES.items()})
    return [(name, label, counts[name]) for name, (label, _condition) in STATES.items()]


@dataclass(frozen=True)
class CaseList:
    """A page of the cases that answer a question: `staat`, `van` (an e-mail address, or "mij"), `q`, `pagina`."""

    user: User
    query: QueryDict
    state: str = field(init=False)
    words: str = field(init=False)
    owner: str = field(init=False)

    def __post_init__(self) -> None:
        for name, parameter in (("state", "staat"), ("words", "q"), ("owner", "van")):
            said = self.query.get(parameter, "").replace("\x00", "").strip()[:200]
            object.__setattr__(self, name, said)

    @property
    def page(self) -> Page:
        found = cases_of(self.user)
        if self.state in STATES:
            found = found.filter(STATES[self.state][1])
        elif self.state == STALE:
            found = found.filter(open_state=Status.DRAFT, shown_at__lt=timezone.now() - UNTOUCHED)
        if self.owner == "mij":
            found = found.filter(_is_mine(self.user))
        elif self.owner:
            found = found.filter(owners__email__iexact=self.owner)
        for word in self.words.split()[:12]:
            found = found.filter(Q(shown_title__icontains=word) | Q(shown_place__icontains=word) | Q(slug=word))
        number = self.query.get("pagina", "1")
        return Paginator(found.order_by("-shown_at", "pk").prefetch_related("owners"), PAGE).page(
            int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1
        )

    @property
    def states(self) -> list[tuple[str, Any]]:
        stale = (STALE, _("draft, not touched for two months"))
        return [*((name, label) for name, (label, _condition) in STATES.items()), stale]

    @property
    def researchers(self) -> list[User]:
        """To whom cases can be assigned, for who may assign them."""
        if not self.user.is_staff:
            return []
        return list(User.objects.filter(role=Role.RESEARCHER, is_active=True).order_by("name", "email", "pk"))

    @property
    def owners(self) -> list[User]:
        """Who has cases, for who may see those of others."""
        if not self.user.is_staff:
            return []
        return list(User.objects.filter(_owns_something()).order_by("name", "email", "pk"))

    @property
    def address(self) -> str:
        query = self.query.copy()
        query.pop("pagina", None)
        return f"?{query.urlencode()}"


def _is_mine(user: User) -> Q:
    owned = Initiative.owners.through.objects.filter(initiative=OuterRef("pk"), user=user)
    return Q(Exists(owned))


def _owns_something() -> Q:
    return Q(Exists(Initiative.owners.through.objects.filter(user=OuterRef("pk"))))
