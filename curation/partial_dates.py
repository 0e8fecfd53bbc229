"""Dates of which only the year, or the year and month, are known.

Kept as text the way ISO 8601 writes them with reduced precision: "2012", "2019-11", "2019-11-05", or "" when unknown.
Text sorts as time does, and says no more than is known.
"""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Least, Left, Length
from django.utils import dates
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

PATTERN = r"^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
INVALID = _("Give a year, a month or a day, such as 2019, 2019-11 or 2019-11-05.")
_ISO = re.compile(PATTERN)
_DUTCH_ORDER = re.compile(r"^(?:(\d{1,2})[-/ ])?(\d{1,2})[-/ ](\d{4})$")
_WORDS = re.compile(r"^(?:(\d{1,2})\s+)?([^\W\d]+)\.?\s+(\d{4})$")


def parse_partial_date(text: object) -> str:
    """Return `text` as "", "YYYY", "YYYY-MM" or "YYYY-MM-DD".

    Understands ISO dates, "11-2019", "5-11-2019" and "november 2019" in Dutch and English.
    Raises ValidationError for anything else, impossible days included.
    """
    words = str(text if text is not None else "").strip().lower()
    if not words:
        return ""
    if found := _DUTCH_ORDER.match(words):
        day, month, year = found.groups()
        words = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    elif (found := _WORDS.match(words)) and (number := _months().get(found[2])):
        words = f"{found[3]}-{number:02}" + (f"-{int(found[1]):02}" if found[1] else "")
    if not (words.isascii() and _ISO.match(words)):
        raise ValidationError(INVALID, code="invalid")
    _refuse_impossible_day(words)
    return words


def year_of(text: str) -> int | None:
    """The year of a partial date, None when it is unknown."""
    return int(text[:4]) if text else None


def in_words(text: str) -> str:
    """A partial date for people, in the language of the moment: "2019", "november 2019" or "5 november 2019"."""
    if len(text) == 4 or not text:
        return text
    year, month, *day = (int(part) for part in text.split("-"))
    return date_format(dt.date(year, month, day[0] if day else 1), "j F Y" if day else "F Y")


def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in ("nl", "en"):
        with override(language):
            for number in range(1, 13):
                names[str(dates.MONTHS[number]).lower()] = number
                names[str(dates.MONTHS_3[number]).lower()] = number
    return names


def _refuse_impossible_day(iso: str) -> None:
    if len(iso) == 10:
        try:
            dt.date.fromisoformat(iso)
        except ValueError as error:
            raise ValidationError(_("This day does not exist."), code="invalid") from error


class PartialDateFormField(forms.CharField):
    def clean(self, value: Any) -> str:
        return parse_partial_date(super().clean(value))


class PartialDateField(models.CharField):
    """A partial date; "" when unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value)

    def clean(self, value: Any, model_instance: models.Model | None) -> str:
        return parse_partial_date(super().clean(value, model_instance))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, "max_length": 40, **kwargs})


def is_partial_date(field: str, name: str) -> models.CheckConstraint:
    """A constraint: `field` is empty or a partial date."""
    return models.CheckConstraint(
        condition=models.Q(**{field: ""}) | models.Q(**{f"{field}__regex": PATTERN}),
        name=name,
        violation_error_message=INVALID,
    )


def not_before(later: str, earlier: str, name: str, message: Any) -> models.CheckConstraint:
    """A constraint: `later` is not before `earlier`, compared as precisely as both are known."""
    shared = Least(Length(later), Length(earlier))
    return models.CheckConstraint(
        condition=models.Q(**{later: ""})
        | models.Q(**{earlier: ""})
        | models.Q(models.lookups.GreaterThanOrEqual(Left(later, shared), Left(earlier, shared))),
        name=name,
        violation_error_message=message,
    )
