"""Removing a picture or file for good, and forgetting what nothing refers to."""

from datetime import timedelta
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from media import access, storing
from media.models import Attachment, Consent, Kept, Picture, PictureRow
from trail.writing import note

SPARED = timedelta(days=1)


@transaction.atomic
def remove(kept: Kept, *, by: User | None) -> None:
    """Delete the bytes and all drawings of a picture, or a file, everywhere; every version says that it was removed.

    What versions said of the people in a picture (its alternative text, caption and consent) goes too. The bytes go
    when the transaction is committed; should that be cut off, `forget_unused` does it later. Nobody can fetch them
    meanwhile.
    """
    # Locked whole: no version comes to show it meanwhile.
    locked = type(kept)._default_manager.select_for_update(of=("self",)).get(pk=kept.pk)
    if locked.is_removed:
        return
    kept.digest, kept.removed_at, kept.removed_by = "", timezone.now(), by
    changed = ["digest", "removed_at", "removed_by"]
    if isinstance(kept, Attachment):
        kept.name = f"verwijderd.{kept.kind}"
        changed.append("name")
    kept.save(update_fields=changed)
    for rows in access.rows_showing(kept):
        if issubclass(rows.model, PictureRow):
            rows.update(alternative_text="", caption="", consent=Consent.WITHDRAWN, consent_note="", consent_on=None)
    note("remove_file", by=by, about=kept)
    transaction.on_commit(partial(storing.delete, storing.paths_of(kept)))


def forget_unused() -> int:
    """Delete what no version shows any more since a day, and bytes without a row; returns how many things went.

    Bytes are left without a row when the transaction that took them in was undone, and with a tombstone when a removal
    was cut off.
    """
    went = 0
    for kind in (Picture, Attachment):
        idle = access.unused(kind).filter(taken_at__lt=timezone.now() - SPARED)
        for kept in idle:
            paths = storing.paths_of(kept)
            kept.delete()
            storing.delete(paths)
            went += 1
        went += _forget_bytes(kind)
    return went


def _forget_bytes(kind: type[Kept]) -> int:
    went = 0
    for folder in _folders_in(storing.FOLDERS[kind]):
        there = {kept.key: kept for kept in kind._default_manager.filter(key__in=_folders_of(folder), removed_at=None)}
        for key in set(_folders_of(folder)) - set(there):
            place = f"{folder}/{key}"
            files = [f"{place}/{name}" for name in default_storage.listdir(place)[1]]
            if all(default_storage.get_modified_time(file) < timezone.now() - SPARED for file in files):
                storing.delete(files)
                went += bool(files)
    return went


def _folders_in(place: str) -> list[str]:
    return [f"{place}/{name}" for name in _folders_of(place)]


def _folders_of(place: str) -> list[str]:
    try:
        return default_storage.listdir(place)[0]
    except FileNotFoundError:  # nothing has been kept yet
        return []
