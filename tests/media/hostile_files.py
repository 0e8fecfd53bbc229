"""Files that somebody might send to do harm: each under a name, with what it is and whether it may be taken in.

What is taken in is served as pixels drawn anew (pictures) or as a download (papers and sounds).
"""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.media.pictures import (
    a_jpeg,
    a_pdf,
    a_wav,
    a_webm,
    an_image,
    an_m4a,
    an_mp3,
    an_mp4,
    an_ogg,
    box,
    encoded,
)

SCRIPT = b"<html><script>alert('BinnenGedrongen')</script></html>"
MARK = b"BinnenGedrongen"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert('BinnenGedrongen')</script></svg>"


class Hostile(NamedTuple):
    make: Callable[[], bytes]
    is_taken: bool = False
    name: str = "foto.jpg"


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, pixels: bytes, extra: bytes = b"", depth: int = 8) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bomb(megabytes: int) -> bytes:
    squeeze, squeezed = zlib.compressobj(9), b""
    for _each in range(megabytes):
        squeezed += squeeze.compress(bytes(1024**2))
    return squeezed + squeeze.flush()


def small_png(extra: bytes) -> bytes:
    return png(16, 16, zlib.compress(b"".join(b"\0" + bytes(16) for _row in range(16))), extra)


def a_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", MARK)
    return stream.getvalue()


def cut(form: str) -> bytes:
    noisy = an_image((300, 200))
    noisy.paste(Image.effect_noise((150, 100), 90), (0, 0))
    content = encoded(noisy, form)
    return content[: len(content) * 2 // 3]


def with_size(form: str, size: tuple[int, int]) -> bytes:
    """A small picture that says that it is large."""
    content = encoded(an_image((321, 123)), form)
    if form == "JPEG":
        return content.replace(struct.pack(">HH", 123, 321), struct.pack(">HH", size[1] & 65535, size[0] & 65535))
    place = content.index(b"ispe") + 8
    return content[:place] + struct.pack(">II", *size) + content[place + 8 :]


def exif_bomb() -> bytes:
    """Directories that point at each other, with entries that claim four thousand million values."""
    entries = b"".join(struct.pack("<HHII", tag, kind, 0xFFFFFFFF, 8) for tag in range(270, 300) for kind in (2, 5, 7))
    directory = struct.pack("<H", 90) + entries + struct.pack("<I", 8)
    body = b"Exif\0\0II*\0\x08\0\0\0" + directory
    plain = a_jpeg()
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + plain[2:]


def noise(number: int) -> bytes:
    return random.Random(1).randbytes(number)  # noqa: S311 - the same in every run


def large_profile() -> bytes:
    return encoded(an_image(), "JPEG", icc_profile=noise(9_000_000))


def many_texts() -> bytes:
    texts = PngInfo()
    for number in range(3000):
        texts.add_itxt(f"k{number}", "x" * 500, zip=True)
    return encoded(an_image(), "PNG", pnginfo=texts)


def moving(form: str, number: int) -> bytes:
    frames = [Image.new("RGB", (16, 16), (each % 256, each // 256, 0)) for each in range(number)]
    return encoded(frames[0], form, save_all=True, append_images=frames[1:])


def no_frames_webp() -> bytes:
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + bytes((2, 0, 0, 0)) + b"\xfe\x3f\0" * 2
    return b"RIFF" + struct.pack("<I", len(body)) + body


PICTURES = {
    "empty": Hostile(lambda: b""),
    "one zero": Hostile(lambda: b"\0"),
    "noise": Hostile(lambda: noise(20_000)),
    "HTML": Hostile(lambda: SCRIPT),
    "HTML after the mark of JPEG": Hostile(lambda: b"\xff\xd8\xff\xe0" + SCRIPT),
    "HTML after the mark of PNG": Hostile(lambda: b"\x89PNG\r\n\x1a\n" + SCRIPT),
    "SVG": Hostile(lambda: SVG, name="tekening.svg"),
    "SVG under another name": Hostile(lambda: SVG),
    "SVG in UTF-16": Hostile(lambda: SVG.decode().encode("utf-16")),
    "SVG far down": Hostile(lambda: b"<?xml version='1.0'?><!--" + b" " * 9000 + b"-->" + SVG),
    "SVG compressed": Hostile(lambda: gzip.compress(SVG), name="tekening.svgz"),
    "SVG with entities": Hostile(lambda: b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>"),
    "GIF and script": Hostile(lambda: b"GIF89a/*" + bytes(20) + b"*/=1;alert('BinnenGedrongen')"),
    "BMP": Hostile(lambda: encoded(an_image(), "BMP")),
    "TIFF": Hostile(lambda: encoded(an_image(), "TIFF")),
    "ICO": Hostile(lambda: encoded(an_image((32, 32)), "ICO")),
    "PostScript": Hostile(lambda: encoded(an_image(), "EPS"), name="foto.eps"),
    "PDF": Hostile(a_pdf),
    "ZIP": Hostile(a_zip),
    "program": Hostile(lambda: b"MZ\x90\0" + bytes(500), name="foto.jpg.exe"),
    "film": Hostile(lambda: box(b"ftyp", b"isom\0\0\0\0isommp42") + box(b"mdat", bytes(500))),
    "JPEG cut off": Hostile(lambda: cut("JPEG")),
    "PNG cut off": Hostile(lambda: cut("PNG")),
    "WebP cut off": Hostile(lambda: cut("WEBP")),
    "AVIF cut off": Hostile(lambda: cut("AVIF")),
    "HEIC cut off": Hostile(lambda: cut("HEIF")),
    "PNG of 200 megapixels": Hostile(lambda: png(20000, 10000, bomb(25), depth=1)),
    "PNG that says it is endless": Hostile(lambda: png(2**31 - 1, 2**31 - 1, zlib.compress(b"\0\0"))),
    "PNG of no size": Hostile(lambda: png(0, 0, zlib.compress(b""))),
    "PNG with far too many pixels in it": Hostile(lambda: png(16, 16, bomb(300)), is_taken=True),
    "JPEG that says it is large": Hostile(lambda: with_size("JPEG", (65535, 65535))),
    "AVIF that says it is large": Hostile(lambda: with_size("AVIF", (60000, 60000))),
    "HEIC that says it is large": Hostile(lambda: with_size("HEIF", (60000, 60000))),
    "WebP without frames": Hostile(no_frames_webp),
    "PNG with zeros for an end": Hostile(lambda: small_png(b"")[:-20] + bytes(20), is_taken=True),
    "PNG with texts as a bomb": Hostile(lambda: small_png(chunk(b"zTXt", b"Comment\0\0" + bomb(200)))),
    "PNG with a profile as a bomb": Hostile(lambda: small_png(chunk(b"iCCP", b"icc\0\0" + bomb(200)))),
    "PNG with thousands of texts": Hostile(many_texts, is_taken=True),
    "JPEG with EXIF as a bomb": Hostile(exif_bomb, is_taken=True),
    "JPEG with a large profile of noise": Hostile(large_profile, is_taken=True),
    "PNG that moves": Hostile(lambda: moving("PNG", 400)),
    "WebP that moves": Hostile(lambda: moving("WEBP", 100)),
    "PNG with a ZIP behind it": Hostile(lambda: encoded(an_image(), "PNG") + a_zip(), is_taken=True),
    "JPEG with a ZIP behind it": Hostile(lambda: a_jpeg() + a_zip(), is_taken=True, name="foto.jar"),
    "JPEG with a script in it": Hostile(lambda: a_jpeg(comment=SCRIPT), is_taken=True, name="foto.html"),
    "more than may be": Hostile(lambda: a_jpeg() + bytes(26 * 1024**2)),
    "a name with a zero": Hostile(lambda: a_jpeg((65, 48)), is_taken=True, name="foto.php\0.jpg"),
    "a name that climbs": Hostile(lambda: a_jpeg((66, 48)), is_taken=True, name="../../../../etc/cron.d/foto"),
    "a name from right to left": Hostile(lambda: a_jpeg((67, 48)), is_taken=True, name="foto\u202egpj.exe"),
    "a name without end": Hostile(lambda: a_jpeg((68, 48)), is_taken=True, name="f" * 5000 + ".jpg"),
}

ATTACHMENTS = {
    "PDF with JavaScript": Hostile(
        lambda: a_pdf(b"3 0 obj<</S/JavaScript/JS(app.alert('BinnenGedrongen'))>>endobj\n"), is_taken=True, name="a.pdf"
    ),
    "PDF with HTML in it": Hostile(lambda: a_pdf(SCRIPT), is_taken=True, name="a.html"),
    "HTML with PDF in it": Hostile(lambda: SCRIPT + a_pdf(), name="a.pdf"),
    "PDF cut off": Hostile(lambda: a_pdf()[:-40], name="a.pdf"),
    "PDF that is only a beginning": Hostile(lambda: b"%PDF-1.7\n" + SCRIPT, name="a.pdf"),
    "HTML as MP3": Hostile(lambda: SCRIPT, name="a.mp3"),
    "HTML in the tag of an MP3": Hostile(lambda: an_mp3(tag=SCRIPT), is_taken=True, name="a.mp3"),
    "HTML after the tag of an MP3": Hostile(lambda: b"ID3\x04\0\0\0\0\0\0" + SCRIPT, name="a.mp3"),
    "a tag that is longer than the MP3": Hostile(lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + SCRIPT, name="a.mp3"),
    "HTML in boxes": Hostile(lambda: box(b"ftyp", b"M4A \0\0\0\0") + box(b"free", SCRIPT), name="a.m4a"),
    "boxes without end": Hostile(lambda: box(b"ftyp", b"M4A \0\0\0\0") + bytes(40), name="a.m4a"),
    "film as sound": Hostile(lambda: an_m4a(b"vide"), name="a.m4a"),
    "boxes by the thousand": Hostile(lambda: an_m4a() + box(b"free") * 20_000, name="a.m4a"),
    "HTML in Ogg": Hostile(lambda: an_ogg(SCRIPT[:8]), name="a.ogg"),
    "Ogg cut off": Hostile(lambda: an_ogg()[:-1], name="a.ogg"),
    "HTML behind WAV": Hostile(lambda: a_wav() + SCRIPT, is_taken=True, name="a.wav"),
    "SVG": Hostile(lambda: SVG, name="a.pdf"),
    "ZIP": Hostile(a_zip, name="a.pdf"),
    "program": Hostile(lambda: b"MZ\x90\0" + bytes(500), name="a.pdf"),
    "empty": Hostile(lambda: b"", name="a.pdf"),
    "a name that climbs": Hostile(lambda: a_pdf(b"% 1\n"), is_taken=True, name="..\\..\\autoexec.bat"),
    "a name that is a header": Hostile(lambda: a_pdf(b"% 2\n"), is_taken=True, name='a".pdf\r\nSet-Cookie: a=b'),
}

RECORDINGS = {
    "PDF": Hostile(a_pdf, name="a.mp4"),
    "HTML as film": Hostile(lambda: SCRIPT, name="a.mp4"),
    "HTML in boxes": Hostile(lambda: box(b"ftyp", b"isom\0\0\0\0") + box(b"free", SCRIPT), name="a.mp4"),
    "HTML within a film": Hostile(lambda: an_mp4() + box(b"free", SCRIPT), is_taken=True, name="a.html"),
    "film cut off": Hostile(lambda: an_mp4()[:-1], name="a.mp4"),
    "film without pictures or sound": Hostile(lambda: an_m4a(b"text"), name="a.mp4"),
    "QuickTime": Hostile(lambda: an_mp4(b"qt  "), name="a.mov"),
    "boxes without end": Hostile(lambda: box(b"ftyp", b"isom\0\0\0\0") + bytes(40), name="a.mp4"),
    "WebM cut off": Hostile(lambda: a_webm()[:-1], name="a.webm"),
    "WebM with something behind it": Hostile(lambda: a_webm() + SCRIPT, name="a.webm"),
    "WebM without a codec that browsers know": Hostile(lambda: a_webm(b"V_MPEG4"), name="a.webm"),
    "Matroska": Hostile(lambda: a_webm().replace(b"webm", b"mkv!"), name="a.webm"),
    "WebM that is only a beginning": Hostile(lambda: a_webm()[:9], name="a.webm"),
    "WebM of sizes of ones": Hostile(lambda: b"\x1a\x45\xdf\xa3" + b"\xff" * 400, name="a.webm"),
    "WebM of zeros": Hostile(lambda: b"\x1a\x45\xdf\xa3" + bytes(400), name="a.webm"),
}
