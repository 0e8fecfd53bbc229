"""A program that draws a picture anew, in the sizes and formats of the site: `drawing.py KIND SOURCE FOLDER`.

It reads what strangers send, so it runs apart from the site, without its settings and secrets, and may take no more
than `MEMORY` and `SECONDS`. What it makes holds pixels alone: upright, in sRGB, eight bits deep. On standard output it
says in JSON what it made, or why it would not; when it is cut off it says nothing.
"""

import json
import resource
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import AvifImagePlugin, Image, ImageCms

MEMORY = 2 * 1024**3
SECONDS = 40
LARGEST_FILE = 200 * 1024**2
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 3840
LARGEST_PROFILE = 4 * 1024**2
WIDTHS = (320, 640, 960, 1440)
FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF"}
FIRST_IS_MAIN = {"MPO", "HEIF"}  # a camera's several images of one moment, of which the first is the picture
ORIENTATION = 0x0112
TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
KEPT: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 90, "subsampling": 0, "progressive": True, "optimize": True},
    "png": {"format": "PNG"},
}
SHOWN: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 7, "max_threads": 2},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
    "png": {"format": "PNG", "optimize": True},
}


def main(kind: str, source: str, folder: str) -> dict[str, Any]:
    """Draw the picture in the file `source` into `folder`."""
    _limit()
    with Image.open(source, formats=[FORMATS[kind]]) as image:
        pixels = image.width * image.height
        if pixels > MOST_PIXELS:
            return {"refused": "pixels", "millions": -(-pixels // 1_000_000)}
        if getattr(image, "n_frames", 1) > 1 and image.format not in FIRST_IS_MAIN:
            return {"refused": "moving"}
        picture = _clean(image)
    ending = "png" if picture.mode == "RGBA" else "jpg"
    widths = widths_of(picture.width)
    _draw(picture, widths, ending, Path(folder))
    return {"width": picture.width, "height": picture.height, "format": ending, "widths": widths}


def widths_of(width: int) -> list[int]:
    """The widths in which a picture is shown: never wider than it is, and none that differs little from the widest."""
    widest = min(width, WIDTHS[-1])
    return [each for each in WIDTHS if each * 1.1 < widest] + [widest]


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, hard))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    AvifImagePlugin.DEFAULT_MAX_THREADS = 2
    # What is too large by a little is refused with its size; Pillow's own guard stops what is too large by far.
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)


def _clean(image: Any) -> Image.Image:
    """The pixels of `image` and nothing else: RGB, or RGBA when something of it can be seen through."""
    turns = TURNS.get(_orientation(image), ())
    profile = image.info.get("icc_profile")
    shrunk = min(1, LONGEST_SIDE / max(image.size))
    image.draft(None, tuple(int(side * shrunk) for side in image.size))  # a JPEG can be read at half its size or less
    image.load()
    plain = _plain(image)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    for turn in turns:
        plain = plain.transpose(turn)
    alpha = plain.getchannel("A") if plain.mode == "RGBA" else None
    colours = _in_srgb(plain.convert("RGB") if alpha else plain, profile)
    is_opaque = alpha is None or alpha.getextrema() == (255, 255)
    clean = Image.new("RGB" if is_opaque else "RGBA", colours.size)
    clean.paste(colours)
    if alpha is not None and not is_opaque:
        clean.putalpha(alpha)
    return clean


def _orientation(image: Any) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except (AttributeError, LookupError, OSError, SyntaxError, TypeError, ValueError):  # nonsense where it should stand
        return 1


def _plain(image: Any) -> Image.Image:
    """In a mode that can be made smaller: no palette, eight bits."""
    if "transparency" in image.info or image.mode in {"PA", "LA", "La", "RGBa", "RGBA"}:
        return image.convert("RGBA")
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("RGB") if image.mode in {"1", "P", "F"} else image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and len(profile) <= LARGEST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):  # not of this picture: its colours are what they look like
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


def _draw(picture: Image.Image, widths: list[int], ending: str, folder: Path) -> None:
    picture.save(folder / f"{picture.width}.{ending}", **KEPT[ending])
    for width in widths:
        size = (width, max(1, round(picture.height * width / picture.width)))
        small = picture if width == picture.width else picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        for form in ("avif", "webp", ending):
            file = folder / f"{width}.{form}"
            if not file.exists():
                small.save(file, **SHOWN[form])


if __name__ == "__main__":
    if sys.argv[1] == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
