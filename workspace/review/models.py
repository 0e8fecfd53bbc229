"""What review keeps: who has taken a version up, when it is to be published, and remarks with their answers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative, InitiativeVersion
from workspace.review.querysets import RemarkQuerySet, ReviewQuerySet


class Review(models.Model):
    """The review of a version. `planned_text` is a digest of what it said when its publication was planned."""

    version = models.OneToOneField(InitiativeVersion, on_delete=models.CASCADE, primary_key=True, related_name="review")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews", null=True, blank=True
    )
    taken_up_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(_("moment of publication"), null=True)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    planned_at = models.DateTimeField(null=True)
    planned_text = models.CharField(max_length=64, blank=True)

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["publish_at"], condition=models.Q(publish_at__isnull=False), name="review_planned_at")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(publish_at__isnull=True) | models.Q(planned_by__isnull=False),
                name="review_planned_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.version_id)


class Remark(models.Model):
    """Something remarked on a case: on a part of it, or on a sentence there (`quote`, which began at `start`)."""

    record = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="remarks")
    version = models.ForeignKey(InitiativeVersion, on_delete=models.SET_NULL, related_name="+", null=True)
    part = models.CharField(max_length=40, blank=True)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    text = models.TextField(_("remark"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="remarks")
    at = models.DateTimeField(db_default=Now())
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects: ClassVar[RemarkQuerySet] = RemarkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["record"], condition=models.Q(resolved_at=None), name="remark_unresolved"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | models.Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="remark_resolved_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Step(models.TextChoices):
    """What an answer does beside saying something."""

    ANSWER = "answer", _("answered")
    RESOLVE = "resolve", _("resolved")
    REOPEN = "reopen", _("reopened")


class Answer(models.Model):
    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="answers")
    step = models.CharField(max_length=8, choices=Step, default=Step.ANSWER)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(step="answer") | ~models.Q(text=""), name="answer_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.text[:60]}"
