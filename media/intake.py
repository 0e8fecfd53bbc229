"""Taking in what people send: looked at by what it holds, drawn anew or checked through, and kept once."""

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from media import drawing, storing
from media.models import PAPERS_AND_SOUNDS, Attachment, AttachmentKind, Kept, Picture
from media.recognising import kind_of_picture
from media.renditions import names_of
from media.sounds_and_papers import Unsound, kind_of_attachment

LARGEST_PICTURE = 25 * 1024**2
LARGEST_ATTACHMENT = 90 * 1024**2
HEAD = 4096
PATIENCE = 60  # seconds; the drawing itself may calculate for less
AnyKept = TypeVar("AnyKept", bound=Kept)

logger = logging.getLogger(__name__)


class Refused(Exception):
    """What was sent is not taken in; the message says why, for people."""


def take(upload: Any, *, by: User | None) -> Picture:
    """The picture in an uploaded file, drawn anew in all its sizes; the same bytes again are the same picture.

    Raises Refused.
    """
    with tempfile.TemporaryDirectory(prefix="wijk-picture-") as name:
        folder = Path(name)
        source = folder / "source"
        digest, size = _receive(upload, source, LARGEST_PICTURE)
        known = Picture.objects.same_as(digest).first()
        if known:
            return known
        drawn = _draw(source, folder)
        picture = Picture(digest=digest, size=size, taken_by=by, **drawn)
        files = {storing.path_of(picture, each): folder / each for each in names_of(picture)}
        return _keep(picture, files)


def take_attachment(
    upload: Any, *, by: User | None, kinds: Collection[AttachmentKind] = PAPERS_AND_SOUNDS
) -> Attachment:
    """The file of one of these kinds in an upload, as it came; the same bytes are the same file. Raises Refused."""
    with tempfile.TemporaryDirectory(prefix="wijk-file-") as name:
        source = Path(name) / "source"
        digest, size = _receive(upload, source, LARGEST_ATTACHMENT)
        known = Attachment.objects.same_as(digest).first()
        if known and known.kind in kinds:
            return known
        kind = _kind_of(source, kinds)
        file = Attachment(digest=digest, size=size, taken_by=by, kind=kind, name=_file_name(upload.name, kind))
        return _keep(file, {storing.path_of(file): source})


def _receive(upload: Any, target: Path, limit: int) -> tuple[str, int]:
    """Copy what was sent to `target`; returns its SHA-256 and size. The size that is sent along is not trusted."""
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > limit:
                raise Refused(_too_large(upload, limit))
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise Refused(_("This file is empty."))
    return digest.hexdigest(), size


def _too_large(upload: Any, limit: int) -> str:
    sizes = {"size": filesizeformat(upload.size), "limit": filesizeformat(limit)}
    return _("This file is %(size)s; the most that can be taken in is %(limit)s. Make it smaller first.") % sizes


def _draw(source: Path, folder: Path) -> dict[str, Any]:
    with source.open("rb") as file:
        kind = kind_of_picture(file.read(HEAD))
    if kind not in drawing.FORMATS:
        raise Refused(_why_not(kind))
    answer = _run_drawing(kind, source, folder)
    refused = answer.get("refused")
    if refused == "pixels":
        numbers = {"millions": answer["millions"], "limit": drawing.MOST_PIXELS // 1_000_000}
        raise Refused(
            _("This picture has %(millions)s million pixels; %(limit)s million is the most. Make it smaller first.")
            % numbers
        )
    if refused == "moving":
        raise Refused(_("This picture moves. Save one of its images as JPEG or PNG, and send that."))
    if refused:
        raise Refused(_("This picture is damaged or incomplete. Save it anew, or choose another."))
    return answer


def _why_not(kind: str) -> str:
    if kind == "svg":
        return _("This is an SVG drawing, which may hold a program; it is not taken in. Save it as PNG.")
    if kind == "gif":
        return _("This is a GIF, which is not taken in. Save it as PNG.")
    return _("This is not a picture that can be read: send JPEG, PNG, WebP, AVIF or HEIC.")


def _run_drawing(kind: str, source: Path, folder: Path) -> dict[str, Any]:
    """What the program that draws says. It has none of our settings, and stops when it takes too much."""
    command = [sys.executable, "-I", drawing.__file__, kind, str(source), str(folder)]
    environment = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    try:
        finished = subprocess.run(  # noqa: S603 - our own program
            command, capture_output=True, timeout=PATIENCE, env=environment, cwd=folder, check=False
        )
    except subprocess.TimeoutExpired:
        logger.warning("A picture took more than %s seconds to draw.", PATIENCE)
        return {"refused": "broken"}
    if finished.returncode != 0:
        last = finished.stderr.decode(errors="replace").strip().splitlines()[-1:]
        logger.info("A picture could not be drawn (%s): %s", finished.returncode, last)
        return {"refused": "broken"}
    answer: dict[str, Any] = json.loads(finished.stdout)
    return answer


def _kind_of(source: Path, kinds: Collection[AttachmentKind]) -> str:
    try:
        return kind_of_attachment(source, kinds)
    except Unsound as reason:
        raise Refused(str(reason)) from reason


def _file_name(given: str | None, kind: str) -> str:
    """A name that any system can keep, with the ending that fits what the file is."""
    return f"{slugify(Path((given or '').replace(chr(92), '/')).stem)[:80].strip('-') or 'bestand'}.{kind}"


def _keep(kept: AnyKept, files: Mapping[str, Path]) -> AnyKept:
    """Write the row and the files; when somebody else was just before us with the same bytes, theirs is the one."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError:
            there = type(kept)._default_manager.same_as(kept.digest).first()
            if there is None:
                raise
            return cast("AnyKept", there)
        storing.write(files)
    return kept
