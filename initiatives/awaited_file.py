"""The field for a file that is looked at while a person waits, before anything is taken over from it."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

LARGEST = 20 * 1024 * 1024


class AwaitedFileField(forms.FileField):
    """A file whose name ends with one of `suffixes`; `too_large` says, with its "%(size)s", what takes larger ones."""

    def __init__(self, *, suffixes: Sequence[str], too_large: Any, **said: Any) -> None:
        self.suffixes, self.too_large = suffixes, too_large
        widget = forms.ClearableFileInput(attrs={"accept": ",".join(suffixes)})
        super().__init__(label=_("file"), widget=widget, **said)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file.size > LARGEST:
            raise ValidationError(self.too_large % {"size": filesizeformat(LARGEST)})
        if PurePath(file.name).suffix.lower() not in self.suffixes:
            raise ValidationError(_("Choose a file that ends with %(ends)s.") % {"ends": ", ".join(self.suffixes)})
        return file
