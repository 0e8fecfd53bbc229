"""Alternative texts that somebody wrote for a figure which is another one by now: to be looked at again."""

from collections.abc import Iterable

from publications.infographics.contents import Contents
from publications.infographics.differences import Difference, differences
from publications.infographics.staleness import says_the_same
from publications.models import Edition, PublicationVersion, StaleTile
from workspace.publications.infographics.forms import written_alike


def outgrown(version: PublicationVersion, tiles: Iterable[Contents]) -> dict[int, list[Difference]]:
    """Of which tiles of an open version the alternative text was published with another answer than they have now.

    `tiles` is what they say; the differences between the two answers are by the key of the tile. A text that was
    changed since it was published was looked at.
    """
    own = [tile for tile in tiles if tile["alternative_text"] and tile.get("answer")]
    if not own or version.number is not None:
        return {}
    edition = Edition.objects.filter(version=version.record.published_version_id).first()
    before = edition.contents["tiles"] if edition else []
    published = {_written(tile): tile for tile in before if tile.get("answer")}
    return {
        tile["tile"]: differences(StaleTile(was=was, now=tile))
        for tile in own
        if (was := published.get(_written(tile))) and not says_the_same(was, tile)
    }


def _written(tile: Contents) -> tuple[str, str]:
    """By which the same text for the same question is known from one version to the next."""
    return tile["alternative_text"], written_alike(tile["question"])
