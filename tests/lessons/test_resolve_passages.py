"""The command resolve_passages, as other programs run it: lines in, lines out, and no database anywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
OLD = "De tuin ligt achter de school. Iedereen mag er werken."
LINE = {
    "id": "tuin",
    "old_text": OLD,
    "passage": {"start": 3, "end": 7, "exact": "tuin"},
    "new_text": f"Vooraf 👩‍🌾. {OLD}",
}
ANSWER = {"id": "tuin", "state": "gevonden", "start": 15, "end": 19}
UNREADABLE = [
    b"geen JSON",
    b"[1, 2]",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"id": 1}',
    b'{"id": 1' + b"1" * 5_000 + b"}",
    json.dumps({**LINE, "id": None}).encode(),
    json.dumps({**LINE, "old_text": None}).encode(),
    json.dumps({**LINE, "new_text": 3}).encode(),
    json.dumps({**LINE, "passage": [3, 7]}).encode(),
    json.dumps({**LINE, "passage": {"start": 3, "end": 7, "exact": "huis"}}).encode(),
    json.dumps({**LINE, "passage": {"start": 3, "end": 700, "exact": "tuin"}}).encode(),
    json.dumps({**LINE, "passage": {"start": -51, "end": 7, "exact": "tuin"}}).encode(),
    json.dumps({**LINE, "passage": {"start": 3, "end": 3, "exact": ""}}).encode(),
    json.dumps({**LINE, "passage": {"start": True, "end": 7, "exact": "e tuin"}}).encode(),
    json.dumps({**LINE, "passage": {"start": "3", "end": "7", "exact": "tuin"}}).encode(),
    json.dumps({**LINE, "passage": {"start": 3.0, "end": 7, "exact": "tuin"}}).encode(),
]


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


def run(var: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command where no database answers, and no PostgreSQL is to be found."""
    environment = {"WIJK_VAR": str(var), "PATH": "/nonexistent", "LANG": "C"}
    command = [sys.executable, str(ROOT / "manage.py"), "resolve_passages", *arguments]
    return subprocess.run(command, input=given, env=environment, capture_output=True, check=False)


def lines(*values: Any) -> bytes:
    return b"".join(json.dumps(value).encode() + b"\n" for value in values)


def answers(outcome: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in outcome.stdout.splitlines()]


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_it_answers_what_comes_in(var: Path, arguments: tuple[str, ...]) -> None:
    gone = {**LINE, "id": 2, "new_text": ""}

    outcome = run(var, *arguments, given=lines(LINE, gone))

    assert (outcome.returncode, outcome.stderr) == (0, b"")
    assert answers(outcome) == [ANSWER, {"id": 2, "state": "verweesd", "start": None, "end": None}]


def test_it_answers_a_file(var: Path, tmp_path: Path) -> None:
    path = tmp_path / "passages.ndjson"
    path.write_bytes(b"\xef\xbb\xbf" + lines(LINE) + b"\r\n\n" + json.dumps(LINE, ensure_ascii=False).encode())

    outcome = run(var, str(path))

    assert outcome.returncode == 0
    assert answers(outcome) == [ANSWER, ANSWER]


def test_it_starts_no_database(var: Path) -> None:
    assert run(var, given=lines(LINE)).returncode == 0

    assert [each.name for each in var.iterdir()] == ["secret-key"]


def test_nothing_gives_nothing(var: Path) -> None:
    outcome = run(var, given=b"")

    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, b"", b"")


def test_lines_that_cannot_be_answered_are_named_and_the_others_are_answered(var: Path) -> None:
    given = b"".join(line + b"\n" + lines(LINE) for line in UNREADABLE)

    outcome = run(var, given=given)

    assert outcome.returncode == 1
    assert answers(outcome) == [ANSWER] * len(UNREADABLE)
    named = outcome.stderr.decode().splitlines()
    assert [line.split(":")[0].split()[-1] for line in named[:-1]] == [str(2 * at + 1) for at in range(len(UNREADABLE))]


def test_strange_characters_come_back_as_they_were(var: Path) -> None:
    strange = {**LINE, "id": "\ud800\0שלום", "old_text": "a\0\ud83d", "new_text": "\ud83d\0a"}

    outcome = run(var, given=lines({**strange, "passage": {"start": 0, "end": 1, "exact": "a"}}))

    assert outcome.returncode == 0
    assert answers(outcome)[0]["id"] == strange["id"]


def test_a_file_that_is_not_there_is_named(var: Path, tmp_path: Path) -> None:
    outcome = run(var, str(tmp_path / "weg.ndjson"))

    assert outcome.returncode == 1
    assert b"weg.ndjson" in outcome.stderr
    assert b"Traceback" not in outcome.stderr


def test_who_stops_reading_stops_it_without_a_word(var: Path, tmp_path: Path) -> None:
    path = tmp_path / "passages.ndjson"
    path.write_bytes(lines(*[LINE] * 5_000))
    reading, writing = os.pipe()
    os.close(reading)
    environment = {"WIJK_VAR": str(var)}

    with os.fdopen(writing, "wb") as closed:
        outcome = subprocess.run(
            [sys.executable, ROOT / "manage.py", "resolve_passages", path],
            env=environment,
            stdout=closed,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert outcome.stderr == b""
