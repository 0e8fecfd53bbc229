"""What the page of the moments in a recording shows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from curation.word_changes import Kind, Run, word_changes
from publications.models import Moment, Publication, SpokenEvidence
from publications.recordings.clock import clock
from workspace.publications.recordings.forms import JudgeMomentForm


@dataclass(frozen=True)
class MarkedMoment:
    """A moment with what rests on it, what became of its words, and the form to say so when that is not plain."""

    moment: Moment
    form: JudgeMomentForm | None

    @property
    def time(self) -> str:
        """When its words are said now, or else when they were."""
        place = self.moment.place
        if place and place.begins is not None and place.ends is not None:
            return f"{clock(place.begins)}–{clock(place.ends)}"
        return self.moment.time

    @property
    def runs(self) -> list[Run]:
        """Its words, with what is gone and new in them."""
        place = self.moment.place
        now = place.exact if place else ""
        return word_changes(self.moment.exact, now) if now else [Run(Kind.SAME, self.moment.exact)]


class MomentsPage:
    def __init__(self, record: Publication) -> None:
        self.record = record
        self.version: Any = record.published_version

    @cached_property
    def moments(self) -> list[MarkedMoment]:
        """In the order in which they are said; those that wait for a person first."""
        evidence = SpokenEvidence.objects.standing().select_related("lesson__published_version", "by").order_by("pk")
        found = Moment.objects.filter(version__record=self.record).select_related("place", "by", "version__record")
        rows = found.prefetch_related(Prefetch("evidence", evidence, to_attr="standing")).order_by("begins", "pk")
        marked = [MarkedMoment(each, self._form(each)) for each in rows]
        return sorted(marked, key=lambda each: each.form is None)

    def _form(self, moment: Moment) -> JudgeMomentForm | None:
        place = moment.place
        if place is None or not place.waits or place.version_id != self.version.pk:
            return None
        begins, ends = place.begins, place.ends
        initial = {
            "seen": place.version_id,
            "begins": None if begins is None else begins // 1000,
            "ends": None if ends is None else -(-ends // 1000),
        }
        return JudgeMomentForm(initial=initial, auto_id=f"id_moment{moment.pk}_%s")
