"""Bring .venv in step with the lock files named, and run a program in it.

    python3 tools/install.py requirements.lock -- manage.py serve

Uses nothing but the standard library, and no syntax that an older Python cannot read, so that it can say that a Python
is too old.
"""

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
UNFINISHED = os.path.join(VENV, "unfinished")


def main(arguments: list) -> None:
    """Install what stands before "--" in `arguments`, and become the program that stands after it."""
    if sys.version_info < OLDEST:
        leave("this is Python {}.{}, and 3.11 or later is needed: make PYTHON=python3.12".format(*sys.version_info))
    separator = arguments.index("--")
    os.chdir(ROOT)
    try:
        install(arguments[:separator])
        os.execv(PYTHON, [PYTHON, *arguments[separator + 1 :]])
    except OSError as error:
        leave(f"{error.filename or VENV}: {error.strerror}.")
    except KeyboardInterrupt:
        sys.exit(130)


def install(locks: list) -> None:
    """Make the virtual environment if it is missing or broken, and install the locks that changed since."""
    handle = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)  # two commands started at once install one after the other
    version = version_in_venv()
    if not version or os.path.exists(UNFINISHED):
        make_venv()
        version = version_in_venv()
    for lock in locks:
        stamp = os.path.join(VENV, "installed-" + lock)
        with open(lock, "rb") as file:
            wanted = version + " " + hashlib.sha256(file.read()).hexdigest()
        if read(stamp) != wanted:
            install_lock(lock)
            write(stamp, wanted)
    os.close(handle)


def version_in_venv() -> str:
    """The version of the Python in .venv, or nothing when it does not work, as after an upgrade of the system."""
    program = "import sys; print(*sys.version_info[:2])"
    try:
        finished = subprocess.run(
            [PYTHON, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
        )
    except OSError:
        return ""
    return finished.stdout.decode().strip() if finished.returncode == 0 else ""


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        leave("Python's venv is not complete here; on Debian or Ubuntu: apt install python3-venv")
    tell("Making a virtual environment …")
    run([sys.executable, "-m", "venv", "--clear", VENV], "the virtual environment cannot be made")


def install_lock(lock: str) -> None:
    tell(f"Installing the libraries of {lock} …")
    write(UNFINISHED, "")  # stays when we are killed; what is half installed is then made anew
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--no-deps", "--requirement", lock]
    run(command, "the libraries cannot be installed")
    os.remove(UNFINISHED)


def run(command: list, failure: str) -> None:
    """Run `command`; when it fails, leave with one sentence made from what it said."""
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if finished.returncode == 0:
        return
    said = finished.stdout.decode(errors="replace")
    if "No space left on device" in said or "Disk quota exceeded" in said:
        leave(f"the disk is full; {failure}.")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")] or lines
    leave("{}: {}".format(failure, errors[-1] if errors else "no reason given"))


def read(path: str) -> str:
    if not os.path.exists(path):
        return ""
    with open(path) as file:
        return file.read()


def write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def leave(sentence: str) -> None:
    sys.exit("wijk: " + sentence)


if __name__ == "__main__":
    main(sys.argv[1:])
