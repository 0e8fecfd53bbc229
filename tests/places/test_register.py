"""The register finds a place by what people type, and says where it belongs today."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.register import Register
from places.rows import RegisterRows

WITHOUT_HEIR = {"GM1055", "GM1204"}  # Elten and Tudderen, which went back to Germany


@pytest.mark.parametrize(
    ("text", "matched", "today"),
    [
        ("den bosch", "GM0796", "GM0796"),
        ("den-bosch", "GM0796", "GM0796"),
        ("sudwest fryslan", "GM1900", "GM1900"),
        ("sudwest-fryslan", "GM1900", "GM1900"),
        ("littenseradiel", "GM0140", "GM1900"),
        ("LITTENSERADIEL ", "GM0140", "GM1900"),
        ("gemeente Heerlen", "GM0917", "GM0917"),
        ("Heerlen (gemeente)", "GM0917", "GM0917"),
        ("heerlen, limburg", "GM0917", "GM0917"),
        ("GM0363", "GM0363", "GM0363"),
        ("gm0363", "GM0363", "GM0363"),
        ("0363", "GM0363", "GM0363"),
        ("363", "GM0363", "GM0363"),
        (" 's gravenhage", "GM0518", "GM0518"),
        ("s-gravenhage", "GM0518", "GM0518"),
        ("den-haag", "GM0518", "GM0518"),
        ("The Hague", "GM0518", "GM0518"),
        ("oudbeijerland", "GM0584", "GM1963"),
        ("St. Anthonis", "GM1691", "GM1982"),
        ("sint-anthonis", "GM1702", "GM1982"),
        ("SINT ANTHONIS", "GM1702", "GM1982"),
        ("bergen l", "GM0893", "GM0893"),
        ("Bergen (Noord-Holland)", "GM0373", "GM0373"),
        ("Hengelo", "GM0164", "GM0164"),
        ("Hengelo (Gelderland)", "GM0248", "GM1876"),
        ("Albrandswaard (oud)", "GM0477", "GM0613"),
    ],
)
def test_resolve_finds_what_people_type(before: Register, text: str, matched: str, today: str) -> None:
    found = before.resolve(text)

    assert found.matched is not None
    assert found.municipality is not None
    assert (found.matched.code, found.municipality.code) == (matched, today)
    assert found.is_known
    assert not found.is_ambiguous
    assert found.has_moved == (matched != today)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Bergen", {"GM0373", "GM0893"}),
        ("gemeente bergen", {"GM0373", "GM0893"}),
        ("Serooskerke", {"GM1676", "GM0717"}),
    ],
)
def test_resolve_leaves_namesakes_to_the_reader(before: Register, text: str, candidates: set[str]) -> None:
    found = before.resolve(text)

    assert found.is_ambiguous
    assert found.municipality is None
    assert {each.code for each in found.candidates} == candidates


def test_resolve_says_how_the_register_spells_the_name(before: Register) -> None:
    assert before.resolve("sudwest fryslan").name == "Súdwest-Fryslân"
    assert before.resolve("s gravenhage").name == "'s-Gravenhage"
    assert before.resolve("DEN BOSCH").name == "Den Bosch"


def test_resolve_does_not_search_what_is_longer_than_any_name(before: Register) -> None:
    assert before.resolve("Heerlen" + " " * 500).is_known
    assert not before.resolve("Heerlen" + "-" * 500).is_known
    assert before.suggestions("Heerlen" + "-" * 500) == []


def test_resolve_mentions_namesakes_of_what_it_found(before: Register) -> None:
    assert [each.code for each in before.resolve("Valkenburg").candidates] == ["GM0537", "GM0994"]
    assert [each.code for each in before.resolve("Heerlen").candidates] == ["GM0917"]


def test_resolve_names_all_heirs_of_a_split(before: Register) -> None:
    assert [each.code for each in before.resolve("Littenseradiel").parts] == ["GM1900", "GM0080", "GM1949"]
    assert before.parts("GM0055")[0].code == before.today("GM0055")


def test_resolve_knows_a_name_without_an_heir(before: Register) -> None:
    found = before.resolve("Elten")

    assert found.is_known
    assert found.has_moved
    assert found.municipality is None
    assert not found.candidates


@pytest.mark.parametrize(
    "text", ["", " ", "Atlantis", "GM9999", "9999", "12345", "Heerlen (Friesland)", "limburg", "()"]
)
def test_resolve_does_not_know_everything(before: Register, text: str) -> None:
    found = before.resolve(text)

    assert not found.is_known
    assert not found.has_moved
    assert found.text == text


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "🏘️" * 5000, "a" * 10_000, "gemeente " * 2_000, "\u202enelreeH", "(((", "%_\\"]
)
def test_resolve_takes_any_text(before: Register, text: str) -> None:
    assert not before.resolve(text).is_known
    assert before.resolve_province(text) is None
    assert isinstance(before.suggestions(text), list)


@given(text=st.text(st.characters(), max_size=300))
def test_resolve_never_raises(before: Register, text: str) -> None:
    found = before.resolve(text)

    assert found.is_ambiguous <= (len(found.candidates) > 1)
    assert all(each.is_current for each in found.candidates)
    assert all(each.today.is_current for each in before.suggestions(text))


def test_every_name_resolves_to_its_own_municipality_of_today(before: Register, rows: RegisterRows) -> None:
    assert len(rows.municipalities) == 1474
    for row in rows.municipalities:
        for text in (
            row.name,
            row.display_name,
            row.slug,
            row.code,
            row.code.lower(),
            row.name.upper(),
            f"gemeente {row.name}",
        ):
            found = before.resolve(text)
            assert (found.municipality and found.municipality.code) == before.today(row.code), text
            assert found.is_known, text


def test_the_facts_resolve(before: Register, shared: Path) -> None:
    """Against the folder of facts: names of today, former names with their heirs, aliases, figures, and tiles."""

    def facts(name: str) -> list[dict[str, str]]:
        with (shared / "facts" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    current = facts("municipalities.csv")
    wanted = {row["name"]: row["code"] for row in current} | {row["display_name"]: row["code"] for row in current}
    wanted |= {row["name"]: row["successor_code"] for row in facts("former_municipalities.csv")}
    wanted |= {row["alias"]: row["code"] for row in facts("municipality_aliases.csv")}
    tiles = {row["code"]: ((int(row["col"]), int(row["row"])),) for row in facts("tilemap.csv")}

    found = {name: before.resolve(name).municipality for name in wanted}

    assert {name: each.code if each else "" for name, each in found.items()} == wanted
    assert {each.code for each in before.current()} == {row["code"] for row in current}
    for row in current:
        municipality = before.municipality(row["code"])
        assert municipality is not None
        assert municipality.province is not None
        assert municipality.province.code == row["province_code"]
        assert str(municipality.population) == row["population"]
        assert str(municipality.urbanity or "") == row["urbanity"]
        assert municipality.cells == tiles[row["code"]]


def test_current_is_in_dutch_order(before: Register) -> None:
    names = [each.display_name for each in before.current()]

    assert len(names) == 342
    around = names[names.index("'s-Hertogenbosch") - 1 : names.index("'s-Hertogenbosch") + 2]
    assert around == ["Hengelo", "'s-Hertogenbosch", "Het Hogeland"]
    assert names.index("Hulst") < names.index("IJsselstein") < names.index("Kaag en Braassem")
    assert names.index("De Wolden") < names.index("Delft") < names.index("Den Haag")


def test_provinces_are_the_twelve(before: Register) -> None:
    names = [each.name for each in before.provinces()]

    assert len(names) == 12
    assert names == sorted(names)
    assert before.resolve_province("nergens") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("friesland", "PV21"),
        ("Fryslân", "PV21"),
        ("fryslan", "PV21"),
        ("pv21", "PV21"),
        ("provincie Friesland", "PV21"),
        ("Utrecht (provincie)", "PV26"),
        ("noord brabant", "PV30"),
        ("Brabant", "PV30"),
        ("ZH", "PV28"),
    ],
)
def test_resolve_province_finds_what_people_type(before: Register, text: str, code: str) -> None:
    province = before.resolve_province(text)

    assert province is not None
    assert province.code == code


def test_no_province_takes_the_name_of_another(rows: RegisterRows, before: Register) -> None:
    for row in rows.provinces:
        for text in (row.name, row.slug, row.code, *row.aliases):
            assert (found := before.resolve_province(text)) is not None
            assert found.code == row.code, text


def test_unknown_codes_have_no_answer(before: Register) -> None:
    assert before.municipality("GM9999") is None
    assert before.today("GM9999") is None
    assert before.province_of("GM9999") is None
    assert before.predecessors("GM9999") == frozenset()
    assert before.codes_in("PV99") == frozenset()
    assert before.parts("GM9999") == ()


@pytest.mark.parametrize("day", ["before", "after"])
def test_codes_are_divided_among_the_municipalities_of_the_day(
    request: pytest.FixtureRequest, rows: RegisterRows, day: str
) -> None:
    register: Register = request.getfixturevalue(day)
    all_codes = {row.code for row in rows.municipalities}
    groups = [register.predecessors(each.code) for each in register.current()]

    assert sum(map(len, groups)) == len(all_codes - WITHOUT_HEIR)
    assert frozenset().union(*groups) == all_codes - WITHOUT_HEIR
    for municipality in register.current():
        assert municipality.code in register.predecessors(municipality.code)
        assert {register.today(code) for code in register.predecessors(municipality.code)} == {municipality.code}


def test_codes_are_divided_among_the_provinces(before: Register, rows: RegisterRows) -> None:
    groups = [before.codes_in(each.code) for each in before.provinces()]

    assert sum(map(len, groups)) == len(rows.municipalities) - len(WITHOUT_HEIR)
    for province in before.provinces():
        assert all(before.province_of(code) == province for code in before.codes_in(province.code))


def test_a_former_municipality_lies_where_its_heir_lies(before: Register) -> None:
    ameide = before.resolve("Ameide")  # in Zuid-Holland then, in the Utrecht part of Vijfheerenlanden now

    assert ameide.matched is not None
    assert (province := before.province_of(ameide.matched.code)) is not None
    assert province.code == "PV26"
    assert ameide.matched.province == province


def test_suggestions_begin_with_what_begins_so(before: Register) -> None:
    labels = [each.label for each in before.suggestions("heer")]

    assert labels[:3] == ["Heer", "Heerde", "Heerenveen"]
    assert "Heerlen" in labels
    assert labels.index("Heerlen") < labels.index("Heerewaarden")


def test_suggestions_lead_from_former_and_other_names(before: Register) -> None:
    former = before.suggestions("littenseradi")[0]
    alias = before.suggestions("den bos")[0]
    official = before.suggestions("gravenh")[0]
    own = before.suggestions("heerlen")[0]

    assert (former.label, former.today.code) == ("Littenseradiel", "GM1900")
    assert former.today.display_name in former.note
    assert (alias.label, alias.note) == ("'s-Hertogenbosch", "Den Bosch")
    assert (official.label, official.note) == ("Den Haag", "'s-Gravenhage")
    assert (own.label, own.note) == ("Heerlen", "Limburg")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sudwst", "Súdwest-Fryslân"),
        ("amstrdam", "Amsterdam"),
        ("hilverzum", "Hilversum"),
        ("gravenhage", "Den Haag"),
        ("utregt", "Utrecht"),
        ("maahorst", "Maashorst"),
    ],
)
def test_suggestions_forgive_a_slip(before: Register, text: str, first: str) -> None:
    assert before.suggestions(text)[0].label == first


@pytest.mark.parametrize("limit", [1, 3, 8, 20])
def test_suggestions_name_each_place_once_and_stop_in_time(before: Register, limit: int) -> None:
    codes = [each.municipality.code for each in before.suggestions("de", limit)]

    assert len(codes) == len(set(codes)) == limit


def test_suggestions_leave_out_what_is_not_dutch_any_more(before: Register) -> None:
    assert all(each.municipality.code not in WITHOUT_HEIR for each in before.suggestions("elten"))
