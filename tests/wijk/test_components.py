"""Parts in Jinja2: strict, escaped, and in the language of the visitor."""

import re
from types import SimpleNamespace

import pytest
from django.utils.translation import override
from jinja2 import UndefinedError

from initiatives.map import Tile
from wijk import components
from wijk.components import component

ATTACK = '"><script>alert(1)</script>'


def _option(count: int) -> SimpleNamespace:
    return SimpleNamespace(value=SimpleNamespace(slug="groen", label="Groen"), count=count, is_chosen=False)


def _tile(name: str = "Urk") -> Tile:
    return Tile("urk", name, "urk", "M0,0Z", 0.5, 1.5, 2, 1, "/gemeenten/urk/", is_selected=False)


def _map(*tiles: Tile) -> SimpleNamespace:
    return SimpleNamespace(view_box="0 0 1 1", rest=[], outlines=[], selected_outlines=[], tiles=tiles)


def test_every_part_compiles_and_has_the_macro_of_its_name() -> None:
    components.load()

    environment = components._environment()
    names = environment.list_templates(extensions=["jinja"])
    assert names
    for name in names:
        assert hasattr(environment.get_template(name).module, name.split("/")[-1].removesuffix(".jinja")), name


@pytest.mark.parametrize(("language", "shown"), [("nl", "1.234"), ("en", "1,234")])
def test_numbers_are_grouped_for_people_and_not_for_programs(language: str, shown: str) -> None:
    with override(language):
        html = component("initiatives/values.jinja", facet=SimpleNamespace(name="thema"), items=[_option(1234)])

    assert 'data-count="1234"' in html
    assert f'<span class="option__count">{shown}</span>' in html


def test_what_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        component("components/card.jinja", slug="soep", title="Soep")


def test_an_argument_that_a_part_does_not_know_is_an_error() -> None:
    with pytest.raises(TypeError):
        component("components/footer.jinja", address="", adress="")


def test_texts_are_escaped() -> None:
    card = component("components/card.jinja", slug=ATTACK, title=ATTACK, url=ATTACK, summary=ATTACK, labels=[ATTACK])
    tiles = component("components/tile_map.jinja", tile_map=_map(_tile(ATTACK)), label=ATTACK)

    assert "<script" not in card + tiles


def test_what_is_kept_is_kept_by_language() -> None:
    words = set()
    for language in ("nl", "en", "nl"):
        with override(language):
            html = component("components/tile_map.jinja", tile_map=_map(_tile()))
        words.update(re.findall(r"<title>(.+?)</title>", html))

    assert len(words) == 2


def test_a_tile_with_another_count_is_drawn_anew() -> None:
    one, more = _tile(), Tile("urk", "Urk", "urk", "M0,0Z", 0.5, 1.5, 3, 1, "/gemeenten/urk/", is_selected=False)

    drawn = [component("components/tile_map.jinja", tile_map=_map(tile)) for tile in (one, more, one)]

    assert drawn[0] == drawn[2] != drawn[1]
