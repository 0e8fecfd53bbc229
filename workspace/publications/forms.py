"""What a person may say of a publication, as the workspace asks it, in plain questions."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from lessons.models import Lesson
from publications.forms import PublicationVersionForm
from publications.models import Kind, PublicationCover, PublicationSource, PublicationVersion
from workspace.forms import FIELD, PlainRows, RowForm
from workspace.records.sheets.records_field import RecordsField

LABELS: dict[str, Any] = {
    "title": _("What is it called?"),
    "kind": _("What kind of publication is it?"),
    "genre": _("What kind of article is it?"),
    "summary": _("What is it in short?"),
    "body": _("What does it say?"),
    "makers": _("Who made it?"),
    "issued": _("When did it come out?"),
    "series": _("Of which series is it a part?"),
    "number_in_series": _("Which number has it in that series?"),
    "licence": _("What may others do with it?"),
    "licence_url": _("Where is that licence written?"),
    "themes": _("What is it about?"),
    "cases": _("Which cases is it about?"),
    "lessons": _("Which lessons does it tell?"),
    "language": _("In which language is it written?"),
    "incomplete": _("Something essential is still missing"),
}
HELP: dict[str, Any] = {
    "title": _("As it stands on the cover."),
    "genre": _("Blog, interview, report …"),
    "summary": _("One or two sentences; they stand on its card and on its cover."),
    "body": _("Of a bundle this is the foreword; of what stands elsewhere, say what one finds there."),
    "makers": _("People or organisations, separated by commas, or one a line."),
    "issued": _("A date may be a year, a month or a day: 2019, november 2019 or 2019-11-05."),
    "series": _("The address of the series, or the link to its page."),
    "licence_url": _("Only for another licence than those in the list."),
    "themes": _("Tick what matters most; three is usually enough."),
    "cases": _("One a line, in order: the address of the case, or the link to its page."),
    "lessons": _("One a line, in order: the address of the lesson, or the link to its page."),
}
_SHORT = forms.Textarea(attrs={"rows": 3})
# A part, the related name of its rows, and the key in them.
RECORD_ROWS = {"cases": ("initiative_rows", "initiative"), "lessons": ("lesson_rows", "lesson")}


class PublicationForm(PublicationVersionForm):
    """All that a version of a publication says, but its sources, its cover, and what it is composed of."""

    slug = uncertain = None  # type: ignore[assignment]
    cases = RecordsField(Initiative, required=False, max_length=40_000, widget=_SHORT)
    lessons = RecordsField(Lesson, required=False, max_length=40_000, widget=_SHORT)
    licence_url = forms.URLField(max_length=500, required=False, assume_scheme="https")

    class Meta(PublicationVersionForm.Meta):
        fields = [
            *(name for name in PublicationVersionForm.Meta.fields if name not in {"kind", "uncertain"}),
            "licence",
            "licence_url",
        ]
        widgets: ClassVar[dict[str, Any]] = {"summary": _SHORT}

    def __init__(self, *args: Any, only: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False  # what is typed goes to the server, which keeps it when something lacks
        for name, (rows, key) in RECORD_ROWS.items():
            if self.instance.pk and (not only or name in only):
                slugs = getattr(self.instance, rows).order_by("position", "pk").values_list(f"{key}__slug", flat=True)
                self.initial[name] = "\n".join(slugs)
        for name in [name for name in self.fields if only and name not in only]:
            del self.fields[name]
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS.get(name, field.label), HELP.get(name, "")
            field.template_name = FIELD  # type: ignore[attr-defined]

    def save_rows(self, changed: Collection[str]) -> None:
        """Put the cases and lessons given in the place of those the version has, in their order."""
        for name, (rows, key) in RECORD_ROWS.items():
            if name in changed:
                related = getattr(self.instance, rows)
                related.all().delete()
                for place, record in enumerate(self.cleaned_data[name]):
                    related.create(**{key: record, "position": place})


class PublicationSourceForm(RowForm):
    url = forms.URLField(label=_("address"), max_length=2000, required=False, assume_scheme="https")

    class Meta:
        model = PublicationSource
        fields = ["title", "url", "year"]


PublicationSourceRows: Any = inlineformset_factory(
    PublicationVersion, PublicationSource, form=PublicationSourceForm, formset=PlainRows, extra=0, can_delete=False
)


class NewPublicationForm(forms.Form):
    """How a publication begins: what it is, and a name."""

    kind = forms.ChoiceField(label=LABELS["kind"], choices=Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=LABELS["title"], help_text=HELP["title"], max_length=200)


class UploadForm(forms.Form):
    picture = forms.FileField(label=_("Picture for the cover"), widget=forms.FileInput(attrs={"accept": "image/*"}))


class CoverForm(RowForm):
    """What is said of the picture on the cover; `seen` is the key of the picture of which it is said."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    licence_url = forms.URLField(
        label=_("address of the licence"), max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = PublicationCover
        fields = [
            "alternative_text",
            "is_decorative",
            "caption",
            "credit",
            "licence",
            "licence_url",
            "consent",
            "consent_note",
            "consent_on",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.picture_id
