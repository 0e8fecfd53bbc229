"""The list of lessons somebody works on: by state, by what waits in them, by words."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lessons.models import Lesson, LessonVersion
from workspace.lists import PAGE, STATES, with_shown_version

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


@dataclass(frozen=True)
class LessonList:
    """A page of the lessons that answer a question: `staat`, `van` ("mij"), `q`, `pagina`."""

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
        found, states = lessons_of(self.user), STATES | WAITING
        if self.state in states:
            found = found.filter(states[self.state][1])
        if self.owner == "mij":
            owned = Lesson.owners.through.objects.filter(lesson=OuterRef("pk"), user=self.user)
            found = found.filter(Exists(owned))
        for word in self.words.split()[:12]:
            found = found.filter(Q(shown_title__icontains=word) | Q(slug=word))
        number = self.query.get("pagina", "1")
        return Paginator(found.order_by("-shown_at", "pk").prefetch_related("owners"), PAGE).page(
            int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1
        )

    @property
    def states(self) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _condition) in (STATES | WAITING).items()]

    @property
    def address(self) -> str:
        query = self.query.copy()
        query.pop("pagina", None)
        return f"?{query.urlencode()}"
