"""Pictures, papers and sounds to send, made as a test needs them."""

import io
import struct
from typing import Any

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

pillow_heif.register_heif_opener()

SECRET = b"GeheimeStraat12"  # stands in all metadata that the tests make


def an_image(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """Four quarters: red, green, blue and white, from the top left onwards in reading order."""
    image = Image.new("RGB", size, "white")
    middle, centre = size[0] // 2, size[1] // 2
    image.paste("#d01010", (0, 0, middle, centre))
    image.paste("#10b010", (middle, 0, size[0], centre))
    image.paste("#1010d0", (0, centre, middle, size[1]))
    return image.convert(mode)


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def upload(content: bytes, name: str = "foto.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def a_jpeg(size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    return encoded(an_image(size), "JPEG", **options)


def exif(orientation: int = 1, *, said: str = SECRET.decode()) -> bytes:
    """With a place, a name and a comment."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = said
    made[0x013B] = said
    gps = made.get_ifd(0x8825)
    gps[1], gps[2], gps[29] = "N", (52.0, 5.0, 14.1), said
    return made.tobytes()


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def a_pdf(extra: bytes = b"") -> bytes:
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    body += extra
    place = str(len(body)).encode()
    return body + b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n" + place + b"\n%%EOF\n"


def an_mp3(frames: int = 8, tag: bytes = b"") -> bytes:
    """Silent frames of MPEG 1 layer III, 128 kbit/s at 44.1 kHz, after a tag with this content."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    length = len(tag)
    size = bytes((length >> 21 & 127, length >> 14 & 127, length >> 7 & 127, length & 127))
    return (b"ID3\x04\0\0" + size + tag if tag else b"") + frame * frames


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def an_m4a(handler: bytes = b"soun") -> bytes:
    moov = box(b"moov", box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12)))))
    return box(b"ftyp", b"M4A \0\0\0\0M4A isom") + moov + box(b"mdat", bytes(100))


def an_ogg(codec: bytes = b"OpusHead") -> bytes:
    def page(content: bytes) -> bytes:
        return b"OggS\0" + bytes(21) + bytes((1, len(content))) + content

    return page(codec + bytes(11)) + page(bytes(50))


def a_wav() -> bytes:
    body = b"WAVE" + b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", 4)
    body += bytes(4)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def an_mp4(brand: bytes = b"isom") -> bytes:
    """A film by its boxes: moving pictures and sound are described, and there is something in it."""
    tracks = b"".join(
        box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + each + bytes(12)))) for each in (b"vide", b"soun")
    )
    return box(b"ftyp", brand + b"\0\0\0\0isommp42") + box(b"moov", tracks) + box(b"mdat", bytes(100))


def element(name: bytes, content: bytes) -> bytes:
    """An element of EBML, of which WebM is made."""
    return name + (len(content) | 1 << 56).to_bytes(8, "big") + content


def a_webm(codec: bytes = b"V_VP8") -> bytes:
    head = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm"))
    return head + element(b"\x18\x53\x80\x67", element(b"\x86", codec) + bytes(100))
