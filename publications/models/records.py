"""What came out of the cases: bundles, podcasts, films, infographics, articles; on the spine of versions."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from curation.models import Record, RecordVersion, SourceRow
from curation.partial_dates import PartialDateField, in_words, is_partial_date
from initiatives.models import CatalogueEntry, Initiative, InitiativeVersion, Theme
from lessons.models import Lesson, LessonVersion
from media.models import Licensed, PictureRow
from publications.querysets import PublicationQuerySet, PublicationVersionQuerySet


class Kind(models.TextChoices):
    BUNDLE = "bundle", _("bundle of cases")
    PODCAST_SERIES = "podcast_series", _("podcast series")
    PODCAST_EPISODE = "podcast_episode", _("podcast episode")
    FILM = "film", _("film")
    INFOGRAPHIC = "infographic", _("infographic")
    ARTICLE = "article", _("article")


PICTOGRAMS = {
    Kind.BUNDLE: "book",
    Kind.PODCAST_SERIES: "talk",
    Kind.PODCAST_EPISODE: "talk",
    Kind.FILM: "screen",
    Kind.INFOGRAPHIC: "patch",
    Kind.ARTICLE: "letter",
}


obstacles_of_kinds: dict[str, list[Callable[[Any], list[str]]]] = {}
"""What else stands in the way of a publication of a kind; the room of that kind says so at start-up."""


class Publication(Record):
    """A publication: its permanent identity."""

    published_version = models.ForeignKey(
        "PublicationVersion",
        verbose_name=_("published version"),
        on_delete=models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects: ClassVar[PublicationQuerySet] = PublicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Record.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def get_absolute_url(self) -> str:
        return reverse("publication", args=[self.slug])


class PublicationVersion(RecordVersion, Licensed):
    """One description of a publication."""

    Kind = Kind
    OWNED_ROWS = (
        *("sources", "initiative_rows", "lesson_rows", "covers"),
        *("tile_pictures", "tiles"),
        *("recordings", "chapters", "speakers"),
    )
    LABELS = ("themes",)

    record = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="versions"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    genre = models.CharField(_("genre"), max_length=40, blank=True, help_text=_("Of an article: blog, interview …"))
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True, help_text=_("Cleaned HTML."))
    issued = PartialDateField(_("date of issue"))
    makers = ArrayField(models.CharField(max_length=200), verbose_name=_("makers"), default=list, blank=True)
    series = models.ForeignKey(
        Publication,
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
    )
    number_in_series = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    incomplete = models.BooleanField(
        _("incomplete"), default=False, help_text=_("Something essential is still missing.")
    )
    uncertain = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("uncertain"),
        default=list,
        blank=True,
        help_text=_("Inferred; no source says so in as many words."),
    )
    themes = TaggableManager(
        verbose_name=_("themes"),
        through="ThemeInPublication",
        blank=True,
        related_name="publication_versions",
    )

    objects: ClassVar[PublicationVersionQuerySet] = PublicationVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(RecordVersion.Meta):
        verbose_name = _("version of a publication")
        verbose_name_plural = _("versions of publications")
        constraints = [
            *RecordVersion.Meta.constraints,
            is_partial_date("issued", "publicationversion_issued_is_date"),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values),
                name="publicationversion_kind_known",
                violation_error_message=_("This kind of publication does not exist."),
            ),
        ]

    def obstacles(self) -> list[str]:
        """What the cover lacks, and what stands in the way of one of this kind; without it readers would see what they
        may not, or not know what they see."""
        lacking = [what for cover in self.covers.select_related("picture") for what in cover.lacks()]
        found = [_("The cover lacks %(what)s.") % {"what": get_text_list([*lacking], _("and"))}] if lacking else []
        return found + [each for find in obstacles_of_kinds.get(self.kind, ()) for each in find(self)]

    def get_absolute_url(self) -> str:
        return reverse("publication_version", args=[self.record.slug, self.number])

    @property
    def issued_in_words(self) -> str:
        return in_words(self.issued)

    @property
    def kind_and_date(self) -> str:
        return ", ".join(part for part in (self.get_kind_display(), self.issued_in_words) if part)

    @property
    def pictogram(self) -> str:
        """The pictogram of its kind, by its name in the sprite."""
        return PICTOGRAMS[Kind(self.kind)]

    @property
    def theme_slugs(self) -> list[str]:
        return [row.tag.slug for row in self.theme_rows.all()]

    @property
    def public_cases(self) -> list[CatalogueEntry]:
        """The catalogue entries of the cases it is about, as far as visitors may see them."""
        return [row.initiative.entry for row in self.initiative_rows.all() if hasattr(row.initiative, "entry")]

    @property
    def public_lessons(self) -> list[Lesson]:
        return [row.lesson for row in self.lesson_rows.all() if row.lesson.is_public]


class ThemeInPublication(ItemBase):
    tag = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="publication_rows")
    content_object = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="theme_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="theme_once_in_publication")]


class InitiativeInPublication(models.Model):
    """A case that the publication is about."""

    version = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="initiative_rows")
    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.PROTECT, related_name="publication_rows"
    )
    pinned = models.ForeignKey(
        InitiativeVersion,
        verbose_name=_("version in this edition"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    position = models.PositiveSmallIntegerField(_("place in the row"), default=0)

    class Meta:
        verbose_name = _("case in this publication")
        verbose_name_plural = _("cases in this publication")
        constraints = [models.UniqueConstraint(fields=["version", "initiative"], name="initiative_once_in_publication")]

    def __str__(self) -> str:
        return str(self.initiative)


class LessonInPublication(models.Model):
    """A lesson that the publication tells."""

    version = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="lesson_rows")
    lesson = models.ForeignKey(
        Lesson, verbose_name=_("lesson"), on_delete=models.PROTECT, related_name="publication_rows"
    )
    pinned = models.ForeignKey(
        LessonVersion,
        verbose_name=_("version in this edition"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    position = models.PositiveSmallIntegerField(_("place in the row"), default=0)

    class Meta:
        verbose_name = _("lesson in this publication")
        verbose_name_plural = _("lessons in this publication")
        constraints = [models.UniqueConstraint(fields=["version", "lesson"], name="lesson_once_in_publication")]

    def __str__(self) -> str:
        return str(self.lesson)


class PublicationSource(SourceRow):
    version = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="sources")


class PublicationCover(PictureRow):
    """The picture on the front of a publication; one without it gets a mosaic of its own."""

    version = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="covers")

    class Meta(PictureRow.Meta):
        verbose_name = _("cover")
        verbose_name_plural = _("covers")
        constraints = [
            *PictureRow.Meta.constraints,
            models.UniqueConstraint(fields=["version"], name="publicationcover_one"),
        ]


class Edition(models.Model):
    """What a published bundle says, kept as it was said that day, so that it can be made again and be the same."""

    version = models.OneToOneField(
        PublicationVersion, on_delete=models.CASCADE, primary_key=True, related_name="edition"
    )
    contents = models.JSONField(_("contents"))
    made_at = models.DateTimeField(_("made at"), db_default=Now())

    class Meta:
        verbose_name = _("edition of a bundle")
        verbose_name_plural = _("editions of bundles")

    def __str__(self) -> str:
        return str(self.version)

    @property
    def folder(self) -> str:
        """Where the files that were made of it are kept."""
        return f"editions/{self.pk}"
