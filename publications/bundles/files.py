"""The files of an edition: made when somebody first asks for one, and kept as they are."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from publications.bundles.archive import zip_of
from publications.bundles.book import Contents
from publications.bundles.epub import epub_of
from publications.bundles.typeset import pdf_of
from publications.models import Edition

LONG = 40  # chapters; what is longer takes too long for somebody who waits for a page


@dataclass(frozen=True)
class Form:
    ending: str
    content_type: str
    make: Callable[[Contents], bytes]


FORMS = {
    form.ending: form
    for form in (
        Form("pdf", "application/pdf", pdf_of),
        Form("epub", "application/epub+zip", epub_of),
        Form("zip", "application/zip", zip_of),
    )
}


def file_of(edition: Edition, form: Form) -> bytes:
    """The bytes of an edition in this form: those that were kept, or else made now."""
    name = f"{_folder(edition)}/{_digest(edition.contents)}.{form.ending}"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return bytes(file.read())
    made = form.make(edition.contents)
    default_storage.save(name, ContentFile(made))
    return made


def forget(edition: Edition) -> None:
    """Delete the files that were made of an edition, since words were taken out of it."""
    folder = _folder(edition)
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")


def _folder(edition: Edition) -> str:
    return f"editions/{edition.pk}"


def _digest(contents: Contents) -> str:
    said = json.dumps(contents, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
