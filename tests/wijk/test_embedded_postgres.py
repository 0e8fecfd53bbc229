"""The embedded PostgreSQL starts where and when it is needed, survives being killed, and lets nobody else in."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.db import connection

from tests.wijk.sites import ROOT, Site, eventually, free_port, kill_all
from wijk.embedded_postgres import LONGEST_SOCKET_PATH, SOCKET_NAME, socket_folder
from wijk.embedded_postgres.account import database_account
from wijk.embedded_postgres.cluster import data_folder, installed_programs


@pytest.mark.django_db
def test_it_knows_letters_with_accents() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT upper('één'), 'CAFÉ' ~* 'café', to_tsvector('simple', 'Één café')::text")

        row = cursor.fetchone()

    assert row == ("ÉÉN", True, "'café':2 'één':1")


def test_a_command_that_needs_it_starts_it_and_stops_it_again(site: Site) -> None:
    answer = site.sql("SELECT current_user || ' ' || current_database()")

    assert answer == "wijk wijk"
    assert site.postmaster() is None
    assert not site.sockets.exists()


def test_a_command_that_does_not_need_it_leaves_it_alone(site: Site) -> None:
    assert site.command("help").returncode == 0
    assert site.command("collectstatic", "--dry-run", "--noinput").returncode == 0

    assert not (site.var / "postgres").exists()


def test_the_last_to_leave_stops_it(site: Site) -> None:
    first = site.hold()
    pid = site.postmaster()

    second = site.sql("SELECT 1")
    still_there = site.postmaster()
    first.communicate("\n", timeout=60)

    assert second == "1"
    assert still_there == pid
    assert site.postmaster() is None


def test_commands_started_at_once_share_one(site: Site) -> None:
    holders = [site.start("dbshell", "--", "-Atqc", "SELECT pg_postmaster_start_time()") for _ in range(3)]

    answers = {holder.communicate(timeout=120)[0].strip() for holder in holders}

    assert {holder.returncode for holder in holders} == {0}
    assert 1 <= len(answers) <= 3
    assert site.postmaster() is None


def test_what_was_committed_survives_killing_everything(site: Site) -> None:
    site.sql("CREATE TABLE kept AS SELECT 29 AS cases")
    holder = site.hold()
    pid = site.postmaster()
    assert pid

    kill_all(pid)
    kill_all(holder.pid)

    assert site.sql("SELECT cases FROM kept") == "29"
    assert site.postmaster() is None


def test_a_server_left_behind_is_taken_over_and_stopped(site: Site) -> None:
    holder = site.hold()
    pid = site.postmaster()
    kill_all(holder.pid)

    assert site.postmaster() == pid
    assert site.sql("SELECT 1") == "1"
    assert site.postmaster() is None


def test_a_server_on_its_way_up_is_waited_for_and_stopped(site: Site) -> None:
    site.kill_during_start()

    assert site.sql("SELECT 1") == "1"
    assert site.postmaster() is None


def test_a_folder_removed_under_it_does_not_leave_it_running(site: Site) -> None:
    holder = site.hold()
    pid = site.postmaster()
    assert pid

    shutil.rmtree((site.var / "postgres-elsewhere").resolve(), ignore_errors=True)
    shutil.rmtree(site.var)
    said, _ = holder.communicate("\n", timeout=60)

    assert "Traceback" not in said
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_terminated_command_stops_it(site: Site) -> None:
    holder = site.hold()

    holder.terminate()
    holder.communicate(timeout=60)

    assert holder.returncode == 143
    assert site.postmaster() is None


def test_a_connection_lost_to_a_killed_server_comes_back(site: Site) -> None:
    program = (
        "from django.db import connection; connection.ensure_connection(); print('held', flush=True); input();"
        "connection.close(); connection.ensure_connection(); print('again', flush=True)"
    )
    holder = site.start("shell", "--no-imports", "-c", program)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    pid = site.postmaster()
    assert pid

    kill_all(pid)
    said, _ = holder.communicate("\n", timeout=120)

    assert "again" in said
    assert holder.returncode == 0


def test_a_claim_with_the_number_of_another_program_does_not_stop_it(site: Site) -> None:
    site.sql("SELECT 1")
    claim = data_folder(site.var) / "postmaster.pid"
    owner = claim.parent.stat()
    claim.write_text(f"{os.getppid()}\n{claim.parent}\n1700000000\n5432\n{site.sockets}\n\n  1 2\nready   \n")
    os.chown(claim, owner.st_uid, owner.st_gid)

    assert site.sql("SELECT 1") == "1"


def test_a_server_in_another_container_is_left_alone(site: Site, as_root: None) -> None:
    holder = site.hold()
    elsewhere = ["unshare", "--pid", "--fork", "--mount-proc", sys.executable, "manage.py"]
    if subprocess.run([*elsewhere, "help"], check=False, capture_output=True, cwd=ROOT).returncode != 0:
        pytest.skip("No container can be made here.")

    finished = subprocess.run(
        [*elsewhere, "dbshell", "--", "-c", "SELECT 1"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"WIJK_VAR": str(site.var), "DJANGO_SETTINGS_MODULE": "wijk.settings"},
    )

    assert finished.returncode == 1
    assert is_one_sentence(finished.stderr)
    assert site.sql("SELECT 1") == "1"
    holder.communicate("\n", timeout=60)


def test_a_first_start_that_was_cut_off_is_made_good(site: Site) -> None:
    (site.var / "postgres.new" / "base").mkdir(parents=True)
    (site.var / "postgres.new" / "PG_VERSION").write_text("18\n")

    assert site.sql("SELECT 1") == "1"


@pytest.mark.parametrize("name", ["met spatie", "é 'n \"tje, $HOME `x`", "x" * 200 + "/" + "y" * 200])
def test_any_path_will_do(site: Site, name: str) -> None:
    site.var = site.var / name

    assert site.sql("SELECT 1") == "1"


@pytest.fixture
def within_reach(site: Site) -> None:
    """For what is about the folder of the database, which is another when root's account cannot reach the checkout."""
    if not database_account(site.var / "postgres").can_enter(site.var):
        pytest.skip("The database is kept elsewhere here.")


def test_a_path_that_postgres_cannot_hold_is_refused_in_a_sentence(site: Site, within_reach: None) -> None:
    site.var = site.var.joinpath(*["x" * 200] * 5)

    finished = site.command("dbshell", "--", "-c", "SELECT 1")

    assert finished.returncode == 1
    assert is_one_sentence(finished.stderr)


def test_a_long_temporary_folder_does_not_make_the_socket_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(Path(tempfile.gettempdir()) / ("x" * 100)))

    folder = socket_folder(Path("/srv/wijk/var"))

    assert len(bytes(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def test_two_sites_do_not_meet(site: Site, other_site: Site) -> None:
    first, second = site.hold(), other_site.hold()
    site.sql("CREATE TABLE mine AS SELECT 1")

    assert site.postmaster() != other_site.postmaster()
    assert site.sockets != other_site.sockets
    assert other_site.sql("SELECT to_regclass('mine') IS NULL") == "t"
    for holder in (first, second):
        holder.communicate("\n", timeout=60)


def test_it_finds_its_server_under_another_temporary_folder(site: Site, tmp_path: Path) -> None:
    holder = site.hold()

    finished = site.command("dbshell", "--", "-Atqc", "SELECT 1", TMPDIR=str(tmp_path))
    holder.communicate("\n", timeout=60)

    assert finished.stdout.strip() == "1"


def test_nobody_else_can_enter_the_folder_of_its_socket(site: Site) -> None:
    site.hold()

    mode = site.sockets.stat()

    assert stat.S_IMODE(mode.st_mode) == 0o700
    assert mode.st_uid == data_folder(site.var).stat().st_uid


def test_another_user_of_the_machine_cannot_connect(site: Site, as_root: None) -> None:
    site.hold()
    command = [str(installed_programs() / "psql"), "-h", str(site.sockets), "-U", "postgres", "-c", "SELECT 1"]

    finished = subprocess.run(
        ["/bin/sh", "-c", 'cd / && ls "$1"', "sh", str(site.sockets)],
        check=False,
        capture_output=True,
        text=True,
        user=61234,
        group=61234,
        extra_groups=[],
    )

    assert finished.returncode != 0
    assert "Permission denied" in finished.stderr
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.fixture
def claimed_socket_folder(site: Site, as_root: None) -> Iterator[Path]:
    site.sockets.mkdir()
    os.chown(site.sockets, 61234, 61234)
    yield site.sockets
    shutil.rmtree(site.sockets)


def test_a_socket_folder_of_somebody_else_is_refused(site: Site, claimed_socket_folder: Path) -> None:
    finished = site.command("dbshell", "--", "-c", "SELECT 1")

    assert finished.returncode == 1
    assert str(claimed_socket_folder) in finished.stderr
    assert is_one_sentence(finished.stderr)


def test_root_does_not_run_it_as_root(site: Site, as_root: None) -> None:
    site.hold()
    pid = site.postmaster()

    owner = subprocess.run(["ps", "-o", "uid=", "-p", str(pid)], check=True, capture_output=True, text=True)

    assert int(owner.stdout) != 0


def test_root_keeps_it_elsewhere_when_its_account_cannot_reach_the_folder(site: Site, folder_of_root: Path) -> None:
    inside = Site(folder_of_root / "site" / "var", free_port())

    first = inside.sql("CREATE TABLE kept AS SELECT 29 AS cases")
    elsewhere = (inside.var / "postgres-elsewhere").resolve()
    second = inside.sql("SELECT cases FROM kept")
    inside.remove()

    assert (first, second) == ("", "29")
    assert elsewhere != inside.var
    assert not elsewhere.exists()


@pytest.fixture
def small_disk(site: Site, as_root: None, within_reach: None) -> Iterator[Path]:
    """A disk of eight megabytes."""
    folder = site.var / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("No small disk can be mounted here.")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_in_a_sentence_and_made_good_later(site: Site, small_disk: Path) -> None:
    site.var = small_disk

    refused = site.command("dbshell", "--", "-c", "SELECT 1")
    subprocess.run(["mount", "-o", "remount,size=100m", str(small_disk)], check=True)
    later = site.sql("SELECT 1")

    assert refused.returncode == 1
    assert "disk is full" in refused.stderr
    assert is_one_sentence(refused.stderr)
    assert later == "1"
    assert eventually(lambda: site.postmaster() is None)


def is_one_sentence(text: str) -> bool:
    return text.startswith("wijk: ") and text.count("\n") == 1 and "Traceback" not in text
