"""What a person chooses about mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notices.models import Rhythm


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(label=_("Messages by mail"), choices=Rhythm, widget=forms.RadioSelect)
    following = forms.ChoiceField(
        label=_("What you follow, by mail"), choices=Rhythm, widget=forms.RadioSelect, required=False
    )
