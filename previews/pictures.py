"""The picture that stands for a page where somebody shares it: made when it is first asked for, and kept."""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from curation.kept_files import forget, kept_file
from curation.mosaic import mosaic_of
from publications.typesetting.drawings import colours, drawing_of, schemes, tile_drawing
from publications.typesetting.setting import set_png

NAME = "deelbeeld.png"
TEMPLATE = Path(__file__).parent / "picture.typ"
LONGEST_WORD = 30
_ROWS, _COLUMNS = 3, 2
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "COMBINING", "MODIFIER")  # that our letters draw
_NEVER_DRAWN = {"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"}  # pictures, modifiers of these, and what is not to be seen


@dataclass(frozen=True)
class Preview:
    """What a picture shows. `folder` is where it is kept, `ground` the scheme of tiles that gives it its colour."""

    folder: str
    slug: str
    kind: str
    title: str
    place: str
    language: str
    ground: str
    themes: tuple[str, ...] = ()

    @property
    def said(self) -> dict[str, Any]:
        """All that the picture follows from."""
        return asdict(self) | {"look": _look()}


def picture_of(preview: Preview) -> bytes:
    """The picture as PNG: the one that was kept, or else made now, in place of those that said something else."""
    return kept_file(preview.folder, preview.said, NAME, partial(_made_anew, preview))


def _made_anew(preview: Preview) -> bytes:
    made = _drawn(preview)
    forget(preview.folder)
    return made


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
    tiles = mosaic_of(preview.slug, _ROWS, _COLUMNS, preview.themes)
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
    return set_png(TEMPLATE, said, files=files)


@cache
def _look() -> str:
    """A mark of how pictures are drawn: other templates or colours make other pictures."""
    drawn_with = [TEMPLATE.read_bytes(), json.dumps([colours(), schemes()], sort_keys=True).encode()]
    return hashlib.sha256(b"".join(drawn_with)).hexdigest()
