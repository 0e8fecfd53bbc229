"""Calling typst: a folder of its own for each run, so that nothing else of this machine can get into what is made."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from publications.typesetting.fonts import font_folder

TEMPLATES = Path(__file__).parent
UNKNOWN_DAY = datetime(2020, 1, 1, tzinfo=UTC)


class NotSet(Exception):
    """It could not be set; the message is typst's own."""


def set_pdf(template: str, contents: Mapping[str, Any], *, files: Mapping[str, bytes], at: datetime | None) -> bytes:
    """A tagged PDF after PDF/UA, of a value and the files that it names; the same value gives the same bytes.

    When a letter is in none of our fonts, which PDF/UA forbids, the PDF has its tags and makes no claim to UA.
    """
    try:
        return _set(template, contents, files, at, "pdf", is_accessible=True)
    except NotSet:
        return _set(template, contents, files, at, "pdf", is_accessible=False)


def set_png(
    template: str | Path, contents: Mapping[str, Any], *, files: Mapping[str, bytes], pixels_a_point: float = 1
) -> bytes:
    """A picture of the one page that `template` makes of a value; raises NotSet."""
    return _set(template, contents, files, None, "png", is_accessible=False, pixels_a_point=pixels_a_point)


def set_svg(template: str | Path, contents: Mapping[str, Any], *, files: Mapping[str, bytes]) -> bytes:
    """A drawing of the one page that `template` makes of a value, its letters as outlines; raises NotSet."""
    return _set(template, contents, files, None, "svg", is_accessible=False)


def _set(
    template: str | Path,
    contents: Mapping[str, Any],
    files: Mapping[str, bytes],
    at: datetime | None,
    form: Literal["pdf", "png", "svg"],
    *,
    is_accessible: bool,
    pixels_a_point: float = 1,
) -> bytes:
    import typst  # seven megabytes, for the few who set something

    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "contents.json").write_text(json.dumps(contents, ensure_ascii=False), "utf-8")
        (folder / "main.typ").write_bytes((TEMPLATES / template).read_bytes())
        for each, data in files.items():
            (folder / each).write_bytes(data)
        try:
            made = typst.compile(
                str(folder / "main.typ"),
                root=name,
                font_paths=[str(font_folder())],
                ignore_system_fonts=True,
                format=form,
                pdf_standards=["ua-1"] if is_accessible else [],
                timestamp=int((at or UNKNOWN_DAY).timestamp()),
                ppi=72 * pixels_a_point,
            )
        except typst.TypstError as error:
            raise NotSet(str(error)) from error
    return bytes(made)
