"""Sending a file of codings: first to see what it would add, then to take it in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from initiatives.awaited_file import AwaitedFileField
from lessons.refi_qda.positions import Counting


class MannerForm(forms.Form):
    """How a file is taken in."""

    skip_unknown = forms.BooleanField(
        label=_("leave out codes and texts that are not ours"),
        required=False,
        help_text=_("Otherwise nothing is taken in as long as there are any."),
    )
    positions = forms.ChoiceField(
        label=_("What the program counts as one character"),
        choices=Counting.choices,
        required=False,
        help_text=_("Only matters after signs such as emoji, and is seldom needed."),
    )

    def clean_positions(self) -> Counting:
        return Counting(self.cleaned_data["positions"] or Counting.UNTOLD)


class CodingsForm(MannerForm):
    file = AwaitedFileField(
        suffixes=(".qdpx", ".qde", ".qdc"),
        too_large=_("At most %(size)s here; the command import_qdpx takes larger files."),
        help_text=_("A REFI-QDA project (.qdpx), as ATLAS.ti, NVivo, MAXQDA and QualCoder write it."),
    )
    field_order = ["file"]


class LookedAtForm(forms.Form):
    """The same, for a file that was looked at by a job."""

    looked_at = forms.UUIDField(widget=forms.HiddenInput)


class TicketForm(MannerForm):
    """The same, for a file that was sent before."""

    ticket = forms.CharField(widget=forms.HiddenInput)
    skip_unknown = forms.BooleanField(required=False, widget=forms.HiddenInput)
    positions = forms.ChoiceField(choices=Counting.choices, required=False, widget=forms.HiddenInput)
