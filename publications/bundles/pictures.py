"""The pictures of a bundle, as they are kept."""

from collections.abc import Mapping
from typing import Any

from django.core.files.storage import default_storage

from media.models import Picture
from media.storing import path_of


def cover_of(contents: Mapping[str, Any]) -> dict[str, Any] | None:
    """The picture on the front; None where a mosaic is, as in editions of before there were covers."""
    found: dict[str, Any] | None = contents.get("picture")
    return found


def pictures_of(contents: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All that a bundle shows: the one on its front, and those of its chapters."""
    cover = cover_of(contents)
    inside = [picture for chapter in contents["chapters"] for picture in chapter["pictures"]]
    return [cover, *inside] if cover else inside


def picture_of(picture: Mapping[str, str]) -> bytes:
    """The bytes of a picture in the contents of a bundle."""
    with default_storage.open(path_of(Picture(key=picture["key"]), picture["name"])) as file:
        return bytes(file.read())
