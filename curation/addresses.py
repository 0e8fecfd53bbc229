"""Addresses that no record can have, because another page of the site is there already: /lessen/feed/ is no lesson."""

from collections.abc import Iterator
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.urls import get_resolver, resolve, reverse

_SLUG = "%(slug)s"
_OF_RECORDS = ({"slug"}, {"slug", "number"})


@cache
def taken_by_pages() -> frozenset[str]:
    """The words in addresses of the site that would be out of reach if a record or a theme had them as its own."""
    routes = list(_routes())
    return frozenset(
        word
        for name, parameters, way in routes
        if parameters in _OF_RECORDS and _SLUG in way
        for word in _words_in_its_place(way, [other for _name, _parameters, other in routes])
        if _is_another_page(name, parameters, word)
    )


def _routes() -> Iterator[tuple[str, set[str], list[str]]]:
    """Every address of the site: its name, what it is made of, and what stands between its strokes."""
    reverses = get_resolver().reverse_dict
    for name in filter(lambda name: isinstance(name, str), reverses):
        for ways, *_rest in reverses.getlist(name):
            yield from ((name, set(parameters), pattern.split("/")) for pattern, parameters in ways)


def _words_in_its_place(way: list[str], others: list[list[str]]) -> set[str]:
    """What stands in other addresses where this one has the slug."""
    place = way.index(_SLUG)
    words = {other[place] for other in others if len(other) > place and other[:place] == way[:place]}
    return {word for word in words if _is_slug(word)}


def _is_another_page(name: str, parameters: set[str], word: str) -> bool:
    here = {"slug": word, "number": 1}
    match = resolve(reverse(name, kwargs={each: here[each] for each in parameters}))
    return match.kwargs.get("slug") != word


def _is_slug(word: str) -> bool:
    try:
        validate_slug(word)
    except ValidationError:
        return False
    return True
