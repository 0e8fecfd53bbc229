"""Our fonts as typst reads them: unpacked once from the files that browsers get."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

from curation.whole_files import written_whole

FOLDER = settings.BASE_DIR / "static" / "fonts"
_FAMILY_NAMES = (1, 4, 16)  # as the table of names numbers them


@cache
def font_folder() -> Path:
    """The folder with our fonts unpacked. Letters beyond Latin-1 are a family of their own: “Literata Ext”.

    Its name follows from what is unpacked, and how: other fonts or another way of unpacking go to another folder.
    """
    packed = sorted(FOLDER.glob("*.woff2"))
    said = b"".join(each.read_bytes() for each in (Path(__file__), *packed))
    folder: Path = settings.WIJK_VAR / "fonts" / hashlib.sha256(said).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for each in packed:
        unpacked = folder / f"{each.stem}.ttf"
        if not unpacked.exists():
            unpack(each, unpacked)
    return folder


def unpack(packed: Path, unpacked: Path) -> None:
    """Of the same font always the same bytes: they end up in every PDF, so the moment of unpacking is not in them."""
    from fontTools.ttLib import TTFont  # once in the life of a site

    font = TTFont(packed, recalcTimestamp=False)
    font.flavor = None
    if "-ext" in packed.stem:
        for record in font["name"].names:
            if record.nameID in _FAMILY_NAMES:
                family = record.toUnicode().split()[0]  # without its weight, which typst reads elsewhere
                font["name"].setName(f"{family} Ext", *_place_of(record))
    with written_whole(unpacked) as file:  # other processes may unpack it at this moment
        font.save(file)


def _place_of(record: object) -> tuple[int, int, int, int]:
    return record.nameID, record.platformID, record.platEncID, record.langID  # type: ignore[attr-defined]
