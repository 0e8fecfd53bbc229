"""Files of the register that say what cannot be are refused, with the place where they say it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from places.register import Register
from places.register_files import DATA_FOLDER, RegisterFileError, read_register


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the project's files, to spoil."""
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "register"))


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_projects_own_files_are_right() -> None:
    rows = read_register()

    assert len(rows.provinces) == 12
    assert len(rows.municipalities) == 342 + 1132
    assert len({row.slug for row in rows.municipalities}) == 342 + 1132
    assert "zoeken" not in {row.slug for row in rows.municipalities}  # taken by the suggestions
    assert len({(row.tile_column, row.tile_row) for row in rows.municipalities}) == 342 + 1
    assert all(row.province_id for row in rows.municipalities if row.abolished_on is None)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("municipalities.csv", "GM0034,Almere", "GM0014,Almere", "municipalities.csv, line 3: GM0014"),
        ("municipalities.csv", "234950", "many", "municipalities.csv, line 2: population cannot be 'many'"),
        ("municipalities.csv", "latitude", "breedte", "municipalities.csv, line 2: there is no column latitude"),
        ("municipalities.csv", "PV24", "PV99", "PV99 is not a province"),
        ("mergers.csv", "GM1966", "GM9999", "mergers.csv: GM9999 is not in the register"),
        ("mergers.csv", "1990-01-01", "1990-02-30", "mergers.csv, line 2: abolished_on cannot be '1990-02-30'"),
        ("mergers.csv", "1990-01-01", "", "mergers.csv: GM0001 has no date"),
        ("mergers.csv", "2027-01-01,GM0402", "2027-01-01,GM1696", "the successors of GM"),
        ("aliases.csv", "GM0164", "GM9999", "aliases.csv, line 2: GM9999 is not in the register"),
        ("aliases.csv", "variant", "official", "aliases.csv, line 2: kind cannot be 'official'"),
    ],
)
def test_nonsense_is_refused_with_its_place(folder: Path, name: str, old: str, new: str, message: str) -> None:
    _replace(folder / name, old, new)

    with pytest.raises(RegisterFileError) as refusal:
        read_register(folder)

    assert message in str(refusal.value)


def test_an_heir_exists_when_it_inherits(folder: Path) -> None:
    file = folder / "municipalities.csv"
    line = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("GM0402"))
    _replace(file, line, f"{line}2028-01-01")

    with pytest.raises(RegisterFileError, match="GM1696 stops before GM0402 is established"):
        read_register(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "aliases.csv").unlink()

    with pytest.raises(RegisterFileError, match=r"aliases\.csv cannot be read"):
        read_register(folder)


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / "provinces.csv").write_bytes("code,name,slug,aliases\nPV21,Fryslân,fryslan,".encode("latin-1"))

    with pytest.raises(RegisterFileError, match=r"provinces\.csv cannot be read"):
        read_register(folder)


def test_an_address_that_is_taken_gets_the_code(folder: Path) -> None:
    _replace(folder / "former_municipalities.csv", "GM0001,Adorp", "GM0001,Almere")

    rows = {row.code: row for row in read_register(folder).municipalities}

    assert (rows["GM0034"].slug, rows["GM0001"].slug) == ("almere", "almere-gm0001")


def test_namesakes_go_by_address_and_the_one_of_today_by_name(folder: Path) -> None:
    _replace(folder / "former_municipalities.csv", "GM0001,Adorp", "GM0001,Almere")
    register = Register(read_register(folder), date(2026, 12, 31))

    matched = {text: register.resolve(text).matched for text in ("almere", "almere-gm0001", "Almere")}

    assert [each and each.code for each in matched.values()] == ["GM0034", "GM0001", "GM0034"]
