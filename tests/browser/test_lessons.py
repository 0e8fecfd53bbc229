"""A lesson from proposal to judgement in a real browser, by a researcher and an editor; and what a browser keeps."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.entry import EDITOR, RESEARCHER, is_ready
from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations

pytestmark = pytest.mark.browser


def signed_in(open_context: Callable[..., BrowserContext], site: Site, email: str, **options: object) -> Page:
    page = open_context(viewport={"width": 1280, "height": 900}, **options).new_page()
    site.sign_in(page, email)
    return page


def proposed(page: Page, title: str) -> str:
    """The address of a new lesson, below which its pages are."""
    page.goto("/werkplek/lessen/nieuw/")
    page.fill("input[name=title]", title)
    page.fill("textarea[name=statement]", "Wie samen eet, groet elkaar.")
    page.click("main form .button")
    page.wait_for_url(lambda url: "/werkplek/lessen/" in url and "nieuw" not in url)
    return page.url


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click(".lesson-form__save .button")


@pytest.mark.parametrize("scripted", [True, False], ids=["with-script", "without-script"])
def test_from_a_proposal_to_a_judgement(
    open_context: Callable[..., BrowserContext], site: Site, scripted: bool
) -> None:
    fatma = signed_in(open_context, site, RESEARCHER, java_script_enabled=scripted)
    carla = signed_in(open_context, site, EDITOR, java_script_enabled=scripted)
    lesson = proposed(fatma, f"Samen eten {scripted}")
    if scripted:
        is_ready(fatma)
        fatma.click("[data-part=explanation] .story-text__body")
        fatma.keyboard.type("Omdat eten praten is.")
    else:
        fatma.fill("#id_explanation", "Omdat eten praten is.")
    fatma.fill("#id_for_policy", "Betaal de keuken.")
    fatma.fill("#id_cases", "krachtstation-kanaleneiland")
    fatma.fill("[name=sources-0-title]", "Verslag")
    save(fatma)
    expect(fatma.locator("[name=sources-0-title]")).to_have_value("Verslag")
    fatma.goto(f"{lesson}lezersblik/")
    expect(fatma.locator("main")).to_contain_text("Omdat eten praten is.")

    fatma.goto(f"{lesson}beoordeling/")
    fatma.click("form[action$='indiening/'] button")
    expect(fatma.locator("[data-standing=in_review]")).to_be_visible()
    carla.goto("/werkplek/")
    carla.click(f"[data-waits=lessons_in_review] a:has-text('Samen eten {scripted}')")
    carla.click("form[action$='publicatie/'] button")
    expect(carla.locator("[data-standing=closed]")).to_be_visible()

    carla.goto(f"{lesson}zekerheid/")
    for name in ("methods", "coherence", "adequacy", "relevance"):
        carla.check(f"[name={name}][value=serious]")
    carla.fill("[name=overall_reason]", "Er is nog geen fragment.")
    with carla.expect_navigation():
        carla.click("#judgement .button")
    expect(carla.locator("#judgement .error-summary")).to_be_visible()
    expect(carla.locator("[name=overall_reason]")).to_have_value("Er is nog geen fragment.")
    for name in ("methods", "coherence", "adequacy", "relevance"):
        carla.fill(f"[name={name}_reason]", "Er is niets om op te rusten.")
    carla.check("[name=overall][value=very_low]")
    with carla.expect_navigation():
        carla.click("#judgement .button")
    expect(carla.locator("[data-judged=very_low]")).to_be_visible()

    fatma.goto(lesson)
    fatma.click("form[action$='herziening/'] button")
    fatma.fill("#id_statement", "Wie samen kookt, groet elkaar.")
    save(fatma)
    fatma.goto(f"{lesson}verschil/")
    expect(fatma.locator("[data-differs=statement] ins")).to_contain_text("kookt")


def test_what_is_typed_and_not_saved_is_there_after_the_tab_is_closed(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    fatma = signed_in(open_context, site, RESEARCHER)
    lesson = proposed(fatma, "Bewaard in de browser")
    is_ready(fatma)
    fatma.fill("#id_limits", "Niet waar niemand kookt.")
    fatma.evaluate("dispatchEvent(new Event('pagehide'))")
    again = fatma.context.new_page()
    fatma.close()

    again.goto(lesson)
    is_ready(again)
    expect(again.locator("#id_limits")).to_have_value("Niet waar niemand kookt.")
    expect(again.locator("[data-kept-notice]")).to_be_visible()
    save(again)
    is_ready(again)
    expect(again.locator("#id_limits")).to_have_value("Niet waar niemand kookt.")
    expect(again.locator("[data-kept-notice]")).to_be_hidden()
    again.goto(lesson)
    is_ready(again)
    expect(again.locator("[data-kept-notice]")).to_be_hidden()


@pytest.mark.parametrize("scripted", [True, False], ids=["with-script", "without-script"])
def test_two_people_in_one_field_choose(
    open_context: Callable[..., BrowserContext], site: Site, scripted: bool
) -> None:
    fatma = signed_in(open_context, site, RESEARCHER, java_script_enabled=scripted)
    carla = signed_in(open_context, site, EDITOR, java_script_enabled=scripted)
    lesson = proposed(fatma, f"Met twee {scripted}")
    carla.goto(lesson)
    carla.fill("#id_limits", "Van Carla.")
    fatma.fill("#id_limits", "Van Fatma.")
    save(carla)
    save(fatma)

    expect(fatma.locator(".choice")).to_contain_text("Van Carla.")
    fatma.check("[name=choice-limits][value=mine]")
    save(fatma)

    carla.goto(lesson)
    expect(carla.locator("#id_limits")).to_have_value("Van Fatma.")


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing(open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]) -> None:
    carla = signed_in(open_context, site, EDITOR, bypass_csp=True)
    carla.set_viewport_size({"width": size["width"], "height": size["height"]})
    shipped, lesson = "/werkplek/lessen/goede-plekken-zijn-onmisbaar/", proposed(carla, f"Getoetst {size['width']}")

    found = {}
    for address in (
        "/werkplek/",
        "/werkplek/lessen/",
        "/werkplek/lessen/nieuw/",
        lesson,
        *(f"{lesson}{page}/" for page in ("lezersblik", "beoordeling", "verschil", "geschiedenis")),
        shipped,
        *(f"{shipped}{page}/" for page in ("beoordeling", "onderbouwing", "zekerheid", "verschil", "geschiedenis")),
    ):
        carla.goto(address)
        found[address] = [*violations(carla), *(["sideways"] if sideways(carla) > 0 else [])]

    assert {address: lines for address, lines in found.items() if lines} == {}
