"""Composing an infographic: tiles are added, moved, sized and taken out, in an open version of it.

Each step is about one tile and goes by where the others stand now. So what two people do at the same time adds up, and
neither overwrites the other.
"""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from curation.models import Erasure
from curation.open_versions import note_work, opened
from curation.workflow import TransitionNotAllowed
from media.models import Picture
from publications.models import PublicationVersion, Tile, TilePicture
from publications.models.tiles import COLUMNS, MOST_ROWS, NARROWEST, Scheme

MOST_TILES = 60
WEEK = 7 * 24 * 3600
Kind = Tile.Kind
SIZES = MappingProxyType(
    {
        Kind.TITLE: (12, 3),
        Kind.LESSON: (6, 3),
        Kind.FIGURE: (4, 3),
        Kind.BARS: (6, 6),
        Kind.MAP: (6, 7),
        Kind.QUOTATION: (8, 3),
        Kind.PICTOGRAM: (2, 2),
        Kind.TEXT: (6, 2),
        Kind.PICTURE: (6, 4),
        Kind.LINK: (4, 2),
    }
)
FIRST_QUESTIONS: MappingProxyType[str, dict[str, Any]] = MappingProxyType(
    {
        Kind.FIGURE: {"measure": "count", "of": "initiatives"},
        Kind.BARS: {"measure": "top", "of": "initiatives", "facet": "thema", "limit": 8},
        Kind.MAP: {"measure": "top", "of": "initiatives", "facet": "gemeente"},
    }
)
_COLOURS = (Scheme.SUN, Scheme.LINDEN, Scheme.SKY, Scheme.BLOSSOM, Scheme.DOOR, Scheme.PAPER)
_GONE = ("id", "version")  # what is not kept of a tile that is taken out: it gets these anew


@transaction.atomic
def add(version: PublicationVersion, kind: str, *, by: User) -> Tile:
    """A new tile of this kind at the end; a live one asks something simple. Raises TransitionNotAllowed."""
    draft = opened(version)
    tiles = _tiles(draft)
    _refuse_too_many(tiles)
    width, height = SIZES[Kind(kind)]
    tile = Tile.objects.create(
        version=draft,
        kind=kind,
        position=len(tiles),
        width=width,
        height=height,
        scheme=_COLOURS[len(tiles) % len(_COLOURS)],
        question=FIRST_QUESTIONS.get(Kind(kind)),
    )
    _changed(draft, [*tiles, tile], by)
    return tile


@transaction.atomic
def shift(version: PublicationVersion, key: int, step: int, *, by: User) -> Tile:
    """Let a tile change places with the one before (-1) or after it (1); at the end it stays."""
    draft = opened(version)
    tiles = _tiles(draft)
    tile = _of(tiles, key)
    place = tiles.index(tile) + step
    if 0 <= place < len(tiles):
        tiles.remove(tile)
        tiles.insert(place, tile)
        _changed(draft, tiles, by)
    return tile


@transaction.atomic
def put_before(version: PublicationVersion, key: int, other: int | None, *, by: User) -> Tile:
    """Put a tile before another one; at the end without one."""
    draft = opened(version)
    tiles = _tiles(draft)
    tile = _of(tiles, key)
    before = _of(tiles, other) if other is not None else None
    if before is not tile:
        tiles.remove(tile)
        tiles.insert(tiles.index(before) if before else len(tiles), tile)
        _changed(draft, tiles, by)
    return tile


@transaction.atomic
def resize(version: PublicationVersion, key: int, width: int, height: int, *, by: User) -> Tile:
    """Give a tile a size in columns and rows; what is too small or too large becomes what just fits."""
    draft = opened(version)
    tiles = _tiles(draft)
    tile = _of(tiles, key)
    tile.width = max(NARROWEST, min(width, COLUMNS))
    tile.height = max(1, min(height, MOST_ROWS))
    tile.save(update_fields=["width", "height"])
    _changed(draft, tiles, by)
    return tile


@transaction.atomic
def grow(version: PublicationVersion, key: int, columns: int, rows: int, *, by: User) -> Tile:
    """Make a tile so many columns wider and rows higher; fewer than none make it smaller."""
    draft = opened(version)
    tile = _of(_tiles(draft), key)
    return resize(draft, key, tile.width + columns, tile.height + rows, by=by)


@transaction.atomic
def take_out(version: PublicationVersion, key: int, *, by: User) -> str:
    """Take a tile out; returns what `put_back` takes to undo that, for a week."""
    draft = opened(version)
    tiles = _tiles(draft)
    tile = _of(tiles, key)
    row = draft.tile_pictures.filter(picture=tile.picture).first() if tile.picture_id else None
    said = {"tile": _columns(tile), "picture": _columns(row) if row else None, "at": timezone.now().isoformat()}
    kept = signing.dumps(said, salt=_salt(draft), compress=True)
    tile.delete()
    if row and not draft.tiles.filter(picture=row.picture).exists():
        row.delete()
    _changed(draft, [each for each in tiles if each is not tile], by)
    return kept


@transaction.atomic
def put_back(version: PublicationVersion, kept: str, *, by: User) -> Tile:
    """Put a tile that was taken out back where it stood. Raises TransitionNotAllowed."""
    draft = opened(version)
    said = _read(kept, draft)
    tile, tiles = Tile(version=draft, **said["tile"]), _tiles(draft)
    _refuse_too_many(tiles)
    _hold_against(tile)
    if row := said["picture"]:
        known = {"version": draft, "picture_id": row.pop("picture_id")}
        TilePicture.objects.get_or_create(**known, defaults=row)
    place = min(tile.position, len(tiles))
    tile.save()
    _changed(draft, [*tiles[:place], tile, *tiles[place:]], by)
    return tile


@transaction.atomic
def show_picture(tile: Tile, picture: Picture | None, *, by: User) -> None:
    """Let a tile show this picture instead of what it showed; what was said of that one goes with its last tile."""
    draft = opened(tile.version)
    found = _of(_tiles(draft), tile.pk)
    before, found.picture = found.picture, picture
    found.save(update_fields=["picture"])
    if picture:
        TilePicture.objects.get_or_create(version=draft, picture=picture)
    if before and not draft.tiles.filter(picture=before).exists():
        draft.tile_pictures.filter(picture=before).delete()
    note_work(draft, by=by)


def _tiles(version: PublicationVersion) -> list[Tile]:
    return list(version.tiles.in_order())


def _refuse_too_many(tiles: Sequence[Tile]) -> None:
    if len(tiles) >= MOST_TILES:
        raise TransitionNotAllowed(_("An infographic has %(number)s tiles at most.") % {"number": MOST_TILES})


def _of(tiles: Sequence[Tile], key: int) -> Tile:
    for tile in tiles:
        if tile.pk == key:
            return tile
    raise TransitionNotAllowed(_("This tile is not there any more."))


def _changed(version: PublicationVersion, tiles: Sequence[Tile], by: User) -> None:
    """Number the tiles as they stand, and say that the version was worked on."""
    moved = [tile for place, tile in enumerate(tiles) if tile.position != place]
    for place, tile in enumerate(tiles):
        tile.position = place
    Tile.objects.bulk_update(moved, ["position"])
    note_work(version, by=by)


def _columns(row: Tile | TilePicture) -> dict[str, Any]:
    """What a row says, as JSON, by the names of its columns."""
    fields = [field for field in row._meta.concrete_fields if field.name not in _GONE]
    return {field.attname: _plain(getattr(row, field.attname)) for field in fields}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _salt(version: PublicationVersion) -> str:
    return f"publications.infographics.tile:{version.pk}"


def _read(kept: str, version: PublicationVersion) -> dict[str, Any]:
    try:
        said: dict[str, Any] = signing.loads(kept, salt=_salt(version), max_age=WEEK)
    except signing.BadSignature as error:
        raise TransitionNotAllowed(_("This tile cannot be put back any more.")) from error
    at = parse_datetime(said.get("at", ""))
    # What waits in a browser is not among what a removal at request goes through: it may say what was removed since.
    if at is None or Erasure.objects.filter(at__gte=at).exists():
        raise TransitionNotAllowed(_("This tile cannot be put back any more."))
    return said


def _hold_against(tile: Tile) -> None:
    """Whether all that the tile leans on is still there."""
    try:
        tile.clean_fields(exclude=["version"])
    except ValidationError as error:
        raise TransitionNotAllowed(_("This tile cannot be put back any more.")) from error
