"""What a site needs before it can serve; each step does nothing when there is nothing to do."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from initiatives import projection
from wijk import demonstration
from wijk.health import pending_migrations

Tell = Callable[[str], None]


def prepare(tell: Tell) -> None:
    """Bring the database, the catalogue and the static files up to date, and `tell` what takes time."""
    connection.ensure_connection()
    if pending_migrations():
        tell("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("load_catalogue")
    projection.renew_word_lists()
    if demonstration.are_allowed_here():
        demonstration.ensure_accounts()
    else:
        tell(f"No demonstration accounts, since {settings.SITE_URL} is a real site.")
    if not static_files_are_current():
        tell("Compressing the static files …")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        _signature_file().write_text(_static_signature())


def static_files_are_current() -> bool:
    """Whether what was collected last time is what would be collected now."""
    file = _signature_file()
    return file.exists() and file.read_text() == _static_signature()


def _signature_file() -> Path:
    return Path(settings.STATIC_ROOT) / "signature"


def _static_signature() -> str:
    """A digest of the names, sizes and moments of change of all static files."""
    lines = sorted(f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in _static_files())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _static_files() -> Iterator[tuple[str, os.stat_result]]:
    for finder in get_finders():
        for path, storage in finder.list(None):
            yield path, Path(storage.path(path)).stat()
