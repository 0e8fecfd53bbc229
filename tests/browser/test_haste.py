"""Who is faster than the page, the network or the server: what they type is saved all the same, and shown."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.entry import EDITOR, KEPT_IN_BROWSER, RESEARCHER, begin, is_in_state, is_ready, is_saved, reopened
from tests.browser.site import Site

pytestmark = pytest.mark.browser

SAVING, STORY = "**/bewaren/", re.compile(r"/workspace/story[^/]*\.js")


class Held:
    """Requests to an address that wait until they are let go."""

    def __init__(self, page: Page, address: str | re.Pattern[str]) -> None:
        self._page, self._address = page, address
        self._routes: list[Route] = []
        self._is_open = False
        page.route(address, self._hold)

    def _hold(self, route: Route) -> None:
        if self._is_open:
            route.continue_()
        else:
            self._routes.append(route)

    def one_waits(self) -> None:
        for _ in range(200):
            if self._routes:
                return
            self._page.evaluate("() => new Promise((resolve) => requestAnimationFrame(resolve))")
        pytest.fail(f"Nothing was asked of {self._address}")

    def let_go(self) -> None:
        self._is_open = True
        for route in self._routes:
            route.continue_()


@pytest.fixture
def researcher(open_context: Callable[..., BrowserContext], site: Site) -> Page:
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    site.sign_in(page, RESEARCHER)
    return page


def test_what_is_typed_before_the_script_comes_is_saved(researcher: Page) -> None:
    page, address = researcher, begin(researcher)
    page.goto("about:blank")
    held = Held(page, STORY)
    page.goto(address, wait_until="commit")
    page.fill("#id_summary", "Sneller dan de trein")
    page.focus("#id_bonding")  # what was changed is told when one leaves the field, and here nobody listens yet
    held.let_go()
    is_ready(page)

    page.locator(".entry__aside button[name=save]").click()
    is_saved(page)

    assert reopened(page, address).input_value("#id_summary") == "Sneller dan de trein"


def test_the_story_that_is_typed_before_the_editor_comes_goes_on_in_it(researcher: Page) -> None:
    page, address = researcher, begin(researcher)
    held = Held(page, re.compile(r"/editor[^/]*\.js"))
    page.goto(address, wait_until="commit")
    page.locator("#id_body").press_sequentially("Het ruikt")
    held.one_waits()
    held.let_go()
    is_ready(page)

    page.keyboard.type(" naar prei.")
    is_saved(page)

    assert "Het ruikt naar prei." in reopened(page, address).locator("#id_body").evaluate("area => area.defaultValue")


def test_who_follows_a_link_at_once_finds_there_what_was_typed(researcher: Page) -> None:
    page, address = researcher, begin(researcher)
    held = Held(page, SAVING)
    page.fill("#id_summary", "Wie wil, eet mee.")
    page.locator("nav.views a[href$='/verschil/']").click()
    held.one_waits()
    assert page.url == address

    held.let_go()
    page.wait_for_url("**/verschil/")

    expect(page.locator("[data-differs=summary]")).to_contain_text("Wie wil, eet mee.")


def test_a_link_is_followed_without_a_network_and_nothing_is_lost(researcher: Page) -> None:
    page, address = researcher, begin(researcher)
    page.route(SAVING, lambda route: route.abort())
    page.fill("#id_summary", "In de tunnel")
    page.locator("nav.views a[href$='/geschiedenis/']").click()
    page.wait_for_url("**/geschiedenis/")
    page.unroute(SAVING)

    expect(reopened(page, address).locator("#id_summary")).to_have_value("In de tunnel")


def test_a_name_that_is_finished_while_it_is_being_saved_is_made(researcher: Page) -> None:
    page, address = researcher, begin(researcher)
    held = Held(page, SAVING)
    page.locator("[name$='-actor_name']").press_sequentially("Soepclub Haast")
    held.one_waits()
    page.focus("#id_bonding")
    held.let_go()

    is_saved(page)

    page.goto(f"{address}lezersblik/")
    expect(page.get_by_text("Soepclub Haast").first).to_be_visible()


class TestWhatWasLeft:
    @pytest.fixture
    def address(self, researcher: Page) -> str:
        """A case of which the browser keeps a summary that could not be sent."""
        address = begin(researcher)
        researcher.evaluate("() => { window.fetch = () => Promise.reject(new Error()); }")
        researcher.fill("#id_summary", "Van gisteren")
        is_in_state(researcher, "offline")
        researcher.goto("about:blank")
        return address

    def test_it_stays_until_it_is_sent(self, researcher: Page, address: str) -> None:
        page = researcher
        page.route(SAVING, lambda route: route.abort())
        page.goto(address)
        is_in_state(page, "offline")
        assert page.locator("#deel-summary").evaluate("part => part.inert")
        page.fill("#id_bonding", "Van vandaag")
        is_in_state(page, "offline")
        assert page.evaluate(KEPT_IN_BROWSER, "Van+gisteren")

        page.unroute(SAVING)
        is_in_state(page, "saved")

        expect(page.locator("#id_summary")).to_have_value("Van gisteren")
        page = reopened(page, address)
        assert [page.input_value(f"#id_{part}") for part in ("summary", "bonding")] == ["Van gisteren", "Van vandaag"]

    def test_it_is_put_beside_what_is_typed_before_the_script_comes(self, researcher: Page, address: str) -> None:
        page = researcher
        held = Held(page, STORY)
        page.goto(address, wait_until="commit")
        page.fill("#id_summary", "Van vandaag")
        held.let_go()

        is_in_state(page, "conflict")

        choice = page.locator("#deel-summary .choice")
        expect(choice).to_contain_text("Van gisteren")
        expect(choice).to_contain_text("Van vandaag")


def test_going_back_does_not_put_an_old_text_over_a_newer_one(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_context(java_script_enabled=False).new_page()
    site.sign_in(page, RESEARCHER)
    page.goto("/werkplek/initiatieven/nieuw/")
    page.fill("input[name=title]", "Soep terug")
    page.fill("input[name=municipality]", "Heerlen")
    page.locator("main form.form button").click()
    page.wait_for_url("**/werkplek/initiatieven/soep-terug*/")
    address = page.url
    page.fill("#id_summary", "Van de onderzoeker")
    with page.expect_navigation():
        page.locator(".entry__aside button[name=save]").click()
    other = open_context().new_page()
    site.sign_in(other, EDITOR)
    reopened(other, address).fill("#id_summary", "Van de redacteur")
    is_saved(other)

    page.go_back()
    page.fill("#id_bonding", "Wie er komt, kent elkaar.")
    with page.expect_navigation():
        page.locator(".entry__aside button[name=save]").click()

    page.goto(address)
    assert [page.input_value(f"#id_{part}") for part in ("summary", "bonding")] == [
        "Van de redacteur",
        "Wie er komt, kent elkaar.",
    ]
