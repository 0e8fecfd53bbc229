"""Pictures are taken in by what they hold, and drawn anew: upright, in sRGB, with nothing but their pixels."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

from accounts.models import User
from media import intake, storing
from media.drawing import LONGEST_SIDE, WIDTHS, widths_of
from media.intake import Refused
from media.models import Attachment, Picture
from media.renditions import names_of
from tests.media.pictures import (
    SECRET,
    a_jpeg,
    a_pdf,
    a_wav,
    an_image,
    an_m4a,
    an_mp3,
    an_ogg,
    encoded,
    exif,
    srgb_profile,
    upload,
)

pytestmark = pytest.mark.django_db
REPEATED = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def bytes_of(picture: Picture, name: str) -> bytes:
    with default_storage.open(storing.path_of(picture, name)) as file:
        return bytes(file.read())


def drawing_of(picture: Picture, name: str = "") -> Image.Image:
    image = Image.open(io.BytesIO(bytes_of(picture, name or f"{picture.width}.{picture.format}")))
    image.load()
    return image


def corners(image: Image.Image) -> list[str]:
    """What colour the four quarters have, from the top left onwards in reading order."""
    width, height = image.size
    names = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white", (0, 0, 0): "black"}
    places = [(x * width // 4, y * height // 4) for y in (1, 3) for x in (1, 3)]
    return [names[tuple(int(part > 120) for part in image.convert("RGB").getpixel(place))] for place in places]  # type: ignore[union-attr, index]


UPRIGHT = ["red", "green", "blue", "white"]


def test_all_drawings_are_there_in_their_formats(fatma: User) -> None:
    picture = intake.take(upload(a_jpeg((2000, 1000))), by=fatma)

    assert (picture.width, picture.height, picture.format, picture.taken_by) == (2000, 1000, "jpg", fatma)
    assert picture.widths == [320, 640, 960, 1440]
    for name in names_of(picture):
        drawn = drawing_of(picture, name)
        width, _dot, ending = name.partition(".")
        assert drawn.size == (int(width), int(width) // 2)
        assert drawn.format == {"jpg": "JPEG", "webp": "WEBP", "avif": "AVIF"}[ending]
        assert corners(drawn) == UPRIGHT


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
def test_each_format_is_read_whatever_its_name_says(form: str) -> None:
    picture = intake.take(upload(encoded(an_image((400, 300)), form), "brief.docx", "application/msword"), by=None)

    assert (picture.width, picture.height) == (400, 300)
    assert corners(drawing_of(picture)) == UPRIGHT


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK"])
def test_each_way_of_keeping_colours_is_read(mode: str) -> None:
    image = an_image((64, 48), "L" if mode == "I;16" else "RGB")
    image = image.quantize() if mode == "P" else image.convert(mode)
    if mode == "I;16":
        image = image.point(lambda value: value * 257)

    picture = intake.take(upload(encoded(image, "JPEG" if mode == "CMYK" else "PNG")), by=None)

    expected = an_image((64, 48)).convert("1" if mode == "1" else "L" if mode in {"L", "LA", "I;16"} else "RGB")
    drawn = drawing_of(picture)
    assert drawn.mode == "RGB"
    for x, y in ((16, 12), (48, 12), (16, 36), (48, 36)):
        seen, meant = drawn.getpixel((x, y)), expected.convert("RGB").getpixel((x, y))
        assert max(abs(a - b) for a, b in zip(seen, meant, strict=True)) < 40  # type: ignore[arg-type]


def test_what_can_be_seen_through_stays_so() -> None:
    image = an_image((700, 500), "RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))

    picture = intake.take(upload(encoded(image, "PNG")), by=None)

    assert picture.format == "png"
    for name in names_of(picture):
        low, high = drawing_of(picture, name).convert("RGBA").getchannel("A").getextrema()
        assert (low < 20, high > 235) == (True, True)  # type: ignore[operator]


def test_a_palette_with_a_transparent_colour_is_read() -> None:
    image = an_image((64, 48)).convert("P", palette=Image.Palette.ADAPTIVE)

    picture = intake.take(upload(encoded(image, "PNG", transparency=0)), by=None)

    assert drawing_of(picture).mode == "RGBA"


def test_colours_of_another_profile_become_those_of_srgb() -> None:
    swapped = ImageCms.createProfile("LAB")
    picture = intake.take(upload(encoded(an_image(), "PNG", icc_profile=srgb_profile())), by=None)
    wrong = ImageCms.ImageCmsProfile(swapped).tobytes()
    kept = intake.take(upload(encoded(an_image(), "PNG", icc_profile=wrong)), by=None)

    assert corners(drawing_of(picture)) == corners(drawing_of(kept)) == UPRIGHT


@given(orientation=st.integers(1, 8), form=st.sampled_from(["JPEG", "WEBP", "PNG", "AVIF"]))
@REPEATED
def test_a_picture_is_turned_upright(orientation: int, form: str) -> None:
    image = an_image((80, 60))
    content = encoded(image, form, exif=exif(orientation))
    meant = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))

    picture = intake.take(upload(content), by=None)

    assert (picture.width, picture.height) == meant.size
    assert corners(drawing_of(picture)) == corners(meant)


def test_a_picture_of_an_iphone_is_upright() -> None:
    content = encoded(an_image((80, 60)).transpose(Image.Transpose.ROTATE_90), "HEIF", exif=exif(6))

    picture = intake.take(upload(content), by=None)

    assert (picture.width, picture.height) == (80, 60)
    assert corners(drawing_of(picture)) == UPRIGHT


@given(form=st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF", "HEIF"]), width=st.integers(1, 500), seed=st.integers())
@REPEATED
def test_metadata_never_survive(form: str, width: int, seed: int) -> None:
    options: dict[str, Any] = {"exif": exif(), "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}
    if form == "JPEG":
        options["comment"] = SECRET
    if form == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Author", SECRET.decode())
    if form != "HEIF":
        options["icc_profile"] = srgb_profile()
    content = encoded(an_image((width, 40)), form, **options) + SECRET
    assert content.count(SECRET) > 1 or form == "PNG"

    picture = intake.take(upload(content), by=None)

    for name in names_of(picture):
        drawn = bytes_of(picture, name)
        image = Image.open(io.BytesIO(drawn))
        assert SECRET not in drawn
        assert not dict(image.getexif())
        assert not {"exif", "xmp", "comment", "icc_profile", "Author"} & set(image.info)


@given(width=st.integers(1, 9000))
def test_no_width_is_larger_than_the_source(width: int) -> None:
    widths = widths_of(width)

    assert widths == sorted(set(widths))
    assert max(widths) == min(width, WIDTHS[-1])


@pytest.mark.parametrize("size", [(1, 1), (5000, 20), (3, 4000), (1500, 1500)])
def test_drawings_keep_within_the_source_and_the_limit(size: tuple[int, int]) -> None:
    picture = intake.take(upload(encoded(an_image(size), "PNG")), by=None)

    assert picture.width <= size[0]
    assert max(picture.width, picture.height) <= LONGEST_SIDE
    for name in names_of(picture):
        drawn = drawing_of(picture, name)
        assert drawn.width <= picture.width
        assert drawn.height <= picture.height


def test_the_same_bytes_are_one_picture(fatma: User, rik: User) -> None:
    first = intake.take(upload(a_jpeg(), "een.jpg"), by=fatma)
    second = intake.take(upload(a_jpeg(), "twee.jpg"), by=rik)
    other = intake.take(upload(a_jpeg((65, 48))), by=fatma)

    assert first == second
    assert other != first


def test_names_cannot_be_guessed() -> None:
    first, second = (intake.take(upload(a_jpeg((60 + more, 40))), by=None) for more in range(2))

    assert len(first.key) == 32
    assert first.key != second.key
    assert first.digest not in storing.path_of(first, "60.avif")


def test_what_moves_is_refused() -> None:
    frames = [an_image((64, 48)), an_image((64, 48)).rotate(180)]

    for form in ("PNG", "WEBP", "AVIF"):
        with pytest.raises(Refused):
            intake.take(upload(encoded(frames[0], form, save_all=True, append_images=frames[1:])), by=None)


def test_of_several_images_of_a_camera_the_first_counts() -> None:
    frames = [an_image((64, 48)), an_image((64, 48)).rotate(180)]

    picture = intake.take(upload(encoded(frames[0], "MPO", save_all=True, append_images=frames[1:])), by=None)

    assert corners(drawing_of(picture)) == UPRIGHT


def test_nothing_is_kept_of_what_is_refused() -> None:
    with pytest.raises(Refused):
        intake.take(upload(a_jpeg((640, 480))[:-300]), by=None)

    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (a_pdf(), "pdf"),
        (an_mp3(), "mp3"),
        (an_mp3(tag=bytes(300)), "mp3"),
        (an_m4a(), "m4a"),
        (an_ogg(), "ogg"),
        (an_ogg(b"\x01vorbis"), "ogg"),
        (a_wav(), "wav"),
    ],
)
def test_each_kind_of_file_is_taken_in_as_it_came(content: bytes, kind: str, fatma: User) -> None:
    file = intake.take_attachment(upload(content, "Verslag van ’t bezoek.exe", "text/html"), by=fatma)

    assert (file.kind, file.name, file.size) == (kind, f"verslag-van-t-bezoek.{kind}", len(content))
    with default_storage.open(storing.path_of(file)) as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    "content",
    [
        a_pdf()[:-30],
        a_pdf() + bytes(9000),
        an_mp3()[:200],
        an_m4a()[:-1],
        an_m4a(b"vide"),
        an_ogg()[:-1],
        an_ogg(b"\x80theora"),
        a_wav()[:-4],
        b"ID3\x04\0\0\0\0\0\x05<html>",
        b"\xff\xfb\x90\0<html><script>alert(1)</script>",
    ],
)
def test_what_is_not_whole_or_no_sound_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        intake.take_attachment(upload(content, "x.mp3", "audio/mpeg"), by=None)

    assert not Attachment.objects.exists()
