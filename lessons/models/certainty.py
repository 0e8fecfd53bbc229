"""How sure a lesson is: a profile after GRADE-CERQual (Lewin et al. 2018, https://doi.org/10.1186/s13012-017-0688-3)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lessons.models.records import Lesson
from lessons.querysets import AssessmentQuerySet


class Concern(models.TextChoices):
    """How much one component takes away from our confidence."""

    NONE = "none", _("no or very minor concerns")
    MINOR = "minor", _("minor concerns")
    MODERATE = "moderate", _("moderate concerns")
    SERIOUS = "serious", _("serious concerns")


class Certainty(models.TextChoices):
    """How likely it is that the lesson says what is the case."""

    HIGH = "high", _("high")
    MODERATE = "moderate", _("moderate")
    LOW = "low", _("low")
    VERY_LOW = "very_low", _("very low")


COMPONENTS = ("methods", "coherence", "adequacy", "relevance")


def _concern(label: Any) -> models.CharField:
    return models.CharField(label, max_length=10, choices=Concern)


class Assessment(models.Model):
    """What somebody judged of a lesson on the evidence of that day; the newest counts.

    `judged` is a digest of that evidence. Once the evidence differs, it is outdated and stays so.
    """

    lesson = models.ForeignKey(Lesson, verbose_name=_("lesson"), on_delete=models.CASCADE, related_name="assessments")
    methods = _concern(_("methodological limitations"))
    methods_reason = models.TextField(_("why"))
    coherence = _concern(_("coherence"))
    coherence_reason = models.TextField(_("why"))
    adequacy = _concern(_("adequacy of the data"))
    adequacy_reason = models.TextField(_("why"))
    relevance = _concern(_("relevance"))
    relevance_reason = models.TextField(_("why"))
    overall = models.CharField(_("overall"), max_length=10, choices=Certainty)
    overall_reason = models.TextField(_("why"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("judged by"), on_delete=models.PROTECT, related_name="assessments"
    )
    at = models.DateTimeField(_("judged at"), db_default=Now())
    judged = models.CharField(max_length=64, editable=False)
    outdated_at = models.DateTimeField(_("outdated since"), null=True, editable=False)

    objects: ClassVar[AssessmentQuerySet] = AssessmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("assessment of certainty")
        verbose_name_plural = _("assessments of certainty")
        indexes = [models.Index(fields=["lesson", "-at", "-id"], name="assessment_of_lesson")]

    def __str__(self) -> str:
        return f"{self.get_overall_display()} {self.at:%Y-%m-%d}"

    def level_of(self, component: str) -> str:
        """How much a component takes away, in words."""
        return str(Concern(getattr(self, component)).label)

    def reason_of(self, component: str) -> str:
        reason: str = getattr(self, f"{component}_reason")
        return reason
