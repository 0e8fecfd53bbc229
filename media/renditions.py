"""The drawings of a picture: which there are, where each is kept and found, and what a browser may choose from."""

from dataclasses import dataclass

from django.urls import reverse

from media.models import Picture

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
USUAL_WIDTH = 960


@dataclass(frozen=True)
class Renditions:
    """What `<picture>` needs: `sources` are (type, srcset), the best first; `src` is for who knows none of them."""

    sources: tuple[tuple[str, str], ...]
    srcset: str
    src: str
    largest: str
    width: int
    height: int


def of(picture: Picture) -> Renditions:
    """The drawings of a picture that was not removed."""
    width = min(picture.widths, key=lambda each: abs(each - USUAL_WIDTH))
    return Renditions(
        tuple((TYPES[ending], _srcset(picture, ending)) for ending in ("avif", "webp")),
        _srcset(picture, picture.format),
        address(picture, f"{width}.{picture.format}"),
        address(picture, f"{picture.width}.{picture.format}"),
        picture.width,
        picture.height,
    )


def names_of(picture: Picture) -> list[str]:
    """The names of the files that there are of a picture."""
    shown = [f"{width}.{ending}" for width in picture.widths for ending in ("avif", "webp", picture.format)]
    return list(dict.fromkeys([f"{picture.width}.{picture.format}", *shown]))


def address(picture: Picture, name: str) -> str:
    return reverse("picture", args=[picture.key, name])


def _srcset(picture: Picture, ending: str) -> str:
    return ", ".join(f"{address(picture, f'{width}.{ending}')} {width}w" for width in picture.widths)
