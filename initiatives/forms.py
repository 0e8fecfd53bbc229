"""What a person may say of a case: its description, who is involved, where people meet."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from curation.forms import (
    ConstraintsBesideFields,
    LabelledRows,
    RichTextField,
    TermChoices,
    TermsField,
    VersionForm,
    WordListField,
)
from initiatives.models import (
    Accommodation,
    AccommodationKind,
    Actor,
    ActorKind,
    CommunityWork,
    InitiativeVersion,
    Involvement,
    InvolvementRole,
    Phase,
    TargetGroup,
    Theme,
)
from initiatives.models.records import Knowable
from initiatives.story import with_places
from places.models import Municipality
from places.register import register

HAS_VALUE = _("What has a value cannot be “not found” as well.")


class MunicipalityField(forms.CharField):
    """A municipality by name, of today or of the past, or by code; it is kept as it was named."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 110, **kwargs})
        self.widget.attrs["list"] = "municipalities"

    def prepare_value(self, value: Any) -> Any:
        found = register().municipality(str(value or ""))
        if found is None:
            return value
        named = register().resolve(found.display_name).matched
        return found.display_name if named and named.code == found.code else found.code

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = register().resolve(text)
        if found.matched:
            return Municipality.objects.get(pk=found.matched.code)
        nearest = found.candidates or [each.municipality for each in register().suggestions(text, 4)]
        if not nearest:
            raise ValidationError(_("No municipality has this name."))
        names = ", ".join(f"{each.display_name} ({each.code})" for each in nearest)
        raise ValidationError(_("Which municipality do you mean: %(names)s?") % {"names": names})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def _one_of(model: Any, label: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(model._default_manager.filter(merged_into__isnull=True), label=label, required=False)


def _boxes(label: Any, help_text: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=Knowable.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class InitiativeVersionForm(VersionForm):
    TERM_ROWS = {
        "themes": ("theme_rows", "tag"),
        "target_group_terms": ("target_group_rows", "term"),
        "community_work_terms": ("community_work_rows", "term"),
    }

    body = RichTextField(
        label=_("story"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("Markdown or HTML: headings, lists, quotations, links, notes, bold and italic."),
    )
    municipality = MunicipalityField(
        label=_("municipality"), help_text=_("A name, of today or of the past, or a code such as GM0917.")
    )
    phase = _one_of(Phase, _("phase"))
    themes = TermsField(Theme, label=_("themes"))
    keywords = WordListField(word_length=100, label=_("keywords"), help_text=_("Separated by commas, or one a line."))
    target_group_terms = TermsField(TargetGroup, label=_("target groups"))
    community_work_terms = TermsField(CommunityWork, label=_("community work"))
    uncertain = _boxes(_("uncertain"), _("Inferred; no source says so in as many words."))
    not_found = _boxes(_("looked for, not found"), _("We looked, and there was none."))

    class Meta:
        model = InitiativeVersion
        fields = [
            "title",
            "language",
            "summary",
            "body",
            "municipality",
            "neighbourhood",
            "online",
            "themes",
            "keywords",
            "bonding",
            "bridging",
            "linking",
            "started",
            "ended",
            "visited",
            "phase",
            "incomplete",
            "uncertain",
            "not_found",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "phase" in self.fields:
            self.fields["phase"].choices = TermChoices(Phase).beside([self.instance.phase_id])  # type: ignore[attr-defined]

    def clean_body(self) -> str:
        return with_places(self.cleaned_data["body"], self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        filled = {
            Knowable.THEMES: "themes",
            Knowable.TARGET_GROUPS: "target_group_terms",
            Knowable.COMMUNITY_WORK: "community_work_terms",
            Knowable.MUNICIPALITY: "municipality",
            Knowable.PHASE: "phase",
        }
        for known, name in filled.items():
            if known in cleaned.get("not_found", ()) and cleaned.get(name):
                self.add_error(name, HAS_VALUE)
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        for name, terms in (("target_groups", "target_group_terms"), ("community_work", "community_work_terms")):
            if terms in self.cleaned_data:  # a form may ask a part of the fields only
                getattr(self.instance, name).set(self.cleaned_data[terms])


class CaseRowFormSet(LabelledRows):
    """Rows of a case. Their selects share one reading of the vocabulary; `knowable` may not be “not found” as well."""

    knowable = ""
    lists: dict[str, Any] = {}

    @cached_property
    def choices(self) -> dict[str, list[tuple[Any, str]]]:
        rows = list(self.get_queryset())
        return {name: TermChoices(model).beside(self.keys_of(name, rows)) for name, model in self.lists.items()}

    def keys_of(self, name: str, rows: Iterable[Any]) -> list[int | None]:
        return [getattr(row, f"{name}_id") for row in rows]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name, choices in self.choices.items():
            form.fields[name].choices = choices

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        if any(not self._goes(form) for form in kept) and self.knowable in (self.instance.not_found or ()):
            raise ValidationError(HAS_VALUE)

    def _goes(self, form: Any) -> bool:
        return bool(self._should_delete_form(form))  # type: ignore[attr-defined]


class InvolvementForm(ConstraintsBesideFields):
    """An actor in a case, by name and kind; one that is not known yet is made."""

    actor_name = forms.CharField(
        label=_("actor"), max_length=200, widget=forms.TextInput(attrs={"list": "actors", "size": 40})
    )
    actor_kind = _one_of(ActorKind, _("kind"))
    role = _one_of(InvolvementRole, _("role"))

    class Meta:
        model = Involvement
        fields = ["role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.actor_id:
            self.initial["actor_name"] = self.instance.actor.name
            self.initial["actor_kind"] = self.instance.actor.kind_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, kind = " ".join(cleaned.get("actor_name", "").split()), cleaned.get("actor_kind")
        if name and self.has_changed():
            self.instance.actor = actor_called(name, kind)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        actor = self.instance.actor
        if actor.pk is None:
            self.instance.actor, _made = Actor.objects.get_or_create(name=actor.name, kind=actor.kind)
        return super().save(commit)


def actor_called(name: str, kind: ActorKind | None) -> Actor:
    """The actor with this name, regardless of case, and kind; a new one, not saved yet, when there is none."""
    alike = Actor.objects.filter(name__iexact=name, kind=kind).select_related("merged_into").order_by("pk")
    exact = sorted(alike, key=lambda actor: actor.name != name)
    if not exact:
        return Actor(name=name, kind=kind)
    return exact[0].merged_into or exact[0]


class InvolvementFormSet(CaseRowFormSet):
    knowable = Knowable.ACTORS
    lists = {"actor_kind": ActorKind, "role": InvolvementRole}

    def keys_of(self, name: str, rows: Iterable[Any]) -> list[int | None]:
        return [row.role_id if name == "role" else row.actor.kind_id for row in rows]

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.forms:
            is_blank = not form.has_changed() and not form.instance.pk
            if is_blank or not form.is_valid() or self._goes(form):
                continue
            actor = form.instance.actor
            row = (actor.pk or (actor.name.casefold(), actor.kind_id), form.instance.role_id)
            if row in seen:
                form.add_error("actor_name", _("This actor has this role in the case already."))
            seen.add(row)


class AccommodationForm(ConstraintsBesideFields):
    kind = _one_of(AccommodationKind, _("kind"))

    class Meta:
        model = Accommodation
        fields = ["name", "kind", "access"]


class AccommodationFormSet(CaseRowFormSet):
    knowable = Knowable.ACCOMMODATIONS
    lists = {"kind": AccommodationKind}
