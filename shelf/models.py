"""What people follow and have heard of it, and what they collect."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Length, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from lessons.models import Lesson
from shelf.querysets import CollectionQuerySet, FollowQuerySet, ItemQuerySet

LONGEST_QUERY = 2000
LONGEST_NAME = 200
LONGEST_NOTE = 5000
LONGEST_FOREWORD = 20_000
models.TextField.register_lookup(Length)


class Follow(models.Model):
    """Something that somebody wants to hear of: a theme or lesson, by its key, or a question to the catalogue.

    `query` is the query string of such a question as the catalogue understood it, and `name` what the person calls it.
    Themes are not referred to by a foreign key: following one is no use of it (see curation.uses).
    """

    class Kind(models.TextChoices):
        THEME = "thema", _("theme")
        LESSON = "les", _("lesson")
        SEARCH = "zoek", _("search")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=5, choices=Kind)
    key = models.PositiveBigIntegerField(default=0)
    query = models.TextField(blank=True)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects: ClassVar[FollowQuerySet] = FollowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("what somebody follows")
        verbose_name_plural = _("what people follow")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key", "query"], name="follow_once"),
            models.CheckConstraint(condition=models.Q(query__length__lte=LONGEST_QUERY), name="follow_query_length"),
            models.CheckConstraint(
                condition=models.Q(kind="zoek", key=0) | (~models.Q(kind="zoek") & models.Q(key__gt=0, query="")),
                name="follow_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="follow_of_thing")]

    def __str__(self) -> str:
        return self.name or f"{self.kind} {self.key or self.query}"


class Heard(models.Model):
    """That somebody was told of something that happened: `key` tells it apart, so that nobody hears of it twice.

    Kept for as long as it can be met again.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="heard_once")]

    def __str__(self) -> str:
        return self.key


class LookedUpTo(models.Model):
    """Up to when was looked for what happened: one row."""

    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.at)


class PersonalFeed(models.Model):
    """The feed of what somebody follows; `nonce` is half of its secret address (see shelf.secret_addresses)."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="personal_feed"
    )
    nonce = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"


class Collection(models.Model):
    """Cases and lessons that somebody keeps together; `nonce` is half of the secret address at which others read it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="collections")
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    note = models.TextField(_("note"), blank=True)
    foreword = models.TextField(
        _("foreword"),
        max_length=LONGEST_FOREWORD,
        blank=True,
        default="",
        db_default="",
        help_text=_("Of the bundle that can be made of it."),
    )
    nonce = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001 - unique, and most have none
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[CollectionQuerySet] = CollectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""), name="collection_named", violation_error_message=_("Give it a name.")
            )
        ]
        indexes = [models.Index(fields=["person", "-changed_at", "-id"], name="collection_of_person")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.pk])


class Item(models.Model):
    """A case or a lesson in a collection, with what its owner says of it; `position` counts from 1."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="+", null=True)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+", null=True)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("item of a collection")
        verbose_name_plural = _("items of collections")
        constraints = [
            models.UniqueConstraint(fields=["collection", "initiative"], name="item_case_once"),
            models.UniqueConstraint(fields=["collection", "lesson"], name="item_lesson_once"),
            models.CheckConstraint(
                condition=models.Q(initiative__isnull=False, lesson=None)
                | models.Q(initiative=None, lesson__isnull=False),
                name="item_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["collection", "position"], name="item_in_order")]

    def __str__(self) -> str:
        return str(self.initiative or self.lesson)
