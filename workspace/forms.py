"""What a person may say of a case, as the entry page asks it: the rules of initiatives.forms, in parts."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.forms import inlineformset_factory
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from curation.forms import ConstraintsBesideFields, LabelledRows
from initiatives.forms import (
    AccommodationForm,
    AccommodationFormSet,
    InitiativeVersionForm,
    InvolvementForm,
    InvolvementFormSet,
    MunicipalityField,
)
from initiatives.models import (
    Accommodation,
    InitiativeAttachment,
    InitiativePicture,
    InitiativeVersion,
    Involvement,
    Source,
)
from initiatives.models.records import Knowable
from workspace.guidance import HELP, LABELS

CERTAINTIES = (
    ("", _("stated by a source, or not known yet")),
    ("uncertain", _("uncertain: our own reading")),
    ("not_found", _("looked for, not found")),
)
_LEFT_OUT = {"uncertain", "not_found"}
FIELD = "workspace/_field.html"


def certainty_of(knowable: str) -> str:
    """The name of the input that says how sure a field is."""
    return f"{knowable}_certainty"


class SuggestingInput(forms.TextInput):
    """An input that the browser completes with what `source` (the name of an address) answers; plain without it."""

    template_name = "workspace/suggesting_input.html"

    def __init__(self, source: str, *, several: bool = False) -> None:
        super().__init__()
        self.source, self.several = source, several

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("list", None)  # the browser's own list would lie over ours
        context["widget"] |= {"source": reverse(self.source), "several": self.several}
        return context


class EntryForm(InitiativeVersionForm):
    """All fields of a version but its rows; with `only`, some of them. Certainty is said beside each field."""

    slug = uncertain = not_found = None  # type: ignore[assignment]

    class Meta(InitiativeVersionForm.Meta):
        fields = [name for name in InitiativeVersionForm.Meta.fields if name not in _LEFT_OUT]
        widgets: ClassVar[dict[str, Any]] = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "bonding": forms.Textarea(attrs={"rows": 5}),
            "bridging": forms.Textarea(attrs={"rows": 5}),
            "linking": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, only: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for knowable in Knowable:
            name = certainty_of(knowable)
            self.fields[name] = forms.ChoiceField(choices=CERTAINTIES, required=False, label=_("How sure is this?"))
            self.initial[name] = certainty_in(self.instance, knowable)
        self.fields["municipality"].widget = SuggestingInput("municipality_suggestions")
        self.fields["keywords"].widget = SuggestingInput("workspace_keywords", several=True)
        if only:
            self.fields = {name: field for name, field in self.fields.items() if name in only}
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS.get(name, field.label), HELP.get(name, field.help_text)
            field.template_name = FIELD  # type: ignore[attr-defined]
        if self.instance.pk and not self.is_bound and "keywords" in self.fields:
            self.initial["keywords"] = [row.tag.name for row in _keyword_rows(self.instance)]

    def clean(self) -> dict[str, Any]:
        """Write certainty into the version before what it says is held against it."""
        for knowable in Knowable:
            if (name := certainty_of(knowable)) in self.fields and name in self.cleaned_data:
                say_certainty(self.instance, knowable, self.cleaned_data[name])
        self.cleaned_data["not_found"] = self.instance.not_found
        return super().clean()

    def save_part(self) -> None:
        """Write the fields that the form has, and nothing else."""
        columns = {field.name for field in self.instance._meta.concrete_fields}
        names = [name for name in self.fields if name in columns]
        self.instance.save(update_fields=[*names, "uncertain", "not_found", "changed_at"])
        self._save_m2m()


def certainty_in(version: InitiativeVersion, knowable: str) -> str:
    if knowable in version.uncertain:
        return "uncertain"
    return "not_found" if knowable in version.not_found else ""


def say_certainty(version: InitiativeVersion, knowable: str, certainty: str) -> None:
    """Say of a field of `version` how sure it is; the version is not saved."""
    for name in ("uncertain", "not_found"):
        others = [each for each in getattr(version, name) if each != knowable]
        setattr(version, name, sorted([*others, str(knowable)]) if certainty == name else others)


def _keyword_rows(version: InitiativeVersion) -> Any:
    return version.keyword_rows.select_related("tag").order_by("pk")


class RowForm(ConstraintsBesideFields):
    """A row of the entry page: fields as the page shows them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False  # a row that is left empty is none
        for field in self.fields.values():
            field.template_name = FIELD  # type: ignore[attr-defined]


class ActorRowForm(RowForm, InvolvementForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor_name"].widget = SuggestingInput("workspace_actors")
        self.order_fields(["actor_name", "actor_kind", "role"])


class AccommodationRowForm(RowForm, AccommodationForm):
    pass


class SourceForm(RowForm):
    url = forms.URLField(label=_("address"), max_length=2000, required=False, assume_scheme="https")

    class Meta:
        model = Source
        fields = ["title", "url", "year"]


class PlainRows(LabelledRows):
    """Rows without terms to choose."""

    lists: ClassVar[dict[str, Any]] = {}


class PictureForm(RowForm):
    """What is said of a picture that is there; which one it is, is not for the form to change."""

    class Meta:
        model = InitiativePicture
        fields = [
            "picture",
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
        widgets: ClassVar[dict[str, Any]] = {"picture": forms.HiddenInput}

    licence_url = forms.URLField(
        label=_("address of the licence"), max_length=500, required=False, assume_scheme="https"
    )


class AttachmentForm(RowForm):
    class Meta:
        model = InitiativeAttachment
        fields = ["file", "title"]
        widgets: ClassVar[dict[str, Any]] = {"file": forms.HiddenInput}


class PlacedRows(PlainRows):
    """Rows that know their place."""

    def save(self, commit: bool = True) -> Any:
        for number, form in enumerate(self.forms):
            form.instance.position = number
        return super().save(commit)


def _rows(model: Any, form: Any, formset: Any) -> Any:
    return inlineformset_factory(InitiativeVersion, model, form=form, formset=formset, extra=0, can_delete=False)


InvolvementRows = _rows(Involvement, ActorRowForm, InvolvementFormSet)
AccommodationRows = _rows(Accommodation, AccommodationRowForm, AccommodationFormSet)
SourceRows = _rows(Source, SourceForm, PlainRows)
PictureRows = _rows(InitiativePicture, PictureForm, PlacedRows)
AttachmentRows = _rows(InitiativeAttachment, AttachmentForm, PlacedRows)


class NewCaseForm(forms.Form):
    """How a case begins: a name, and a place or the internet."""

    title = forms.CharField(label=LABELS["title"], help_text=HELP["title"], max_length=200)
    municipality = MunicipalityField(
        label=LABELS["municipality"],
        help_text=HELP["municipality"],
        widget=SuggestingInput("municipality_suggestions"),
        template_name=FIELD,  # says nothing of “optional”: either this or online is needed
    )
    online = forms.BooleanField(label=LABELS["online"], required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("municipality") and not cleaned.get("online"):
            self.add_error("municipality", _("Choose a municipality, or say that it meets online."))
        return cleaned


class WordForm(NewCaseForm):
    """A case from a Word file; its title is in the file, unless it is given."""

    field_order = ["file", "title", "municipality", "online"]
    title = forms.CharField(
        label=LABELS["title"], help_text=_("Left empty, the title in the file."), max_length=200, required=False
    )
    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx of 40 MB at most. Headings, lists, quotations, notes and pictures come along."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


class MomentForm(forms.Form):
    label = forms.CharField(label=_("Name of this moment"), max_length=200)


class SharingForm(forms.Form):
    """A colleague by e-mail address or name."""

    person = forms.CharField(label=_("E-mail address or name of a colleague"), max_length=254)
