"""Searching in a browser: suggestions while typing, by keyboard, without JavaScript, and what may have been meant."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser


def test_a_suggestion_is_chosen_by_keyboard_and_leads_there(page: Page) -> None:
    page.goto("/zoeken/")
    page.get_by_role("combobox").press_sequentially("digitale ontm")

    expect(page.get_by_role("option")).not_to_have_count(0)
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/themas/digitaal/"))


def test_escape_leaves_what_was_typed_and_enter_searches_it(page: Page) -> None:
    page.goto("/")
    box = page.locator("#home-search")
    box.press_sequentially("ontmoeting")
    expect(page.get_by_role("option")).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/zoeken/\?q=ontmoeting"))
    expect(page.locator("mark").first).to_contain_text(re.compile("ontmoeting", re.I))


def test_what_was_meant_is_one_click_away(page: Page) -> None:
    page.goto("/zoeken/?q=Sudwest+Frislan")

    page.locator(".notice a").click()

    expect(page).to_have_url(re.compile(r"q=Sudwest.fryslan"))
    expect(page.locator("[data-slug=sudwest-fryslan]")).to_have_count(1)
    expect(page.locator(".notice")).to_have_count(0)


def test_without_javascript_it_searches_and_goes_on_to_the_catalogue(
    open_context: Callable[..., BrowserContext],
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.fill("#home-search", "opbouwwerker")
    page.keyboard.press("Enter")
    total = page.locator("#found-cases .count").inner_text()
    page.locator("section[aria-labelledby=found-cases] .arrow-link").click()

    assert page.url.endswith("/initiatieven/?q=opbouwwerker")
    assert page.locator("[data-total]").get_attribute("data-total") == total
