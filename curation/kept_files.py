"""Files that are made of what the site says: once, when somebody first asks for them, and then kept."""

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction

from curation.whole_files import written_whole


def kept_file(folder: str, said: object, name: str, make: Callable[[], bytes], *, alone: bool = False) -> bytes:
    """The bytes of the file `name` of what is `said` (plain JSON): those that were kept, or else made now.

    With `alone`, what was kept in the folder before goes: it says something else.
    """
    path = f"{folder}/{digest_of(said)}-{name}"
    with suppress(FileNotFoundError), default_storage.open(path) as file:
        return bytes(file.read())
    made = _made_and_kept(path, make)
    if alone:
        _delete(folder, [each for each in _names_in(folder) if not path.endswith(f"/{each}") and each[0] != "."])
    return made


def forget(folder: str) -> None:
    """Delete the files that were kept in this folder, since they may say what is said no more.

    Once more when the transaction is committed: until then, others still read and make what was said before.
    """
    _delete(folder, _names_in(folder))
    transaction.on_commit(lambda: _delete(folder, _names_in(folder)))


def _made_and_kept(path: str, make: Callable[[], bytes]) -> bytes:
    """There is never half of it, for who asks meanwhile or after a crash; who makes it twice makes the same.

    It has its place in the folder before it is made: when the folder is forgotten meanwhile, so is what comes of it.
    """
    if not isinstance(default_storage, FileSystemStorage):  # a store of objects has them whole or not at all
        made = make()
        default_storage.save(path, ContentFile(made))
        return made
    place = Path(default_storage.path(path))
    place.parent.mkdir(parents=True, exist_ok=True)
    made = b""
    try:
        with written_whole(place) as file:
            made = make()
            file.write(made)
    except FileNotFoundError:
        if not made:
            raise
    return made


def _names_in(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:  # a store of objects has no folders that could exist
        return []


def _delete(folder: str, names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(f"{folder}/{name}")


def digest_of(said: object) -> str:
    """A mark of a value of plain JSON: another value has another."""
    written = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:32]
