"""Pages to jump to."""

from hypothesis import given
from hypothesis import strategies as st

from wijk.pagination import page_address, page_numbers


@given(st.integers(1, 400).flatmap(lambda pages: st.tuples(st.integers(1, pages), st.just(pages))))
def test_it_shows_first_last_and_neighbours_and_hides_no_single_page(place: tuple[int, int]) -> None:
    page, pages = place

    numbers = page_numbers(page, pages)

    shown = [number for number in numbers if number is not None]
    assert shown == sorted(set(shown))
    assert {1, page, pages} <= set(shown) <= set(range(1, pages + 1))
    assert {page - 1, page + 1} & set(range(1, pages + 1)) <= set(shown)
    for left, middle, right in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if middle is None and left is not None and right is not None:
            assert right - left > 2


def test_the_first_page_has_the_plain_address() -> None:
    assert page_address("?thema=groen", 1) == "?thema=groen"
    assert page_address("?thema=groen", 3) == "?thema=groen&pagina=3"
    assert page_address("?", 1) == "?"
    assert page_address("?", 2) == "?pagina=2"
