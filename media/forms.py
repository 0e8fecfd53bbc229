"""Fields by which a person sends a picture or a file; their value is what was taken in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from media import intake
from media.drawing import MOST_PIXELS
from media.models import FILMS, SOUNDS

PICTURE_TYPES = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif"
ATTACHMENT_TYPES = "application/pdf,audio/mpeg,audio/mp4,audio/ogg,audio/wav,.pdf,.mp3,.m4a,.ogg,.opus,.wav"

RECORDING_TYPES = "audio/mpeg,audio/mp4,audio/ogg,audio/wav,video/mp4,video/webm,.mp3,.m4a,.ogg,.opus,.wav,.mp4,.webm"


class IntakeField(forms.FileField):
    """Takes in what is sent, on behalf of `by`, which the form sets."""

    by: User | None = None
    accepts = ""

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not upload or upload is initial:
            return upload
        try:
            return self.take(upload)
        except intake.Refused as reason:
            raise ValidationError(str(reason)) from reason

    def take(self, upload: Any) -> Any:
        raise NotImplementedError

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": self.accepts}


class PictureField(IntakeField):
    """A media.models.Picture, from JPEG, PNG, WebP, AVIF or HEIC."""

    accepts = PICTURE_TYPES

    def __init__(self, **options: Any) -> None:
        help_text = format_lazy(
            _("JPEG, PNG, WebP, AVIF or HEIC, {size} MB and {pixels} million pixels at most."),
            size=intake.LARGEST_PICTURE // 1024**2,
            pixels=MOST_PIXELS // 1_000_000,
        )
        super().__init__(**{"label": _("picture"), "help_text": help_text, **options})

    def take(self, upload: Any) -> Any:
        return intake.take(upload, by=self.by)


class AttachmentField(IntakeField):
    """A media.models.Attachment, from PDF, MP3, M4A, Ogg or WAV."""

    accepts = ATTACHMENT_TYPES

    def __init__(self, **options: Any) -> None:
        help_text = format_lazy(
            _("PDF, MP3, M4A, Ogg or WAV, {size} MB at most."), size=intake.LARGEST_ATTACHMENT // 1024**2
        )
        super().__init__(**{"label": _("file"), "help_text": help_text, **options})

    def take(self, upload: Any) -> Any:
        return intake.take_attachment(upload, by=self.by)


class RecordingField(IntakeField):
    """A media.models.Attachment that is a sound or a film."""

    accepts = RECORDING_TYPES

    def __init__(self, **options: Any) -> None:
        help_text = format_lazy(
            _(
                "MP3, M4A, Ogg or WAV; for a film MP4 or WebM. {size} MB at most: an hour and a half of sound, or some"
                " ten minutes of film. What is larger can be saved smaller (sound as MP3 of 96 kbit/s, film as MP4 of"
                " 720p), or be linked where it is."
            ),
            size=intake.LARGEST_ATTACHMENT // 1024**2,
        )
        super().__init__(**{"label": _("sound or film"), "help_text": help_text, **options})

    def take(self, upload: Any) -> Any:
        return intake.take_attachment(upload, by=self.by, kinds=SOUNDS | FILMS)
