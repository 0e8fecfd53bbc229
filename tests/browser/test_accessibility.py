"""Every kind of page, wide and narrow, light and dark: no violations found by axe, nothing that scrolls sideways."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.browser.site import EDITOR_PAGES, PUBLIC_PAGES, Site

pytestmark = pytest.mark.browser

SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# A colour on its way from one to another may be anything; a busy machine lets axe see it.
_COLOURS_HAVE_CHANGED = """() => Promise.allSettled(
    document.getAnimations().filter(each => each instanceof CSSTransition).map(each => each.finished))"""


def violations(page: Page, without: tuple[str, ...] = ()) -> list[str]:
    """What axe has against the page as it is, a line each; rules can be left out by name."""
    page.evaluate(_COLOURS_HAVE_CHANGED)
    options = RULES | {"rules": {rule: {"enabled": False} for rule in without}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_on_public_pages(
    open_context: Callable[..., BrowserContext], size: dict[str, int], scheme: str
) -> None:
    page = open_context(viewport=size, color_scheme=scheme, bypass_csp=True).new_page()

    found = {}
    for address in PUBLIC_PAGES:
        page.goto(address)
        found[address] = violations(page)

    assert {address: lines for address, lines in found.items() if lines} == {}


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_in_the_administration(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    page = open_context(viewport=size, bypass_csp=True).new_page()
    site.sign_in(page, "redacteur@voorbeeld.nl")

    found = {}
    for address in EDITOR_PAGES:
        page.goto(address)
        found[address] = violations(page)

    assert {address: lines for address, lines in found.items() if lines} == {}


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_nothing_scrolls_sideways_at_320_pixels(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport={"width": 320, "height": 640}).new_page()

    wide = {}
    for address in PUBLIC_PAGES:
        page.goto(address)
        wide[address] = sideways(page)

    assert {address: pixels for address, pixels in wide.items() if pixels > 0} == {}


def test_text_can_be_twice_as_large(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()

    wide = {}
    for address in PUBLIC_PAGES:
        page.goto(address)
        page.add_style_tag(content="html { font-size: 200% !important }")
        wide[address] = sideways(page)

    assert {address: pixels for address, pixels in wide.items() if pixels > 0} == {}


def test_pages_stand_in_forced_colours_and_on_paper(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(forced_colors="active", bypass_csp=True).new_page()
    for address in ("/", "/initiatieven/?weergave=kaart", "/initiatieven/krachtstation-kanaleneiland/"):
        page.goto(address)
        # The colours are the reader's own then; axe measures ours.
        assert violations(page, without=("color-contrast",)) == []

    page.emulate_media(media="print", forced_colors="none")
    page.goto("/initiatieven/krachtstation-kanaleneiland/")
    assert page.locator("header nav").first.is_hidden()
    assert page.locator("h1").is_visible()
