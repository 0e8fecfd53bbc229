"""The story of a case with its pictures: how a place for one is written, and what readers see."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from curation.prose import Prose, prose_of
from curation.rich_text import clean_html
from initiatives.models import InitiativePicture, InitiativeVersion

_TYPED_PLACE = re.compile(r"\[(?:beeld|afbeelding|foto|picture|image)[ \u00a0](\d{1,3})\]", re.I)
_AROUND = re.compile(r'(?:<p>\s*</p>\s*)*(<figure data-picture="[0-9a-f]{32}"></figure>)(?:\s*<p>\s*</p>)*')


@dataclass(frozen=True)
class Story:
    """A story and the pictures that have no place in it: `head` before it, the others below it."""

    prose: Prose
    head: InitiativePicture | None
    below: list[InitiativePicture]


def story_of(
    version: InitiativeVersion, pictures: Sequence[InitiativePicture], *, marked: Callable[[str], str] = str
) -> Story:
    """What readers see of the story of `version`, whose pictures these are, in their order; `marked` as for prose."""
    prose = prose_of(version.body, pictures, marked=marked)
    below = [row for row in pictures if row not in prose.placed]
    head = below.pop(0) if below and below[0] is pictures[0] else None
    return Story(prose, head, below)


def with_places(body: str, version: InitiativeVersion) -> str:
    """Clean markup with a place for a picture of `version` where people typed its number: “[beeld 2]”.

    Raises ValidationError for a number that no picture has.
    """
    if not _TYPED_PLACE.search(body):
        return body
    keys = list(version.pictures.in_order().values_list("picture__key", flat=True)) if version.pk else []

    def place(found: re.Match[str]) -> str:
        number = int(found[1])
        if not 1 <= number <= len(keys):
            raise ValidationError(_("There is no picture %(number)d.") % {"number": number})
        return f"</p>{place_of(keys[number - 1])}<p>"

    return alone(clean_html(_TYPED_PLACE.sub(place, body)))


def place_of(key: str) -> str:
    """The mark in a text for the picture with this key."""
    return f'<figure data-picture="{key}"></figure>'


def alone(markup: str) -> str:
    """Without the empty paragraphs that are left of one that a picture was taken out of."""
    return _AROUND.sub(r"\1", markup)


def names_of(pictures: Iterable[InitiativePicture]) -> dict[str, str]:
    """By the keys of pictures, what tells each from the others in a text without pictures."""
    return {row.picture.key: str(row) for row in pictures}
