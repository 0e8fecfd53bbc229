"""Passages in the workspace: those that wait for a person, and all of them."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from accounts.models import User
from initiatives.models import Initiative
from lessons.models import Evidence, Lesson, Passage, PassageState
from lessons.weighing import MAY_ACCEPT
from workspace.passages.judging import Judging, judging_of

PAGE = 20
WAITING, ALL = "wacht", "alle"


@dataclass(frozen=True)
class PassageList:
    """A page of the passages that answer a question: `staat`, `casus`, `les` (slugs), `pagina`."""

    query: QueryDict
    state: str = field(init=False)
    case: str = field(init=False)
    lesson: str = field(init=False)

    def __post_init__(self) -> None:
        for name, parameter in (("state", "staat"), ("case", "casus"), ("lesson", "les")):
            object.__setattr__(self, name, self.query.get(parameter, "").replace("\x00", "").strip()[:200])
        if self.state not in {ALL, *PassageState.values}:
            object.__setattr__(self, "state", WAITING)

    @property
    def page(self) -> Page:
        found = Passage.objects.waiting() if self.state == WAITING else Passage.objects.all()
        if self.state in PassageState.values:
            found = found.filter(place__state=self.state)
        if self.case:
            found = found.filter(version__record__slug=self.case)
        if self.lesson:
            rests = Evidence.objects.filter(passage=OuterRef("pk"), lesson__slug=self.lesson, dropped_at=None)
            found = found.filter(Exists(rests))
        number = self.query.get("pagina", "1")
        return Paginator(found.in_work_list().order_by("-pk"), PAGE).page(
            int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1
        )

    @property
    def states(self) -> list[tuple[str, Any]]:
        return [(state.value, state.label) for state in PassageState]

    @property
    def cases(self) -> QuerySet[Any]:
        """The cases of which something is marked, by the title that readers see now."""
        marked = Exists(Passage.objects.filter(version__record=OuterRef("pk")))
        return Initiative.objects.filter(marked).select_related("published_version").order_by("slug")

    @property
    def lessons(self) -> QuerySet[Any]:
        rests = Exists(Evidence.objects.filter(lesson=OuterRef("pk"), dropped_at=None))
        return Lesson.objects.to_choose_from().filter(rests)

    @property
    def address(self) -> str:
        query = self.query.copy()
        query.pop("pagina", None)
        return f"?{query.urlencode()}"


def judged(page: Page) -> list[tuple[Any, Judging | None]]:
    """The passages of a page, each with what there is to judge."""
    return [(passage, judging_of(passage)) for passage in page]


def waiting_for(person: User) -> QuerySet[Any]:
    """The passages that wait for somebody: all of them for editors, for others those they marked, or of their cases."""
    found = Passage.objects.waiting()
    if person.has_perm(MAY_ACCEPT):
        return found
    own = Exists(Initiative.owners.through.objects.filter(initiative=OuterRef("version__record"), user=person))
    return found.filter(Q(by=person) | Q(own))
