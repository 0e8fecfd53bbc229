"""What a line says, cleaned field by field: the right shape, no broken signs, no longer than there is room for."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.utils.translation import gettext as _

from curation.addresses import taken_by_pages
from curation.partial_dates import parse_partial_date
from curation.rich_text import clean_html, from_markup
from initiatives.exchange.fields import BY_NAME, DEFAULT_LANGUAGE, LONGEST_TEXT, Field, Shape, Values
from initiatives.exchange.line import Line
from initiatives.exchange.report import WrongValue
from initiatives.exchange.tables import unknown_name
from initiatives.models import Access

Item = TypeVar("Item")
LONGEST_SOURCE_TITLE = 500
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
ACCESS = tuple(Access.values)
_BROKEN = re.compile("[\udc80-\udcff]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TAG = re.compile(r"<[a-z][^>]*>")
# Blocks of nothing but text, one after the other: what cleaning leaves as it is, in a twentieth of the time.
_PLAIN_BLOCKS = re.compile(r"(?:<(p|h2|h3|h4)>[^<>&\x00-\x09\x0b-\x1f\x7f-\xa0\ud800-\udfff]*+</\1>\n?)++")
# Of these there need be no doubt whether Django would take them; others are asked about.
_PLAIN_ADDRESS = re.compile(r"https?://(?:[a-z0-9]{1,60}\.){1,3}[a-z]{2,20}(?:/[A-Za-z0-9._~/?=&%-]{0,500})?")
_FLAGS = {
    **dict.fromkeys(("true", "ja", "yes", "waar", "1"), True),
    **dict.fromkeys(("false", "nee", "no", "onwaar", "0", ""), False),
}
_check_address = URLValidator(schemes=["http", "https"])
_PART_LENGTHS = {("sources", "title"): LONGEST_SOURCE_TITLE, ("actors", "kind"): 120, ("accommodations", "kind"): 120}


def clean(line: Line) -> tuple[Values, list[tuple[str, str]]]:
    """The values of the fields that the line gives, in the inner form, and what is wrong as (field, message).

    Terms, municipality and keywords are texts as given still: whether they exist is asked elsewhere.
    """
    values: Values = {}
    errors = list(line.errors)
    for name, given in line.values.items():
        field = BY_NAME.get(name)
        if field is None:
            errors.append((printable(name)[:60], unknown_name(printable(name))))
            continue
        try:
            values[name] = _clean_field(field, given)
        except WrongValue as error:
            errors += [(name, message) for message in error.messages]
    return values, errors


def clean_text(given: Any, longest: int = LONGEST_TEXT) -> str:
    """`given` without space around it and with \\n for every end of line; raises WrongValue."""
    if given is None:
        return ""
    if not isinstance(given, str):
        raise WrongValue(_("This must be a text, between quotation marks."))
    if "\r" in given:
        given = given.replace("\r\n", "\n").replace("\r", "\n")
    text = given.strip()
    if not text.isprintable() and _UNSEEN.search(text):  # the first is fast, but false for a line's end too
        _refuse_signs(text)
    if len(text) > longest:
        message = _("This is %(length)d characters long; there is room for %(longest)d.")
        raise WrongValue(message % {"length": len(text), "longest": longest})
    return text


def clean_body(text: str) -> str:
    """The story as cleaned HTML, from HTML or Markdown; what went through it once stays as it is."""
    if _PLAIN_BLOCKS.fullmatch(text):
        return text
    if not _TAG.search(text) or clean_html(text) != text:
        text = from_markup(text)
    return in_paragraphs(text)


def in_paragraphs(markup: str) -> str:
    """Cleaned HTML that would not be taken for Markdown: with at least one mark in it."""
    return markup if not markup or _TAG.search(markup) else f"<p>{markup}</p>"


def printable(text: str) -> str:
    """`text` fit for a message."""
    return _UNSEEN.sub("�", text)


def _refuse_signs(text: str) -> None:
    if _BROKEN.search(text):
        raise WrongValue(_("This is not UTF-8: “%(text)s”. Save the file as UTF-8.") % {"text": printable(text)[:60]})
    sign = _UNSEEN.search(text)
    code = f"U+{ord(sign[0]):04X}" if sign else ""
    raise WrongValue(_("This holds a sign that cannot be shown (%(code)s).") % {"code": code})


def _clean_field(field: Field, given: Any) -> Any:
    return _CLEANERS[field.name](field, given)


def _text(field: Field, given: Any) -> str:
    return clean_text(given, field.longest)


def _required_text(field: Field, given: Any) -> str:
    if text := clean_text(given, field.longest):
        return text
    raise WrongValue(_("Give it a title."))


def _slug(field: Field, given: Any) -> str:
    text = clean_text(given, field.longest)
    try:
        if text:
            validate_slug(text)
    except ValidationError as error:
        raise WrongValue(_("An address has letters, digits, hyphens and underscores only.")) from error
    if text in taken_by_pages():
        raise WrongValue(_("Another page of the site has this address."))
    return text


def _language(field: Field, given: Any) -> str:
    text = clean_text(given, field.longest).lower() or DEFAULT_LANGUAGE
    if text not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise WrongValue(_("“%(given)s” is not a language; choose from: %(known)s.") % {"given": text, "known": known})
    return text


def _body(field: Field, given: Any) -> str:
    body = clean_body(clean_text(given, field.longest))
    return clean_text(body, field.longest)


def _flag(_field: Field, given: Any) -> bool:
    if isinstance(given, bool):
        return given
    text = "" if given is None else str(given).strip().lower()
    if isinstance(given, str | int | None) and text in _FLAGS:
        return _FLAGS[text]
    raise WrongValue(_("“%(given)s” is neither true nor false.") % {"given": _shown(given)})


def _date(_field: Field, given: Any) -> str:
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        raise WrongValue(_("A date is a year, such as 2019, or a text such as “2019-11” or “2019-11-05”."))
    try:
        return parse_partial_date(given if given is None else str(given)[:60])
    except ValidationError as error:
        raise WrongValue(f"“{_shown(given)}”: {error.messages[0]}") from error


def _list(field: Field, given: Any) -> tuple[str, ...]:
    texts = _each(given, lambda item: clean_text(item, field.longest))
    return tuple(dict.fromkeys(text for text in texts if text))


def _records(field: Field, given: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(record for record in _each(given, lambda item: _record(field, item)) if any(record))


def _each(given: Any, clean_item: Callable[[Any], Item]) -> list[Item]:
    """Every item of a list, cleaned; raises WrongValue with what is wrong with any of them."""
    if given is None:
        return []
    if not isinstance(given, list):
        raise WrongValue(_("This must be a list, between [ and ]."))
    cleaned: list[Item] = []
    messages: list[str] = []
    for item in given:
        try:
            cleaned.append(clean_item(item))
        except WrongValue as error:
            messages += error.messages
    if messages:
        raise WrongValue(*messages)
    return cleaned


def _record(field: Field, given: Any) -> tuple[str, ...]:
    if not isinstance(given, dict):
        raise WrongValue(_("Each of these must be an object with %(parts)s.") % {"parts": ", ".join(field.parts)})
    for key in given:
        if key not in field.parts:
            known = ", ".join(field.parts)
            message = _("“%(key)s” is not known here; there are: %(known)s.")
            raise WrongValue(message % {"key": _shown(key), "known": known})
    record = tuple(
        _year(given.get(part))
        if part == "year"
        else clean_text(given.get(part), _PART_LENGTHS.get((field.name, part), field.longest))
        for part in field.parts
    )
    if any(record):
        _RECORD_CHECKS[field.name](record)
    return record


def _year(given: Any) -> str:
    text = str(given).strip() if isinstance(given, str | int | float) and not isinstance(given, bool) else ""
    text = text.removesuffix(".0") if isinstance(given, float) else text
    if given is None or given == "" or re.fullmatch(r"[12][0-9]{3}", text):
        return text
    raise WrongValue(_("“%(given)s” is not a year.") % {"given": _shown(given)})


def _check_actor(record: tuple[str, ...]) -> None:
    if not record[0]:
        raise WrongValue(_("Give the actor a name."))


def _check_accommodation(record: tuple[str, ...]) -> None:
    name, kind, access = record
    if not (name or kind):
        raise WrongValue(_("Give the accommodation a name or a kind."))
    if access and access not in ACCESS:
        known = ", ".join(ACCESS)
        message = _("“%(given)s” is not a kind of access; choose from: %(known)s.")
        raise WrongValue(message % {"given": _shown(access), "known": known})


def _check_source(record: tuple[str, ...]) -> None:
    title, address, _year = record
    if not (title or address):
        raise WrongValue(_("Give the source a title or an address."))
    try:
        if address and not _PLAIN_ADDRESS.fullmatch(address):
            _check_address(address)
    except ValidationError as error:
        message = _("“%(given)s” is not an address that begins with http:// or https://.")
        raise WrongValue(message % {"given": _shown(address)}) from error


def _shown(given: Any) -> str:
    return printable(str(given)[:80])


_BY_SHAPE: dict[Shape, Callable[[Field, Any], Any]] = {
    Shape.TEXT: _text,
    Shape.MARKUP: _body,
    Shape.REFERENCE: _text,
    Shape.DATE: _date,
    Shape.FLAG: _flag,
    Shape.LIST: _list,
    Shape.RECORDS: _records,
}
_CLEANERS = {name: _BY_SHAPE[field.shape] for name, field in BY_NAME.items()} | {
    "slug": _slug,
    "title": _required_text,
    "language": _language,
}
_RECORD_CHECKS: dict[str, Callable[[tuple[str, ...]], None]] = {
    "actors": _check_actor,
    "accommodations": _check_accommodation,
    "sources": _check_source,
}
