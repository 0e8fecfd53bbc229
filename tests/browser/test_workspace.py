"""Entering a case in a real browser: nothing that is typed is lost, and nothing is overwritten without a choice."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.entry import EDITOR, KEPT_IN_BROWSER, RESEARCHER, begin, is_in_state, is_ready, is_saved, reopened
from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations

pytestmark = pytest.mark.browser

SAVED = re.compile(r"\d\d:\d\d")


@pytest.fixture
def researcher(open_context: Callable[..., BrowserContext], site: Site) -> Page:
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    site.sign_in(page, RESEARCHER)
    return page


def test_what_is_typed_is_saved_within_two_seconds(researcher: Page) -> None:
    address = begin(researcher)

    researcher.fill("#id_summary", "Wie wil, eet mee.")
    expect(researcher.locator("[data-state]")).to_have_attribute("data-state", "saved", timeout=2000)

    assert SAVED.search(researcher.locator("[data-state]").inner_text())
    assert reopened(researcher, address).input_value("#id_summary") == "Wie wil, eet mee."


def test_a_closed_tab_loses_nothing(researcher: Page) -> None:
    address = begin(researcher)
    tab = researcher.context.new_page()
    tab.goto(address)
    is_ready(tab)
    tab.route("**/bewaren/", lambda route: route.abort())
    tab.locator("#id_summary").press_sequentially("Tot de laatste letter")
    tab.wait_for_function(KEPT_IN_BROWSER, arg="Tot+de+laatste+letter", timeout=1000)

    tab.close(run_before_unload=False)

    assert reopened(researcher, address).input_value("#id_summary") == "Tot de laatste letter"


def test_what_a_tab_that_broke_down_could_not_send_is_sent_at_the_next_visit(researcher: Page) -> None:
    address = begin(researcher)
    tab = researcher.context.new_page()
    tab.goto(address)
    is_ready(tab)
    tab.route("**/bewaren/", lambda route: route.abort())
    tab.locator("#id_summary").press_sequentially("In de tunnel")
    is_in_state(tab, "offline")
    with tab.expect_event("crash"), suppress(Error):
        tab.goto("chrome://crash", timeout=5000)

    page = reopened(researcher.context.new_page(), address)
    is_saved(page)
    assert page.input_value("#id_summary") == "In de tunnel"
    assert reopened(page, address).input_value("#id_summary") == "In de tunnel"


def test_without_a_network_it_is_kept_and_sent_when_it_returns(researcher: Page) -> None:
    address = begin(researcher)
    researcher.context.set_offline(True)
    researcher.fill("#id_summary", "In de tunnel")
    is_in_state(researcher, "offline")

    researcher.context.set_offline(False)
    is_in_state(researcher, "saved")

    assert reopened(researcher, address).input_value("#id_summary") == "In de tunnel"


def test_what_is_too_much_at_once_stays_until_it_is_shorter(researcher: Page) -> None:
    address = begin(researcher)
    fill = """(field, many) => {
        field.value = "soep ".repeat(many);
        field.dispatchEvent(new Event("input", {bubbles: true}));
    }"""

    researcher.eval_on_selector("#id_summary", fill, 600_000)
    is_in_state(researcher, "too-large")
    researcher.eval_on_selector("#id_summary", fill, 3)
    is_in_state(researcher, "saved")

    assert reopened(researcher, address).input_value("#id_summary").split() == ["soep"] * 3


def test_a_server_that_is_killed_loses_nothing(researcher: Page, site: Site) -> None:
    address = begin(researcher)
    site.kill()
    researcher.locator("#id_summary").press_sequentially("Terwijl alles stil lag")
    is_in_state(researcher, "offline")

    site.start()
    is_in_state(researcher, "saved")

    assert reopened(researcher, address).input_value("#id_summary") == "Terwijl alles stil lag"


def test_an_ended_session_asks_to_sign_in_beside_and_goes_on(researcher: Page, site: Site) -> None:
    address = begin(researcher)
    context = researcher.context
    context.clear_cookies(name="sessionid")
    researcher.locator("#id_summary").press_sequentially("Na de pauze")
    dialog = researcher.get_by_role("dialog")
    expect(dialog).to_be_visible()

    with context.expect_page() as opened:
        dialog.get_by_role("link").click()
    tab = opened.value
    tab.fill("input[name=login]", RESEARCHER)
    tab.fill("input[name=password]", site.password_of(RESEARCHER))
    tab.press("input[name=password]", "Enter")
    tab.wait_for_url("**/werkplek/aangemeld/")

    is_in_state(researcher, "saved")
    expect(dialog).to_be_hidden()
    assert reopened(researcher, address).input_value("#id_summary") == "Na de pauze"


def test_what_one_person_left_is_not_sent_as_another(researcher: Page, site: Site) -> None:
    address = begin(researcher)
    researcher.route("**/bewaren/", lambda route: route.abort())
    researcher.fill("#id_summary", "Van de onderzoeker")
    is_in_state(researcher, "offline")
    researcher.context.clear_cookies()  # before the network returns: else it is still sent as the researcher
    researcher.unroute("**/bewaren/")
    researcher.goto("about:blank")
    site.sign_in(researcher, EDITOR)

    page = reopened(researcher, address)

    assert page.input_value("#id_summary") == ""


class TestTwoPeople:
    @pytest.fixture
    def pages(self, researcher: Page, open_context: Callable[..., BrowserContext], site: Site) -> tuple[Page, Page]:
        address = begin(researcher)
        other = open_context(viewport={"width": 1280, "height": 900}).new_page()
        site.sign_in(other, EDITOR)
        return researcher, reopened(other, address)

    def test_different_fields_merge_and_each_sees_the_other(self, pages: tuple[Page, Page]) -> None:
        one, other = pages
        one.fill("#id_summary", "Van de onderzoeker")
        other.fill("#id_bonding", "Van de redacteur")
        is_saved(one)
        is_saved(other)

        expect(one.locator("#id_bonding")).to_have_value("Van de redacteur", timeout=20_000)
        expect(other.locator("#id_summary")).to_have_value("Van de onderzoeker", timeout=20_000)
        expect(one.locator("[data-here]")).to_be_visible()

    @pytest.mark.parametrize(("choice", "text"), [("mine", "Van de redacteur"), ("theirs", "Van de onderzoeker")])
    def test_one_field_gives_both_texts_to_choose_from(self, pages: tuple[Page, Page], choice: str, text: str) -> None:
        one, other = pages
        one.fill("#id_summary", "Van de onderzoeker")
        other.fill("#id_summary", "Van de redacteur")
        is_saved(one)
        is_in_state(other, "conflict")
        shown = other.locator("#deel-summary .choice")
        expect(shown).to_contain_text("Van de onderzoeker")
        expect(shown).to_contain_text("Van de redacteur")

        shown.locator(f"button[value={choice}]").click()

        is_in_state(other, "saved")
        expect(other.locator("#id_summary")).to_be_focused()
        assert reopened(one, one.url).input_value("#id_summary") == text


def test_a_case_is_entered_with_the_keyboard_alone(researcher: Page) -> None:
    address = begin(researcher)
    page = researcher
    page.focus("#id_title")
    page.keyboard.press("Tab")
    page.keyboard.type("Wie wil, eet mee.")
    page.focus("[name^='actors-'][name$='-actor_name']")
    page.keyboard.type("Humanitas Heerl")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    is_saved(page)
    button = page.locator("button[value='sources.add']")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Jaarverslag")
    is_saved(page)

    page = reopened(page, address)
    assert page.input_value("#id_summary") == "Wie wil, eet mee."
    assert page.input_value("[name='actors-0-actor_name']") == "Humanitas Heerl"
    assert page.input_value("[name='sources-0-title']") == "Jaarverslag"


def test_the_story_is_written_with_marks_and_pasted_clean(researcher: Page) -> None:
    address = begin(researcher)
    text = researcher.get_by_role("textbox", name=re.compile("story|verhaal", re.I))
    text.click()
    researcher.locator("button[data-mark=heading]").click()
    researcher.keyboard.type("Begin")
    researcher.keyboard.press("Enter")
    researcher.keyboard.type("Het ruikt naar prei.")
    researcher.keyboard.press("Enter")
    text.evaluate(
        """(place, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          place.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        """<p class=MsoNormal style='mso-x:1;color:red'><b>Uit Word</b><script>alert(1)</script></p>
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Een</p>""",
    )
    is_saved(researcher)

    page = reopened(researcher, address)
    stored = page.locator("#id_body").evaluate("area => area.defaultValue")
    assert stored.startswith("<h2>Begin</h2><p>Het ruikt naar prei.</p>")
    assert "<strong>Uit Word</strong>" in stored
    assert "<ul><li><p>Een</p></li></ul>" in stored
    assert not re.search(r"style|class|script|Mso", stored)


def test_a_case_is_entered_without_javascript(open_context: Callable[..., BrowserContext], site: Site) -> None:
    page = open_context(java_script_enabled=False).new_page()
    site.sign_in(page, RESEARCHER)
    page.goto("/werkplek/initiatieven/nieuw/")
    page.fill("input[name=title]", "Soep zonder")
    page.fill("input[name=municipality]", "Heerlen")
    page.locator("main .form button").click()
    page.wait_for_url("**/werkplek/initiatieven/soep-zonder*/")
    page.fill("#id_summary", "Wie wil, eet mee.")
    page.fill("#id_body", "## Begin\n\nHet ruikt naar prei.")
    page.fill("[name='sources-0-title']", "Jaarverslag")
    page.locator("button[value='sources.add']").click()
    page.fill("[name='sources-1-title']", "Gesprek")
    page.locator(".entry__aside button[name=save]").click()

    assert page.input_value("#id_summary") == "Wie wil, eet mee."
    assert [page.input_value(f"[name='sources-{number}-title']") for number in (0, 1)] == ["Jaarverslag", "Gesprek"]
    assert "<h2>Begin</h2>" in page.input_value("#id_body")


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_in_the_workspace(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    page = open_context(viewport=size, bypass_csp=True).new_page()
    site.sign_in(page, RESEARCHER)
    address = begin(page)
    page.fill("#id_started", "ooit")
    page.focus("#id_visited")
    is_in_state(page, "waiting")

    found = {}
    for part in ("", "geschiedenis/", "delen/", "lezersblik/"):
        page.goto(address + part)
        found[part] = violations(page)
        assert sideways(page) <= 0
    for other in ("/werkplek/", "/werkplek/initiatieven/", "/werkplek/initiatieven/nieuw/", "/werkplek/aangemeld/"):
        page.goto(other)
        found[other] = violations(page)

    assert {where: lines for where, lines in found.items() if lines} == {}
