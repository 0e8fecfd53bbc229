"""What a reader says of the bundle of a collection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shelf.models import Collection


class ForewordForm(forms.ModelForm):
    class Meta:
        model = Collection
        fields = ["foreword"]
        widgets = {"foreword": forms.Textarea(attrs={"rows": 8})}
        labels = {"foreword": _("Foreword")}
        help_texts = {
            "foreword": _("For whom is it, and what do you want to say with it? An empty line begins a new paragraph.")
        }
