"""A bundle of many cases: how long gathering and setting it takes and how much memory, beside plain Typst on its text.

Each is measured in a process of its own, since what a process took once it seldom gives back.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from bench.folder import ROOT, Folder, enter

CHAPTERS = 300
PLAIN = Path(__file__).parent / "plain_book.typ"


def measure(folder: Folder) -> dict[str, Any]:
    """Seconds (by the clock, and of the processor), megabytes and size of each way.

    The contents are gathered once, and kept in the folder.
    """
    return {name: _of(name, folder) for name in WAYS}


def _of(name: str, folder: Folder) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.bundles", name]
    environment = os.environ | {"WIJK_VAR": str(folder.path)}
    finished = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return found


def _gather(kept: Path) -> int:
    """Gather what the bundle says from the database."""
    from initiatives.models import Initiative
    from publications.bundles.book import Front, book_of
    from publications.bundles.editions import versions_today

    cases = Initiative.objects.published().order_by("pk")[:CHAPTERS]
    contents = book_of(Front(slug="gemeten", title="Gemeten"), versions_today(cases))
    kept.write_text(json.dumps(contents))
    return len(contents["chapters"])


def _ours(kept: Path) -> int:
    from publications.bundles.typeset import pdf_of

    return len(pdf_of(json.loads(kept.read_text())))


def _epub(kept: Path) -> int:
    from publications.bundles.epub import epub_of

    return len(epub_of(json.loads(kept.read_text())))


def _plain(kept: Path) -> int:
    """The same words, without anything that we make of them."""
    from publications.typesetting.setting import set_pdf

    book = json.loads(kept.read_text())
    chapters = [{"title": each["title"], "paragraphs": list(_paragraphs(each))} for each in book["chapters"]]
    return len(set_pdf(str(PLAIN), {"title": book["title"], "chapters": chapters}, files={}, at=None))


def _paragraphs(chapter: Any) -> Iterator[str]:
    """All that a chapter says, in lines."""
    if isinstance(chapter, dict):
        if "runs" in chapter:
            yield "".join(run["text"] for run in chapter["runs"])
        elif "label" in chapter and "values" in chapter:
            yield f"{chapter['label']} {'; '.join(chapter['values'])} {chapter['state']}"
        else:
            for each in chapter.values():
                yield from _paragraphs(each)
    elif isinstance(chapter, list):
        for each in chapter:
            yield from _paragraphs(each)
    elif isinstance(chapter, str):
        yield chapter


WAYS: dict[str, Callable[[Path], int]] = {"gathered": _gather, "pdf": _ours, "plain": _plain, "epub": _epub}


def main(name: str) -> None:
    folder = Folder(Path(os.environ["WIJK_VAR"]))
    enter(folder)
    started, worked = perf_counter(), process_time()
    made = WAYS[name](folder.path / "bundle.json")
    took = {"seconds": perf_counter() - started, "processor": process_time() - worked}
    print(json.dumps(took | {"megabytes": _megabytes(), "made": made}))


def _megabytes() -> float:
    """The most memory that this process has had, as Linux counts it; what it was started from left aside."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main(sys.argv[1])
