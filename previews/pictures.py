"""The picture that stands for a page where somebody shares it: made when it is first asked for, and kept.

Programs that play podcasts ask for a square one of a series, of 1400 to 3000 pixels
(https://podcasters.apple.com/support/896-artwork-requirements).
"""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from curation.kept_files import kept_file
from curation.mosaic import mosaic_of
from publications.typesetting.drawings import colours, drawing_of, schemes, tile_drawing
from publications.typesetting.setting import set_png

LONGEST_WORD = 30
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "COMBINING", "MODIFIER")  # that our letters draw
_NEVER_DRAWN = {"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"}  # pictures, modifiers of these, and what is not to be seen


@dataclass(frozen=True)
class Shape:
    """How a picture is laid out: by a template beside this module, with so many rows and columns of tiles."""

    name: str
    template: str
    rows: int
    columns: int

    @property
    def path(self) -> Path:
        return Path(__file__).parent / self.template


WIDE = Shape("deelbeeld.png", "picture.typ", 3, 2)
SQUARE = Shape("podcastbeeld.png", "square.typ", 2, 4)


@dataclass(frozen=True)
class Preview:
    """What a picture shows. `folder` is where it alone is kept, `ground` the scheme of tiles that colours it."""

    folder: str
    slug: str
    kind: str
    title: str
    place: str
    language: str
    ground: str
    themes: tuple[str, ...] = ()
    shape: Shape = WIDE

    @property
    def said(self) -> dict[str, Any]:
        """All that the picture follows from."""
        return asdict(self) | {"look": _look(self.shape)}


def picture_of(preview: Preview) -> bytes:
    """The picture as PNG: the one that was kept, or else made now, in place of those that said something else."""
    return kept_file(preview.folder, preview.said, preview.shape.name, partial(_drawn, preview), alone=True)


def drawable(text: str) -> str:
    """`text` in one line, without what none of our letters can draw: emoji, and scripts that we have no letters of.

    Very long words may be broken anywhere.
    """
    kept = "".join(" " if sign.isspace() else sign for sign in text if _is_drawn(sign))
    return " ".join(_breakable(word) for word in kept.split())


def _is_drawn(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category[0] in "LM":
        return unicodedata.name(sign, "").startswith(_SCRIPTS)
    return sign.isspace() or category not in _NEVER_DRAWN


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return "\u200b".join(word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD))


def _drawn(preview: Preview) -> bytes:
    tiles = mosaic_of(preview.slug, preview.shape.rows, preview.shape.columns, preview.themes)
    files = {f"tile-{number}.svg": drawing_of(tile).encode() for number, tile in enumerate(tiles)}
    said = {
        "kind": drawable(preview.kind),
        "title": drawable(preview.title) or "wijk",
        "place": drawable(preview.place),
        "language": preview.language,
        "ground": schemes()[preview.ground]["ground"],
        "colours": colours(),
        "tiles": list(files),
    }
    files["mark.svg"] = tile_drawing("bricks", "door").encode()
    return _opaque(set_png(preview.shape.path, said, files=files))


def _opaque(picture: bytes) -> bytes:
    """The same without the layer for what is transparent, which nothing is: programs for podcasts refuse it."""
    made = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").save(made, "PNG")
    return made.getvalue()


@cache
def _look(shape: Shape) -> str:
    """A mark of how pictures are drawn: other templates or colours make other pictures."""
    drawn_with = [shape.path.read_bytes(), json.dumps([colours(), schemes()], sort_keys=True).encode()]
    return hashlib.sha256(b"".join(drawn_with)).hexdigest()
