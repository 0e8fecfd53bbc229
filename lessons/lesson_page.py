"""What the page of a lesson says besides its text: how sure it is, and what has shifted under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lessons.models import Assessment, Ground, Lesson, Shift, Standing
from lessons.models.certainty import COMPONENTS
from lessons.shown_evidence import ShownEvidence


@dataclass(frozen=True)
class Component:
    """One of the four things that certainty rests on: its name, how much it takes away, and why."""

    name: str
    label: str
    concern: str
    reason: str


@dataclass(frozen=True)
class Sureness:
    """The newest judgement of a lesson, in words."""

    assessment: Assessment
    components: list[Component]

    @property
    def is_outdated(self) -> bool:
        return self.assessment.outdated_at is not None

    @property
    def by(self) -> str:
        """Who judged, by name; by role when the name is not given or not theirs any more."""
        person = self.assessment.by
        return person.name if person.name and not person.erased_at else _("an editor")


@dataclass(frozen=True)
class Notice:
    """Something to know before reading on."""

    title: str
    text: str


def sureness_of(lesson: Lesson) -> Sureness | None:
    """How sure the lesson is, by who judged it last; None when nobody has."""
    newest = Assessment.objects.filter(lesson=lesson).newest().select_related("by").first()
    return Sureness(newest, [_component(newest, name) for name in COMPONENTS]) if newest else None


def notices_of(lesson: Lesson, evidence: Iterable[ShownEvidence], sources: Iterable[Any]) -> list[Notice]:
    """What a reader must know of the ground under the lesson as it is now."""
    ground = Ground.objects.filter(lesson=lesson).first()
    standing = ground.standing if ground else Standing.NONE
    notices = []
    if standing == Standing.NONE:
        notices.append(_nothing_marked(bool(list(sources))))
    elif standing != Standing.LIVING:
        notices.append(_not_living(standing, sum(not each.is_living for each in evidence)))
    if ground and ground.has_shifted:
        notices.append(_shifted(lesson))
    return notices


def _component(assessment: Assessment, name: str) -> Component:
    label = str(Assessment._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    concern = getattr(assessment, f"get_{name}_display")()
    return Component(name, label, concern, getattr(assessment, f"{name}_reason"))


def _nothing_marked(has_sources: bool) -> Notice:
    if has_sources:
        return Notice(
            _("This lesson rests on published sources alone"),
            _("No passage has been marked in a case yet: it cannot be followed to what was seen somewhere."),
        )
    return Notice(
        _("This lesson rests on nothing that can be read here"),
        _("No passage has been marked in a case, and no source is given."),
    )


def _not_living(standing: str, number: int) -> Notice:
    if standing == Standing.GONE:
        return Notice(
            _("Nothing that this lesson rested on stands any more"),
            _("All passages that were marked for it have changed or gone, or their cases were withdrawn."),
        )
    return Notice(
        _("Part of what this lesson rests on has changed or gone"),
        ngettext(
            "%(number)d passage does not count for now. It is shown below, with what became of it.",
            "%(number)d passages do not count for now. They are shown below, with what became of them.",
            number,
        )
        % {"number": number},
    )


def _shifted(lesson: Lesson) -> Notice:
    shifts = list(Shift.objects.to_look_at().filter(lesson=lesson).order_by("at", "pk"))
    causes = dict.fromkeys(str(shift.get_cause_display()) for shift in shifts)
    since = date_format(shifts[0].at, "j F Y") if shifts else ""
    return Notice(
        _("Something under this lesson has shifted, and nobody has looked at it yet"),
        _("Since %(date)s: %(causes)s.") % {"date": since, "causes": "; ".join(causes)},
    )
