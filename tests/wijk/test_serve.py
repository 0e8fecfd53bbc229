"""`manage.py serve` makes everything ready, serves, and stops all that it started."""

import json
import os
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.wijk.sites import LONGEST_WAIT, Site, eventually, free_port, is_alive, kill_all
from wijk.server import cores

WRITTEN_AND_WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
"""


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    """A site as `make run` starts it, from nothing."""
    site = Site.in_new_folder()
    try:
        site.serve()
        yield site
    finally:
        site.remove()


def test_it_is_ready(served: Site) -> None:
    assert served.get("/readyz")[0] == 200


def test_each_core_has_a_process_and_so_has_long_work(served: Site) -> None:
    children = psutil.Process(served.processes[0].pid).children()

    assert len([child for child in children if is_alive(child)]) == cores() + 1
    assert eventually(lambda: served.get("/readyz")[2] == b"ready\n")


def test_static_files_are_compressed_and_kept_for_ever(served: Site) -> None:
    manifest = json.loads((served.var / "static" / "staticfiles.json").read_text())

    status, headers, _ = served.get(f"/static/{manifest['paths']['admin/css/base.css']}", **{"Accept-Encoding": "br"})

    assert status == 200
    assert headers["content-encoding"] == "br"
    assert "immutable" in headers["cache-control"]


def test_demonstration_accounts_are_kept_for_the_owner_alone(served: Site) -> None:
    file = served.var / "demo-accounts.txt"

    accounts = dict(line.split(" ") for line in file.read_text().splitlines())

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(accounts) == {
        "onderzoeker@voorbeeld.nl",
        "redacteur@voorbeeld.nl",
        "beheerder@voorbeeld.nl",
        "gemeente@voorbeeld.nl",
    }
    assert len(set(accounts.values())) == 4


def test_a_busy_port_is_said_at_once_in_a_sentence(served: Site, site: Site) -> None:
    finished = site.command("serve", PORT=str(served.port))

    assert finished.returncode == 1
    assert str(served.port) in finished.stderr
    assert finished.stderr.count("\n") == 1
    assert not (site.var / "postgres").exists()


def test_another_site_serves_beside_it(served: Site, site: Site) -> None:
    site.serve("--unprepared")

    assert served.get("/readyz")[0] == 200
    assert site.get("/readyz")[0] == 503


def test_a_second_start_takes_seconds_and_skips_demonstration_on_a_real_site(served: Site) -> None:
    again = Site(served.var, free_port())
    begun = time.monotonic()

    process = again.serve(SITE_URL="https://wijk.example.nl")
    took = time.monotonic() - begun
    probe, page = again.get("/readyz"), again.get("/healthz", host="10.0.0.7")
    stop(process, signal.SIGTERM)

    assert took < 20
    assert probe[0] == page[0] == 200
    assert served.get("/readyz")[0] == 200  # the database stays for the other server


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(site: Site, number: signal.Signals) -> None:
    process = site.serve("--unprepared")
    children = psutil.Process(process.pid).children()

    os.killpg(process.pid, number)  # as a terminal does
    said, _ = process.communicate(timeout=LONGEST_WAIT)

    assert process.returncode == 0
    assert "Traceback" not in said
    assert site.postmaster() is None
    assert not any(is_alive(child) for child in children)


def test_a_stop_during_preparation_leaves_nothing_running(site: Site) -> None:
    process = site.start("serve")
    assert eventually(lambda: site.postmaster() is not None)

    said = stop(process, signal.SIGINT)

    assert process.returncode == 130
    assert "Traceback" not in said
    assert site.postmaster() is None


def test_killing_the_main_process_ends_its_workers_and_frees_the_port(site: Site) -> None:
    process = site.serve("--unprepared")

    process.kill()
    process.communicate(timeout=LONGEST_WAIT)

    assert eventually(lambda: not site.answers())
    site.serve("--unprepared")
    assert site.get("/healthz")[0] == 200


def test_killing_everything_does_not_keep_it_from_starting_again(site: Site) -> None:
    process = site.serve("--unprepared")
    pid = site.postmaster()
    assert pid

    kill_all(pid)
    kill_all(process.pid)
    site.serve("--unprepared")

    assert site.postmaster() not in {None, pid}


@pytest.mark.parametrize("does_long_work", [False, True])
def test_a_killed_worker_is_replaced(site: Site, does_long_work: bool) -> None:
    process = site.serve("--unprepared")
    main = psutil.Process(process.pid)
    before = main.children()

    next(child for child in before if ("work" in child.cmdline()) == does_long_work).kill()

    assert eventually(lambda: len([child for child in main.children() if is_alive(child)]) == len(before))
    assert eventually(lambda: any(child not in before for child in main.children() if is_alive(child)))
    assert eventually(site.answers)


def test_probes_tell_a_living_process_from_one_that_can_serve(site: Site) -> None:
    site.serve("--unprepared", DATABASE_URL="postgres://wijk@127.0.0.1:1/wijk")

    assert site.get("/healthz")[0] == 200
    assert site.get("/readyz")[0] == 503


@pytest.mark.parametrize(("name", "value"), [("HOST", "niet.een.adres.invalid"), ("HOST", "192.0.2.1")])
def test_an_address_of_another_machine_is_refused_in_a_sentence(site: Site, name: str, value: str) -> None:
    finished = site.command("serve", **{name: value})

    assert finished.returncode == 1
    assert value in finished.stderr
    assert finished.stderr.count("\n") == 1


def test_an_import_that_is_killed_half_way_leaves_the_catalogue_as_it_was(site: Site, tmp_path: Path) -> None:
    server = site.serve()
    file = tmp_path / "cases.ndjson"
    rows = [{"title": f"Buurtkamer {number}", "municipality": "GM0344"} for number in range(30)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))

    blocking = site.hold("LOCK TABLE initiatives_catalogueentry IN EXCLUSIVE MODE")
    importing = site.start("import_initiatives", str(file), "--publish")
    assert eventually(lambda: site.sql(WRITTEN_AND_WAITING) == "1")
    pid = site.postmaster()
    assert pid
    for doomed in (server.pid, pid, importing.pid, blocking.pid):
        kill_all(doomed)

    site.serve()
    _, _, page = site.get("/initiatieven/")
    assert b'data-total="29"' in page
    assert site.sql("SELECT count(*) FROM initiatives_initiative WHERE slug LIKE 'buurtkamer%'") == "0"


def stop(process: subprocess.Popen[str], number: signal.Signals) -> str:
    process.send_signal(number)
    said, _ = process.communicate(timeout=LONGEST_WAIT)
    return said
