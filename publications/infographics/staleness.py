"""Tiles of published infographics that would say something else by now, and what an editor decides of each.

Who looks at the list calls `current`. Nothing is asked again while the log of changes and the day stay as they were.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from changes.log import look
from changes.models import Kind as Changed
from publications.infographics.answer import Answer
from publications.infographics.contents import Contents, contents_of
from publications.models import Edition, Kind, PublicationVersion, StaleTile, TilesCompared

_CONCERNING = (Changed.ENTRIES, Changed.VALUES, Changed.CONTENT, Changed.PLACES)


def current() -> QuerySet[StaleTile]:
    """The tiles that have aged, those that wait for a decision first."""
    compare_if_changed()
    return (
        StaleTile.objects.filter(
            tile__version__record__withdrawn_at=None, tile__version__record__published_version=F("tile__version")
        )
        .select_related("tile__version__record", "left_by")
        .order_by(F("left_at").asc(nulls_first=True), "noticed_at", "pk")
    )


def waiting() -> QuerySet[StaleTile]:
    """Those of which nobody has decided anything."""
    return current().filter(left_at=None)


def compare_if_changed() -> None:
    """Compare again when anything that tiles are about has changed since, or a day began: places merge by date."""
    seen, today = look(), timezone.localdate()
    position = max((seen.marks.get(kind, 0) for kind in _CONCERNING), default=0)
    is_own = seen.own.intersection(_CONCERNING)
    compared = TilesCompared.objects.filter(pk=1).first()
    if compared and not is_own and (compared.position, compared.day) == (position, today):
        return
    compare()
    TilesCompared.objects.update_or_create(pk=1, defaults={"position": position, "day": today})


@transaction.atomic
def compare() -> None:
    """Ask the questions of all published infographics again, and note which tiles would say something else."""
    stale = {each.tile_id: each for each in StaleTile.objects.select_for_update()}
    aged = {}
    for version, contents in _published():
        now = {tile["tile"]: tile for tile in contents_of(version, anew=True)["tiles"]}
        for was in contents["tiles"]:
            key = was["tile"]
            if key in now and not says_the_same(was, now[key]):
                aged[key] = (_said(was), _said(now[key]))
    StaleTile.objects.filter(pk__in=set(stale) - set(aged)).delete()
    for key, (said, says) in aged.items():
        _note(key, said, says, stale.get(key))


def leave(tile: StaleTile, *, by: User) -> None:
    """Leave a published tile as it is, until the catalogue says something else again."""
    tile.left_by, tile.left_at = by, timezone.now()
    tile.save(update_fields=["left_by", "left_at"])


@transaction.atomic
def keep_answers(draft: PublicationVersion, published: PublicationVersion, renewed: Collection[int]) -> None:
    """Let the tiles of a draft that was copied from `published` go on with the answers published there.

    `renewed` are the keys of the tiles of `published` that ask anew. A copy has its tiles in the order of the original.
    """
    contents = Edition.objects.get(version=published).contents
    answers = {tile["tile"]: tile.get("answer") for tile in contents["tiles"]}
    originals = published.tiles.order_by("pk").values_list("pk", flat=True)
    for original, copy in zip(originals, draft.tiles.order_by("pk"), strict=True):
        copy.kept_answer = None if original in renewed else answers.get(original)
        copy.save(update_fields=["kept_answer"])


def carry_over(version: PublicationVersion) -> None:
    """Go by what was decided of the tiles of the version that this one takes the place of.

    A tile with a kept answer asks what one of before asked; what was decided of that one holds for it.
    """
    before = StaleTile.objects.filter(tile__version__record=version.record).exclude(tile__version=version)
    decided = {json.dumps(each.tile.question, sort_keys=True): each for each in before.select_related("tile")}
    for tile in version.tiles.exclude(kept_answer=None):
        if each := decided.get(json.dumps(tile.question, sort_keys=True)):
            StaleTile.objects.create(
                tile=tile,
                was=each.was,
                now=each.now,
                noticed_at=each.noticed_at,
                left_by=each.left_by,
                left_at=each.left_at,
            )
    before.delete()


def _published() -> Iterator[tuple[PublicationVersion, Contents]]:
    """The infographics that readers see, with what their editions keep."""
    shown = PublicationVersion.objects.filter(
        kind=Kind.INFOGRAPHIC, record__published_version=F("pk"), record__withdrawn_at=None, edition__isnull=False
    )
    for version in shown.select_related("edition").order_by("pk"):
        yield version, version.edition.contents


def _said(tile: Contents) -> Contents:
    """What of a tile can age."""
    return {name: tile[name] for name in ("answer", "problems", "lesson") if name in tile}


def says_the_same(was: Contents, now: Contents) -> bool:
    """Whether a tile has the same answer and shows the same version of its lesson, whatever else it says."""
    if _number_of_lesson(was) != _number_of_lesson(now):
        return False
    return _counted(was) == _counted(now)


def _number_of_lesson(said: Contents) -> Any:
    return said["lesson"]["number"] if said.get("lesson") else None


def _counted(said: Contents) -> Any:
    """All numbers of an answer; None when there is none."""
    return Answer.read(said["answer"]).counted if said.get("answer") else None


def _note(key: int, was: Contents, now: Contents, stale: StaleTile | None) -> None:
    """Keep what has aged; a decision holds until the tile would say something else again."""
    if stale is None:  # another process may note the same at this moment
        StaleTile.objects.bulk_create([StaleTile(tile_id=key, was=was, now=now)], ignore_conflicts=True)
    elif not says_the_same(stale.now, now):
        StaleTile.objects.filter(pk=key).update(was=was, now=now, noticed_at=timezone.now(), left_by=None, left_at=None)
