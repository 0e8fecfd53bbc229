"""The catalogue in a browser: by keyboard alone, with and without JavaScript, and Back works."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

ALL = "29"


def total(page: Page) -> str | None:
    return page.locator("[data-total]").get_attribute("data-total")


def unfold(page: Page, facet: str) -> None:
    """Open a facet of which only the name is in sight."""
    page.locator(f"#facet-{facet}:not([open]) > summary").click()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element that `selector` finds has the focus."""
    for _ in range(200):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The keyboard does not reach {selector}")


def test_it_is_filtered_by_keyboard_alone(page: Page) -> None:
    page.goto("/initiatieven/")
    assert total(page) == ALL

    tab_to(page, "input[name=thema][value=ontmoeting]")
    page.keyboard.press("Space")

    expect(page.locator(f"[data-total='{ALL}']")).to_have_count(0)
    expect(page).to_have_url(re.compile("thema=ontmoeting"))
    expect(page.locator("input[name=thema][value=ontmoeting]")).to_be_focused()
    expect(page.locator("#catalogue-status")).not_to_be_empty()


def test_back_and_forward_restore_what_was_seen(page: Page) -> None:
    page.goto("/initiatieven/")
    unfold(page, "toegang")
    page.check("input[name=toegang][value=publiek]")
    expect(page.locator(f"[data-total='{ALL}']")).to_have_count(0)
    filtered = total(page)

    page.go_back()
    expect(page.locator(f"[data-total='{ALL}']")).to_have_count(1)
    expect(page.locator("input[name=toegang][value=publiek]")).not_to_be_checked()

    page.go_forward()
    expect(page.locator(f"[data-total='{filtered}']")).to_have_count(1)
    expect(page.locator("input[name=toegang][value=publiek]")).to_be_checked()


def test_a_chip_takes_its_filter_away(page: Page) -> None:
    page.goto("/initiatieven/?toegang=publiek")

    page.locator("[data-chip=toegang]").click()

    expect(page.locator(f"[data-total='{ALL}']")).to_have_count(1)


def test_the_shared_address_shows_the_same(page: Page, open_context: Callable[..., BrowserContext]) -> None:
    page.goto("/initiatieven/")
    unfold(page, "verbinding")
    page.check("input[name=verbinding][value=bonding]")
    expect(page.locator(f"[data-total='{ALL}']")).to_have_count(0)

    other = open_context().new_page()
    other.goto(page.url)

    assert total(other) == total(page)


def test_it_works_without_javascript_by_keyboard(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/initiatieven/")
    tab_to(page, "#facet-toegang > summary")
    page.keyboard.press("Enter")
    tab_to(page, "input[name=toegang][value=publiek]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("toegang=publiek"))
    assert total(page) not in {ALL, None}

    page.go_back()
    assert total(page) == ALL


def test_searching_from_home_without_javascript(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.fill("main input[name=q]", "sportschool")
    page.press("main input[name=q]", "Enter")

    expect(page.locator("[data-slug=choku-gym]")).to_be_visible()


def test_a_click_on_the_map_filters(page: Page) -> None:
    page.goto("/initiatieven/?weergave=kaart")

    page.locator("[data-municipality=heerlen] path").click()

    expect(page.locator("[data-total='1']")).to_have_count(1)
    expect(page).to_have_url(re.compile("(?=.*gemeente=heerlen)(?=.*weergave=kaart)"))


def test_the_map_is_reached_and_used_by_keyboard(page: Page) -> None:
    page.goto("/initiatieven/?weergave=kaart")

    tab_to(page, "[data-municipality=heerlen]")
    page.keyboard.press("Enter")

    expect(page.locator("[data-total='1']")).to_have_count(1)


def test_a_visitor_gets_no_cookie(open_context: Callable[..., BrowserContext]) -> None:
    context = open_context()
    page = context.new_page()
    for address in ("/", "/initiatieven/", "/initiatieven/choku-gym/", "/gemeenten/heerlen/", "/over/privacy/"):
        page.goto(address)

    assert context.cookies() == []


def test_the_language_can_be_chosen_without_javascript(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/initiatieven/?toegang=publiek")

    page.locator("button[name=language][value=en]").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"/initiatieven/\?toegang=publiek$"))
