"""The dictionary, and the file in which one process keeps it for the next."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from search.dictionary import Dictionary, dictionary, shelved
from search.kept_file import KeptFile


@pytest.fixture
def kept(tmp_path: Path) -> KeptFile:
    return KeptFile(tmp_path / "cache", "dictionary", "two")


@pytest.mark.parametrize("is_unfolded", [False, True])
def test_it_knows_words_and_their_lemmas(is_unfolded: bool) -> None:
    small = Dictionary(shelved(["buurten buurt", "buurt ", "buurten buur"]))
    if is_unfolded:
        small.unfold()

    assert (small.lemma("buurten"), small.lemma("buurt"), small.lemma("buur")) == ("buurt", "buurt", None)
    assert "buurt" in small
    assert "" not in small
    assert "\ud800" not in small


def test_what_is_read_from_the_file_is_what_was_made() -> None:
    made = dictionary()
    dictionary.cache_clear()

    read = dictionary()

    assert read is not made
    assert [read.lemma(word) for word in ("ideeen", "leden", "xyz")] == ["idee", "lid", None]
    assert read._shelves == made._shelves


def test_what_was_written_is_read(kept: KeptFile) -> None:
    kept.write(b"words")

    assert kept.read() == b"words"


@pytest.mark.parametrize("damaged", [b"", b"abc", b"\0" * 4, b"0123456789"])
def test_a_damaged_file_is_not_read_and_made_anew(kept: KeptFile, damaged: bytes) -> None:
    kept.write(b"words")
    kept.path.write_bytes(damaged)

    assert kept.read() is None
    kept.write(b"words")
    assert kept.read() == b"words"


def test_a_truncated_file_is_not_read(kept: KeptFile) -> None:
    kept.write(b"many words")
    kept.path.write_bytes(kept.path.read_bytes()[:-1])

    assert kept.read() is None


def test_other_editions_and_what_was_left_half_written_go(kept: KeptFile) -> None:
    KeptFile(kept.folder, "dictionary", "one").write(b"old words")
    (kept.folder / "dictionary-half").write_bytes(b"wo")
    (kept.folder / "something-else").write_bytes(b"")

    kept.write(b"words")

    assert sorted(path.name for path in kept.folder.iterdir()) == ["dictionary-two", "something-else"]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file where the folder would be")
    kept = KeptFile(tmp_path / "cache", "dictionary", "two")

    kept.write(b"words")

    assert kept.read() is None


def test_writing_at_once_leaves_one_whole_file(kept: KeptFile) -> None:
    with get_context("spawn").Pool(2) as pool:
        pool.map(kept.write, [b"words" * 100_000] * 20, chunksize=1)

    assert kept.read() == b"words" * 100_000
    assert list(kept.folder.iterdir()) == [kept.path]
