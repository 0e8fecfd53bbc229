"""Files in the exchange format, for tests: rows in, command run, what it says."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from openpyxl import Workbook

from initiatives.exchange import Manner, Report, import_file

PLACE = {"municipality": "GM0917"}


@dataclass
class Outcome:
    """What a command said on its two channels, and the message with which it failed."""

    out: str
    errors: list[str]
    failure: str = ""


def write_ndjson(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def write_csv(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def run(name: str, *arguments: object, **options: Any) -> Outcome:
    """Run a command and keep what it says."""
    out, errors, failure = io.StringIO(), io.StringIO(), ""
    try:
        call_command(name, *map(str, arguments), stdout=out, stderr=errors, no_color=True, **options)
    except CommandError as error:
        failure = str(error)
    return Outcome(out.getvalue(), errors.getvalue().splitlines(), failure)


def take_over(tmp_path: Path, *rows: dict[str, Any], **options: Any) -> Outcome:
    """Import these rows as lines of JSON."""
    return run("import_initiatives", write_ndjson(tmp_path / "cases.ndjson", rows), **options)


def report_on(*rows: dict[str, Any], **manner: Any) -> Report:
    """Import these rows for the site's operator."""
    content = "\n".join(json.dumps(row) for row in rows).encode()
    return import_file(io.BytesIO(content), "cases.ndjson", Manner(by=None, **manner))


def places(report: Report) -> list[tuple[int, str]]:
    """Where the errors are: line and field."""
    return [(error.line, error.field) for error in report.errors]
