"""Moments: stretches of what is said in a published recording, where they are said now, and what rests on them."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lessons.models import BearsOnLesson, MarkedWords, PlaceOfWords
from publications.models.records import PublicationVersion
from publications.querysets import SpokenEvidenceQuerySet
from publications.recordings.clock import clock


class Moment(MarkedWords):
    """Words that are said in the recording of one published version; their places are in its spoken text.

    `begins` and `ends` say when they are said in that version, in milliseconds.
    """

    version = models.ForeignKey(
        PublicationVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="moments"
    )
    begins = models.PositiveIntegerField(_("said from"))
    ends = models.PositiveIntegerField(_("said until"))
    place = models.ForeignKey(
        "MomentPlace", on_delete=models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("moment in a recording")
        verbose_name_plural = _("moments in recordings")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "start", "end"],
                name="moment_once_in_version",
                violation_error_message=_("These words are marked already."),
            ),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")) | models.Q(start=None, end=None),
                name="moment_has_words",
                violation_error_message=_("A passage has words."),
            ),
        ]

    @property
    def time(self) -> str:
        """ "12:31–12:58", in the version in which it was marked."""
        return f"{clock(self.begins)}–{clock(self.ends)}"

    def get_absolute_url(self) -> str:
        """The version in which it was marked, at that moment."""
        return f"{reverse('publication_version', args=[self.version.record.slug, self.version.number])}#{self.fragment}"

    @property
    def fragment(self) -> str:
        return f"t={clock(self.begins)}"


class MomentPlace(PlaceOfWords):
    """Where the words of a moment stand in one published version, and when they are said there."""

    moment = models.ForeignKey(Moment, on_delete=models.CASCADE, related_name="places")
    version = models.ForeignKey(
        PublicationVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="moment_places"
    )
    begins = models.PositiveIntegerField(_("said from"), null=True)
    ends = models.PositiveIntegerField(_("said until"), null=True)

    class Meta:
        verbose_name = _("place of a moment")
        verbose_name_plural = _("places of moments")
        constraints = [
            models.UniqueConstraint(fields=["moment", "version"], name="moment_place_once_in_version"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")) | models.Q(start=None, end=None),
                name="moment_place_has_words",
            ),
            models.CheckConstraint(
                condition=models.Q(start__isnull=False) | models.Q(state__in=["dubbelzinnig", "verweesd"]),
                name="moment_place_where_it_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moment} ({self.get_state_display()})"


class SpokenEvidence(BearsOnLesson):
    """A moment that bears on a lesson."""

    moment = models.ForeignKey(Moment, verbose_name=_("moment"), on_delete=models.PROTECT, related_name="evidence")

    objects: ClassVar[SpokenEvidenceQuerySet] = SpokenEvidenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(BearsOnLesson.Meta):
        verbose_name = _("evidence in a recording")
        verbose_name_plural = _("evidence in recordings")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "moment"],
                condition=models.Q(dropped_at=None),
                name="spoken_evidence_once_in_lesson",
                violation_error_message=_("These words stand with this lesson already."),
            ),
            *BearsOnLesson.Meta.constraints,
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.moment}"

    @property
    def is_living(self) -> bool:
        """Whether its words are said, for sure, in what visitors can hear and read now."""
        record: Any = self.moment.version.record
        place = self.moment.place
        return bool(place and place.is_sure and record.is_public and place.version_id == record.published_version_id)
