"""Files that are made of what the site says: once, when somebody first asks for them, and then kept."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from curation.whole_files import written_whole


def kept_file(folder: str, said: object, name: str, make: Callable[[], bytes]) -> bytes:
    """The bytes of the file `name` of what is `said` (plain JSON): those that were kept, or else made now."""
    path = f"{folder}/{digest_of(said)}-{name}"
    with suppress(FileNotFoundError), default_storage.open(path) as file:
        return bytes(file.read())
    made = make()
    _keep(path, made)
    return made


def _keep(path: str, made: bytes) -> None:
    """There is never half of it, for who asks meanwhile or after a crash; who makes it twice makes the same."""
    if not isinstance(default_storage, FileSystemStorage):  # a store of objects has them whole or not at all
        default_storage.save(path, ContentFile(made))
        return
    place = Path(default_storage.path(path))
    place.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError), written_whole(place) as file:  # when it is to be forgotten meanwhile, it is
        file.write(made)


def forget(folder: str) -> None:
    """Delete the files that were kept in this folder, since they may say what is said no more."""
    try:
        names = default_storage.listdir(folder)[1]  # a store of objects has no folders that could exist
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")


def digest_of(said: object) -> str:
    """A mark of a value of plain JSON: another value has another."""
    written = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:32]
