"""What a lesson stands on now, what has shifted in it, and what there is to tell those who follow it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from lessons.models.certainty import Certainty
from lessons.models.passages import Passage
from lessons.models.records import Lesson
from lessons.querysets import NewsQuerySet, ShiftQuerySet


class Standing(models.TextChoices):
    """What can be said of the evidence of a lesson as a whole."""

    LIVING = "living", _("all its passages stand in published texts")
    SHIFTED = "shifted", _("some of its passages have changed or gone")
    GONE = "gone", _("none of its passages stands any more")
    NONE = "none", _("it rests on no passage yet")


class Ground(models.Model):
    """What a lesson stands on, made anew whenever any of it changes: read by lists and pages.

    `cases` are the keys of the initiatives with living evidence; the numbers count living evidence by stance, and the
    cases that it comes from; `not_living` counts accepted evidence that stands nowhere for sure. `digest` says when
    anything of it differs.
    """

    lesson = models.OneToOneField(Lesson, on_delete=models.CASCADE, primary_key=True, related_name="ground")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.NONE)
    supports = models.PositiveIntegerField(default=0)
    nuances = models.PositiveIntegerField(default=0)
    contradicts = models.PositiveIntegerField(default=0)
    cases_for = models.PositiveIntegerField(default=0)
    cases_nuancing = models.PositiveIntegerField(default=0)
    cases_against = models.PositiveIntegerField(default=0)
    not_living = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    cases = ArrayField(models.BigIntegerField(), default=list)
    certainty = models.CharField(max_length=10, choices=Certainty, blank=True)
    is_outdated = models.BooleanField(default=False)
    has_shifted = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ground of a lesson")
        verbose_name_plural = _("grounds of lessons")

    def __str__(self) -> str:
        return str(self.get_standing_display())

    @property
    def living(self) -> int:
        return self.supports + self.nuances + self.contradicts


class Shift(models.Model):
    """Something under a lesson has changed; it says so to readers until a person has looked."""

    class Cause(models.TextChoices):
        TEXT_CHANGED = "text_changed", _("the text of a passage has changed")
        PASSAGE_GONE = "passage_gone", _("a passage cannot be found in the newer text")
        CASE_WITHDRAWN = "case_withdrawn", _("a case was withdrawn")
        RECORDING_WITHDRAWN = "recording_withdrawn", _("a recording was withdrawn")
        WORDS_REMOVED = "words_removed", _("words were removed at request")
        EVIDENCE_DROPPED = "evidence_dropped", _("evidence was dropped")

    lesson = models.ForeignKey(Lesson, verbose_name=_("lesson"), on_delete=models.CASCADE, related_name="shifts")
    cause = models.CharField(_("cause"), max_length=20, choices=Cause)
    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.PROTECT, related_name="+", null=True
    )
    passage = models.ForeignKey(
        Passage, verbose_name=_("passage"), on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField(_("at"), db_default=Now())
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("looked at by"), on_delete=models.PROTECT, related_name="+", null=True
    )
    looked_at = models.DateTimeField(_("looked at"), null=True)
    conclusion = models.TextField(_("conclusion"), blank=True)

    objects: ClassVar[ShiftQuerySet] = ShiftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("shift in the ground of a lesson")
        verbose_name_plural = _("shifts in the ground of lessons")
        indexes = [
            models.Index(fields=["lesson", "-at"], name="shift_of_lesson"),
            models.Index(fields=["at"], condition=models.Q(looked_at=None), name="shift_to_look_at"),
        ]

    def __str__(self) -> str:
        return str(self.get_cause_display())


class News(models.Model):
    """What those who follow a lesson want to hear: its evidence or its certainty changed; never a comma."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("the lesson was published")
        EVIDENCE_ADDED = "evidence_added", _("evidence was added")
        EVIDENCE_DROPPED = "evidence_dropped", _("evidence was dropped")
        GROUND_SHIFTED = "ground_shifted", _("something under it has changed")
        CERTAINTY = "certainty", _("its certainty was judged")
        OUTDATED = "outdated", _("the judgement of its certainty is outdated")

    lesson = models.ForeignKey(Lesson, verbose_name=_("lesson"), on_delete=models.CASCADE, related_name="news")
    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    passage = models.ForeignKey(
        Passage, verbose_name=_("passage"), on_delete=models.CASCADE, related_name="+", null=True
    )
    at = models.DateTimeField(_("at"), db_default=Now())

    objects: ClassVar[NewsQuerySet] = NewsQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("news of a lesson")
        verbose_name_plural = _("news of lessons")
        indexes = [models.Index(fields=["lesson", "-at"], name="news_of_lesson")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
