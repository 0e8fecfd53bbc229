"""Several records by their addresses."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

MOST_NAMED = 20


class RecordsField(forms.CharField):
    """Records of one model by their addresses, one a line; what comes out are the records in that order, each once."""

    widget = forms.Textarea

    def __init__(self, model: type[Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        slugs = list(dict.fromkeys(line.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1] for line in lines))
        found: dict[str, Any] = {
            record.slug: record  # type: ignore[attr-defined]
            for record in self.model._default_manager.filter(slug__in=slugs)
        }
        if missing := [slug for slug in slugs if slug not in found]:
            message = _("There is nothing at the address “%(slug)s”.")
            raise ValidationError([message % {"slug": slug[:120]} for slug in missing[:MOST_NAMED]])
        return [found[slug] for slug in slugs]
