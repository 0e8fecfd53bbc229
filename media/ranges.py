"""Handing out a part of a file (RFC 9110, 14): who plays a sound jumps in it, and who was cut off goes on.

A player takes no more than it needs for a while and leaves its connection open meanwhile, which would hold a worker of
ours. So browsers that play get a piece at a time, all at once, and ask for the next: 15.3.7 allows it. Other programs
get all that they ask for, since some of them take a shorter answer for the end.
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

CHUNK = 64 * 1024
PIECE = 1024**2
PLAYERS = {"audio", "video"}  # what asks, as browsers say it in Sec-Fetch-Dest
_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def partly(request: HttpRequest, response: FileResponse, etag: str) -> HttpResponseBase:
    """The part of a file that is asked for, when one part is; 416 when there is no such part; else all of it."""
    response.headers["Accept-Ranges"] = "bytes"
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.method not in {"GET", "HEAD"} or request.headers.get("If-Range", etag) != etag:
        return response
    size = int(response.headers["Content-Length"])
    part = _part(asked[1], asked[2], size)
    if part is None:
        return response
    start, end = part
    if request.headers.get("Sec-Fetch-Dest") in PLAYERS:
        end = min(end, start + PIECE)
    if not start < end:
        response.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    file: Any = response.file_to_stream
    file.seek(start)
    response.streaming_content = [file.read(end - start)] if end - start <= PIECE else _read(file, end - start)
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response.headers["Content-Length"] = str(end - start)
    return response


def _part(first: str, last: str, size: int) -> tuple[int, int] | None:
    """From which byte up to which; None for what is no range. Nothing is in it when it begins after the end."""
    if first:
        if last and int(last) < int(first):
            return None
        return int(first), min(int(last) + 1, size) if last else size
    return (max(0, size - int(last)), size) if last else None


def _read(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0 and (chunk := file.read(min(CHUNK, length))):
        length -= len(chunk)
        yield chunk
