"""Where a measured site keeps its database, and what is known of it between runs."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Folder:
    """The WIJK_VAR of one measured site."""

    path: Path

    @property
    def base(self) -> Path:
        """The WIJK_VAR that all measured sites lie under."""
        return self.path.parent.parent

    @property
    def marker(self) -> Path:
        """Says with what the database is full; absent while it is being filled."""
        return self.path / "filled.json"

    def known(self) -> dict[str, Any]:
        """What the marker says."""
        known: dict[str, Any] = json.loads(self.marker.read_text()) if self.marker.exists() else {}
        return known

    def remember(self, **facts: Any) -> None:
        self.marker.write_text(json.dumps(self.known() | facts, indent=1))


def folder_of(name: str) -> Folder:
    """The folder of the site with this name, under WIJK_VAR or else under var; made when absent."""
    base = Path(os.environ.get("WIJK_VAR") or ROOT / "var").expanduser().resolve()
    path = base / "bench" / name
    path.mkdir(parents=True, exist_ok=True)
    return Folder(path)


def enter(folder: Folder) -> None:
    """Let this process, and those it starts, work on the site in `folder`, with nothing else from the environment."""
    for name in ("DATABASE_URL", "SECRET_KEY", "DEBUG", "HOST", "SITE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE"):
        os.environ.pop(name, None)
    os.environ["WIJK_VAR"] = str(folder.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "wijk.settings"
    import django

    django.setup()
