"""Pictures are taken in by what they hold, and drawn anew."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from accounts.models import User
from media import intake, storing
from media.models import Picture
from media.renditions import names_of
from tests.media.pictures import a_jpeg, upload

pytestmark = pytest.mark.django_db


def drawing_of(picture: Picture, name: str = "") -> Image.Image:
    name = name or f"{picture.width}.{picture.format}"
    with default_storage.open(storing.path_of(picture, name)) as file:
        image = Image.open(io.BytesIO(file.read()))
    image.load()
    return image


def test_all_drawings_are_there_in_their_formats(fatma: User) -> None:
    picture = intake.take(upload(a_jpeg((2000, 1000))), by=fatma)

    assert (picture.width, picture.height, picture.format, picture.taken_by) == (2000, 1000, "jpg", fatma)
    assert picture.widths == [320, 640, 960, 1440]
    for name in names_of(picture):
        drawn = drawing_of(picture, name)
        width, _dot, ending = name.partition(".")
        assert drawn.size == (int(width), int(width) // 2)
        assert drawn.format == {"jpg": "JPEG", "webp": "WEBP", "avif": "AVIF"}[ending]
