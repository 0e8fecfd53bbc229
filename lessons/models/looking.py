"""Looking without finding: that somebody read a case for a lesson or a theme, and nothing in it bears on that."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative, InitiativeVersion, Theme
from lessons.models.records import Lesson
from lessons.querysets import LookedQuerySet


class Looked(models.Model):
    """Who looked through which version of a case, for a lesson or a theme, and found nothing; the last one counts.

    A passage that is marked all the same overrules it: it says what was found, and this is not shown any more.
    """

    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.CASCADE, related_name="looked"
    )
    version = models.ForeignKey(
        InitiativeVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="+"
    )
    lesson = models.ForeignKey(
        Lesson, verbose_name=_("lesson"), on_delete=models.CASCADE, related_name="looked", null=True, blank=True
    )
    theme = models.ForeignKey(
        Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="looked", null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("looked by"), on_delete=models.PROTECT, related_name="looked"
    )
    at = models.DateTimeField(_("at"), db_default=Now())

    objects: ClassVar[LookedQuerySet] = LookedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("looked, and found nothing")
        verbose_name_plural = _("looked, and found nothing")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lesson__isnull=True, theme__isnull=False)
                | models.Q(lesson__isnull=False, theme__isnull=True),
                name="looked_for_one_thing",
                violation_error_message=_("One looks for a lesson or for a theme."),
            ),
            models.UniqueConstraint(fields=["initiative", "lesson"], name="looked_once_for_lesson"),
            models.UniqueConstraint(fields=["initiative", "theme"], name="looked_once_for_theme"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson or self.theme}: {self.initiative}"
