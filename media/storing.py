"""Where bytes are kept: names in the storage, writing all of something or nothing, and taking it away."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from media.models import Attachment, Kept, Picture
from media.renditions import names_of

FOLDERS: dict[type[Kept], str] = {Picture: "pictures", Attachment: "files"}


def path_of(kept: Kept, name: str = "whole") -> str:
    """The name in the storage of one of the files of a picture, or of the file of an attachment."""
    return f"{folder_of(kept)}/{name}"


def folder_of(kept: Kept) -> str:
    return f"{FOLDERS[type(kept)]}/{kept.key[:2]}/{kept.key}"


def paths_of(kept: Kept) -> list[str]:
    """The names in the storage of everything that there is of something."""
    names = names_of(kept) if isinstance(kept, Picture) else ["whole"]
    return [path_of(kept, name) for name in names]


def write(files: Mapping[str, Path]) -> None:
    """Keep each of these files under its name; when one of them cannot be kept, none is."""
    written: list[str] = []
    try:
        for name, file in files.items():
            with file.open("rb") as stream:
                written.append(default_storage.save(name, File(stream)))
    except BaseException:
        delete(written)
        raise


def delete(names: Iterable[str]) -> None:
    for name in names:
        default_storage.delete(name)
