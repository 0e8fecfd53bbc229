"""Sites of their own, run as an operator runs them: by manage.py, in processes of their own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wijk.sites import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with an empty folder, cleared away afterwards with all that it started."""
    site = Site.in_new_folder()
    folder = site.var
    yield site
    site.remove()
    shutil.rmtree(folder, ignore_errors=True)  # where a test gave the site another


@pytest.fixture
def other_site() -> Iterator[Site]:
    """A second site on the same machine."""
    site = Site.in_new_folder()
    yield site
    site.remove()


@pytest.fixture
def as_root() -> None:
    """For what only root can do or set up."""
    if os.geteuid() != 0:
        pytest.skip("Only root can set this up.")


@pytest.fixture
def folder_of_root(as_root: None, tmp_path: Path) -> Path:
    """A folder that nobody but root can enter."""
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    return folder
