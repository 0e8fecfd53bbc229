"""Saving a tile: what only one of two people changed is merged; of what both changed, a person chooses."""

from django.db import transaction
from django.http import QueryDict

from accounts.models import User
from curation.models import OPEN
from curation.open_versions import note_work
from curation.workflow import lock
from publications.models import Publication, Tile
from workspace.parts import canonical, revision
from workspace.publications.infographics.sheet import sheet_of
from workspace.records.sheets.saving import Attempt, merge
from workspace.saving import NotOpen


@transaction.atomic
def save(record: Publication, key: int, data: QueryDict, *, by: User) -> Attempt:
    """Save what the form sends, all of it or nothing; raises NotOpen when the tile is not there to be changed.

    A part that the form did not show (the words for a picture that was added since) stays as it is.
    """
    lock(record)
    tile = open_tile(record, key)
    if tile is None:
        raise NotOpen
    sheet = sheet_of(tile)
    before = sheet.values_of(tile)
    given = {name: value for name, value in sheet.values_given(data).items() if f"base-{name}" in data}
    bases = {name: data.get(f"base-{name}", "") for name in given}
    merged, conflicts = merge(before, given, bases, data)
    now = {name: revision(value) for name, value in before.items()}
    if conflicts:
        return Attempt(tile, before | given, now | bases, conflicts)
    attempt = Attempt(tile, before | merged, now)
    changed = {name for name, value in merged.items() if canonical(value) != before[name]}
    form = sheet.bound(tile, attempt.values).form
    if form.is_valid():
        if changed:
            form.save()
            form.save_rows()
            note_work(tile.version, by=by)
        attempt.is_saved = True
    return attempt


def open_tile(record: Publication, key: int) -> Tile | None:
    """A tile of the open version of a record; None when there is none (any more)."""
    tile: Tile | None = (
        Tile.objects.with_what_they_say().filter(pk=key, version__record=record, version__status__in=OPEN).first()
    )
    return tile
