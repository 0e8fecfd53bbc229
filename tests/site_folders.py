"""Folders for sites that tests run in processes of their own, within reach of the database's account."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings

from wijk.embedded_postgres import socket_folder


def new_var() -> Path:
    """An empty WIJK_VAR under the folder of the tests.

    Pytest's own temporary folders are closed to all but their owner; the database of a site that root starts does not
    run as root, and would be put elsewhere.
    """
    sites = Path(settings.WIJK_VAR) / "sites"
    sites.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=sites))
    folder.chmod(0o755)
    return folder


def clear(var: Path) -> None:
    """Remove a WIJK_VAR that nothing runs on any more, and what was put elsewhere for it."""
    elsewhere = var / "postgres-elsewhere"
    if elsewhere.is_symlink():
        shutil.rmtree(elsewhere.resolve(), ignore_errors=True)
    shutil.rmtree(socket_folder(var), ignore_errors=True)
    shutil.rmtree(var, ignore_errors=True)
