"""What a PDF, a sound or a film is made of, read far enough to know that it is one and that it is whole."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from media.models import PAPERS_AND_SOUNDS, AttachmentKind

TAIL = 4096
FRAMES = 4
LARGEST_TAG = 32 * 1024**2
_MP3_BITRATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # MPEG 1
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),  # MPEG 2
    0: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),  # MPEG 2.5
}
_MP3_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_OGG_CODECS = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")
_SEGMENT = b"\x18\x53\x80\x67"
_PRINTABLE_BOX = re.compile(rb"[\x20-\x7e\xa9]{4}")


class Unsound(Exception):
    """Not a file of a kind that is taken in, or not a whole one; the message says which, for people."""


def kind_of_attachment(path: Path, kinds: Collection[AttachmentKind] = PAPERS_AND_SOUNDS) -> AttachmentKind:
    """Which of these kinds a file is, by what it holds. Raises Unsound."""
    begun = ""
    with path.open("rb") as file:
        head = file.read(64)
        for kind, begins, is_whole in _KINDS:
            if kind in kinds and begins(head):
                if is_whole(file, path.stat().st_size):
                    return kind
                begun = begun or str(kind.label)
    if begun:
        raise Unsound(_("This file begins as %(kind)s, but is damaged or incomplete.") % {"kind": begun})
    labels = get_text_list([str(kind.label) for kind in AttachmentKind if kind in kinds], _("or"))
    raise Unsound(_("This is not a file that can be taken in: send %(kinds)s.") % {"kinds": labels})


def _is_whole_pdf(file: BinaryIO, size: int) -> bool:
    file.seek(max(0, size - TAIL))
    tail = file.read()
    return b"startxref" in tail and b"%%EOF" in tail


def _is_whole_mp3(file: BinaryIO, size: int) -> bool:
    """Whether the tag at the beginning, if any, is followed by some frames of sound, one right after the other."""
    place = _after_tag(file)
    for number in range(FRAMES):
        file.seek(place)
        length = _frame_length(file.read(4))
        if not length:
            return False
        place += length
        if place >= size:
            return number > 0 or place == size
    return True


def _after_tag(file: BinaryIO) -> int:
    file.seek(0)
    tag = file.read(10)
    if tag[:3] != b"ID3" or len(tag) < 10 or max(tag[6:]) > 127:
        return 0
    length = tag[6] << 21 | tag[7] << 14 | tag[8] << 7 | tag[9]
    return length + 10 if length <= LARGEST_TAG else 0


def _frame_length(header: bytes) -> int:
    """The bytes of an MPEG audio frame of layer III; 0 for what is none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:
        return 0
    version, bitrate, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or bitrate in {0, 15} or rate == 3:
        return 0
    per_frame = 144 if version == 3 else 72
    return per_frame * _MP3_BITRATES[version][bitrate] * 1000 // _MP3_RATES[version][rate] + (header[2] >> 1 & 1)


def _is_whole_m4a(file: BinaryIO, size: int) -> bool:
    return _handlers(file, size) == {b"soun"}


def _is_whole_mp4(file: BinaryIO, size: int) -> bool:
    return b"vide" in _handlers(file, size)


def _handlers(file: BinaryIO, size: int) -> set[bytes]:
    """Whether sound or moving pictures are described in boxes that fill the file; nothing when they do not."""
    boxes = list(_boxes(file, size))
    moov = next(((start, length) for name, start, length in boxes if name == b"moov"), None)
    if not moov or not any(name == b"mdat" for name, _start, _length in boxes) or moov[1] > LARGEST_TAG:
        return set()
    file.seek(moov[0])
    return set(re.findall(rb"hdlr.{8}(soun|vide)", file.read(moov[1]), re.DOTALL))


def _is_whole_webm(file: BinaryIO, size: int) -> bool:
    """Whether a head that says WebM is followed by a segment that fills the file, with moving pictures in it."""
    file.seek(0)
    start = file.read(TAIL * 16)
    length, place = _ebml_size(start, 4)
    if length is None or b"webm" not in start[4 : place + length]:
        return False
    place += length
    if start[place : place + 4] != _SEGMENT:
        return False
    length, place = _ebml_size(start, place + 4)
    is_filled = length is None or place + length == size  # a live recording does not know its length
    return is_filled and place < size and re.search(rb"V_(?:VP8|VP9|AV1)", start) is not None


def _ebml_size(data: bytes, place: int) -> tuple[int | None, int]:
    """The size that an EBML element says it has (None: not known), and where its content begins."""
    first = data[place] if place < len(data) else 0
    width = 9 - first.bit_length()
    if not 1 <= width <= 8:
        return None, len(data)
    value = int.from_bytes(data[place : place + width], "big") - (1 << 7 * width)
    return (None if value == (1 << 7 * width) - 1 else value), place + width


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and length of the outermost boxes of a file; none when they do not fill it."""
    found: list[tuple[bytes, int, int]] = []
    place = 0
    while place < size:
        file.seek(place)
        header = file.read(16)
        length, name = int.from_bytes(header[:4], "big"), header[4:8]
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        length = length or size - place
        if length < 8 or place + length > size or not _PRINTABLE_BOX.fullmatch(name) or len(found) > 10_000:
            return
        found.append((name, place, length))
        place += length
    yield from found


def _is_whole_ogg(file: BinaryIO, size: int) -> bool:
    """Whether there are pages, the first of which names a codec for sound and the last of which is complete."""
    place = 0
    while place < size:
        file.seek(place)
        header = file.read(27)
        if len(header) < 27 or header[:5] != b"OggS\0":
            return False
        lengths = file.read(header[26])
        if place == 0 and not file.read(8).startswith(_OGG_CODECS):
            return False
        place += 27 + header[26] + sum(lengths)
    return place == size


def _is_whole_wav(file: BinaryIO, size: int) -> bool:
    """Whether the pieces that it says it has are there: a format, and sound."""
    file.seek(4)
    if int.from_bytes(file.read(4), "little") + 8 > size + 1:
        return False
    found: list[bytes] = []
    place = 12
    while place + 8 <= size and len(found) < 1000:
        file.seek(place)
        header = file.read(8)
        found.append(header[:4])
        place += 8 + (length := int.from_bytes(header[4:], "little")) + length % 2
        if header[:4] == b"data":
            break
    return b"fmt " in found and b"data" in found and place <= size + 1


_KINDS = (
    (AttachmentKind.PDF, lambda head: head.startswith((b"%PDF-1.", b"%PDF-2.")), _is_whole_pdf),
    (AttachmentKind.MP3, lambda head: head.startswith(b"ID3") or _frame_length(head[:4]) > 0, _is_whole_mp3),
    (AttachmentKind.M4A, lambda head: head[4:8] == b"ftyp", _is_whole_m4a),
    (AttachmentKind.MP4, lambda head: head[4:8] == b"ftyp" and head[8:12] != b"qt  ", _is_whole_mp4),
    (AttachmentKind.WEBM, lambda head: head.startswith(b"\x1a\x45\xdf\xa3"), _is_whole_webm),
    (AttachmentKind.OGG, lambda head: head.startswith(b"OggS"), _is_whole_ogg),
    (AttachmentKind.WAV, lambda head: head.startswith(b"RIFF") and head[8:12] == b"WAVE", _is_whole_wav),
)
