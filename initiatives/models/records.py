"""A case and its versions, with the rows that each version owns."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from curation.models import Record, RecordVersion, SourceRow
from curation.partial_dates import PartialDateField, is_partial_date, not_before
from curation.statements import Statement, among_keys
from initiatives.models.vocabulary import (
    Access,
    AccommodationKind,
    Actor,
    CommunityWork,
    InvolvementRole,
    Keyword,
    Phase,
    TargetGroup,
    Theme,
)
from initiatives.querysets import InitiativeQuerySet, InitiativeVersionQuerySet
from places.models import Municipality


class Knowable(models.TextChoices):
    """The fields of which a case may say that their value is inferred, or that it was looked for and not found."""

    THEMES = "themes", _("themes")
    TARGET_GROUPS = "target_groups", _("target groups")
    ACTORS = "actors", _("actors")
    ACCOMMODATIONS = "accommodations", _("accommodations")
    BONDING = "bonding", _("bonding")
    BRIDGING = "bridging", _("bridging")
    LINKING = "linking", _("linking")
    COMMUNITY_WORK = "community_work", _("community work")
    MUNICIPALITY = "municipality", _("municipality")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
    STARTED = "started", _("start")
    ENDED = "ended", _("end")
    VISITED = "visited", _("visit")
    PHASE = "phase", _("phase")


TEXTS = ("bonding", "bridging", "linking", "neighbourhood", "started", "ended", "visited")


def _field_names(label: Any, help_text: Any) -> ArrayField:
    return ArrayField(
        models.CharField(max_length=20, choices=Knowable),
        verbose_name=label,
        default=list,
        blank=True,
        help_text=help_text,
    )


class Initiative(Record):
    """A community-building initiative: its permanent identity."""

    published_version = models.ForeignKey(
        "InitiativeVersion",
        verbose_name=_("published version"),
        on_delete=models.RESTRICT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    catalogue_number = models.IntegerField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Counts cases in the order of their first publication; kept when a case is withdrawn."),
    )

    objects: ClassVar[InitiativeQuerySet] = InitiativeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Record.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.slug])


class InitiativeVersion(RecordVersion):
    """One description of a case.

    What is empty is not known, unless `not_found` names it: then it was looked for in vain.
    """

    OWNED_ROWS = ("involvements", "accommodations", "sources", "pictures", "attachments")
    LABELS = ("themes", "keywords", "target_groups", "community_work")

    record = models.ForeignKey(
        Initiative,
        verbose_name=_("initiative"),
        on_delete=models.CASCADE,
        related_name="versions",
        db_index=False,  # the number of a version is unique in its record, and that has an index
    )
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("story"), blank=True, help_text=_("Cleaned HTML."))
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        related_name="initiative_versions",
        null=True,
        blank=True,
    )
    neighbourhood = models.CharField(_("neighbourhood or village"), max_length=200, blank=True)
    online = models.BooleanField(_("meets online"), default=False)
    themes = TaggableManager(
        verbose_name=_("themes"), through="ThemeInVersion", blank=True, related_name="initiative_versions"
    )
    keywords = TaggableManager(
        verbose_name=_("keywords"), through="KeywordInVersion", blank=True, related_name="initiative_versions"
    )
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), through="TargetGroupInVersion", blank=True
    )
    community_work = models.ManyToManyField(
        CommunityWork, verbose_name=_("community work"), through="CommunityWorkInVersion", blank=True
    )
    bonding = models.TextField(_("bonding"), blank=True)
    bridging = models.TextField(_("bridging"), blank=True)
    linking = models.TextField(_("linking"), blank=True)
    started = PartialDateField(_("start"))
    ended = PartialDateField(_("end"))
    visited = PartialDateField(_("visited"))
    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    incomplete = models.BooleanField(
        _("incomplete"), default=False, help_text=_("Something essential is still missing.")
    )
    uncertain = _field_names(_("uncertain"), _("Inferred; no source says so in as many words."))
    not_found = _field_names(_("looked for, not found"), _("We looked, and there was none."))

    objects: ClassVar[InitiativeVersionQuerySet] = InitiativeVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(RecordVersion.Meta):
        verbose_name = _("version of a case")
        verbose_name_plural = _("versions of cases")
        constraints = [
            *RecordVersion.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(municipality__isnull=False)
                | models.Q(online=True)
                | models.Q(status__in=["draft", "kept"]),
                name="initiativeversion_has_a_place",
                violation_error_message=_("Choose a municipality, or say that it meets online."),
            ),
            is_partial_date("started", "initiativeversion_started_is_date"),
            is_partial_date("ended", "initiativeversion_ended_is_date"),
            is_partial_date("visited", "initiativeversion_visited_is_date"),
            not_before("ended", "started", "initiativeversion_ends_after_start", _("It cannot end before it starts.")),
            models.CheckConstraint(
                condition=models.Q(uncertain__contained_by=Knowable.values)
                & models.Q(not_found__contained_by=Knowable.values),
                name="initiativeversion_knowable_fields",
                violation_error_message=_("Only the fields of the case can be uncertain or not found."),
            ),
            models.CheckConstraint(
                condition=~models.Q(uncertain__overlap=models.F("not_found")),
                name="initiativeversion_uncertain_or_not_found",
                violation_error_message=_("A field cannot be both uncertain and not found."),
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{name: ""}) | ~models.Q(not_found__contains=[name]),
                    name=f"initiativeversion_{name}_not_found",
                    violation_error_message=_("What has a value cannot be “not found” as well."),
                )
                for name in TEXTS
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("initiative_version", args=[self.record.slug, self.number])

    def obstacles(self) -> list[str]:
        """What each picture lacks; without it readers would see what they may not, or not know what they see."""
        if not _lacking_pictures.rows([self.pk]):
            return []
        lacking = [(row, row.lacks()) for row in self.pictures.in_order().select_related("picture")]
        return [
            _("The picture “%(name)s” lacks %(what)s.") % {"name": row, "what": get_text_list([*what], _("and"))}
            for row, what in lacking
            if what
        ]


def _rows_of_lacking_pictures() -> models.QuerySet:
    rows: Any = InitiativeVersion._meta.get_field("pictures").related_model
    return rows.objects.missing().filter(among_keys("version")).values_list("pk")[:1]


_lacking_pictures = Statement(_rows_of_lacking_pictures)


class ThemeInVersion(ItemBase):
    tag = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="initiative_rows")
    content_object = models.ForeignKey(
        InitiativeVersion, on_delete=models.CASCADE, related_name="theme_rows", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="theme_once_in_version")]


class KeywordInVersion(ItemBase):
    tag = models.ForeignKey(Keyword, on_delete=models.CASCADE, related_name="initiative_rows")
    content_object = models.ForeignKey(
        InitiativeVersion, on_delete=models.CASCADE, related_name="keyword_rows", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="keyword_once_in_version")]


class TargetGroupInVersion(models.Model):
    version = models.ForeignKey(
        InitiativeVersion, on_delete=models.CASCADE, related_name="target_group_rows", db_index=False
    )
    term = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, related_name="initiative_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "term"], name="target_group_once_in_version")]

    def __str__(self) -> str:
        return str(self.term)


class CommunityWorkInVersion(models.Model):
    version = models.ForeignKey(
        InitiativeVersion, on_delete=models.CASCADE, related_name="community_work_rows", db_index=False
    )
    term = models.ForeignKey(CommunityWork, on_delete=models.PROTECT, related_name="initiative_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "term"], name="community_work_once_in_version")]

    def __str__(self) -> str:
        return str(self.term)


class Involvement(models.Model):
    """The part that an actor plays in one case."""

    version = models.ForeignKey(
        InitiativeVersion, on_delete=models.CASCADE, related_name="involvements", db_index=False
    )
    actor = models.ForeignKey(Actor, verbose_name=_("actor"), on_delete=models.PROTECT, related_name="involvements")
    role = models.ForeignKey(
        InvolvementRole,
        verbose_name=_("role"),
        on_delete=models.PROTECT,
        related_name="involvements",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("actor in this case")
        verbose_name_plural = _("actors in this case")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "actor", "role"],
                name="involvement_once_in_version",
                nulls_distinct=False,
                violation_error_message=_("This actor has this role in the case already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.actor)


class Accommodation(models.Model):
    """Premises where people meet."""

    version = models.ForeignKey(InitiativeVersion, on_delete=models.CASCADE, related_name="accommodations")
    name = models.CharField(_("name"), max_length=200, blank=True)
    kind = models.ForeignKey(
        AccommodationKind,
        verbose_name=_("kind"),
        on_delete=models.PROTECT,
        related_name="accommodations",
        null=True,
        blank=True,
    )
    access = models.CharField(_("access"), max_length=12, choices=Access, blank=True)

    class Meta:
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") | models.Q(kind__isnull=False),
                name="accommodation_named_or_of_a_kind",
                violation_error_message=_("Give the accommodation a name or a kind."),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.kind)


class Source(SourceRow):
    version = models.ForeignKey(InitiativeVersion, on_delete=models.CASCADE, related_name="sources")
