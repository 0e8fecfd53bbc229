"""The tiles of an infographic, the pictures in them, and what has become of their figures since they were published."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from lessons.models import Audience, Lesson, Passage
from media.models import Consent, Picture, PictureRow
from media.querysets import AGREED
from publications.models.records import PublicationVersion
from publications.querysets import TileQuerySet

COLUMNS = 12
MOST_ROWS = 12
NARROWEST = 2


class TileKind(models.TextChoices):
    TITLE = "title", _("title")
    LESSON = "lesson", _("lesson")
    FIGURE = "figure", _("live figure")
    BARS = "bars", _("bar chart")
    MAP = "map", _("tile map")
    QUOTATION = "quotation", _("quotation")
    PICTOGRAM = "pictogram", _("pictogram")
    TEXT = "text", _("text")
    PICTURE = "picture", _("picture")
    LINK = "link", _("link")


LIVE = (TileKind.FIGURE, TileKind.BARS, TileKind.MAP)
"""The kinds that ask the catalogue a question."""


class Scheme(models.TextChoices):
    """The colours of the house, by the names that the tiles of the mosaic have in the style sheet."""

    PAPER = "paper", _("paper")
    SUN = "sun", _("sunflower")
    BRICK = "brick", _("brick")
    DOOR = "door", _("front door")
    BLOSSOM = "blossom", _("blossom")
    SKY = "sky", _("sky")
    CANAL = "canal", _("canal")
    LINDEN = "linden", _("linden")
    GRASS = "grass", _("grass")
    ROOF = "roof", _("roof tile")


class Tile(models.Model):
    """One tile of an infographic. Tiles lie on a grid of twelve columns, in the order in which they are read.

    `question` is what a live tile asks the catalogue (publications/infographics/question.py says how it is written).
    `kept_answer`: an editor decided to go on with the answer that was published, and this is it; without it a draft
    asks anew. What a published tile says is in the edition of its version.
    """

    Kind = TileKind
    Scheme = Scheme
    Consent = Consent

    version = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="tiles")
    position = models.PositiveSmallIntegerField(_("place in the row"), default=0)
    width = models.PositiveSmallIntegerField(
        _("width"), default=4, validators=[MinValueValidator(NARROWEST), MaxValueValidator(COLUMNS)]
    )
    height = models.PositiveSmallIntegerField(
        _("height"), default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST_ROWS)]
    )
    kind = models.CharField(_("kind"), max_length=10, choices=TileKind)
    scheme = models.CharField(_("colour"), max_length=8, choices=Scheme, default=Scheme.LINDEN)
    pictogram = models.SlugField(_("pictogram"), max_length=40, blank=True)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    words = models.TextField(_("text"), blank=True)
    attribution = models.CharField(_("whose words"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    lesson = models.ForeignKey(
        Lesson, verbose_name=_("lesson"), on_delete=models.PROTECT, related_name="tiles", null=True, blank=True
    )
    audience = models.CharField(
        _("for whom"),
        max_length=12,
        choices=Audience,
        blank=True,
        help_text=_("Of a lesson: what it asks of them, instead of the lesson itself."),
    )
    passage = models.ForeignKey(
        Passage, verbose_name=_("passage"), on_delete=models.PROTECT, related_name="tiles", null=True, blank=True
    )
    consent = models.CharField(
        _("consent of the people quoted"), max_length=10, choices=Consent, default=Consent.NOT_KNOWN
    )
    consent_note = models.CharField(
        _("who consented, and where that is kept"), max_length=500, blank=True, help_text=_("Not shown to visitors.")
    )
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), on_delete=models.PROTECT, related_name="tiles", null=True, blank=True
    )
    question = models.JSONField(_("question"), null=True, blank=True)
    alternative_text = models.TextField(
        _("alternative text"),
        blank=True,
        help_text=_("What a figure or a chart tells, for who does not see it. Empty: the text that is written for it."),
    )
    kept_answer = models.JSONField(_("kept answer"), null=True, blank=True, editable=False)

    objects: ClassVar[TileQuerySet] = TileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("tile")
        verbose_name_plural = _("tiles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width__gte=NARROWEST, width__lte=COLUMNS, height__gte=1, height__lte=MOST_ROWS),
                name="tile_fits_the_grid",
                violation_error_message=_("A tile is 2 to 12 columns wide and 1 to 12 rows high."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=TileKind.values, scheme__in=Scheme.values),
                name="tile_kind_and_scheme_known",
                violation_error_message=_("This kind of tile or this colour does not exist."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=LIVE) | models.Q(question=None, kept_answer=None),
                name="tile_asks_when_live",
                violation_error_message=_("Only a figure, a chart or a map asks the catalogue a question."),
            ),
        ]
        indexes = [models.Index(fields=["version", "position", "id"], name="tile_in_order")]

    def __str__(self) -> str:
        return self.heading or str(self.get_kind_display())

    @property
    def is_live(self) -> bool:
        """Whether it asks the catalogue a question."""
        return self.kind in LIVE

    @property
    def may_be_quoted(self) -> bool:
        """Whether nobody who is quoted can be recognised, or they agreed and it is said where that is kept."""
        return self.consent in AGREED and (self.consent != Consent.GIVEN or bool(self.consent_note))


class TilePicture(PictureRow):
    """What is said of a picture that stands in tiles of this version."""

    version = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="tile_pictures")

    class Meta(PictureRow.Meta):
        verbose_name = _("picture in an infographic")
        verbose_name_plural = _("pictures in an infographic")


class StaleTile(models.Model):
    """A tile of a published infographic that would say something else by now: another answer, or a newer lesson.

    `was` and `now` are both what `publications.infographics.staleness` compares. `left_at`: somebody saw it and decided
    to leave the tile as it is, which holds until `now` changes again.
    """

    tile = models.OneToOneField(Tile, on_delete=models.CASCADE, primary_key=True, related_name="stale")
    was = models.JSONField(_("was"))
    now = models.JSONField(_("is"))
    noticed_at = models.DateTimeField(_("noticed at"), db_default=Now())
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("left by"), on_delete=models.PROTECT, related_name="+", null=True
    )
    left_at = models.DateTimeField(_("left at"), null=True)

    class Meta:
        verbose_name = _("tile that has aged")
        verbose_name_plural = _("tiles that have aged")

    def __str__(self) -> str:
        return str(self.tile)


class TilesCompared(models.Model):
    """Up to which change of the catalogue, and on which day, published tiles were last compared with it; one row."""

    position = models.BigIntegerField()
    day = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="tiles_compared_one_row")]

    def __str__(self) -> str:
        return f"{self.position} {self.day}"
