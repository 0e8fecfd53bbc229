"""What a person may say of a lesson."""

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.forms import RecordField, RecordRowForm, RichTextField, TermsField, VersionForm
from initiatives.models import Initiative, Theme
from lessons.models import Audience, InitiativeInLesson, LessonVersion


class LessonVersionForm(VersionForm):
    TERM_ROWS = {"themes": ("theme_rows", "tag")}

    explanation = RichTextField(
        label=_("explanation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Markdown or HTML."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("audiences"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    themes = TermsField(Theme, label=_("themes"))

    class Meta:
        model = LessonVersion
        fields = [
            "title",
            "language",
            "statement",
            "explanation",
            "limits",
            "audiences",
            "for_policy",
            "for_professionals",
            "for_residents",
            "themes",
            "drawn_by",
        ]


class CaseOfLessonForm(RecordRowForm):
    RECORD_FIELD = "initiative"
    initiative = RecordField(
        model=Initiative, label=_("case"), help_text=_("The address of the case, or the link to its page.")
    )

    class Meta:
        model = InitiativeInLesson
        fields = ["initiative"]
