"""Files that are made once and kept: whole, whoever asks at the same time and whatever goes wrong meanwhile."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage

from curation.kept_files import forget, kept_file

FOLDER, SAID, NAME = "tried/one", {"title": "Soep"}, "soep.txt"
WHOLE = b"Soep op dinsdag. " * 1000


@pytest.fixture(autouse=True)
def a_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(default_storage, "_wrapped", FileSystemStorage(tmp_path))


def _kept() -> list[str]:
    return default_storage.listdir(FOLDER)[1]


def test_it_is_made_once() -> None:
    first = kept_file(FOLDER, SAID, NAME, lambda: WHOLE)

    assert first == kept_file(FOLDER, SAID, NAME, lambda: b"made again") == WHOLE
    assert kept_file(FOLDER, {"title": "Brood"}, NAME, lambda: b"Brood") == b"Brood"
    assert len(_kept()) == 2


def test_who_makes_it_at_the_same_time_keeps_the_same_one() -> None:
    def slower() -> bytes:
        assert kept_file(FOLDER, SAID, NAME, lambda: WHOLE) == WHOLE
        return WHOLE

    assert kept_file(FOLDER, SAID, NAME, slower) == WHOLE
    assert len(_kept()) == 1


def test_when_the_disk_is_full_nothing_half_is_kept() -> None:
    with _disk_full_after(100), pytest.raises(OSError, match="large"):
        kept_file(FOLDER, SAID, NAME, lambda: WHOLE)

    assert _kept() == []
    assert kept_file(FOLDER, SAID, NAME, lambda: WHOLE) == WHOLE


def test_what_is_forgotten_while_it_is_made_is_given_all_the_same() -> None:
    def forgotten_meanwhile() -> bytes:
        forget(FOLDER)
        return WHOLE

    assert kept_file(FOLDER, SAID, NAME, forgotten_meanwhile) == WHOLE
    forget(FOLDER)
    assert _kept() == []


@contextmanager
def _disk_full_after(size: int) -> Iterator[None]:
    """No file of this process can be larger than so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
