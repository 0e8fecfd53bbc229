"""The frame in which somebody else shows an infographic on a page of theirs."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

from publications.infographics.drawable import Infographic
from publications.models import PublicationVersion
from publications.models.tiles import COLUMNS

WIDTH = 960
NARROWEST, WIDEST = 240, 2000
ONE_BELOW_ANOTHER = 640  # narrower than this tiles lie below one another
FOOT = 90


@dataclass(frozen=True)
class Frame:
    """Width and height in pixels, and the `<iframe>` of that size."""

    width: int
    height: int
    html: str


def frame_of(version: PublicationVersion, infographic: Infographic, most_wide: str = "", most_high: str = "") -> Frame:
    """The frame of a published infographic, no larger than these numbers of pixels where they are numbers.

    It shows whatever version is published at the moment of looking.
    """
    width = max(NARROWEST, min(_pixels(most_wide, WIDTH), WIDEST))
    height = _height(infographic, width)
    height = min(height, _pixels(most_high, height))
    address = f"{settings.SITE_URL}{reverse('infographic_embedded', args=[version.record.slug])}"
    frame = '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy" allowfullscreen></iframe>'
    return Frame(width, height, format_html(frame, address, width, height, version.title))


def _pixels(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else otherwise


def _height(infographic: Infographic, width: int) -> int:
    """About as high as it is at this width; what does not fit can be scrolled."""
    if width >= ONE_BELOW_ANOTHER:
        return round(infographic.rows * width / COLUMNS) + FOOT
    return sum(round(width * (0.5 if tile.narrow < COLUMNS // 2 else 0.8)) for tile in infographic.tiles) + FOOT
