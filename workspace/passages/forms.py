"""What people say of a passage: which lesson rests on it and how, and which theme it has."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.models import InitiativeVersion, Theme
from lessons.models import Lesson, Stance


class UseForm(forms.Form):
    """A lesson with a stance, or a theme, or both."""

    lesson = forms.ModelChoiceField(
        label=_("Lesson"), queryset=Lesson.objects.none(), required=False, help_text=_("The lesson this bears on.")
    )
    stance = forms.ChoiceField(label=_("What does it do?"), choices=Stance, widget=forms.RadioSelect, required=False)
    note = forms.CharField(
        label=_("Note with the lesson"),
        help_text=_("Why it bears on the lesson: readers of the lesson see this."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none(), required=False)
    theme_note = forms.CharField(
        label=_("Note with the theme"),
        help_text=_("For researchers."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, version: InitiativeVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lessons, themes = self.fields["lesson"], self.fields["theme"]
        lessons.queryset = Lesson.objects.to_choose_from()  # type: ignore[attr-defined]
        lessons.widget.choices = _in_groups(list(lessons.queryset), version)  # type: ignore[attr-defined]
        themes.queryset = Theme.objects.filter(is_active=True).order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("lesson") and not said.get("theme"):
            raise forms.ValidationError(_("Choose a lesson or a theme."))
        if said.get("lesson") and not said.get("stance") and "stance" not in self.errors:
            self.add_error("stance", _("Say what it does for the lesson."))
        return said


def _in_groups(lessons: Sequence[Any], version: InitiativeVersion) -> list[Any]:
    """The choices: those that are near to the case first, then the other public ones and the drafts."""
    near = set(Lesson.objects.bearing_on(version).values_list("pk", flat=True))
    groups: dict[Any, list[tuple[int, str]]] = {_("Suggested"): [], _("Public lessons"): [], _("Drafts"): []}
    for lesson in lessons:
        is_draft = lesson.published_version_id is None
        name = _("Suggested") if lesson.pk in near else _("Drafts") if is_draft else _("Public lessons")
        groups[name].append((lesson.pk, lesson.shown_title or lesson.slug))
    return [("", _("no lesson")), *((name, choices) for name, choices in groups.items() if choices)]
