"""What passages are marked for: as evidence for a lesson, or with a theme."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from initiatives.models import Theme
from lessons.models.passages import Passage
from lessons.models.records import Lesson
from lessons.querysets import CodingQuerySet, EvidenceQuerySet


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("supports")
    NUANCES = "nuances", _("nuances")
    CONTRADICTS = "contradicts", _("contradicts")


class BearsOnLesson(models.Model):
    """Something that bears on a lesson, and how. A subclass says what.

    A researcher proposes it; it counts from `accepted_at` to `dropped_at`. It is never deleted, so that what an older
    version of the lesson rested on can be told.
    """

    lesson = models.ForeignKey(Lesson, verbose_name=_("lesson"), on_delete=models.CASCADE, related_name="%(class)s")
    stance = models.CharField(_("stance"), max_length=12, choices=Stance)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="%(class)s",
        null=True,
        help_text=_("Empty: the site itself, when it loaded the catalogue."),
    )
    at = models.DateTimeField(_("proposed at"), db_default=Now())
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("accepted by"), on_delete=models.PROTECT, related_name="+", null=True
    )
    accepted_at = models.DateTimeField(_("accepted at"), null=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("dropped by"), on_delete=models.PROTECT, related_name="+", null=True
    )
    dropped_at = models.DateTimeField(_("dropped at"), null=True)
    dropped_because = models.TextField(_("why it was dropped"), blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dropped_at=None) | ~models.Q(dropped_because=""),
                name="%(class)s_dropped_with_reason",
                violation_error_message=_("Say why it is dropped."),
            ),
        ]

    @property
    def is_proposed(self) -> bool:
        return self.accepted_at is None and self.dropped_at is None

    @property
    def is_accepted(self) -> bool:
        return self.accepted_at is not None and self.dropped_at is None

    def passage_of_case(self) -> Passage | None:
        """The passage of a case that it is; None for what is said elsewhere."""
        return None


class Evidence(BearsOnLesson):
    """A passage of a case that bears on a lesson."""

    passage = models.ForeignKey(Passage, verbose_name=_("passage"), on_delete=models.PROTECT, related_name="evidence")

    objects: ClassVar[EvidenceQuerySet] = EvidenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(BearsOnLesson.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "passage"],
                condition=models.Q(dropped_at=None),
                name="evidence_once_in_lesson",
                violation_error_message=_("This passage stands with this lesson already."),
            ),
            *BearsOnLesson.Meta.constraints,
        ]
        indexes = [models.Index(fields=["lesson", "stance"], name="evidence_of_lesson")]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.passage}"

    def passage_of_case(self) -> Passage:
        return self.passage


class Coding(models.Model):
    """A passage marked with a theme, as in qualitative coding."""

    passage = models.ForeignKey(Passage, verbose_name=_("passage"), on_delete=models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="codings")
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("coded by"), on_delete=models.PROTECT, related_name="codings"
    )
    at = models.DateTimeField(_("coded at"), db_default=Now())

    objects: ClassVar[CodingQuerySet] = CodingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("coded passage")
        verbose_name_plural = _("coded passages")
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "theme", "by"],
                name="coding_once_by_person",
                violation_error_message=_("You have given these words this theme already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.passage}"
