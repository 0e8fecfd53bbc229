"""What people say in review: a remark, a reason, a moment."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from workspace.review import quotes
from workspace.review.models import Step
from workspace.review.quotes import Sentence

WHOLE = "geheel"


class RemarkForm(forms.Form):
    """A remark on a part as a whole, on one of its sentences, or on the words that were selected in it."""

    sentence = forms.ChoiceField(label=_("About what?"), widget=forms.RadioSelect, required=False)
    words = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your remark"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "autofocus": False})
    )

    def __init__(self, *args: Any, said: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._said, sentences = said, quotes.sentences(said)
        self._sentences = {f"{each.start}:{each.text}": each for each in sentences}
        whole = (WHOLE, _("the whole field"))
        self.fields["sentence"].choices = [whole, *((key, each.text) for key, each in self._sentences.items())]  # type: ignore[attr-defined]
        self.fields["sentence"].initial = WHOLE
        if not sentences:
            self.fields["sentence"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("words") and not self._selected:
            self.data = {name: said for name, said in self.data.items() if name not in {"words", "start"}}
            self.add_error(
                "sentence", _("The words that you selected are not in the text any more: choose a sentence.")
            )
        return cleaned

    @property
    def quoted(self) -> Sentence:
        """The words that were selected, or the sentence that was chosen; an empty one for the whole field."""
        return self._selected or self._sentences.get(self.cleaned_data.get("sentence", ""), Sentence(0, ""))

    @property
    def _selected(self) -> Sentence | None:
        """The words that were selected, where they stand in the text now."""
        words = "\n".join(self.cleaned_data.get("words", "").splitlines())
        place = quotes.place_of(words, self.cleaned_data.get("start") or 0, self._said)
        return Sentence(place.start, place.text) if place and not place.is_changed else None


class AnswerForm(forms.Form):
    step = forms.ChoiceField(choices=Step)
    text = forms.CharField(max_length=4000, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("step") == Step.ANSWER and not cleaned.get("text"):
            self.add_error("text", _("Say something."))
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label


def changes_form(data: QueryDict | None = None) -> ReasonForm:
    return ReasonForm(data, label=_("What should change?"), auto_id="id_changes_%s")


def withdrawal_form(data: QueryDict | None = None) -> ReasonForm:
    return ReasonForm(data, label=_("Why is it withdrawn? Visitors read this."), auto_id="id_withdrawing_%s")


class MomentOfPublicationForm(forms.Form):
    """Now, or a day and time to come."""

    at = forms.DateTimeField(
        label=_("At which moment?"),
        help_text=_("Amsterdam time, such as 2026-03-01 09:00."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M"],
    )
