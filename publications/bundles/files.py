"""The files of an edition: made when somebody first asks for one, and kept as they are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from curation import kept_files
from curation.kept_files import kept_file
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
    contents = edition.contents
    return kept_file(edition.folder, contents, f"bundel.{form.ending}", partial(form.make, contents))


def forget(edition: Edition) -> None:
    """Delete the files that were made of an edition, since words were taken out of it."""
    kept_files.forget(edition.folder)
