"""What the workspace keeps beside versions: what was typed and is no value yet, who changed which part, who is here."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models import InitiativeVersion
from workspace.querysets import PresenceQuerySet, TypingQuerySet
from workspace.review.models import Answer, Remark, Review

__all__ = ["Answer", "PartChange", "Presence", "Remark", "Review", "Typing"]


class Typing(models.Model):
    """What somebody typed in a part and could not become its value: it is not valid, or somebody else was first.

    `value` has the inputs of the part by name, as they were typed; `base` is the revision that the person saw.
    """

    version = models.ForeignKey(InitiativeVersion, on_delete=models.CASCADE, related_name="typings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="typings")
    part = models.CharField(max_length=40)
    value = models.JSONField()
    base = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField(_("at"), auto_now=True)

    objects: ClassVar[TypingQuerySet] = TypingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person", "part"], name="typing_once")]

    def __str__(self) -> str:
        return self.part


class PartChange(models.Model):
    """Who changed a part of a version last, for who finds it changed."""

    version = models.ForeignKey(InitiativeVersion, on_delete=models.CASCADE, related_name="part_changes")
    part = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "part"], name="part_change_once")]

    def __str__(self) -> str:
        return self.part


class Presence(models.Model):
    """Somebody has the page of a version open."""

    version = models.ForeignKey(InitiativeVersion, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("seen at"))

    objects: ClassVar[PresenceQuerySet] = PresenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="presence_once")]

    def __str__(self) -> str:
        return str(self.person)
