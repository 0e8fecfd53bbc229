"""Passages: stretches of the text of a published version, and where they stand in the versions that came after it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from initiatives.models import InitiativeVersion
from lessons.passages import State
from lessons.querysets import PassageQuerySet


class PassageState(models.TextChoices):
    """The states of the contract; docs/passages.md says when."""

    FOUND = State.FOUND.value, _("found")
    MOVED = State.MOVED.value, pgettext_lazy("passage", "moved")
    CHANGED = State.CHANGED.value, _("changed")
    AMBIGUOUS = State.AMBIGUOUS.value, _("ambiguous")
    ORPHANED = State.ORPHANED.value, _("orphaned")


# Those of which a person must say what became of them.
UNSURE = (PassageState.CHANGED, PassageState.AMBIGUOUS, PassageState.ORPHANED)


class MarkedWords(models.Model):
    """A stretch of the text of one published version: that version and these words, for ever.

    A subclass adds `version`, and `place`, which says where they stand in the version that readers see now. `start` and
    `end` are code points in that text; they are empty when words were removed from it at request and the passage could
    not be told apart any more.
    """

    start = models.PositiveIntegerField(_("begins at"), null=True)
    end = models.PositiveIntegerField(_("ends before"), null=True)
    exact = models.TextField(_("words"))
    prefix = models.TextField(_("words before it"), blank=True)
    suffix = models.TextField(_("words after it"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked by"),
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        null=True,
        help_text=_("Empty: the site itself, when it loaded the catalogue."),
    )
    at = models.DateTimeField(_("marked at"), db_default=Now())

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.exact if len(self.exact) <= 80 else f"{self.exact[:79]}…"


class Passage(MarkedWords):
    """A passage of a case; its places are in `initiatives.reading_text`."""

    version = models.ForeignKey(
        InitiativeVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="passages"
    )
    place = models.ForeignKey(
        "PassagePlace", on_delete=models.SET_NULL, related_name="+", null=True, blank=True, editable=False
    )

    objects: ClassVar[PassageQuerySet] = PassageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "start", "end"],
                name="passage_once_in_version",
                violation_error_message=_("These words are marked already."),
            ),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")) | models.Q(start=None, end=None),
                name="passage_has_words",
                violation_error_message=_("A passage has words."),
            ),
        ]

    def get_absolute_url(self) -> str:
        """Its permanent address, which leads to the version in which it was marked."""
        return reverse("passage", args=[self.pk])


class PlaceOfWords(models.Model):
    """Where marked words stand in one published version, and how that is known. A subclass adds `version`.

    `by` is the person who said so, when it was not plain from the texts. Without a place, `start` and `end` are empty.
    """

    state = models.CharField(_("state"), max_length=12, choices=PassageState)
    start = models.PositiveIntegerField(_("begins at"), null=True)
    end = models.PositiveIntegerField(_("ends before"), null=True)
    exact = models.TextField(_("words"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("judged by"), on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        abstract = True

    @property
    def is_sure(self) -> bool:
        """Whether it is plain, or a person has said, where these words stand."""
        return self.start is not None and (self.state not in UNSURE or self.by_id is not None)

    @property
    def waits(self) -> bool:
        """Whether a person must say what became of it."""
        return self.state in UNSURE and self.by_id is None


class PassagePlace(PlaceOfWords):
    """Where a passage stands in one published version of its case."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="places")
    version = models.ForeignKey(
        InitiativeVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="passage_places"
    )

    class Meta:
        verbose_name = _("place of a passage")
        verbose_name_plural = _("places of passages")
        constraints = [
            models.UniqueConstraint(fields=["passage", "version"], name="passage_place_once_in_version"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")) | models.Q(start=None, end=None),
                name="passage_place_has_words",
            ),
            models.CheckConstraint(
                condition=models.Q(start__isnull=False) | models.Q(state__in=["dubbelzinnig", "verweesd"]),
                name="passage_place_where_it_stands",
            ),
        ]
        indexes = [models.Index(fields=["state"], condition=models.Q(by=None), name="passage_place_unjudged")]

    def __str__(self) -> str:
        return f"{self.passage} ({self.get_state_display()})"
