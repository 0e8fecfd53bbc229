"""The evidence of a lesson as the workspace shows it: what is proposed, counts and was dropped, and what shifted."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, QuerySet, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curation.word_changes import Kind, Run, word_changes
from lessons.grounds import is_living
from lessons.models import Assessment, Evidence, Lesson, Shift, Stance
from lessons.weighing import MAY_ACCEPT
from workspace.lessons.forms import LookForm

PAGE = 20
MOST_SHIFTS = 20
PROPOSED, COUNTING, DROPPED = "voorgesteld", "telt", "vervallen"
# For before against, as readers see it.
_IN_ORDER = Case(
    *(When(stance=stance, then=number) for number, stance in enumerate(Stance)), output_field=IntegerField()
)
STATES: dict[str, Any] = {PROPOSED: _("proposed"), COUNTING: _("counts"), DROPPED: _("dropped")}


@dataclass(frozen=True)
class EvidenceShown:
    """`form` is what was sent and refused."""

    evidence: Evidence
    is_living: bool
    can_drop: bool
    address: str
    form: Any = None


@dataclass(frozen=True)
class ShiftShown:
    """`runs` are the words of the passage as they were marked, with what is gone and new in them."""

    shift: Any
    runs: list[Run]
    form: Any


def evidence_in(lesson: Lesson, state: str) -> QuerySet[Any]:
    every = Evidence.objects.filter(lesson=lesson)
    found = {PROPOSED: every.proposed, COUNTING: every.accepted, DROPPED: every.dropped}[state]()
    order = ("-dropped_at",) if state == DROPPED else (_IN_ORDER,)
    return found.with_passages().select_related("by", "accepted_by", "dropped_by").order_by(*order, "pk")


def counts_of(lesson: Lesson) -> dict[str, int]:
    """How much evidence is in each state."""
    every = Evidence.objects.filter(lesson=lesson)
    return {PROPOSED: every.proposed().count(), COUNTING: every.accepted().count(), DROPPED: every.dropped().count()}


def page_of(lesson: Lesson, state: str, number: int) -> Page:
    """Raises EmptyPage."""
    return Paginator(evidence_in(lesson, state), PAGE).page(number)


def shown(evidence: Evidence, person: User, form: Any = None) -> EvidenceShown:
    is_editor = person.has_perm(MAY_ACCEPT)
    can_drop = not evidence.dropped_at and (is_editor or (evidence.is_proposed and evidence.by_id == person.pk))
    return EvidenceShown(evidence, is_living(evidence), can_drop, _address(evidence), form)


def _address(evidence: Evidence) -> str:
    """Where the words stand: in what readers see now, else in the version in which they were marked; "" nowhere."""
    passage = evidence.passage
    case = passage.version.record
    if not case.is_public:
        return ""
    where = case if is_living(evidence) else passage.version
    return f"{where.get_absolute_url()}#fragment-{passage.pk}"


def shifts_of(lesson: Lesson, *, refused: int = 0, form: Any = None) -> list[ShiftShown]:
    """What nobody has looked at yet, the oldest first; `form` is what was refused of the shift with that key."""
    found = Shift.objects.to_look_at().filter(lesson=lesson).with_what_happened().order_by("at", "pk")
    return [
        ShiftShown(each, _runs(each), form if each.pk == refused else LookForm(auto_id=f"id_shift{each.pk}_%s"))
        for each in found[:MOST_SHIFTS]
    ]


def looked_at(lesson: Lesson) -> QuerySet[Any]:
    found = Shift.objects.filter(lesson=lesson).exclude(looked_at=None).with_what_happened()
    return found.order_by("-looked_at", "-pk")[:MOST_SHIFTS]


def _runs(shift: Any) -> list[Run]:
    if shift.passage is None:
        return []
    place = shift.passage.place
    now = place.exact if place else ""
    return word_changes(shift.passage.exact, now) if now else [Run(Kind.SAME, shift.passage.exact)]


# ---------------------------------------------------------------- certainty
def assessments_of(lesson: Lesson) -> list[Assessment]:
    """The newest first."""
    return list(Assessment.objects.filter(lesson=lesson).select_related("by").order_by("-at", "-pk"))


@dataclass(frozen=True)
class Since:
    """What changed in the evidence of a lesson after a judgement."""

    added: list[Any]
    shifted: list[Any]
    judged: list[Any]


def changed_since(lesson: Lesson, assessment: Assessment) -> Since:
    accepted = Evidence.objects.accepted().filter(lesson=lesson).with_passages()
    shifts = Shift.objects.filter(lesson=lesson, at__gt=assessment.at).with_what_happened()
    judged = accepted.filter(passage__place__at__gt=assessment.at, passage__place__by__isnull=False)
    return Since(
        list(accepted.filter(accepted_at__gt=assessment.at).order_by("accepted_at", "pk")[:PAGE]),
        list(shifts.order_by("at", "pk")[:PAGE]),
        list(judged.order_by("pk")[:PAGE]),
    )
