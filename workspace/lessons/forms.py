"""What a person may say of a lesson, as the workspace asks it: the rules of lessons.forms, in plain questions."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _

from initiatives.models import Initiative
from lessons.forms import LessonVersionForm
from lessons.models import Assessment, LessonSource, LessonVersion, Stance
from workspace.forms import FIELD, PlainRows, RowForm
from workspace.records.sheets.records_field import RecordsField

LABELS: dict[str, Any] = {
    "title": _("What is the lesson called?"),
    "statement": _("What does it say?"),
    "explanation": _("Why would it be so?"),
    "limits": _("Where does it not hold?"),
    "for_policy": _("What does it ask of policy?"),
    "for_professionals": _("What does it ask of professionals?"),
    "for_residents": _("What does it ask of residents?"),
    "audiences": _("For whom is it?"),
    "themes": _("What is it about?"),
    "drawn_by": _("Who drew it?"),
    "cases": _("From which cases was it drawn?"),
    "language": _("In which language is it written?"),
}
HELP: dict[str, Any] = {
    "title": _("A few words by which people will remember it, such as “Good places are indispensable”."),
    "statement": _("One sentence that one can agree or disagree with, and that goes beyond one case."),
    "explanation": _("What happens in between? Describe how one leads to the other, in plain words."),
    "limits": _("“Does not hold where …”. Only what a source or a case says; leave it empty when nobody knows."),
    "for_policy": _("What can a municipality or a housing association do tomorrow? Begin with a verb."),
    "for_professionals": _("What can a community worker or another professional do tomorrow?"),
    "for_residents": _("What can people in a neighbourhood do themselves?"),
    "audiences": _("Tick all that it asks something of."),
    "themes": _("Tick what matters most; three is usually enough."),
    "drawn_by": _("People or organisations, as they want to be named."),
    "cases": _("One a line: the address of the case, or the link to its page."),
}
_SHORT = forms.Textarea(attrs={"rows": 3})


class LessonForm(LessonVersionForm):
    """All that a version of a lesson says, but its sources."""

    slug = None  # type: ignore[assignment]
    cases = RecordsField(Initiative, required=False, max_length=20_000, widget=_SHORT)

    class Meta(LessonVersionForm.Meta):
        widgets: ClassVar[dict[str, Any]] = {
            "statement": _SHORT,
            "limits": _SHORT,
            "for_policy": _SHORT,
            "for_professionals": _SHORT,
            "for_residents": _SHORT,
        }

    def __init__(self, *args: Any, only: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if only and name not in only]:
            del self.fields[name]
        self.use_required_attribute = False  # what is typed goes to the server, which keeps it when something lacks
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS.get(name, field.label), HELP.get(name, "")
            field.template_name = FIELD  # type: ignore[attr-defined]
        if self.instance.pk:
            rows = self.instance.initiative_rows.order_by("pk")
            self.initial["cases"] = "\n".join(rows.values_list("initiative__slug", flat=True))

    def save_rows(self, changed: Collection[str]) -> None:
        """Put the cases given in the place of those the version has."""
        if "cases" in changed:
            self.instance.initiative_rows.all().delete()
            for case in self.cleaned_data["cases"]:
                self.instance.initiative_rows.create(initiative=case)


class LessonSourceForm(RowForm):
    url = forms.URLField(label=_("address"), max_length=2000, required=False, assume_scheme="https")

    class Meta:
        model = LessonSource
        fields = ["title", "url", "year"]


LessonSourceRows: Any = inlineformset_factory(
    LessonVersion, LessonSource, form=LessonSourceForm, formset=PlainRows, extra=0, can_delete=False
)


class NewLessonForm(forms.Form):
    """How a lesson begins: a name, and what it says."""

    title = forms.CharField(label=LABELS["title"], help_text=HELP["title"], max_length=200)
    statement = forms.CharField(label=LABELS["statement"], help_text=HELP["statement"], max_length=2000, widget=_SHORT)


class WeighingForm(forms.Form):
    """What an editor does with evidence: `step`, and what goes with it."""

    ACCEPT, DROP, RESTATE, ANNOTATE = "accept", "drop", "restate", "annotate"

    step = forms.ChoiceField(choices=[(name, name) for name in (ACCEPT, DROP, RESTATE, ANNOTATE)])
    reason = forms.CharField(label=_("Why?"), max_length=2000, required=False)
    stance = forms.ChoiceField(label=_("How does it bear on the lesson?"), choices=Stance.choices, required=False)
    note = forms.CharField(label=_("Note"), max_length=4000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("step") in {self.DROP, self.RESTATE} and not cleaned.get("reason"):
            self.add_error("reason", _("Say why: the history of the lesson keeps your reason."))
        if cleaned.get("step") == self.RESTATE and not cleaned.get("stance"):
            self.add_error("stance", _("Choose how it bears on the lesson."))
        return cleaned


class LookForm(forms.Form):
    conclusion = forms.CharField(
        label=_("What do you conclude?"),
        help_text=_("For instance: the lesson holds, the other passages carry it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AssessmentForm(forms.ModelForm):
    """A profile after GRADE-CERQual: four components and an overall level, each with a written reason."""

    class Meta:
        model = Assessment
        fields = [
            *(
                f"{name}{kind}"
                for name in ("methods", "coherence", "adequacy", "relevance")
                for kind in ("", "_reason")
            ),
            "overall",
            "overall_reason",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            if name.endswith("_reason"):
                field.label, field.widget = _("Why?"), forms.Textarea(attrs={"rows": 3, "maxlength": 4000})
                continue
            field.widget = forms.RadioSelect(choices=field.choices[1:])  # type: ignore[attr-defined]
            field.choices = field.choices[1:]  # type: ignore[attr-defined]
            field.label = _("How sure are we, all together?") if name == "overall" else _("How much concern is there?")
