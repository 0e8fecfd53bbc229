"""What a person may say of a publication."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.forms import RecordField, RecordRowForm, RichTextField, TermsField, VersionForm, WordListField
from initiatives.models import Initiative, Theme
from lessons.models import Lesson
from publications.models import InitiativeInPublication, LessonInPublication, Publication, PublicationVersion


class PublicationVersionForm(VersionForm):
    TERM_ROWS = {"themes": ("theme_rows", "tag")}

    body = RichTextField(
        label=_("text"), required=False, widget=forms.Textarea(attrs={"rows": 12}), help_text=_("Markdown or HTML.")
    )
    makers = WordListField(word_length=200, label=_("makers"), help_text=_("Separated by commas, or one a line."))
    series = RecordField(
        model=Publication,
        label=_("part of"),
        required=False,
        help_text=_("The address of the series, or the link to its page."),
    )
    uncertain = WordListField(
        word_length=20,
        label=_("uncertain"),
        help_text=_("Names of fields: inferred, no source says so in as many words."),
    )
    themes = TermsField(Theme, label=_("themes"))

    class Meta:
        model = PublicationVersion
        fields = [
            "title",
            "kind",
            "genre",
            "language",
            "summary",
            "body",
            "issued",
            "makers",
            "series",
            "number_in_series",
            "incomplete",
            "uncertain",
            "themes",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.series:
            self.initial["series"] = self.instance.series.slug


class CaseInPublicationForm(RecordRowForm):
    RECORD_FIELD = "initiative"
    initiative = RecordField(model=Initiative, label=_("case"), help_text=_("The address, or the link to its page."))

    class Meta:
        model = InitiativeInPublication
        fields = ["initiative"]


class LessonInPublicationForm(RecordRowForm):
    RECORD_FIELD = "lesson"
    lesson = RecordField(model=Lesson, label=_("lesson"), help_text=_("The address, or the link to its page."))

    class Meta:
        model = LessonInPublication
        fields = ["lesson"]
