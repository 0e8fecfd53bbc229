"""Reading pages by their marks for programs."""

import re
from html import unescape

_VALUE = re.compile(r"<[^>]*\bdata-facet=[^>]*>")
_ATTRIBUTE = re.compile(r'\bdata-(facet|value|count)="([^"]*)"')
_TOTAL = re.compile(r'\bdata-total="(\d+)"')
_SLUG = re.compile(r'\bdata-slug="([^"]+)"')


def total(page: str) -> int:
    """How many results the page says there are. Raises ValueError when it does not say."""
    if found := _TOTAL.search(page):
        return int(found[1])
    raise ValueError("the page has no data-total")


def slugs(page: str) -> list[str]:
    """The results on the page, in order."""
    return [unescape(slug) for slug in _SLUG.findall(page)]


def counts(page: str) -> dict[tuple[str, str], int]:
    """The count beside each facet value on the page, by facet and value."""
    found = {}
    for tag in _VALUE.findall(page):
        marks = dict(_ATTRIBUTE.findall(tag))
        if len(marks) == 3:
            found[marks["facet"], unescape(marks["value"])] = int(marks["count"])
    return found
