"""What a person says of a collection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shelf.models import LONGEST_NAME, LONGEST_NOTE


class CollectionForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    note = forms.CharField(
        label=_("Note"), max_length=LONGEST_NOTE, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
