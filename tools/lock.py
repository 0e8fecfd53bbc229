"""Pin the dependencies of pyproject.toml anew, with hashes and for every system, a file for each use."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).parent / "uv"
COMPILE = [
    *(str(UV), "pip", "compile", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-annotate", "--quiet", "--custom-compile-command", "make lock"),
]


def main() -> None:
    """Write the lock files; with --upgrade in ARGUMENTS, to the newest versions that fit."""
    extra = os.environ.get("ARGUMENTS", "").split()
    for options in (
        ["pyproject.toml", "-o", "requirements.lock"],
        ["--group", "dev", "-c", "requirements.lock", "-o", "requirements-dev.lock"],
        ["--group", "bench", "-c", "requirements.lock", "-o", "requirements-bench.lock"],
        ["--group", "s3", "-c", "requirements.lock", "-o", "requirements-s3.lock"],
    ):
        finished = subprocess.run([*COMPILE, *extra, *options], cwd=ROOT, check=False)
        if finished.returncode != 0:
            sys.exit(finished.returncode)


if __name__ == "__main__":
    main()
