"""Notices, and how each person wants to hear of them by mail."""

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from jobs.models import Job
from notices.kinds import Strand
from notices.querysets import NoticeQuerySet


class Notice(models.Model):
    """Something that happened, for one person: to a record, or to long work that the person asked for.

    `words` is what somebody wrote with it, such as a remark. Without `by_mail` it is told on the site alone.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True)
    record_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+", null=True)
    record_id = models.PositiveBigIntegerField(null=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, related_name="+", null=True)
    title = models.CharField(_("title"), max_length=200)
    words = models.TextField(blank=True)
    at = models.DateTimeField(_("at"), db_default=Now())
    read_at = models.DateTimeField(null=True)
    by_mail = models.BooleanField(default=True)
    mailed_at = models.DateTimeField(null=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["at"], condition=models.Q(read_at=None, mailed_at=None), name="notice_to_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class Rhythm(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day, together")
    WEEKLY = "weekly", _("once a week, together")
    NEVER = "never", _("never")


class MailChoice(models.Model):
    """How somebody wants to hear by mail; without a choice at once of their work, daily of what they follow."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="mail_choice"
    )
    rhythm = models.CharField(_("messages by mail"), max_length=8, choices=Rhythm, default=Rhythm.AT_ONCE)
    following = models.CharField(_("what you follow, by mail"), max_length=8, choices=Rhythm, default=Rhythm.DAILY)

    def __str__(self) -> str:
        return self.rhythm

    def of(self, strand: Strand) -> Rhythm:
        return Rhythm(self.following if strand == Strand.FOLLOWING else self.rhythm)
