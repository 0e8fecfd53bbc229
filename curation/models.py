"""The spine that cases, lessons and publications stand on: records, versions, vocabulary, and what happened to them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from curation.querysets import (
    ErasureQuerySet,
    FormerSlugQuerySet,
    RecordQuerySet,
    StatusChangeQuerySet,
    TermQuerySet,
    VersionQuerySet,
)


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    KEPT = "kept", _("kept")


# In which a version can still be worked on. A kept one is a copy of a moment in that work: never shown, never changed.
OPEN = (Status.DRAFT, Status.IN_REVIEW)


class Record(models.Model):
    """A permanent identity: a stack of versions, of which one at most is open and one at most is shown.

    A subclass adds `published_version`, a key to its own version class.
    """

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    owners = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owners"),
        related_name="owned_%(class)ss",
        blank=True,
        help_text=_("Researchers who may edit the open version; editors always may."),
    )
    created_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("reason for withdrawal"), blank=True, editable=False)

    objects: ClassVar[RecordQuerySet] = RecordQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawal_reason=""),
                name="%(class)s_withdrawn_with_reason",
                violation_error_message=_("Say why it is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_public(self) -> bool:
        return self.published_version_id is not None and self.withdrawn_at is None  # type: ignore[attr-defined]


class RecordVersion(models.Model):
    """One complete description. Once published it has a number and does not change.

    A subclass adds `record`, a key to its record with related name "versions", and says what belongs to it: the related
    names of the rows it owns (`OWNED_ROWS`) and the terms and tags it refers to (`LABELS`). Copying and comparing go by
    these.
    """

    Status = Status
    OWNED_ROWS: ClassVar[tuple[str, ...]] = ()
    LABELS: ClassVar[tuple[str, ...]] = ()

    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    number = models.PositiveIntegerField(_("version number"), null=True, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=8, default="nl", choices=settings.LANGUAGES)
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("worked on by"),
        related_name="written_%(class)ss",
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    words_removed_at = models.DateTimeField(_("words removed at request"), null=True, blank=True, editable=False)
    kept_as = models.CharField(
        _("name of the moment"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("Empty for a copy made when the version was submitted."),
    )
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kept by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(status__in=["draft", "in_review"]),
                name="%(class)s_one_open",
                violation_error_message=_("There is an open version already."),
            ),
            models.UniqueConstraint(
                fields=["record", "number"],
                name="%(class)s_number_unique",
                violation_error_message=_("There is a version with this number already."),
            ),
            models.CheckConstraint(
                condition=models.Q(status="published", number__gte=1, published_at__isnull=False)
                | (~models.Q(status="published") & models.Q(number__isnull=True, published_at__isnull=True)),
                name="%(class)s_numbered_when_published",
                violation_error_message=_("Only a published version has a number and a date of publication."),
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="%(class)s_titled",
                violation_error_message=_("Give it a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title if self.number is None else f"{self.title} (v{self.number})"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    def obstacles(self) -> list[str]:
        """What stands in the way of publication, in sentences for people; a subclass says what it asks of a version."""
        return []

    def rows_that_belong(self) -> list[models.QuerySet]:
        """The rows this version owns, then those that tie it to its labels: one queryset a kind."""
        return [getattr(self, name).all() for name in self.OWNED_ROWS] + [self.label_rows(name) for name in self.LABELS]

    def label_rows(self, name: str) -> models.QuerySet:
        """The rows between this version and the terms or tags it has under `name`."""
        through: type[models.Model] = getattr(type(self), name).through
        return through._default_manager.filter(**{owner_field(through, type(self)): self})


def owner_field(model: type[models.Model], owner: type[models.Model]) -> str:
    """The name of the key by which rows of `model` point at `owner`."""
    return next(field.name for field in model._meta.fields if field.related_model is owner)


class SourceRow(models.Model):
    """Where something in a version was read. A subclass adds `version`."""

    title = models.CharField(_("title"), max_length=500, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title="") | ~models.Q(url=""),
                name="%(class)s_titled_or_addressed",
                violation_error_message=_("Give the source a title or an address."),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.url


class TermDescription(models.Model):
    """What every term of the vocabulary says about itself beside its name and address."""

    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    synonyms = ArrayField(
        models.CharField(max_length=120),
        verbose_name=_("synonyms"),
        default=list,
        blank=True,
        help_text=_("Other words for the same, separated by commas; people who use them find this term."),
    )
    source = models.CharField(_("source"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Off: kept where it is used, no longer offered.")
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        related_name="merged_terms",
        null=True,
        blank=True,
        editable=False,
    )

    objects: ClassVar[TermQuerySet] = TermQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True

    @property
    def label(self) -> str:
        """The name in the language of the moment."""
        return (self.name_en if get_language() == "en" else "") or self.name  # type: ignore[attr-defined]


class Term(TermDescription):
    """A term of a curated list."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True)

    class Meta(TermDescription.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="%(class)s_name_unique",
                violation_error_message=_("There is a term with this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StatusChange(models.Model):
    """A trace: who moved which record from one state to another, and why. Never changed afterwards."""

    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    record_id = models.PositiveBigIntegerField()
    version_number = models.PositiveIntegerField(_("version number"), null=True)
    action = models.CharField(_("action"), max_length=30)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="status_changes",
        null=True,
        help_text=_("Empty: the site itself, when it loaded the catalogue."),
    )
    whom = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whom"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        help_text=_("Who was given the record, or was taken off it."),
    )
    at = models.DateTimeField(_("at"), db_default=Now())

    objects: ClassVar[StatusChangeQuerySet] = StatusChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        indexes = [models.Index(fields=["record_type", "record_id", "-at"], name="status_change_of_record")]

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d}"


class Erasure(models.Model):
    """A trace: words or a picture were removed at request, by whom, when and why; not which words.

    `versions` lists the published versions that read otherwise since, as [model, key of the record, number]; `records`
    the other records that were changed and `leaning` those that referred to them, as [model, key].
    """

    class Kind(models.TextChoices):
        WORDS = "words", _("words")
        PICTURE = "picture", _("picture")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    record_id = models.PositiveBigIntegerField()
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    places = models.PositiveIntegerField()
    versions = models.JSONField(default=list)
    records = models.JSONField(default=list)
    leaning = models.JSONField(default=list)

    objects: ClassVar[ErasureQuerySet] = ErasureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("removal at request")
        verbose_name_plural = _("removals at request")
        indexes = [models.Index(fields=["record_type", "record_id", "-at"], name="erasure_of_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class FormerSlug(models.Model):
    """An address that a record once had, so that old links still arrive."""

    record_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=120)
    record_id = models.PositiveBigIntegerField()

    objects: ClassVar[FormerSlugQuerySet] = FormerSlugQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_type", "slug"], name="former_slug_unique")]

    def __str__(self) -> str:
        return self.slug


class Merge(models.Model):
    """Two terms (or actors) made one: what moved, so that it can be undone."""

    record_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    kept_id = models.PositiveBigIntegerField()
    kept_name = models.CharField(_("kept"), max_length=200)
    merged_id = models.PositiveBigIntegerField()
    merged_name = models.CharField(_("merged"), max_length=200)
    moved = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField(_("at"), db_default=Now())
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return f"{self.merged_name} → {self.kept_name}"


class EditorialPolicy(models.Model):
    """The house rules that an administrator may change; one row."""

    second_pair_of_eyes = models.BooleanField(
        _("second pair of eyes"),
        default=True,
        help_text=_("An editor does not publish what they alone have written."),
    )

    class Meta:
        verbose_name = _("editorial policy")
        verbose_name_plural = _("editorial policy")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="editorial_policy_one_row")]

    def __str__(self) -> str:
        return str(_("editorial policy"))


class ShippedRecord(models.Model):
    """What `load_catalogue` once brought in, so that a later run knows what people changed since."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    values = models.JSONField()
    object_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="shipped_record_unique")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
