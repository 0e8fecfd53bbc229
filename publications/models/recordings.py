"""What podcasts and films consist of: their sound or film, its words, chapters, and who speaks."""

from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models import Attachment
from publications.models.records import PublicationVersion
from publications.recordings.clock import clock
from publications.recordings.cues import Cue, unpacked


class Recording(models.Model):
    """The sound or film of a version: a file of our own, or an address at somebody else's; and its words.

    `transcript` is what `publications.recordings.cues.packed` makes.
    """

    version = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="recordings")
    file = models.ForeignKey(
        Attachment,
        verbose_name=_("sound or film"),
        on_delete=models.PROTECT,
        related_name="recordings",
        null=True,
        blank=True,
    )
    address = models.URLField(_("address elsewhere"), max_length=2000, blank=True)
    seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    spoken_language = models.CharField(
        _("language that is spoken"), max_length=8, choices=settings.LANGUAGES, default="nl"
    )
    transcript = models.TextField(_("transcript"), blank=True)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                name="recording_once_in_version",
                violation_error_message=_("There is a recording already."),
            ),
        ]

    def __str__(self) -> str:
        return self.file.name if self.file else self.address

    @cached_property
    def cues(self) -> list[Cue]:
        """The lines of the transcript."""
        return unpacked(self.transcript)

    @property
    def is_timed(self) -> bool:
        """Whether there are words of which it is known when they are said."""
        return any(cue.is_timed for cue in self.cues)

    @property
    def is_ours(self) -> bool:
        """Whether it can be played here."""
        return self.file is not None and not self.file.is_removed

    @property
    def host(self) -> str:
        """Whose site it is on, when it is elsewhere."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    @property
    def length(self) -> str:
        return clock(self.seconds * 1000) if self.seconds else ""

    def lacks(self, *, is_film: bool) -> str:
        """What stands in the way of publication, in a sentence; what is linked elsewhere needs no words of ours."""
        if not self.is_ours:
            return ""
        if not self.cues:
            return str(_("Sound or film of our own is not published without a transcript: add what is said."))
        if is_film and not self.is_timed:
            return str(_("A film of our own is not published without captions: give its transcript times."))
        return ""


class Chapter(models.Model):
    """A part of a recording, from its beginning to the next."""

    version = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="chapters")
    begins = models.PositiveIntegerField(_("begins at"))
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "begins"],
                name="chapter_once_in_version",
                violation_error_message=_("Two chapters begin at the same moment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moment} {self.title}"

    @property
    def moment(self) -> str:
        """ "12:31": it begins at whole seconds."""
        return clock(self.begins * 1000)


class Speaker(models.Model):
    """Who is heard in a recording."""

    version = models.ForeignKey(PublicationVersion, on_delete=models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField(_("place in the row"), default=0)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=200, blank=True, help_text=_("Maker, guest, resident …"))

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def __str__(self) -> str:
        return self.name
