"""Filling a measured site with generated cases, through the import that operators use; kept for the next run."""

import shutil
import subprocess
import sys
import time

from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from bench.cases import GENERATOR, write_cases
from bench.folder import ROOT, Folder
from wijk import preparation

SEED = 20_261_123
MOST_IMPORTED = 100_000


def fill(folder: Folder, number: int) -> None:
    """See to it that the site in `folder` holds what it ships with and `number` generated cases.

    What a run before left is used again, with its rows in the catalogue made anew when migrations came in between.
    """
    wanted = {"cases": number, "seed": SEED, "generator": GENERATOR}
    known = folder.known()
    if known and any(known.get(name) != value for name, value in wanted.items()):
        sys.exit(f"{folder.path} holds other cases ({known}); remove that folder to fill it anew.")
    _prepare()
    if not known:
        imported = min(number, MOST_IMPORTED)
        speed = _import(folder, imported)
        if number > imported:
            from bench.multiplying import multiply

            multiply(number // imported)
        folder.remember(**wanted, **speed, migrations=_migrations())
        _tidy()
    elif known["migrations"] != _migrations():
        print("Making the catalogue anew, since migrations came in between …", flush=True)
        begun = time.perf_counter()
        call_command("rebuild_catalogue")
        _tidy()
        folder.remember(migrations=_migrations(), rebuilt_in=round(time.perf_counter() - begun, 1))


def _prepare() -> None:
    preparation.prepare(tell=lambda text: print(text, flush=True))


def _import(folder: Folder, number: int) -> dict[str, float]:
    """Import a file of `number` cases and give the speed; a database left half filled is emptied first."""
    _refuse_leftovers(folder)
    file = folder.path / "cases.ndjson"
    print(f"Writing {number:,} cases …", flush=True)
    with file.open("wb") as opened:
        write_cases(opened, number, SEED)
    megabytes = file.stat().st_size / 1e6
    print(f"Importing them ({megabytes:,.0f} MB) …", flush=True)
    begun = time.perf_counter()
    command = [sys.executable, "manage.py", "import_initiatives", str(file), "--publish"]
    finished = subprocess.run(command, cwd=ROOT, check=False)
    took = time.perf_counter() - begun
    if finished.returncode:
        sys.exit("The generated cases could not be imported.")
    file.unlink()
    return {"imported_in": round(took, 2), "imported_a_second": round(number / took, 1)}


def _refuse_leftovers(folder: Folder) -> None:
    """An import is all or nothing, so there are only leftovers when the marker was not written after one."""
    from initiatives.models import Initiative

    if Initiative.objects.count() > 1000:
        connection.close()
        sys.exit(f"{folder.path} was not filled to its end; remove that folder to begin anew.")
    if (free := shutil.disk_usage(folder.path).free) < 2 * 10**9:
        sys.exit(f"Only {free / 1e9:.1f} GB of disk is left in {folder.path}.")


def _tidy() -> None:
    """What PostgreSQL does by itself in a while, done before the clock runs."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _migrations() -> int:
    return len(MigrationRecorder(connection).applied_migrations())
