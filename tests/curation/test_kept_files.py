"""Files that are made once and kept: whole, whoever asks at the same time and whatever goes wrong meanwhile."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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


@pytest.mark.django_db
def test_what_is_forgotten_while_it_is_made_is_given_all_the_same_and_not_kept() -> None:
    def forgotten_meanwhile() -> bytes:
        forget(FOLDER)
        return WHOLE

    assert kept_file(FOLDER, SAID, NAME, forgotten_meanwhile) == WHOLE
    assert _kept() == []


@pytest.mark.django_db
def test_what_others_make_before_the_removal_is_committed_goes_too(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        forget(FOLDER)
        kept_file(FOLDER, SAID, NAME, lambda: WHOLE)
        assert _kept()

    assert _kept() == []


def test_what_lacks_a_file_to_be_made_of_says_so_and_leaves_nothing() -> None:
    def lacking() -> bytes:
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        kept_file(FOLDER, SAID, NAME, lacking)
    assert _kept() == []


def test_one_that_stands_alone_takes_the_place_of_the_others() -> None:
    for title in ("Soep", "Brood"):
        kept_file(FOLDER, {"title": title}, NAME, title.encode, alone=True)

    assert len(_kept()) == 1
    assert kept_file(FOLDER, {"title": "Brood"}, NAME, lambda: b"made again") == b"Brood"


@contextmanager
def _disk_full_after(size: int) -> Iterator[None]:
    """No file of this process can be larger than so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
