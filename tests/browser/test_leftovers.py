"""What a browser keeps of somebody: sent before they sign out, shown when its version is closed, safe when killed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.conftest import QUIET, chromium
from tests.browser.entry import KEPT_IN_BROWSER, RESEARCHER, begin, is_in_state, is_ready, reopened
from tests.browser.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def researcher(open_context: Callable[..., BrowserContext], site: Site) -> Page:
    page = open_context().new_page()
    site.sign_in(page, RESEARCHER)
    return page


def leave_behind(page: Page, text: str) -> None:
    """Type something where nothing can be sent, not even while the page is left."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error()); }")
    page.fill("#id_summary", text)
    is_in_state(page, "offline")


def test_who_signs_out_sends_what_was_left_and_leaves_nothing(researcher: Page, site: Site) -> None:
    page, address = researcher, begin(researcher)
    leave_behind(page, "Voor het uitloggen")
    page.goto("/lessen/")
    assert page.evaluate(KEPT_IN_BROWSER, "Voor+het+uitloggen")

    page.locator("form[action='/account/uitloggen/'] button").click()
    page.wait_for_url(f"{site.address}/")

    assert not page.evaluate(KEPT_IN_BROWSER, "")
    site.sign_in(page, RESEARCHER)
    assert reopened(page, address).input_value("#id_summary") == "Voor het uitloggen"


def test_what_was_left_is_sent_at_the_start_of_the_workspace(researcher: Page) -> None:
    address = begin(researcher)
    leave_behind(researcher, "Tot morgen")

    with researcher.expect_response("**/bewaren/"):
        researcher.goto("/werkplek/")
    researcher.wait_for_function(f"() => ({KEPT_IN_BROWSER})('').then((kept) => !kept)")

    assert reopened(researcher, address).input_value("#id_summary") == "Tot morgen"


def test_what_was_meant_for_a_version_that_is_closed_is_shown_and_thrown_away(researcher: Page) -> None:
    page, address = researcher, begin(researcher)
    leave_behind(page, "Nergens meer voor")
    page.goto(f"{address}geschiedenis/")
    page.fill("input[name=label]", "Zoals het was")
    page.press("input[name=label]", "Enter")
    page.locator("[data-moment] form[action*='/momenten/'] button").first.click()
    is_ready(page)

    shown = page.locator("[data-leftover]")
    expect(shown).to_contain_text("Nergens meer voor")
    assert page.input_value("#id_summary") == ""
    shown.get_by_role("button").click()

    expect(page.locator("[data-leftovers]")).to_be_hidden()
    page.goto("/werkplek/")
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-leftover]").count() == 0
    assert not page.evaluate(KEPT_IN_BROWSER, "Nergens")


class TestABrowserThatIsKilled:
    @pytest.fixture
    def opened(self, browser: Browser, site: Site, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
        """Opens a browser of its own, with what the last one left in its folder."""
        contexts: list[BrowserContext] = []

        def open_one() -> BrowserContext:
            context = browser.browser_type.launch_persistent_context(
                tmp_path / "profile",
                executable_path=chromium(),
                args=list(QUIET),
                base_url=site.address,
                locale="nl-NL",
            )
            context.set_default_timeout(10_000)
            contexts.append(context)
            return context

        yield open_one
        for context in contexts:
            try:
                context.close()
            except Error:
                continue  # it was killed

    def test_what_was_typed_a_second_before_is_there(
        self, opened: Callable[[], BrowserContext], site: Site, tmp_path: Path
    ) -> None:
        page = opened().new_page()
        site.sign_in(page, RESEARCHER)
        address = begin(page)
        page.route("**/bewaren/", lambda route: route.abort())
        page.locator("#id_summary").press_sequentially("Tot de stroom uitviel")
        page.wait_for_function(KEPT_IN_BROWSER, arg="Tot+de+stroom+uitviel", timeout=1000)

        kill_all_with(str(tmp_path))

        page = opened().new_page()
        site.sign_in(page, RESEARCHER)
        expect(reopened(page, address).locator("#id_summary")).to_have_value("Tot de stroom uitviel", timeout=20_000)


def kill_all_with(folder: str) -> None:
    """Kill every process of the browser that works in this folder."""
    mine = [each for each in psutil.process_iter(["cmdline"]) if folder in " ".join(each.info["cmdline"] or [])]
    assert mine
    family = {each.pid: each for one in mine for each in (one, *one.children(recursive=True))}
    for each in family.values():
        each.kill()
    psutil.wait_procs(list(family.values()), timeout=10)
