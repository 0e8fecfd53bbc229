"""Our fonts as typst reads them: unpacked once from the files that browsers get."""

from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

FOLDER = settings.BASE_DIR / "static" / "fonts"
_FAMILY_NAMES = (1, 4, 16)  # as the table of names numbers them


@cache
def font_folder() -> Path:
    """The folder with our fonts unpacked. Letters beyond Latin-1 are a family of their own: “Literata Ext”."""
    folder: Path = settings.WIJK_VAR / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for packed in sorted(FOLDER.glob("*.woff2")):
        unpacked = folder / f"{packed.stem}.ttf"
        if not unpacked.exists() or unpacked.stat().st_mtime < packed.stat().st_mtime:
            _unpack(packed, unpacked)
    return folder


def _unpack(packed: Path, unpacked: Path) -> None:
    font = TTFont(packed)
    font.flavor = None
    if "-ext" in packed.stem:
        for record in font["name"].names:
            if record.nameID in _FAMILY_NAMES:
                family = record.toUnicode().split()[0]  # without its weight, which typst reads elsewhere
                font["name"].setName(f"{family} Ext", *_place_of(record))
    unfinished = unpacked.with_suffix(".part")
    font.save(unfinished)
    unfinished.replace(unpacked)


def _place_of(record: object) -> tuple[int, int, int, int]:
    return record.nameID, record.platformID, record.platEncID, record.langID  # type: ignore[attr-defined]
