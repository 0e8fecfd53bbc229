"""What a researcher says of a cell of the matrix."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NOTE = 2000


class LookedForm(forms.Form):
    note = forms.CharField(
        label=_("note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you looked for, if that helps others."),
    )
