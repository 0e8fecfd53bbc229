"""The PostgreSQL that the site starts for itself when no DATABASE_URL is given."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

DATABASE = "wijk"
USER = "wijk"


def socket_folder(var: Path) -> Path:
    """Where the server's socket lives; short, since a socket's path may have 107 bytes at most."""
    digest = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"wijk-{digest}"


def connection_settings(var: Path) -> dict[str, Any]:
    """Django's database settings for the embedded server of this `var` folder."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": str(socket_folder(var)),
        "NAME": DATABASE,
        "USER": USER,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
