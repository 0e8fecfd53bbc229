"""Collect the texts that the site shows into locale/nl, and compile the Dutch ones; with --check, say what is missing.

Django's own makemessages needs GNU gettext, which many machines lack; Babel reads and writes the same files.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
ROOMS = [
    "wijk",
    "accounts",
    "changes",
    "media",
    "jobs",
    "notices",
    "trail",
    "places",
    "curation",
    "search",
    "initiatives",
    "lessons",
    "shelf",
    "publications",
    "previews",
    "workspace",
]
PO = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
BORROWED = ROOT / "tools" / "borrowed_texts.py"
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}


class DutchCatalogue(Catalog):
    """A catalogue whose header says what gettext needs, and nothing that changes from day to day."""

    mime_headers = property(
        lambda _self: [
            ("Language", "nl"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ]
    )


def main() -> None:
    """Bring the catalogue up to date, or with --check exit with what is wrong with it."""
    settings.configure()
    catalogue = in_step_with_code(kept_catalogue())
    if "--check" not in sys.argv:
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(as_po(catalogue))
        MO.write_bytes(as_mo(catalogue))
        print(f"{len(catalogue)} texts, {len(list(untranslated(catalogue)))} not in Dutch yet.")
        return
    complaints = list(faults(catalogue))
    if complaints:
        sys.exit("\n".join(complaints))


def faults(catalogue: Catalog) -> Iterator[str]:
    """What is wrong: texts without Dutch, Dutch that does not fit its text, files that lag behind."""
    for message in untranslated(catalogue):
        yield f"{places(message)}: no Dutch for {message.id!r}"
    for message, errors in catalogue.check():
        for error in errors:
            yield f"{places(message)}: {error} in the Dutch for {message.id!r}"
    if not PO.exists() or PO.read_bytes() != as_po(catalogue) or not MO.exists() or MO.read_bytes() != as_mo(catalogue):
        yield f"{PO.relative_to(ROOT)} lags behind the code or its compiled form; run make messages"


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    for message in catalogue:
        texts = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        if message.id and (message.fuzzy or not all(texts)):
            yield message


def places(message: Message) -> str:
    return ", ".join(dict.fromkeys(name for name, _line in message.locations))


def kept_catalogue() -> Catalog:
    """The catalogue as it is on disk."""
    if not PO.exists():
        return Catalog(locale="nl")
    with PO.open("rb") as file:
        return read_po(file, locale="nl")


def new_catalogue() -> Catalog:
    """A catalogue without texts."""
    return DutchCatalogue(locale="nl", header_comment="# What the site says in Dutch.", fuzzy=False)


def in_step_with_code(kept: Catalog) -> Catalog:
    """The texts that the code has now, with the translations that were kept; those no longer used are left out."""
    catalogue = new_catalogue()
    for path in sorted(sources()):
        name = str(path.relative_to(ROOT))
        for line, text, comments, context in texts_in(path):
            catalogue.add(text, None, [(name, line)], auto_comments=comments, context=context)
    for message in catalogue:
        known = kept.get(message.id, message.context) if message.id else None
        if known:
            message.string = known.string
            message.flags |= known.flags & {"fuzzy"}
            message.user_comments = known.user_comments
    return catalogue


def sources() -> Iterator[Path]:
    """The files with texts for people in them."""
    for folder in [*ROOMS, "templates"]:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".html", ".jinja", ".txt"} and "migrations" not in path.parts:
                yield path
    yield BORROWED


def texts_in(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """The texts marked for translation in a Python file or a template."""
    source = path.read_text(encoding="utf-8")
    method = "jinja2" if path.suffix == ".jinja" else "python"
    if path.suffix in {".html", ".txt"}:
        if path.suffix == ".txt" and "{%" not in source:
            return
        # Django makes of a template what xgettext reads as C; without indentation it is Python's tokens too.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    options = {"encoding": "utf-8", "silent": "false"}
    yield from extract(method, io.BytesIO(source.encode()), KEYWORDS, ["Translators:"], options)


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, without line numbers, which would change with every edit."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, sort_output=True, include_lineno=False, width=0)
    return buffer.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
