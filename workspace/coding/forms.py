"""Sending a file of codings: first to see what it would add, then to take it in."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from lessons.refi_qda.positions import Counting

LARGEST = 20 * 1024 * 1024
SUFFIXES = (".qdpx", ".qde", ".qdc")


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
    file = forms.FileField(
        label=_("file"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text=_("A REFI-QDA project (.qdpx), as ATLAS.ti, NVivo, MAXQDA and QualCoder write it."),
    )
    field_order = ["file"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            message = _("At most %(size)s here; the command import_qdpx takes larger files.")
            raise ValidationError(message % {"size": filesizeformat(LARGEST)})
        if PurePath(file.name).suffix.lower() not in SUFFIXES:
            raise ValidationError(_("Choose a file that ends with %(ends)s.") % {"ends": ", ".join(SUFFIXES)})
        return file


class TicketForm(MannerForm):
    """The same, for a file that was sent before."""

    ticket = forms.CharField(widget=forms.HiddenInput)
    skip_unknown = forms.BooleanField(required=False, widget=forms.HiddenInput)
    positions = forms.ChoiceField(choices=Counting.choices, required=False, widget=forms.HiddenInput)
