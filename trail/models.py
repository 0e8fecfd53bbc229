"""What happened, for good: triggers refuse every change (see the migration)."""

from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from trail.querysets import EntryQuerySet


class Entry(models.Model):
    """`by` and `whom` are keys of people, kept when the account is gone; `by` is empty for the site itself."""

    at = models.DateTimeField(_("at"), db_default=Now())
    action = models.CharField(_("action"), max_length=40)
    by = models.BigIntegerField(_("by"), null=True)
    whom = models.BigIntegerField(_("whom"), null=True)
    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", null=True)
    record_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        indexes = [
            models.Index(fields=["-at", "-id"], name="trail_newest"),
            models.Index(fields=["by", "-at"], name="trail_by"),
            models.Index(fields=["whom", "-at"], name="trail_whom"),
            models.Index(fields=["record_type", "record_id", "-at"], name="trail_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d}"
