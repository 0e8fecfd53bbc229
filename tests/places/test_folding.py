"""Mergers are data with a date: what a code stands for depends on the day, and no row changes for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places.register import Register
from places.rows import MunicipalityRow, RegisterRows

WIJDEMEREN, HILVERSUM = "GM1696", "GM0402"


def test_a_planned_merger_waits_for_its_day(before: Register, after: Register) -> None:
    assert before.today(WIJDEMEREN) == WIJDEMEREN
    assert after.today(WIJDEMEREN) == HILVERSUM
    assert (len(before.current()), len(after.current())) == (342, 341)
    assert (before.resolve("Wijdemeren").has_moved, after.resolve("Wijdemeren").has_moved) == (False, True)


def test_those_that_joined_earlier_come_along(before: Register, after: Register) -> None:
    s_graveland = before.resolve("'s-Graveland")
    assert s_graveland.matched is not None

    assert before.today(s_graveland.matched.code) == WIJDEMEREN
    assert after.today(s_graveland.matched.code) == HILVERSUM
    assert before.predecessors(WIJDEMEREN) < after.predecessors(HILVERSUM)
    assert after.predecessors(WIJDEMEREN) == frozenset()


def test_suggestions_say_so_after_the_day(before: Register, after: Register) -> None:
    assert before.suggestions("wijdemeren")[0].note == "Noord-Holland"
    assert "Hilversum" in after.suggestions("wijdemeren")[0].note


def test_the_people_and_the_tile_come_along(before: Register, after: Register) -> None:
    parts = [before.municipality(code) for code in (HILVERSUM, WIJDEMEREN)]
    whole = after.municipality(HILVERSUM)
    gone = after.municipality(WIJDEMEREN)
    assert whole is not None
    assert gone is not None

    assert whole.population == sum(part.population or 0 for part in parts if part)
    assert set(whole.cells) == {cell for part in parts if part for cell in part.cells}
    assert not gone.is_current
    assert gone.cells == ()


def _row(code: str, **values: object) -> MunicipalityRow:
    blank = MunicipalityRow(code, code, code, code, code.lower(), *[None] * 12)
    return replace(blank, **values)  # type: ignore[arg-type]


def _register(on: date, *rows: MunicipalityRow) -> Register:
    return Register(RegisterRows(municipalities=rows), on)


DAY = date(2030, 1, 1)
COUNTED = date(2029, 1, 1)


@pytest.mark.parametrize(
    ("joined_on", "people", "counted_on"),
    [
        (COUNTED - timedelta(days=1), 50, COUNTED),
        (COUNTED, 50, COUNTED),
        (COUNTED + timedelta(days=1), 60, date(2022, 1, 1)),
    ],
)
def test_people_that_were_counted_with_their_heir_are_not_counted_twice(
    joined_on: date, people: int, counted_on: date
) -> None:
    part = _row("GM0001", population=10, population_on=date(2022, 1, 1), abolished_on=joined_on, successor_id="GM0002")
    whole = _row("GM0002", population=50, population_on=COUNTED)

    municipality = _register(DAY, part, whole).municipality("GM0002")

    assert municipality is not None
    assert (municipality.population, municipality.population_on) == (people, counted_on)


def test_a_count_of_a_merger_to_come_says_nothing_of_today() -> None:
    first = _row("GM0001", population=10, population_on=COUNTED, abolished_on=DAY, successor_id="GM0002")
    second = _row(
        "GM0002",
        population=50,
        population_on=COUNTED,
        abolished_on=DAY + timedelta(days=9),
        successor_id="GM0003",
    )
    heir = _row("GM0003", population=70, population_on=DAY + timedelta(days=1))

    municipality = _register(DAY, first, second, heir).municipality("GM0002")

    assert municipality is not None
    assert municipality.population == 60


def test_a_new_municipality_begins_on_its_day_with_what_its_parts_had() -> None:
    values = {"population_on": COUNTED, "abolished_on": DAY, "successor_id": "GM0003"}
    parts = [
        _row("GM0001", population=10, tile_column=0, tile_row=0, **values),
        _row("GM0002", population=20, **values),
    ]
    new = _row("GM0003", established_on=DAY)

    eve = _register(DAY - timedelta(days=1), *parts, new)
    day = _register(DAY, *parts, new)

    assert [each.code for each in eve.current()] == ["GM0001", "GM0002"]
    assert eve.today("GM0003") is None
    assert [each.code for each in day.current()] == ["GM0003"]
    assert day.current()[0].population == 30
    assert day.current()[0].population_on == COUNTED
    assert day.current()[0].cells == ((0, 0),)
    assert day.predecessors("GM0003") == {"GM0001", "GM0002", "GM0003"}


def test_nothing_is_known_of_people_that_nobody_counted() -> None:
    part = _row("GM0001", abolished_on=DAY, successor_id="GM0002")

    municipality = _register(DAY, part, _row("GM0002")).municipality("GM0002")

    assert municipality is not None
    assert (municipality.population, municipality.population_on) == (None, None)


@st.composite
def _histories(draw: st.DrawFn) -> list[MunicipalityRow]:
    """Municipalities of which each may end in a later one, so that no circle can arise."""
    size = draw(st.integers(1, 12))
    rows = []
    for number in range(size):
        heirs = (
            st.sampled_from([f"GM{each:04}" for each in range(number + 1, size)]) if number + 1 < size else st.none()
        )
        ends = draw(st.booleans())
        rows.append(
            _row(
                f"GM{number:04}",
                population=draw(st.integers(1, 100)),
                population_on=date(2000, 1, 1),
                abolished_on=date(2020, 1, 1) + timedelta(days=draw(st.integers(0, 20))) if ends else None,
                successor_id=draw(st.none() | heirs) if ends else None,
            )
        )
    return rows


@given(rows=_histories(), day=st.integers(-1, 21))
def test_every_history_folds_into_municipalities_of_the_day(rows: list[MunicipalityRow], day: int) -> None:
    register = _register(date(2020, 1, 1) + timedelta(days=day), *rows)
    heirs = {row.code: register.today(row.code) for row in rows}
    people = {row.code: row.population or 0 for row in rows}

    for code, heir in heirs.items():
        assert heir is None or register.today(heir) == heir
        assert all(code not in register.predecessors(other) for other in heirs if other != heir)
    for municipality in register.current():
        codes = register.predecessors(municipality.code)
        assert codes == {code for code, heir in heirs.items() if heir == municipality.code}
        assert municipality.population == sum(people[code] for code in codes)
