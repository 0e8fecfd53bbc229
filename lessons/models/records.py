"""A lesson: a finding beyond one case, for one or more audiences, on the spine of versions."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from curation.models import Record, RecordVersion, SourceRow
from initiatives.models import CatalogueEntry, Initiative, Theme
from lessons.querysets import LessonQuerySet, LessonVersionQuerySet


class Audience(models.TextChoices):
    POLICY = "policy", _("policy")
    PROFESSIONAL = "professional", _("professionals")
    RESIDENT = "resident", _("residents")


class Lesson(Record):
    """A finding: its permanent identity."""

    published_version = models.ForeignKey(
        "LessonVersion",
        verbose_name=_("published version"),
        on_delete=models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects: ClassVar[LessonQuerySet] = LessonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Record.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def get_absolute_url(self) -> str:
        return reverse("lesson", args=[self.slug])


class LessonVersion(RecordVersion):
    """One wording of a lesson."""

    OWNED_ROWS = ("sources", "initiative_rows")
    LABELS = ("themes",)

    record = models.ForeignKey(Lesson, verbose_name=_("lesson"), on_delete=models.CASCADE, related_name="versions")
    statement = models.TextField(_("statement"))
    explanation = models.TextField(_("explanation"), blank=True, help_text=_("Cleaned HTML."))
    audiences = ArrayField(
        models.CharField(max_length=12, choices=Audience),
        verbose_name=_("audiences"),
        default=list,
        blank=True,
    )
    for_policy = models.TextField(_("what it asks of policy"), blank=True)
    for_professionals = models.TextField(_("what it asks of professionals"), blank=True)
    for_residents = models.TextField(_("what it asks of residents"), blank=True)
    limits = models.TextField(_("limits"), blank=True, help_text=_("Where or when it does not hold."))
    drawn_by = models.CharField(_("drawn by"), max_length=200, blank=True)
    themes = TaggableManager(
        verbose_name=_("themes"), through="ThemeInLesson", blank=True, related_name="lesson_versions"
    )

    objects: ClassVar[LessonVersionQuerySet] = LessonVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(RecordVersion.Meta):
        verbose_name = _("version of a lesson")
        verbose_name_plural = _("versions of lessons")
        constraints = [
            *RecordVersion.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(audiences__contained_by=Audience.values),
                name="lessonversion_audiences_known",
                violation_error_message=_("This audience does not exist."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("lesson_version", args=[self.record.slug, self.number])

    @property
    def audience_labels(self) -> list[str]:
        return [str(Audience(audience).label) for audience in self.audiences]

    def ask_of(self, audience: str = "") -> tuple[str, str]:
        """Of whom it asks something and what, of one audience or else of the first that it speaks to; or nothing."""
        asks = {
            Audience.POLICY: self.for_policy,
            Audience.PROFESSIONAL: self.for_professionals,
            Audience.RESIDENT: self.for_residents,
        }
        said = [(str(each.label), text) for each, text in asks.items() if text and audience in {each, ""}]
        return said[0] if said else ("", "")

    @property
    def makers(self) -> list[str]:
        """Whom one cites."""
        return [self.drawn_by] if self.drawn_by else []

    @property
    def theme_slugs(self) -> list[str]:
        return [row.tag.slug for row in self.theme_rows.all()]

    @property
    def public_cases(self) -> list[CatalogueEntry]:
        """The catalogue entries of the cases behind it, as far as visitors may see them."""
        return [row.initiative.entry for row in self.initiative_rows.all() if hasattr(row.initiative, "entry")]


class ThemeInLesson(ItemBase):
    tag = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="lesson_rows")
    content_object = models.ForeignKey(LessonVersion, on_delete=models.CASCADE, related_name="theme_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="theme_once_in_lesson")]


class InitiativeInLesson(models.Model):
    """A case that the lesson was drawn from."""

    version = models.ForeignKey(LessonVersion, on_delete=models.CASCADE, related_name="initiative_rows")
    initiative = models.ForeignKey(
        Initiative, verbose_name=_("initiative"), on_delete=models.PROTECT, related_name="lesson_rows"
    )

    class Meta:
        verbose_name = _("case behind this lesson")
        verbose_name_plural = _("cases behind this lesson")
        constraints = [models.UniqueConstraint(fields=["version", "initiative"], name="initiative_once_in_lesson")]

    def __str__(self) -> str:
        return str(self.initiative)


class LessonSource(SourceRow):
    version = models.ForeignKey(LessonVersion, on_delete=models.CASCADE, related_name="sources")
