"""tools/borrowed_texts.py marks texts that the libraries really have, so that our Dutch takes the place of theirs."""

from pathlib import Path

import allauth
import django
from django.utils.translation import gettext, override

from tools import messages

LIBRARIES = (
    Path(django.__file__).parent / "contrib" / "admin",
    Path(django.__file__).parent / "contrib" / "auth",
    Path(allauth.__file__).parent / "account",
    Path(allauth.__file__).parent / "mfa",
    Path(allauth.__file__).parent / "templates" / "account",
    Path(allauth.__file__).parent / "templates" / "mfa",
    Path(allauth.__file__).parent / "templates" / "socialaccount",
)


def texts_of(paths: list[Path]) -> set[str | tuple[str, ...]]:
    return {text for path in paths for _line, text, _comments, _context in messages.texts_in(path)}


def test_every_text_is_one_that_a_library_has() -> None:
    files = [path for folder in LIBRARIES for path in folder.rglob("*") if path.suffix in {".py", ".html", ".txt"}]

    assert texts_of([messages.BORROWED]) - texts_of(files) == set()


def test_a_person_is_addressed_as_u() -> None:
    singular = [text for text in texts_of([messages.BORROWED]) if isinstance(text, str)]

    with override("nl"):
        words = {word for text in singular for word in gettext(text).lower().split()}

    assert not words & {"je", "jij", "jou", "jouw"}


def test_our_dutch_goes_before_theirs() -> None:
    ours = messages.kept_catalogue().get("You have signed out.")

    with override("nl"):
        assert ours
        assert gettext("You have signed out.") == ours.string
