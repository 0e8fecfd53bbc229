"""Drawing an infographic: from what its edition keeps or its tiles say now, to plain values that can be drawn."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, override

from publications.infographics.answer import Answer, in_figures
from publications.infographics.contents import Contents, contents_of, withheld
from publications.infographics.drawable import Bar, DrawnTile, Figures, Infographic, PictureShown
from publications.infographics.grid import narrow_widths, places_of
from publications.infographics.problems import problem_of
from publications.models import Edition, PublicationVersion, Tile
from publications.models.tiles import COLUMNS


def drawing_of(version: PublicationVersion, language: str = "") -> Infographic:
    """A published version as its edition keeps it, a draft as it would be published now.

    `language` is that of what the site itself says of figures; without it, that of the moment.
    """
    return drawn(contents_shown(version), language, is_draft=version.number is None)


def contents_shown(version: PublicationVersion) -> Contents:
    """What the edition of a published version keeps, or what a draft says now."""
    edition = Edition.objects.filter(version=version).first() if version.number else None
    return edition.contents if edition else contents_of(version)


def drawn(contents: Contents, language: str = "", *, is_draft: bool = False) -> Infographic:
    """What there is to draw of these contents; tiles that readers may not see any more are left out."""
    with override(language or get_language()):
        hidden = set() if is_draft else withheld(contents)
        tiles = [tile for tile in contents["tiles"] if tile["tile"] not in hidden and (is_draft or _says(tile))]
        made = tuple(
            _tile(tile, lies, contents["language"], is_draft) for tile, lies in zip(tiles, _lie(tiles), strict=True)
        )
    return Infographic(
        contents["title"],
        contents["summary"],
        contents["language"],
        COLUMNS,
        max((tile.row + tile.height for tile in made), default=0),
        made,
    )


def _says(tile: Contents) -> bool:
    """Whether a published tile has anything to show: without an answer to its question, or its picture, it has not."""
    if tile["kind"] == Tile.Kind.PICTURE and "picture" not in tile:
        return False
    return "question" not in tile or tile["answer"] is not None


def _lie(tiles: list[Contents]) -> list[dict[str, Any]]:
    """Where each tile lies, and how wide it is on a narrow screen."""
    places = places_of([(tile["width"], tile["height"]) for tile in tiles], COLUMNS)
    widths = narrow_widths([tile["kind"] if _is_small(tile) else "" for tile in tiles])
    return [
        {"column": column, "row": row, "narrow": narrow} for (column, row), narrow in zip(places, widths, strict=True)
    ]


def _is_small(tile: Contents) -> bool:
    return tile["kind"] in {"figure", "pictogram"} and tile["width"] <= COLUMNS // 3


def _tile(tile: Contents, lies: dict[str, Any], language: str, is_draft: bool) -> DrawnTile:
    figures = _figures(tile)
    said: dict[str, Any] = {"heading": tile["heading"], "words": tile["words"], "language": language}
    said |= {"source": tile["attribution"], "url": tile["url"]}
    said |= _said_by_lesson(tile, said) if tile.get("lesson") else {}
    said |= _said_by_passage(tile, said) if tile.get("passage") else {}
    return DrawnTile(
        key=tile["tile"],
        kind=tile["kind"],
        width=min(tile["width"], COLUMNS),
        height=tile["height"],
        scheme=tile["scheme"],
        pictogram=tile["pictogram"],
        figures=figures,
        picture=_picture(tile["picture"]) if tile.get("picture") else None,
        problem=problem_of(tile, said) if is_draft else "",
        **lies,
        **said,
    )


def _said_by_lesson(tile: Contents, said: dict[str, Any]) -> dict[str, Any]:
    """Its own words, where the tile has none instead; the way on is to the lesson."""
    lesson = tile["lesson"]
    is_own = bool(said["heading"] and said["words"])
    return {
        "heading": said["heading"] or lesson["title"],
        "words": said["words"] or lesson["statement"],
        "language": said["language"] if is_own else lesson["language"],
        "url": reverse("lesson", args=[lesson["slug"]]),
    }


def _said_by_passage(tile: Contents, said: dict[str, Any]) -> dict[str, Any]:
    passage = tile["passage"]
    return {
        "words": passage["exact"],
        "language": passage["language"],
        "source": said["source"] or passage["title"],
        "url": passage["url"],
    }


def _figures(tile: Contents) -> Figures | None:
    if not tile.get("answer"):
        return None
    answer = Answer.read(tile["answer"])
    spoken = get_language() or ""
    said = answer.said.get(spoken) or next(iter(answer.said.values()))
    longest = max((row.value for row in answer.rows), default=0) or 1
    return Figures(
        shown=answer.shown,
        label=tile["heading"] or said.label,
        value=answer.value,
        whole=answer.whole,
        bars=tuple(
            Bar(
                row.slug,
                row.names.get(spoken) or next(iter(row.names.values())),
                row.value,
                in_figures(row.value),
                row.value / longest,
                row.url,
            )
            for row in answer.rows
        ),
        scope=said.scope,
        definition=said.definition,
        alternative=tile["alternative_text"] or said.alternative,
        asked_at=answer.asked_at,
        url=answer.url,
    )


def _picture(said: Contents) -> PictureShown:
    return PictureShown(
        said["about"],
        said["alternative_text"],
        said["caption"],
        said["credit"],
        said["licence_sign"],
        said["licence_address"],
    )
