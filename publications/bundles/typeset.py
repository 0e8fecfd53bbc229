"""A bundle as a PDF."""

from datetime import datetime

from curation.mosaic import mosaic_of, tile_of
from publications.bundles.book import Contents
from publications.bundles.pictures import cover_of, picture_of
from publications.typesetting.drawings import colours, drawing_of
from publications.typesetting.setting import set_pdf

COVER = (3, 6)  # rows and columns of tiles


def pdf_of(contents: Contents) -> bytes:
    """The PDF of what a bundle says; of the same contents always the same bytes."""
    files: dict[str, bytes] = {}
    cover = []
    themes = tuple(theme for chapter in contents["chapters"] for theme in chapter["themes"])
    for number, tile in enumerate(mosaic_of(contents["slug"], *COVER, themes)):
        files[name := f"cover-{number}.svg"] = drawing_of(tile).encode()
        cover.append(name)
    chapters = []
    for number, chapter in enumerate(contents["chapters"]):
        files[name := f"chapter-{number}.svg"] = drawing_of(tile_of(chapter["slug"], tuple(chapter["themes"]))).encode()
        pictures = [picture | {"file": _picture(picture, files)} for picture in chapter["pictures"]]
        chapters.append(chapter | {"tile": name, "pictures": pictures})
    front = cover_of(contents)
    value = contents | {
        "picture": front | {"file": _picture(front, files)} if front else None,
        "cover": [] if front else cover,
        "chapters": chapters,
        "colours": colours(),
    }
    return set_pdf("bundle.typ", value, files=files, at=_moment(contents))


def _picture(picture: dict[str, str], files: dict[str, bytes]) -> str:
    name = f"{picture['key']}-{picture['name']}"
    if name not in files:
        files[name] = picture_of(picture)
    return name


def _moment(contents: Contents) -> datetime | None:
    return datetime.fromisoformat(f"{contents['date']}T00:00:00+00:00") if contents["date"] else None
