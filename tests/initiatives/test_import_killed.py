"""Killing an import half-way leaves the catalogue as it was."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from curation.wording import lock_list
from initiatives.models import Actor, CatalogueEntry, Initiative, Keyword, Theme
from tests.conftest import ROOT
from tests.initiatives.exchange_files import PLACE, run

pytestmark = pytest.mark.django_db
ROWS = [
    {"title": f"Tuin {n}", "themes": ["Ruimtevaart"], "keywords": [f"k{n}"], "actors": [{"name": f"A{n}"}], **PLACE}
    for n in range(1500)
]


def database_url() -> str:
    settings = connection.settings_dict
    host, user, password = (quote(settings[name] or "", safe="") for name in ("HOST", "USER", "PASSWORD"))
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    return f"postgres://{user}:{password}@{host}{port}/{settings['NAME']}"


@pytest.fixture
def importing(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """An import that reads its lines from us, in a process of its own but on this test's database."""
    file = tmp_path / "cases.ndjson"
    file.symlink_to("/dev/stdin")
    options = ("--publish", "--create-terms")
    process = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "import_initiatives", file, *options],
        env={**os.environ, "DATABASE_URL": database_url(), "WIJK_VAR": str(tmp_path / "var")}
        | {"DJANGO_SETTINGS_MODULE": "wijk.settings"},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        process.kill()


def test_nothing_of_it_remains(importing: subprocess.Popen[str], tmp_path: Path) -> None:
    assert importing.stdin
    assert importing.stderr
    importing.stdin.write("".join(json.dumps(row) + "\n" for row in ROWS))
    importing.stdin.flush()
    seen = next((line for line in importing.stderr if "1000" in line), "the import ended before it was half-way")
    assert "1000" in seen

    importing.kill()
    importing.wait()
    lock_list(Theme)  # which the import held, until the database noticed that it was gone

    assert not Initiative.objects.exists()
    assert not CatalogueEntry.objects.exists()
    assert not Actor.objects.exists()
    assert not Keyword.objects.exists()
    assert not Theme.objects.filter(name="Ruimtevaart").exists()
    whole = tmp_path / "whole.ndjson"
    whole.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    assert run("import_initiatives", whole, publish=True, create_terms=True).failure == ""
    assert CatalogueEntry.objects.count() == len(ROWS)
