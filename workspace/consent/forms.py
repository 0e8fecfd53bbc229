"""What an editor says when consent is withdrawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from curation.passages import SHORTEST, Passage, TooShort


class WordsForm(forms.Form):
    """Which words, and why; `passage` is what they are once the form is valid."""

    passage: Passage

    words = forms.CharField(
        label=_("The words that have to go"),
        help_text=_(
            "The exact passage, such as a name or a quoted sentence. Spaces, formatting and kinds of quotation marks"
            " make no difference."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    any_case = forms.BooleanField(label=_("Also where capitals differ"), required=False, initial=True)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who asked, when, and where that is kept. This stays: leave the words themselves out of it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("words"):
            try:
                self.passage = Passage(said["words"], any_case=said["any_case"])
            except TooShort:
                self.add_error("words", _("Give at least %(number)d letters.") % {"number": SHORTEST})
            else:
                if self.passage.stands_in(said.get("reason", "")):
                    self.add_error("reason", _("The reason is kept: leave the words themselves out of it."))
        return said


class PictureReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who asked, when, and where that is kept. This stays: name nobody who wants to be forgotten."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
