"""Hold the code to the house's rules: every check runs, and each that fails shows what it found."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
ROOMS = [
    "wijk",
    "accounts",
    "changes",
    "jobs",
    "media",
    "notices",
    "trail",
    "places",
    "curation",
    "search",
    "initiatives",
    "lessons",
    "publications",
    "previews",
    "shelf",
    "workspace",
]
ENVIRONMENT = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}  # the tests' own database, not the site's
CODE = [*ROOMS, "bench", "tests", "tools", "manage.py"]


def checks(templates: Sequence[str]) -> dict[str, list[str]]:
    """The commands of `make check`, by what they look at."""
    return {
        "style": ["ruff", "check", "--quiet", *CODE],
        "layout": ["ruff", "format", "--quiet", "--diff", *CODE],
        "templates": ["djade", "--check", "--target-version", "5.2", *templates],
        "types": ["mypy", "--no-error-summary", *ROOMS, "bench", "tools"],
        "import rules": ["lint-imports"],
        "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
        "translations": ["python", "tools/messages.py", "--check"],
    }


def repairs(templates: Sequence[str]) -> dict[str, list[str]]:
    """The commands of `make format`."""
    return {
        "style": ["ruff", "check", "--quiet", "--fix-only", *CODE],
        "layout": ["ruff", "format", "--quiet", *CODE],
        "templates": ["djade", "--target-version", "5.2", *templates],
    }


def main() -> None:
    """Run the checks, or with --repair put right what a program can put right."""
    templates = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    if "--repair" in sys.argv:
        for command in repairs(templates).values():
            run(command)
        return
    failed = [name for name, command in checks(templates).items() if not passes(name, command)]
    if failed:
        sys.exit(f"Not in order: {', '.join(failed)}.")


def passes(name: str, command: list[str]) -> bool:
    """Run one check, say how it went, and show its output when it did not pass."""
    finished = run(command)
    sound = finished.returncode == 0
    print(f"{name}: {'in order' if sound else 'NOT in order'}", flush=True)
    if not sound:
        print(finished.stdout + finished.stderr, flush=True)
    return sound


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    program, *arguments = command
    return subprocess.run([str(PROGRAMS / program), *arguments], cwd=ROOT, check=False, capture_output=True, text=True)


if __name__ == "__main__":
    main()
