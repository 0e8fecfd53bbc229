"""Mosaic tiles: always the same for the same slug, always drawn from what there is."""

import csv
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from curation.mosaic import FULL, NEUTRAL, PICTOGRAMS_OF_THEMES, SCHEMES, mosaic_of, tile_of, wall_of

ROOT = Path(__file__).resolve().parents[2]
SPRITE = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/img/pictograms.svg").read_text(encoding="utf-8")))
ICONS = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/img/icons.svg").read_text(encoding="utf-8")))
SHEET = (ROOT / "static/css/wijk.css").read_text(encoding="utf-8")


def _render(source: str, **context: object) -> str:
    return Template("{% load mosaic %}" + source).render(Context(context))


def test_it_draws_only_pictograms_that_the_sprite_has() -> None:
    named = {*NEUTRAL, *FULL, *(each for fitting in PICTOGRAMS_OF_THEMES.values() for each in fitting)}

    assert named == SPRITE


def test_it_uses_only_colours_that_the_sheet_has() -> None:
    # "linden" is what a tile is without a scheme of its own; "paper" is for the tiles of infographics alone.
    assert set(SCHEMES) - {"linden"} == set(re.findall(r"\.tile--(\w+) \{ --ground", SHEET)) - {"paper"}


def test_every_theme_that_we_ship_has_fitting_pictograms() -> None:
    with (ROOT / "initiatives/data/vocabulary.csv").open(encoding="utf-8", newline="") as file:
        themes = {row["slug"] for row in csv.DictReader(file) if row["list"] == "theme"}

    assert set(PICTOGRAMS_OF_THEMES) == themes


def test_templates_name_only_pictograms_and_icons_that_exist() -> None:
    folder = ROOT / "templates"
    sources = [path.read_text(encoding="utf-8") for path in (*folder.rglob("*.html"), *folder.rglob("*.jinja"))]
    icons = {name for source in sources for name in re.findall(r'\bicon[ (]"([^"]+)"', source)}
    pictograms = {name for source in sources for name in re.findall(r'\bpictogram[ (]"([^"]+)"', source)}

    assert {"arrow", "close"} <= icons
    assert "bricks" in pictograms
    assert icons <= ICONS
    assert pictograms <= SPRITE


def test_a_tile_never_changes() -> None:
    """These are pinned: a case keeps its picture when wijk is upgraded."""
    assert [(tile_of(slug).pictogram, tile_of(slug).scheme) for slug in ("twirre", "krachtstation-kanaleneiland")] == [
        ("village", "grass"),
        ("door", "brick"),
    ]


@given(slug=st.text(), theme=st.sampled_from(sorted(PICTOGRAMS_OF_THEMES)))
def test_a_tile_fits_its_theme_and_keeps_its_colours(slug: str, theme: str) -> None:
    tile = tile_of(slug, (theme,))

    assert tile.pictogram in PICTOGRAMS_OF_THEMES[theme]
    assert tile.scheme == tile_of(slug).scheme


@given(slug=st.text(), rows=st.integers(1, 5), columns=st.sampled_from([2, 3, 4, 5, 6, 8]))
def test_no_neighbours_in_a_mosaic_have_the_same_colours(slug: str, rows: int, columns: int) -> None:
    tiles = mosaic_of(slug, rows, columns)

    assert len(tiles) == rows * columns
    assert tiles[0] == tile_of(slug)
    for number, tile in enumerate(tiles):
        assert number % columns == 0 or tile.scheme != tiles[number - 1].scheme
        assert number < columns or tile.scheme != tiles[number - columns].scheme
    assert len({tile.pictogram for tile in tiles[: len(NEUTRAL)]}) == min(len(tiles), len(NEUTRAL))


def test_a_tile_is_decoration() -> None:
    html = _render("{% mosaic_tile slug %}", slug='"><script>')

    assert html.startswith('<div class="tile ')
    assert 'aria-hidden="true"' in html
    assert "<script>" not in html
    assert "style=" not in html


@pytest.mark.parametrize("number", [0, 5, 29, 60])
def test_the_wall_always_has_29_tiles_and_one_open_place(number: int) -> None:
    html = _render("{% mosaic_wall slugs %}", slugs=[f"case-{each}" for each in range(number)])

    assert html.count("<svg>") == 29
    assert html.count("tile--open") == 1


@given(st.lists(st.text(), min_size=29, max_size=29))
def test_no_tile_of_the_wall_disappears_in_its_yellow_ground(slugs: list[str]) -> None:
    tiles = wall_of([(slug, ()) for slug in slugs])

    assert [tile.pictogram for tile in tiles] == [tile_of(slug).pictogram for slug in slugs]
    assert "sun" not in {tile.scheme for tile in tiles}


def test_the_wall_shows_a_case_as_its_card_does() -> None:
    tile = wall_of([("buurtkeuken", ("eten",))])[0]

    assert tile.pictogram == tile_of("buurtkeuken", ("eten",)).pictogram == "bowl"
