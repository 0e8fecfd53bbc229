"""The evidence of a lesson: proposed, counting and dropped; what shifted under it; and how sure it is."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from curation.leaning import leaning_on
from curation.workflow import TransitionNotAllowed
from lessons import weighing
from lessons.models import Evidence, Lesson, Shift, Stance
from lessons.weighing import MAY_ACCEPT, MAY_ASSESS
from workspace.lessons import weighed
from workspace.lessons.access import editors_step, weighing_page
from workspace.lessons.components import COMPONENTS, LEVELS
from workspace.lessons.desk import LESSONS
from workspace.lessons.forms import AssessmentForm, LookForm, WeighingForm
from workspace.records.versions import shown_version
from workspace.steps import person_of, taken


@weighing_page
@require_safe
def evidence(request: HttpRequest, record: Lesson) -> HttpResponse:
    """What was proposed, counts and was dropped (`staat`, `pagina`), and what shifted."""
    counts = weighed.counts_of(record)
    usual = weighed.PROPOSED if counts[weighed.PROPOSED] else weighed.COUNTING
    state, number = request.GET.get("staat") or usual, request.GET.get("pagina", "1")
    if state not in weighed.STATES:
        raise Http404
    try:
        page = weighed.page_of(record, state, int(number) if number.isascii() and number[:9].isdigit() else 1)
    except (EmptyPage, ValueError) as error:
        raise Http404 from error
    person = person_of(request)
    items = [weighed.shown(each, person) for each in page]
    return _evidence_page(request, record, counts=counts, state=state, page=page, items=items)


@weighing_page
@require_POST
def weighing_step(request: HttpRequest, record: Lesson, evidence: int) -> HttpResponse:
    """Accept evidence, drop it, or say otherwise how or why it bears on the lesson (`step`)."""
    found = get_object_or_404(Evidence.objects.filter(lesson=record).with_passages().select_related("by"), pk=evidence)
    person, form = person_of(request), WeighingForm(request.POST)
    step = request.POST.get("step")
    is_own_proposal = found.is_proposed and found.by_id == person.pk and step == WeighingForm.DROP
    if not person.has_perm(MAY_ACCEPT) and not is_own_proposal:
        raise PermissionDenied
    if form.is_valid():
        said = form.cleaned_data
        if taken(request, lambda: _weigh(found, said, person)):
            messages.success(request, _("Done: the lesson shows it so from now on."))
        return redirect("workspace_lesson_evidence", record.slug)
    state = weighed.DROPPED if found.dropped_at else weighed.PROPOSED if found.is_proposed else weighed.COUNTING
    items = [weighed.shown(found, person, form)]
    counts = weighed.counts_of(record)
    return _evidence_page(request, record, counts=counts, state=state, page=None, items=items, status=422)


def _weigh(found: Evidence, said: dict[str, Any], person: Any) -> object:
    if said["step"] == WeighingForm.ACCEPT:
        return weighing.accept(found, by=person)
    if said["step"] == WeighingForm.DROP:
        return weighing.drop(found, because=said["reason"], by=person)
    if said["step"] == WeighingForm.RESTATE:
        return weighing.restate(found, stance=Stance(said["stance"]), because=said["reason"], by=person)
    return weighing.annotate(found, said["note"], by=person)


@weighing_page
@require_POST
@editors_step(MAY_ACCEPT)
def look(request: HttpRequest, record: Lesson, shift: int) -> HttpResponse:
    """Say that one has looked at what shifted, and what one concludes."""
    found, form = get_object_or_404(Shift.objects.filter(lesson=record), pk=shift), LookForm(request.POST)
    if form.is_valid():
        conclusion = form.cleaned_data["conclusion"]
        if taken(request, lambda: weighing.look(found, conclusion=conclusion, by=person_of(request))):
            messages.success(request, _("Looked at: readers are not warned of this any more."))
        return redirect("workspace_lesson_evidence", record.slug)
    form.auto_id = f"id_shift{found.pk}_%s"
    counts = weighed.counts_of(record)
    page = weighed.page_of(record, weighed.COUNTING, 1)
    items = [weighed.shown(each, person_of(request)) for each in page]
    shifts = weighed.shifts_of(record, refused=found.pk, form=form)
    return _evidence_page(
        request, record, counts=counts, state=weighed.COUNTING, page=page, items=items, shifts=shifts, status=422
    )


def _evidence_page(
    request: HttpRequest, record: Lesson, *, counts: dict[str, int], state: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "desk": LESSONS,
        "record": record,
        "shown": shown_version(record),
        "states": [(name, label, counts[name]) for name, label in weighed.STATES.items()],
        "state": state,
        "page_address": f"?staat={state}",
        "may_weigh": request.user.has_perm(MAY_ACCEPT),
        "is_mine": Lesson.objects.editable_by(request.user).filter(pk=record.pk).exists(),
        "stances": Stance.choices,
        "looked_at": weighed.looked_at(record),
        "leaning": leaning_on(record),
        **more,
    }
    context.setdefault("shifts", weighed.shifts_of(record))
    return render(request, "workspace/lessons/evidence.html", context, status=status)


@weighing_page
@require_http_methods(["GET", "HEAD", "POST"])
def certainty(request: HttpRequest, record: Lesson) -> HttpResponse:
    """How sure the lesson is judged to be, why, on which evidence; and a new judgement."""
    form, status = AssessmentForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if not request.user.has_perm(MAY_ASSESS):
            raise PermissionDenied
        status = 422
        if form.is_valid():
            seen = request.POST.get("seen", "")
            try:
                weighing.assess(record, form.cleaned_data, by=person_of(request), seen=seen)
            except TransitionNotAllowed as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("Kept: readers see it with the lesson."))
                return redirect("workspace_lesson_certainty", record.slug)
    return render(request, "workspace/lessons/certainty.html", _certainty_context(request, record, form), status=status)


def _certainty_context(request: HttpRequest, record: Lesson, form: AssessmentForm) -> dict[str, Any]:
    found = weighed.assessments_of(record)
    counting = weighed.evidence_in(record, weighed.COUNTING)
    person = person_of(request)
    return {
        "desk": LESSONS,
        "record": record,
        "shown": shown_version(record),
        "form": form,
        "components": [(each, form[each.name], form[f"{each.name}_reason"]) for each in COMPONENTS],
        "levels": LEVELS,
        "judged": [
            (each, [(part.title, each.level_of(part.name), each.reason_of(part.name)) for part in COMPONENTS])
            for each in found
        ],
        "since": weighed.changed_since(record, found[0]) if found and found[0].outdated_at else None,
        "items": [weighed.shown(each, person) for each in counting[: weighed.PAGE]],
        "number": counting.count(),
        "seen": weighing.evidence_now(record),
        "may_judge": request.user.has_perm(MAY_ASSESS),
        "is_mine": Lesson.objects.editable_by(request.user).filter(pk=record.pk).exists(),
    }
