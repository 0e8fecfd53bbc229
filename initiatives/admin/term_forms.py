"""Forms for terms of the vocabulary and for actors: words are unique, whatever their case."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from curation import wording
from curation.addresses import taken_by_pages
from curation.forms import ConstraintsBesideFields, WordListField
from initiatives.models import Actor, ActorKind, Theme


class TermForm(ConstraintsBesideFields):
    slug = forms.SlugField(
        label=_("address"),
        max_length=100,
        required=False,
        help_text=_("Left empty, it is made from the name. A former address redirects."),
    )
    synonyms = WordListField(
        label=_("synonyms"),
        help_text=_("Other words for the same, separated by commas or one a line; people who use them find this term."),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slugify(cleaned.get("name", ""))[:100]
            if not cleaned["slug"] and cleaned.get("name"):
                self.add_error("slug", _("Give an address: letters, digits and hyphens."))
        if isinstance(self.instance, Theme) and cleaned.get("slug") in taken_by_pages():
            self.add_error("slug", _("Another page of the site has this address."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if {"name", "synonyms"}.isdisjoint(self.errors):
            try:
                wording.check(self.instance)
            except ValidationError as error:
                self._update_errors(error)  # type: ignore[attr-defined]


class ActorForm(ConstraintsBesideFields):
    kind = forms.ModelChoiceField(
        ActorKind.objects.filter(merged_into__isnull=True).order_by("position", "pk"), label=_("kind"), required=False
    )

    class Meta:
        model = Actor
        fields = ["name", "kind"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class KeptForm(forms.Form):
    """Which of the chosen rows stays."""

    kept = forms.ModelChoiceField(Theme.objects.none(), widget=forms.RadioSelect, empty_label=None)

    def __init__(self, *args: Any, chosen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].queryset = chosen  # type: ignore[attr-defined]


class PromotionForm(forms.Form):
    """What a keyword becomes: a theme of its own, or a synonym of one."""

    to = forms.ModelChoiceField(
        Theme.objects.current().in_order(), label=_("theme"), required=False, empty_label=_("a new theme of its own")
    )
