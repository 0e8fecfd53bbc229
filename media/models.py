"""Pictures and files, whose content never changes, and the rows by which a version shows them."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from media.querysets import AGREED, AttachmentRowQuerySet, KeptQuerySet, PictureRowQuerySet


def new_key() -> str:
    """A name that nobody can guess."""
    return secrets.token_hex(16)


class Licence(models.TextChoices):
    CC_BY = "cc-by", _("Creative Commons, name the maker (CC BY 4.0)")
    CC_BY_SA = "cc-by-sa", _("Creative Commons, name the maker, share alike (CC BY-SA 4.0)")
    CC0 = "cc0", _("free of rights (CC0)")
    PERMISSION = "permission", _("with permission of the maker, for this site alone")
    OTHER = "other", _("another licence, at the address given")


LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.nl",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.nl",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
}
LICENCE_SIGNS = {Licence.CC_BY: "CC BY 4.0", Licence.CC_BY_SA: "CC BY-SA 4.0", Licence.CC0: "CC0"}


class Consent(models.TextChoices):
    """What the people who can be recognised say about being shown."""

    NOT_KNOWN = "unknown", pgettext_lazy("consent", "not known")
    NOBODY = "nobody", _("nobody can be recognised")
    GIVEN = "given", pgettext_lazy("consent", "given")
    ASKED = "asked", pgettext_lazy("consent", "asked, no answer yet")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "withdrawn")


class AttachmentKind(models.TextChoices):
    PDF = "pdf", "PDF"
    MP3 = "mp3", "MP3"
    M4A = "m4a", "M4A"
    OGG = "ogg", "Ogg"
    WAV = "wav", "WAV"
    MP4 = "mp4", "MP4"
    WEBM = "webm", "WebM"


CONTENT_TYPES = {
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.MP3: "audio/mpeg",
    AttachmentKind.M4A: "audio/mp4",
    AttachmentKind.OGG: "audio/ogg",
    AttachmentKind.WAV: "audio/wav",
    AttachmentKind.MP4: "video/mp4",
    AttachmentKind.WEBM: "video/webm",
}
SOUNDS = frozenset({AttachmentKind.MP3, AttachmentKind.M4A, AttachmentKind.OGG, AttachmentKind.WAV})
FILMS = frozenset({AttachmentKind.MP4, AttachmentKind.WEBM})
PAPERS_AND_SOUNDS = frozenset({AttachmentKind.PDF}) | SOUNDS


class Kept(models.Model):
    """Something whose bytes are in the storage, under its key; a tombstone when they were removed.

    `digest` is the SHA-256 of the bytes as they came in, so that the same bytes are taken in once.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.PROTECT,
        related_name="taken_%(class)ss",
        null=True,
        editable=False,
    )
    taken_at = models.DateTimeField(_("added at"), db_default=Now(), editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("removed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, editable=False)

    objects: ClassVar[KeptQuerySet] = KeptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=models.Q(removed_at__isnull=True), name="%(class)s_taken_once"
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True) | models.Q(digest=""), name="%(class)s_forgotten"
            ),
        ]

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


class Picture(Kept):
    """A picture as this site drew it anew: upright, in sRGB, with nothing but its pixels.

    `width` and `height` are those of the largest drawing, which is kept as `format`; `widths` are those of the smaller
    ones, each in AVIF, WebP and `format`.
    """

    class Format(models.TextChoices):
        JPEG = "jpg", "JPEG"
        PNG = "png", "PNG"  # what is partly transparent

    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    format = models.CharField(_("format"), max_length=3, choices=Format, editable=False)
    widths = ArrayField(models.PositiveIntegerField(), editable=False)

    class Meta(Kept.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"


class Attachment(Kept):
    """A PDF, a sound or a film, kept as it came; visitors download it or play it, and it is never opened as a page."""

    kind = models.CharField(_("kind"), max_length=4, choices=AttachmentKind, editable=False)
    name = models.CharField(_("name of the file"), max_length=100, editable=False)

    class Meta(Kept.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("attachment", args=[self.key, self.name])

    @property
    def is_film(self) -> bool:
        return self.kind in FILMS

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[AttachmentKind(self.kind)]


class Licensed(models.Model):
    """Something with a licence under which others may use it."""

    Licence = Licence

    licence = models.CharField(_("licence"), max_length=12, choices=Licence, blank=True)
    licence_url = models.URLField(_("address of the licence"), max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def licence_address(self) -> str:
        """Where the licence can be read; empty when there is no such place."""
        return LICENCE_ADDRESSES.get(Licence(self.licence), self.licence_url) if self.licence else ""

    @property
    def licence_sign(self) -> str:
        """The licence in the fewest words, for beneath a picture."""
        if not self.licence:
            return ""
        short = {Licence.PERMISSION: _("used with permission"), Licence.OTHER: _("licence")} | LICENCE_SIGNS
        return str(short[Licence(self.licence)])


class PictureRow(Licensed):
    """A picture in a version, with what is said of it there. A subclass adds `version`."""

    Consent = Consent

    picture = models.ForeignKey(Picture, verbose_name=_("picture"), on_delete=models.PROTECT, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField(
        _("place in the row"), default=0, help_text=_("The first picture also stands on the card.")
    )
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What there is to see, for who does not see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It tells nothing that the text does not tell.")
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("maker"), max_length=200, blank=True, help_text=_("Who made the picture."))
    consent = models.CharField(
        _("consent of the people shown"), max_length=10, choices=Consent, default=Consent.NOT_KNOWN
    )
    consent_note = models.CharField(
        _("who consented, and where that is kept"), max_length=500, blank=True, help_text=_("Not shown to visitors.")
    )
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)

    objects: ClassVar[PictureRowQuerySet] = PictureRowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "picture"],
                name="%(class)s_once_in_version",
                violation_error_message=_("This picture is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_decorative=False) | models.Q(alternative_text=""),
                name="%(class)s_text_or_decorative",
                violation_error_message=_("A decorative picture has no alternative text."),
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alternative_text or str(_("picture %(number)s") % {"number": self.position + 1})

    def lacks(self) -> list[str]:
        """What stands in the way of publication, in words; nothing of a removed picture does."""
        if self.picture.is_removed:
            return []
        found = [
            (not self.alternative_text and not self.is_decorative, _("an alternative text, or that it is decorative")),
            (not self.credit, _("its maker")),
            (not self.licence or (self.licence == Licence.OTHER and not self.licence_url), _("its licence")),
            (self.consent not in AGREED, _("the consent of the people shown")),
            (self.consent == Consent.GIVEN and not self.consent_note, _("who consented, and where that is kept")),
        ]
        return [str(words) for is_missing, words in found if is_missing]


class AttachmentRow(models.Model):
    """A file in a version, with its title there. A subclass adds `version`."""

    file = models.ForeignKey(Attachment, verbose_name=_("file"), on_delete=models.PROTECT, related_name="%(class)ss")
    position = models.PositiveSmallIntegerField(_("place in the row"), default=0)
    title = models.CharField(_("title"), max_length=200)

    objects: ClassVar[AttachmentRowQuerySet] = AttachmentRowQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "file"],
                name="%(class)s_once_in_version",
                violation_error_message=_("This file is there already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="%(class)s_titled",
                violation_error_message=_("Give the file a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
