"""The PostgreSQL that the site starts for itself when no DATABASE_URL is given."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

DATABASE = "wijk"
USER = "wijk"
SUPERUSER = "postgres"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107 - len(".lock")


def socket_folder(var: Path) -> Path:
    """Where the server's socket lives; short, since a socket's path may have 107 bytes at most."""
    name = f"wijk-{site_digest(var)}"
    folder = Path(tempfile.gettempdir()) / name
    fits = len(bytes(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    return folder if fits else Path("/tmp") / name  # noqa: S108 - the folder's owner and mode are checked


def site_digest(var: Path) -> str:
    """What tells the sites of one machine apart: twelve characters of the hash of their `var` folder."""
    return hashlib.sha256(bytes(var)).hexdigest()[:12]


def connection_settings(var: Path) -> dict[str, Any]:
    """Django's database settings for the embedded server of this `var` folder, which starts when first needed."""
    return {
        "ENGINE": "wijk.database",
        "EMBEDDED_IN": str(var),
        "HOST": str(socket_folder(var)),
        "NAME": DATABASE,
        "USER": USER,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
