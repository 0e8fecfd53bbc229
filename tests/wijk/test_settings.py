"""What follows from the address of the site: https turns on all that belongs to it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
)
ASK = f"import json; from wijk import settings; print(json.dumps([getattr(settings, name) for name in {NAMES}]))"


def settings_at(url: str, var: Path) -> list[Any]:
    environment = os.environ | {"SITE_URL": url, "WIJK_VAR": str(var)}
    asked = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, check=True)
    return json.loads(asked.stdout)


@pytest.mark.parametrize(("url", "is_secure"), [("https://wijk.example.nl", True), ("http://127.0.0.1:8000", False)])
def test_https_turns_on_what_belongs_to_it(url: str, is_secure: bool, tmp_path: Path) -> None:
    assert [bool(value) for value in settings_at(url, tmp_path)] == [is_secure] * len(NAMES)
