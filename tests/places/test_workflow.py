"""Loading makes the database equal to the files, whatever stood there, and twice is as good as once."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from places.models import Municipality, MunicipalityName, Province, RegisterEdition, Succession
from places.register_files import DATA_FOLDER, RegisterFileError
from places.workflow import MunicipalityDisappeared, load_register

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_register()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the project's files, to change."""
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "register"))


def _append(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(f"{line}\n")


def test_load_register_fills_every_table() -> None:
    assert Province.objects.count() == 12
    assert Municipality.objects.count() == 1474
    assert Municipality.objects.filter(abolished_on=None).count() == 341
    assert Municipality.objects.get(code="GM1696").abolished_on == date(2027, 1, 1)
    assert Municipality.objects.get(code="GM1696").successor_id == "GM0402"
    assert set(Succession.objects.filter(municipality="GM0140").values_list("successor", flat=True)) == {
        "GM0080",
        "GM1949",
    }
    assert MunicipalityName.objects.filter(normalised="den bosch").get().municipality_id == "GM0796"


def test_load_register_twice_changes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    stamp = RegisterEdition.objects.get().stamp

    with django_assert_num_queries(8):  # two for the transaction, one for each look
        result = load_register()

    assert (result.written, result.removed) == (0, 0)
    assert not result.has_changed
    assert RegisterEdition.objects.get().stamp == stamp


def test_load_register_puts_back_what_was_changed() -> None:
    stamp = RegisterEdition.objects.get().stamp
    Municipality.objects.filter(code="GM0363").update(display_name="Mokum", population=1)
    MunicipalityName.objects.filter(name="Den Bosch").delete()
    MunicipalityName.objects.create(municipality_id="GM0363", name="Mokum", normalised="mokum", kind="alias")
    Succession.objects.filter(municipality="GM0140", successor="GM0080").delete()

    result = load_register()

    assert (result.written, result.removed) == (3, 1)
    assert Municipality.objects.get(code="GM0363").display_name == "Amsterdam"
    assert MunicipalityName.objects.filter(name="Den Bosch").exists()
    assert not MunicipalityName.objects.filter(name="Mokum").exists()
    assert RegisterEdition.objects.get().stamp != stamp


def test_load_register_takes_a_merger_from_a_line(folder: Path) -> None:
    _append(folder / "mergers.csv", "GM0363,2031-01-01,GM0384,GM0437")

    result = load_register(folder)

    assert result.has_changed
    amsterdam = Municipality.objects.get(code="GM0363")
    assert (amsterdam.abolished_on, amsterdam.successor_id) == (date(2031, 1, 1), "GM0384")
    assert Succession.objects.filter(municipality=amsterdam).get().successor_id == "GM0437"


def test_load_register_lets_municipalities_trade_tiles(folder: Path) -> None:
    Municipality.objects.filter(code="GM0014").update(tile_column=200, tile_row=1)
    Municipality.objects.filter(code="GM0037").update(tile_column=19, tile_row=1)

    load_register(folder)

    assert Municipality.objects.values_list("tile_column", "tile_row").get(code="GM0014") == (19, 1)
    assert Municipality.objects.values_list("tile_column", "tile_row").get(code="GM0037") == (21, 3)


def test_load_register_never_loses_a_municipality(folder: Path) -> None:
    file = folder / "former_municipalities.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("GM0001,Adorp,\n", ""), encoding="utf-8")
    mergers = folder / "mergers.csv"
    mergers.write_text(
        "".join(line for line in mergers.open(encoding="utf-8") if not line.startswith("GM0001")), encoding="utf-8"
    )

    with pytest.raises(MunicipalityDisappeared, match="GM0001"):
        load_register(folder)

    assert Municipality.objects.filter(code="GM0001").exists()


def test_load_register_changes_nothing_when_a_file_is_wrong(folder: Path) -> None:
    stamp = RegisterEdition.objects.get().stamp
    _append(folder / "provinces.csv", "PV99,Nieuw,nieuw,")
    _append(folder / "aliases.csv", "GM9999,Nergens,alias")

    with pytest.raises(RegisterFileError):
        load_register(folder)

    assert not Province.objects.filter(code="PV99").exists()
    assert RegisterEdition.objects.get().stamp == stamp
