"""The register: provinces, municipalities of today and of the past, what they are called and what became of them.

The files in places/data are the record; `workflow.load_register` writes these rows from them and nobody edits them.
Readers ask `places.register`, which keeps the whole register in the process.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from places.querysets import MunicipalityQuerySet, ProvinceQuerySet


class Urbanity(models.IntegerChoices):
    """How many addresses there are around an address, in the five classes of Statistics Netherlands."""

    VERY_STRONG = 1, _("very strongly urban")
    STRONG = 2, _("strongly urban")
    MODERATE = 3, _("moderately urban")
    LITTLE = 4, _("little urban")
    NONE = 5, _("not urban")


def _both_or_neither(*fields: str) -> Q:
    """Every one of `fields` is filled, or none is."""
    return Q(**{f"{field}__isnull": True for field in fields}) | Q(**{f"{field}__isnull": False for field in fields})


class Province(models.Model):
    code = models.CharField(_("code"), max_length=4, primary_key=True)
    name = models.CharField(_("name"), max_length=50)
    sort_name = models.CharField(_("order in lists"), max_length=60, db_collation="C")
    slug = models.SlugField(_("address"), unique=True)
    aliases = ArrayField(models.CharField(max_length=50), verbose_name=_("other names"), default=list, blank=True)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^PV\d{2}$"),
                name="province_code_form",
                violation_error_message=_("The code of a province looks like PV20."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    code = models.CharField(_("code"), max_length=6, primary_key=True)
    name = models.CharField(_("official name"), max_length=100)
    display_name = models.CharField(_("usual name"), max_length=100)
    sort_name = models.CharField(_("order in lists"), max_length=110, db_collation="C")
    slug = models.SlugField(_("address"), max_length=110, db_index=False)
    province = models.ForeignKey(
        Province, models.PROTECT, verbose_name=_("province"), related_name="municipalities", null=True, blank=True
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_on = models.DateField(_("population on"), null=True, blank=True)
    urbanity = models.PositiveSmallIntegerField(_("urbanity"), choices=Urbanity, null=True, blank=True)
    urbanity_year = models.PositiveSmallIntegerField(_("year of the urbanity"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(_("column on the tile map"), null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(_("row on the tile map"), null=True, blank=True)
    established_on = models.DateField(
        _("established on"), null=True, blank=True, help_text=_("Empty for those that were there before this register.")
    )
    abolished_on = models.DateField(
        _("abolished on"), null=True, blank=True, help_text=_("A day in the future is a merger that is planned.")
    )
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("successor"),
        related_name="predecessors",
        null=True,
        blank=True,
        help_text=_("The municipality where most of it went."),
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^GM\d{4}$"),
                name="municipality_code_form",
                violation_error_message=_("The code of a municipality looks like GM0344."),
            ),
            models.CheckConstraint(
                condition=Q(urbanity__isnull=True) | Q(urbanity__in=Urbanity.values),
                name="municipality_urbanity_known",
                violation_error_message=_("Urbanity runs from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=_both_or_neither("population", "population_on"),
                name="municipality_population_dated",
                violation_error_message=_("A population has a date."),
            ),
            models.CheckConstraint(
                condition=_both_or_neither("urbanity", "urbanity_year"),
                name="municipality_urbanity_dated",
                violation_error_message=_("An urbanity has a year."),
            ),
            models.CheckConstraint(
                condition=_both_or_neither("latitude", "longitude")
                & (Q(latitude__isnull=True) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180))),
                name="municipality_point_on_earth",
                violation_error_message=_("A point has a latitude and a longitude, in degrees."),
            ),
            models.CheckConstraint(
                condition=_both_or_neither("tile_column", "tile_row"),
                name="municipality_tile_complete",
                violation_error_message=_("A place on the tile map has a column and a row."),
            ),
            # Checked at the end, so that one load may let municipalities trade addresses or tiles.
            models.UniqueConstraint(
                fields=["slug"],
                name="municipality_slug_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another municipality has this address."),
            ),
            models.UniqueConstraint(
                fields=["tile_column", "tile_row"],
                name="municipality_tile_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another municipality has this place on the tile map."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(abolished_on__isnull=False) & ~Q(successor=F("code")),
                name="municipality_successor_of_abolished",
                violation_error_message=_("Only a municipality that stops has a successor, and never itself."),
            ),
            models.CheckConstraint(
                condition=Q(established_on__isnull=True)
                | Q(abolished_on__isnull=True)
                | Q(established_on__lt=F("abolished_on")),
                name="municipality_lives_forward",
                violation_error_message=_("A municipality is established before it is abolished."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name


class Succession(models.Model):
    """Another municipality, besides the main successor, that got a part of one that was split."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, verbose_name=_("municipality"), related_name="other_successions"
    )
    successor = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name=_("successor"), related_name="inheritances"
    )

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "successor"],
                name="succession_unique",
                violation_error_message=_("This succession is in the register already."),
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("municipality")),
                name="succession_to_another",
                violation_error_message=_("A municipality does not succeed itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} → {self.successor_id}"


class MunicipalityName(models.Model):
    """One way to name a municipality; `normalised` is what `places.names.normalise` makes of it."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official name")
        USUAL = "usual", _("usual name")
        ALIAS = "alias", _("other name")
        VARIANT = "variant", _("other spelling")
        SHORT = "short", _("without what tells it from its namesakes")

    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name=_("municipality"), related_name="names")
    name = models.CharField(_("name"), max_length=100)
    normalised = models.CharField(_("for comparison"), max_length=110, db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="municipality_name_unique",
                violation_error_message=_("The municipality has this name already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["official", "usual", "alias", "variant", "short"]),
                name="municipality_name_kind_known",
                violation_error_message=_("This kind of name does not exist."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegisterEdition(models.Model):
    """Which register stands in the database: one row, with a new stamp after every load that changed something.

    A process that keeps the register compares its stamp with this one. It is random instead of counted, so that no two
    registers can ever share one, whatever was rolled back or restored in between.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    stamp = models.UUIDField(_("stamp"), default=uuid.uuid4)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now=True)

    class Meta:
        verbose_name = _("edition of the register")
        verbose_name_plural = _("editions of the register")
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="register_edition_single",
                violation_error_message=_("There is one edition of the register at a time."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.stamp)
