"""What a reader keeps, in a real browser: collected, shared, followed; and the menu of who is signed in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations

pytestmark = pytest.mark.browser

READER = "gemeente@voorbeeld.nl"
KEEPING = "/mijn/verzamelingen/bewaren/"


def collected(page: Page, name: str) -> str:
    """The address of a collection with a case and a lesson; `page` is on it."""
    page.goto(f"{KEEPING}?zaak=krachtstation-kanaleneiland")
    page.fill("input[name=name]", name)
    page.click("main form.form .button")
    page.wait_for_url("**/mijn/verzamelingen/*/")
    address = page.url
    page.goto(f"{KEEPING}?les=goede-plekken-zijn-onmisbaar")
    page.get_by_label(name, exact=True).check()
    page.click("main form.form .button")
    page.wait_for_url(address)
    return address


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_where_something_is_kept(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    page = open_context(viewport=size, bypass_csp=True).new_page()
    site.sign_in(page, READER)
    collection = collected(page, f"Plekken {size['width']}")
    page.click("button[value=open]")
    shared = page.locator("a[href*='/mijn/gedeeld/']").first.get_attribute("href")
    page.goto("/mijn/volgen/nieuw/?thema=ontmoeting")
    page.click("main form .button")
    page.wait_for_url("**/mijn/volgen/")

    found = {}
    for address in (
        "/mijn/",
        "/mijn/verzamelingen/",
        collection,
        f"{collection}bewerken/",
        f"{collection}weg/",
        f"{KEEPING}?zaak=krachtstation-kanaleneiland",
        f"{shared}",
        "/mijn/volgen/",
        "/mijn/volgen/nieuw/?thema=ontmoeting",
    ):
        page.goto(address)
        found[address] = [*violations(page), *(["sideways"] if sideways(page) > 0 else [])]

    assert {address: lines for address, lines in found.items() if lines} == {}


@pytest.mark.parametrize("scripted", [True, False], ids=["with-script", "without-script"])
def test_on_a_telephone_ones_own_ways_are_in_a_menu_that_the_keyboard_opens(
    open_context: Callable[..., BrowserContext], site: Site, scripted: bool
) -> None:
    page = open_context(viewport=SIZES[1], bypass_csp=True, java_script_enabled=scripted).new_page()
    site.sign_in(page, READER)
    page.goto("/mijn/")
    signing_out = page.locator("form[action='/account/uitloggen/'] button")
    expect(signing_out).to_be_hidden()

    page.locator(".account-menu summary").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".account-menu a[href='/mijn/']")).to_be_visible()
    if scripted:
        assert [*violations(page), *(["sideways"] if sideways(page) > 0 else [])] == []
    signing_out.click()
    expect(page.locator(".visitor a[href='/account/inloggen/']")).to_be_visible()


def test_with_room_ones_own_ways_stand_beside_each_other(page: Page, site: Site) -> None:
    site.sign_in(page, READER)
    page.goto("/mijn/")

    expect(page.locator(".account-menu summary")).to_be_hidden()
    expect(page.locator(".account-menu a[href='/mijn/']")).to_be_visible()
