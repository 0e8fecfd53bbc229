"""By which words themes and municipalities are found."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from initiatives.models import Theme
from places.register import register
from search.findables import Entry

THEME = "theme"
MUNICIPALITY = "municipality"


def found_themes(keys: Iterable[Any] | None) -> Iterator[Entry]:
    """The themes in use, or those of them with these keys."""
    themes = Theme.objects.current()
    for theme in themes if keys is None else themes.filter(pk__in=keys):
        yield Entry(
            theme.pk,
            theme.name,
            theme.get_absolute_url(),
            theme.synonyms,
            far=[theme.name_en],
            summary=theme.description,
        )


def found_municipalities(keys: Iterable[Any] | None) -> Iterator[Entry]:
    """The municipalities of today, by every name that leads to them."""
    places = register()
    for place in places.current():
        if keys is None or place.code in keys:
            province = place.province.name if place.province else ""
            names = [name for name in places.names_of(place.code) if name != place.display_name]
            yield Entry(
                place.code,
                place.display_name,
                reverse("municipality", args=[place.slug]),
                names,
                far=[province],
                note=province,
            )
