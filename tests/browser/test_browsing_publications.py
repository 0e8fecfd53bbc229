"""Browsing publications in a browser: in place and Back, by keyboard, and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_catalogue import tab_to, total

pytestmark = pytest.mark.browser


def test_it_is_filtered_in_place_by_keyboard_and_back_restores(page: Page) -> None:
    page.goto("/publicaties/")
    everything = total(page)  # other tests publish some too
    films = page.locator("[data-facet=soort][data-value=film]").get_attribute("data-count")

    tab_to(page, "input[name=soort][value=film]")
    page.keyboard.press("Space")

    expect(page.locator(f"[data-total='{films}']")).to_have_count(1)
    expect(page).to_have_url(re.compile("soort=film"))
    expect(page.locator("input[name=soort][value=film]")).to_be_focused()
    expect(page.locator("#catalogue-status")).not_to_be_empty()

    page.go_back()
    expect(page.locator(f"[data-total='{everything}']")).to_have_count(1)
    expect(page.locator("input[name=soort][value=film]")).not_to_be_checked()


def test_it_works_without_javascript(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/publicaties/?soort=film")
    films = total(page)
    page.locator("summary", has_text="Verschenen").click()

    page.fill("#filter-until", "1999")
    page.locator(".filters__actions button").click()
    expect(page).to_have_url(re.compile("(?=.*soort=film)(?=.*jaar_tot=1999)"))
    assert total(page) == "0"

    page.locator(".empty li a").first.click()
    assert total(page) == films
    page.locator("[data-slug] a").first.click()
    expect(page.locator("article h1")).to_be_visible()
