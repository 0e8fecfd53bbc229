"""Browsing lessons in a browser: in place and Back, by keyboard, without JavaScript, and a theme on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_catalogue import tab_to, total

pytestmark = pytest.mark.browser


def test_it_is_filtered_in_place_by_keyboard_and_back_restores(page: Page) -> None:
    page.goto("/lessen/")
    everything = total(page)  # other tests publish lessons too

    tab_to(page, "input[name=voor_wie][value=professional]")
    page.keyboard.press("Space")

    expect(page.locator(f"[data-total='{everything}']")).to_have_count(0)
    expect(page).to_have_url(re.compile("voor_wie=professional"))
    expect(page.locator("input[name=voor_wie][value=professional]")).to_be_focused()
    expect(page.locator("#catalogue-status")).not_to_be_empty()
    expect(page.locator(".to-do dt").first).to_contain_text("professionals")

    page.go_back()
    expect(page.locator(f"[data-total='{everything}']")).to_have_count(1)
    expect(page.locator("input[name=voor_wie][value=professional]")).not_to_be_checked()

    page.go_forward()
    page.locator("[data-chip=voor_wie]").click()
    expect(page.locator(f"[data-total='{everything}']")).to_have_count(1)


def test_it_works_without_javascript(open_context: Callable[..., BrowserContext]) -> None:
    page = open_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/")
    page.locator("main a[href='/lessen/?voor_wie=resident']").click()
    of_residents = total(page)
    assert of_residents not in {"0", None}

    page.fill("#filter-q", "bestaatechtniet")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("(?=.*voor_wie=resident)(?=.*q=bestaatechtniet)"))
    assert total(page) == "0"

    page.locator(".empty li a").first.click()
    assert total(page) == of_residents
    page.locator("[data-slug] a").first.click()
    expect(page.locator("article h1")).to_be_visible()


def test_a_theme_can_be_taken_along_on_paper(page: Page, open_context: Callable[..., BrowserContext]) -> None:
    page.goto("/themas/ontmoeting/")
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.locator("[data-print]").click()
    expect(page.locator("body[data-printed]")).to_have_count(1)
    page.locator("a[href='#cases']").click()
    expect(page.locator("#cases")).to_be_in_viewport()

    page.emulate_media(media="print")
    expect(page.locator("[data-print]")).to_be_hidden()
    expect(page.locator("#cases [data-slug]").first).to_be_visible()

    plain = open_context(java_script_enabled=False).new_page()
    plain.goto("/themas/ontmoeting/")
    expect(plain.locator("[data-print]")).to_be_hidden()
