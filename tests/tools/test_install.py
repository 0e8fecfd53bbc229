"""tools/install.py keeps .venv in step with the lock files, and says what is in the way."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "tools" / "install.py"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose libraries are none at all, with its environment made."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "tools").mkdir()
    shutil.copy(SOURCE, folder / "tools")
    (folder / "requirements.lock").write_text("# nothing\n")
    assert install(folder, "-c", "pass").returncode == 0
    return folder


@pytest.fixture
def checkout(prepared: Path, tmp_path: Path) -> Path:
    """A checkout of the test's own, as `prepared` left it."""
    return Path(shutil.copytree(prepared, tmp_path / "met spatie", symlinks=True))


def install(checkout: Path, *program: str, before: str = "pass") -> subprocess.CompletedProcess[str]:
    """Run it as make does, after the statement `before`."""
    script = f"import runpy, sys; {before}; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [
        sys.executable,
        "-c",
        script,
        str(checkout / "tools" / "install.py"),
        "requirements.lock",
        "--",
        *program,
    ]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_an_old_python_can_read_it_and_is_refused_in_a_sentence(checkout: Path) -> None:
    ast.parse(SOURCE.read_text(), feature_version=(3, 6))

    finished = install(checkout, "-c", "pass", before="sys.version_info = (3, 9, 2)")

    assert finished.returncode == 1
    assert "3.9" in finished.stderr
    assert finished.stderr.count("\n") == 1


def test_it_makes_an_environment_once_and_runs_the_program_in_it(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    first = install(checkout, "-c", "import sys; print(sys.prefix)")
    second = install(checkout, "-c", "import sys; print(sys.prefix)")

    assert first.stdout.splitlines()[-1] == str(checkout / ".venv")
    assert second.stdout == f"{checkout / '.venv'}\n"


def test_a_changed_lock_is_installed(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("# nothing, but otherwise\n")

    changed = install(checkout, "-c", "pass")
    unchanged = install(checkout, "-c", "pass")

    assert "requirements.lock" in changed.stdout
    assert unchanged.stdout == ""


def test_an_environment_that_does_not_work_is_made_anew(checkout: Path) -> None:
    (checkout / ".venv" / "bin" / "python").unlink()

    finished = install(checkout, "-c", "print('runs')")

    assert finished.stdout.splitlines()[-1] == "runs"


def test_what_was_half_installed_is_made_anew(checkout: Path) -> None:
    (checkout / ".venv" / "unfinished").touch()
    (checkout / ".venv" / "left-over").touch()

    install(checkout, "-c", "pass")

    assert not (checkout / ".venv" / "left-over").exists()


def test_a_lock_that_cannot_be_installed_is_said_in_a_sentence(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("wijk-bestaat-niet==1 --hash=sha256:" + "0" * 64 + "\n")

    finished = install(checkout, "-c", "pass", before="import os; os.environ['PIP_NO_INDEX'] = '1'")

    assert finished.returncode == 1
    assert "wijk-bestaat-niet" in finished.stderr
    assert finished.stderr.count("\n") == 1


def test_the_program_gives_its_own_exit_status(checkout: Path) -> None:
    assert install(checkout, "-c", "raise SystemExit(7)").returncode == 7
