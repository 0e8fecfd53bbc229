"""Figures that the catalogue answers otherwise by now: what is decided of each, tile by tile, and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db import transaction

from accounts.models import User
from curation.open_versions import note_work
from curation.workflow import lock
from publications import workflow
from publications.infographics import staleness
from publications.infographics.differences import Difference, differences
from publications.models import Edition, Publication, PublicationVersion, StaleTile
from workspace.publications.infographics.forms import written_alike

KEEP, RENEW = "keep", "renew"


@dataclass(frozen=True)
class Aged:
    """A tile that would say something else by now; `changes` are that in words."""

    stale: StaleTile
    name: str

    @property
    def changes(self) -> list[Difference]:
        return differences(self.stale)


@dataclass(frozen=True)
class AgedInfographic:
    record: Publication
    title: str
    tiles: list[Aged]

    @property
    def waiting(self) -> int:
        return sum(each.stale.left_at is None for each in self.tiles)


def aged_of(record: Publication) -> list[Aged]:
    """What has aged in what readers see of a record."""
    return _aged(staleness.current().filter(tile__version=record.published_version_id))


def aged_in(records: Iterable[Publication]) -> list[AgedInfographic]:
    """What has aged in each of these infographics, in their order; all in one look."""
    several = list(records)
    found: dict[int | None, list[Aged]] = {record.published_version_id: [] for record in several}
    for aged in _aged(staleness.current().filter(tile__version__in=found)):
        found[aged.stale.tile.version_id].append(aged)
    shown = [(record, found[record.published_version_id]) for record in several]
    return [AgedInfographic(record, aged[0].stale.tile.version.title, aged) for record, aged in shown if aged]


@transaction.atomic
def decide(record: Publication, decisions: dict[int, str], *, by: User) -> PublicationVersion | None:
    """Keep or renew tiles, by their keys; of what is not named nothing is decided. Returns the draft that renews.

    What is renewed asks anew in the draft: in the open one, or in one that is begun for it and in which everything else
    goes on with what was published.
    """
    lock(record)
    stale = {each.tile_id: each for each in staleness.current().filter(tile__version=record.published_version_id)}
    for key, decision in decisions.items():
        if decision == KEEP and key in stale and stale[key].left_at is None:
            staleness.leave(stale[key], by=by)
    renewed = [key for key, decision in decisions.items() if decision == RENEW and key in stale]
    draft: PublicationVersion | None = record.versions.open().first()
    if draft is None and renewed:
        published: Any = record.published_version
        begun: Any = workflow.open_draft(record, by=by)
        staleness.keep_answers(begun, published, renewed)
        return cast("PublicationVersion", begun)
    if draft is not None:
        kept = [key for key, decision in decisions.items() if decision == KEEP and key in stale]
        _carry_out(draft, [stale[key].tile for key in kept], [stale[key].tile for key in renewed])
        note_work(draft, by=by)
    return draft if renewed else None


def _carry_out(draft: PublicationVersion, kept: Iterable[Any], renewed: Iterable[Any]) -> None:
    """Let the tiles of an open draft that ask what a decided tile asks go on with its answer, or ask anew."""
    answers = {written_alike(tile.question): _published_answer(tile) for tile in kept if tile.is_live}
    answers |= {written_alike(tile.question): None for tile in renewed if tile.is_live}
    for tile in draft.tiles.exclude(question=None):
        if (asked := written_alike(tile.question)) in answers:
            tile.kept_answer = answers[asked]
            tile.save(update_fields=["kept_answer"])


def _published_answer(tile: Any) -> Any:
    contents = Edition.objects.get(version=tile.version_id).contents
    return next((each.get("answer") for each in contents["tiles"] if each["tile"] == tile.pk), None)


def _aged(stale: Iterable[StaleTile]) -> list[Aged]:
    return [Aged(each, _name(each)) for each in stale]


def _name(stale: StaleTile) -> str:
    """What the tile is called: its heading, or what its answer or lesson is called."""
    said = stale.was
    if stale.tile.heading:
        return stale.tile.heading
    if said.get("lesson"):
        return str(said["lesson"]["title"])
    labels = (said.get("answer") or {}).get("said", {})
    label = labels.get(stale.tile.version.language) or next(iter(labels.values()), {"label": str(stale.tile)})
    return str(label["label"])
