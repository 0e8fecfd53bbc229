"""The pictures of a bundle, as they are kept."""

from collections.abc import Mapping

from django.core.files.storage import default_storage

from media.models import Picture
from media.storing import path_of


def picture_of(picture: Mapping[str, str]) -> bytes:
    """The bytes of a picture in the contents of a bundle."""
    with default_storage.open(path_of(Picture(key=picture["key"]), picture["name"])) as file:
        return bytes(file.read())
