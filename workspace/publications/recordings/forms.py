"""What a person may say of a recording, and of a moment in one."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from curation.forms import RecordField
from lessons.models import Lesson, Stance
from media.forms import RecordingField
from media.models import FILMS, SOUNDS
from publications.models import Kind, PublicationVersion, Recording
from publications.recordings import webvtt
from publications.recordings.clock import clock, read_clock
from publications.recordings.composing import Composed, read_transcript, speakers_to_edit, transcript_to_edit
from publications.recordings.webvtt import BrokenTranscript

MOST_ROWS = 200
LONGEST_LINE = 500
LONGEST_TRANSCRIPT = 2_000_000
_CHAPTER = re.compile(r"([\d:]+)[\s\-–—]+(\S.*)")
_SPEAKER = re.compile(r"(.*?)\s*(?:\(([^()]*)\))?")


class MomentField(forms.CharField):
    """A moment such as 12:31, in seconds."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"placeholder": "12:31", "autocomplete": "off"})
        super().__init__(**{"max_length": 12, "widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        return clock(value * 1000) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        said = super().clean(value)
        milliseconds = read_clock(said) if said else None
        if said and milliseconds is None:
            raise ValidationError(_("Write a moment as 12:31."))
        return None if milliseconds is None else milliseconds // 1000


class LinesField(forms.CharField):
    """Rows, one a line; a line that cannot be read is named."""

    def __init__(self, **options: Any) -> None:
        area = forms.Textarea(attrs={"rows": 6})
        super().__init__(**{"required": False, "max_length": 60_000, "widget": area, **options})

    def clean(self, value: Any) -> list[Any]:
        lines = super().clean(value).splitlines()
        said = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
        if len(said) > MOST_ROWS:
            raise ValidationError(_("There are more than %(number)d lines."), params={"number": MOST_ROWS})
        return [self.row(number, line) for number, line in said]

    def row(self, number: int, line: str) -> Any:
        raise NotImplementedError


class ChaptersField(LinesField):
    """(seconds, title), in the order of time."""

    def clean(self, value: Any) -> list[Any]:
        rows = sorted(super().clean(value))
        begins = [at for at, _title in rows]
        if len(set(begins)) < len(begins):
            raise ValidationError(_("Two chapters begin at the same moment."))
        return rows

    def row(self, number: int, line: str) -> tuple[int, str]:
        found = _CHAPTER.fullmatch(line)
        begins = read_clock(found[1]) if found else None
        if found is None or begins is None:
            raise ValidationError(
                _("Line %(line)d: begin with a moment, as in “12:31 Money”."), params={"line": number}
            )
        if len(found[2]) > 200:
            raise ValidationError(_("Line %(line)d is longer than 200 characters."), params={"line": number})
        return begins // 1000, found[2]


class SpeakersField(LinesField):
    """(name, role), in their order."""

    def row(self, number: int, line: str) -> tuple[str, str]:
        found = _SPEAKER.fullmatch(line) if len(line) <= LONGEST_LINE else None
        name, role = (found[1], (found[2] or "").strip()) if found else (line, "")
        if not name or len(name) > 200 or len(role) > 200:
            raise ValidationError(_("Line %(line)d: a name has 1 to 200 characters."), params={"line": number})
        return name, role


class TranscriptFileField(forms.FileField):
    """The text of a WebVTT file."""

    def __init__(self, **options: Any) -> None:
        widget = forms.ClearableFileInput(attrs={"accept": ".vtt,text/vtt"})
        super().__init__(**{"required": False, "widget": widget, "allow_empty_file": True, **options})

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not upload:
            return ""
        try:
            text = webvtt.decoded(upload.read(webvtt.LARGEST + 1))
            webvtt.read(text)
        except BrokenTranscript as refusal:
            raise ValidationError(str(refusal)) from refusal
        return text


class RecordingForm(forms.Form):
    """All that is said of a recording. What comes out of it is `composed`."""

    upload = RecordingField(label=_("Sound or film of our own"), required=False)
    without_file = forms.BooleanField(label=_("Take the file away"), required=False)
    address = forms.URLField(
        label=_("Or where it is, on the site of somebody else"), max_length=2000, required=False, assume_scheme="https"
    )
    seconds = MomentField(label=_("How long does it last?"), required=False, help_text=_("Such as 12:31."))
    spoken_language = forms.ChoiceField(label=_("Which language is spoken?"), choices=settings.LANGUAGES)
    speakers = SpeakersField(
        label=_("Who is heard?"), help_text=_("One a line, with a role if you like: Fatma (guest).")
    )
    chapters = ChaptersField(label=_("Chapters"), help_text=_("One a line, with its beginning: 12:31 Money."))
    transcript_file = TranscriptFileField(
        label=_("Transcript as a file"), help_text=_("WebVTT. It takes the place of what is below.")
    )
    transcript = forms.CharField(
        label=_("Or write what is said"),
        required=False,
        strip=False,
        max_length=LONGEST_TRANSCRIPT,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true"}),
        help_text=_(
            "A paragraph for each turn, with the moment and who speaks if you like: [12:31] Fatma: … Or WebVTT."
        ),
    )

    def __init__(self, version: PublicationVersion, data: Any = None, files: Any = None, *, by: User) -> None:
        self.version = version
        self.recording = Recording.objects.filter(version=version).select_related("file").first()
        super().__init__(data, files, initial=_initial(version, self.recording))
        self.fields["upload"].by = by  # type: ignore[attr-defined]
        if self.recording is None or self.recording.file is None:
            del self.fields["without_file"]

    def clean_upload(self) -> Any:
        file = self.cleaned_data["upload"]
        if not file:
            return None
        if file.kind in FILMS and self.version.kind != Kind.FILM:
            raise ValidationError(_("This is a film; a podcast has sound alone."))
        if file.kind in SOUNDS and self.version.kind == Kind.FILM:
            raise ValidationError(_("This is sound alone; choose a film."))
        return file

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        text = said.get("transcript_file") or said.get("transcript", "")
        seconds = said.get("seconds")
        try:
            said["cues"] = read_transcript(text, lasts=seconds * 1000 if seconds else None)
        except BrokenTranscript as refusal:
            self.add_error("transcript", str(refusal))
        return said

    @property
    def composed(self) -> Composed:
        said = self.cleaned_data
        kept = None if said.get("without_file") or self.recording is None else self.recording.file
        names = ("address", "seconds", "spoken_language", "cues", "chapters", "speakers")
        return Composed(file=said["upload"] or kept, **{name: said[name] for name in names})


def _initial(version: PublicationVersion, recording: Recording | None) -> dict[str, Any]:
    chapters = version.chapters.order_by("begins", "pk")
    said = {
        "speakers": speakers_to_edit(version.speakers.order_by("position", "pk")),
        "chapters": "\n".join(str(chapter) for chapter in chapters),
        "spoken_language": version.language,
    }
    if recording is None:
        return said
    return said | {
        "address": recording.address,
        "seconds": recording.seconds,
        "spoken_language": recording.spoken_language,
        "transcript": transcript_to_edit(recording.cues),
    }


class NewMomentForm(forms.Form):
    """Words that are said, and the lesson that they bear on."""

    begins = MomentField(label=_("From which moment?"))
    ends = MomentField(label=_("Until which moment?"))
    lesson = RecordField(
        model=Lesson, label=_("For which lesson?"), help_text=_("The address of the lesson, or the link to its page.")
    )
    stance = forms.ChoiceField(label=_("How does it bear on that lesson?"), choices=Stance.choices)
    note = forms.CharField(label=_("Why?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        begins, ends = said.get("begins"), said.get("ends")
        if begins is not None and ends is not None and ends <= begins:
            self.add_error("ends", _("This is not later than the beginning."))
        return said


class JudgeMomentForm(forms.Form):
    """When the words of a moment are said now; without times, they are said no more."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    begins = MomentField(label=_("They are said from"), required=False)
    ends = MomentField(label=_("until"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        begins, ends = said.get("begins"), said.get("ends")
        if not self.errors and (begins is None) != (ends is None):
            raise ValidationError(_("Give both moments, or none when these words are said no more."))
        if begins is not None and ends is not None and ends <= begins:
            self.add_error("ends", _("This is not later than the beginning."))
        return said
