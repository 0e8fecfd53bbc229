"""See to it that the browser tests have a Chromium: Debian's, installed where we may."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Install Chromium when there is none and we are root on a Debian; say so when the tests must do without."""
    if is_found():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        tell("Installing Chromium for the browser tests …")
        install()
    if not is_found():
        tell("There is no Chromium here, so the browser tests are skipped; on Debian: apt install chromium")


def is_found() -> bool:
    return any(shutil.which(name) for name in NAMES)


def install() -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        command = ["apt-get", "--quiet", "--quiet", *arguments]
        finished = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        if finished.returncode != 0:
            tell(f"apt-get {arguments[0]} failed: {finished.stderr.strip().splitlines()[-1:]}")


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
