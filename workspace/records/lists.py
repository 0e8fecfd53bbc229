"""A list of records somebody works on: by state, by what is asked of that kind of record, by words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from curation.models import OPEN, Status

PAGE = 20
MINE = "mij"
STATES: dict[str, tuple[Any, Q]] = {
    "concept": (gettext_lazy("draft"), Q(open_state=Status.DRAFT)),
    "beoordeling": (gettext_lazy("in review"), Q(open_state=Status.IN_REVIEW)),
    "gepubliceerd": (gettext_lazy("published"), Q(published_version__isnull=False, withdrawn_at__isnull=True)),
    "ingetrokken": (gettext_lazy("withdrawn"), Q(withdrawn_at__isnull=False)),
    "terzijde": (gettext_lazy("laid aside"), Q(open_state__isnull=True, published_version__isnull=True)),
}


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


def is_owned_by(user: User, records: Any) -> Q:
    """Whether `user` owns a record of the model `records`."""
    name = records.owners.field.m2m_field_name()
    return Q(Exists(records.owners.through.objects.filter(**{name: OuterRef("pk")}, user=user)))


@dataclass(frozen=True)
class Choice:
    """A choice among the filters of a list: `options` are values and labels; nothing chosen is called `every`."""

    name: str
    label: str
    every: str
    options: Sequence[tuple[str, Any]]
    chosen: str


@dataclass(frozen=True)
class RecordList:
    """A page of the records that answer a question: `staat`, `van` ("mij"), `q`, `pagina`.

    Lists of one kind of record say which (`records`), and what more can be asked of it.
    """

    user: User
    query: QueryDict
    state: str = field(init=False)
    words: str = field(init=False)
    owner: str = field(init=False)

    def __post_init__(self) -> None:
        for name, parameter in (("state", "staat"), ("words", "q"), ("owner", "van")):
            object.__setattr__(self, name, self.said(parameter))

    def said(self, parameter: str) -> str:
        return self.query.get(parameter, "").replace("\x00", "").strip()[:200]

    # ------------------------------------------------------------ what a kind of record says
    @property
    def records(self) -> QuerySet[Any]:
        """All that this person may work on, as `with_shown_version` gives it."""
        raise NotImplementedError

    @property
    def states(self) -> Mapping[str, tuple[Any, Q]]:
        return STATES

    @property
    def owners(self) -> Sequence[tuple[str, Any]]:
        """Whose records can be asked for, beside one's own: values and names."""
        return ()

    @property
    def more_choices(self) -> Sequence[Choice]:
        return ()

    def answering(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """Those of `found` that answer what more is asked than state, owner and words."""
        return found

    def has_word(self, word: str) -> Q:
        return Q(shown_title__icontains=word) | Q(slug=word)

    # ------------------------------------------------------------ what the page shows
    @property
    def page(self) -> Page:
        found = self.records
        if self.state in self.states:
            found = found.filter(self.states[self.state][1])
        if self.owner == MINE:
            found = found.filter(is_owned_by(self.user, found.model))
        elif self.owner and self.owners:
            found = found.filter(owners__email__iexact=self.owner)
        for word in self.words.split()[:12]:
            found = found.filter(self.has_word(word))
        number = self.query.get("pagina", "1")
        found = self.answering(found).order_by("-shown_at", "pk").prefetch_related("owners")
        return Paginator(found, PAGE).page(
            int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1
        )

    @property
    def choices(self) -> list[Choice]:
        states = [(name, label) for name, (label, _condition) in self.states.items()]
        return [
            Choice("staat", _("State"), _("all"), states, self.state),
            Choice("van", _("Owner"), _("everybody"), [(MINE, _("me")), *self.owners], self.owner),
            *self.more_choices,
        ]

    @property
    def address(self) -> str:
        query = self.query.copy()
        query.pop("pagina", None)
        return f"?{query.urlencode()}"
