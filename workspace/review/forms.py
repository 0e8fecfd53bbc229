"""What people say in review: a remark, a reason, a moment."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workspace.review.models import Step
from workspace.review.quotes import Sentence

WHOLE = "geheel"


class RemarkForm(forms.Form):
    """A remark on a part as a whole, or on one of its sentences."""

    sentence = forms.ChoiceField(label=_("About what?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Your remark"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "autofocus": False})
    )

    def __init__(self, *args: Any, sentences: Sequence[Sentence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sentences = {f"{each.start}:{each.text}": each for each in sentences}
        whole = (WHOLE, _("the whole field"))
        self.fields["sentence"].choices = [whole, *((key, each.text) for key, each in self._sentences.items())]  # type: ignore[attr-defined]
        self.fields["sentence"].initial = WHOLE
        if not sentences:
            self.fields["sentence"].widget = forms.HiddenInput()

    @property
    def quoted(self) -> Sentence:
        """The sentence that was chosen; an empty one for the whole field."""
        return self._sentences.get(self.cleaned_data["sentence"], Sentence(0, ""))


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


class MomentOfPublicationForm(forms.Form):
    """Now, or a day and time to come."""

    at = forms.DateTimeField(
        label=_("At which moment?"),
        help_text=_("Amsterdam time, such as 2026-03-01 09:00."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d-%m-%Y %H:%M"],
    )
