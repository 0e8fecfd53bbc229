"""What a file is, by what it holds: names and types that browsers send say nothing."""

import re

_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_AVIF = {b"avif", b"avis"}
_SVG = re.compile(rb"<(!doctype\s+svg|svg|[a-z]+:svg)[\s>\[]", re.I)


def kind_of_picture(head: bytes) -> str:
    """ "jpeg", "png", "webp", "avif" or "heic", which are read; "svg", "gif" or "", which are not.

    `head` is the beginning of the file, a few thousand bytes of it.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:4] == b"GIF8":
        return "gif"
    if head[4:8] == b"ftyp":
        return _kind_of_box(brands_of(head))
    plain = head.replace(b"\0", b"")  # whatever its encoding
    return "svg" if _SVG.search(plain) else ""


def brands_of(head: bytes) -> list[bytes]:
    """What a file of boxes (ISO base media) says that it is: its own brand first, then those it keeps to as well."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    return [head[8:12], *(head[place : place + 4] for place in range(16, length - 3, 4))]


def _kind_of_box(brands: list[bytes]) -> str:
    if not _AVIF.isdisjoint(brands):
        return "avif"
    return "heic" if not _HEIC.isdisjoint(brands) else ""
