"""What cleaning takes for plain at a glance is what a closer look would take as well."""

from django.core.validators import URLValidator
from hypothesis import given
from hypothesis import strategies as st

from curation.rich_text import clean_html, from_markup
from initiatives.exchange import cleaning

PLAIN_BLOCKS = st.from_regex(cleaning._PLAIN_BLOCKS, fullmatch=True).map(str.strip)
ALMOST_PLAIN = st.lists(
    st.sampled_from(["<p>", "</p>", "<h2>", "</h2>", "<b>", "&", "&amp;", "\xa0", "\n", "<", "Een tuin", " "]),
    max_size=9,
).map("".join)


@given(PLAIN_BLOCKS)
def test_plain_blocks_are_what_cleaning_makes_of_them(body: str) -> None:
    assert clean_html(body) == body
    assert cleaning.clean_body(body) == body


@given(ALMOST_PLAIN.map(str.strip))
def test_a_body_comes_out_as_by_way_of_the_whole_cleaning(body: str) -> None:
    cleaned = cleaning.clean_body(body)
    assert cleaned in {body, cleaning.in_paragraphs(from_markup(body))}
    assert clean_html(cleaned) == cleaned


@given(st.from_regex(cleaning._PLAIN_ADDRESS, fullmatch=True))
def test_plain_addresses_are_addresses(address: str) -> None:
    URLValidator(schemes=["http", "https"])(address)
