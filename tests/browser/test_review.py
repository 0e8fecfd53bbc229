"""Review in a real browser, by people in their roles: remarked, answered, published, revised, compared."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.entry import is_saved
from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations

pytestmark = pytest.mark.browser

RESEARCHER, EDITOR, ADMINISTRATOR = (f"{name}@voorbeeld.nl" for name in ("onderzoeker", "redacteur", "beheerder"))


def signed_in(open_context: Callable[..., BrowserContext], site: Site, email: str, **options: object) -> Page:
    page = open_context(viewport={"width": 1280, "height": 900}, **options).new_page()
    site.sign_in(page, email)
    return page


def begun(page: Page, title: str) -> str:
    """The address of a new case, below which its pages are."""
    page.goto("/werkplek/initiatieven/nieuw/")
    page.fill("input[name=title]", title)
    page.fill("input[name=municipality]", "Heerlen")
    page.press("input[name=title]", "Enter")
    page.wait_for_url(lambda url: "/werkplek/initiatieven/" in url and "nieuw" not in url)
    return page.url


def save(page: Page, *, scripted: bool) -> None:
    """Press the button and wait until it is saved: in place by the script, else by the page that comes for it."""
    if scripted:
        page.locator("main .button[name=save]").first.click()
        is_saved(page)
    else:
        with page.expect_navigation():
            page.locator("main .button[name=save]").first.click()


def submitted(page: Page, case: str) -> None:
    page.goto(f"{case}indiening/")
    if page.locator("#confirmed").count():
        page.check("#confirmed")
    page.click("main form.form .button")
    expect(page.locator("[data-standing=in_review]")).to_be_visible()


@pytest.mark.parametrize("scripted", [True, False], ids=["with-script", "without-script"])
def test_from_a_draft_to_a_revision_that_is_compared(
    open_context: Callable[..., BrowserContext], site: Site, scripted: bool
) -> None:
    fatma = signed_in(open_context, site, RESEARCHER, java_script_enabled=scripted)
    carla = signed_in(open_context, site, EDITOR, java_script_enabled=scripted)
    case = begun(fatma, f"Beoordeeld {scripted}")
    fatma.fill("#id_summary", "Zij koken soep. Bel 06-12345678.")
    save(fatma, scripted=scripted)

    submitted(fatma, case)
    carla.goto("/werkplek/")
    carla.click(f"[data-waits=to_take_up] a:has-text('Beoordeeld {scripted}')")
    carla.click("form[action$='beoordelaar/'] button")
    carla.goto(f"{case}opmerkingen/?deel=summary")
    carla.get_by_label("Zij koken soep.").check()
    carla.fill("textarea[name=text]", "Wie zijn zij?")
    carla.click("main form.form .button")
    expect(carla.locator("[data-remark=open]")).to_contain_text("Wie zijn zij?")

    fatma.goto("/werkplek/")
    fatma.click(f"[data-waits=remarks] a:has-text('Beoordeeld {scripted}')")
    fatma.fill("[data-remark=open] textarea", "De buren.")
    fatma.click("[data-remark=open] button[value=answer]")
    carla.goto(f"{case}beoordeling/")
    expect(carla.locator("[data-remark=open]")).to_contain_text("De buren.")
    carla.click("[data-remark=open] button[value=resolve]")
    carla.click("form[action$='publicatie/'] button[value=now]")
    expect(carla.locator("[data-standing=closed]")).to_be_visible()

    fatma.goto(case)
    fatma.click("form[action$='herziening/'] button")
    fatma.fill("#id_summary", "Zij koken stamppot. Bel 06-12345678.")
    save(fatma, scripted=scripted)
    fatma.goto(f"{case}verschil/")
    changed = fatma.locator("[data-differs=summary]")
    expect(changed.locator("del")).to_contain_text("soep")
    expect(changed.locator("ins")).to_contain_text("stamppot")
    fatma.click("form[action*='/momenten/'] button")
    fatma.wait_for_url(case)
    fatma.goto(f"{case}verschil/")
    expect(fatma.locator("[data-differs]")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_where_something_is_remarked_planned_and_pointed_at(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    fatma = signed_in(open_context, site, RESEARCHER, bypass_csp=True)
    carla = signed_in(open_context, site, EDITOR, bypass_csp=True)
    case = begun(fatma, f"Bekeken {size['width']}")
    fatma.goto(f"{case}opmerkingen/?deel=title")
    fatma.fill("textarea[name=text]", "Klopt deze naam?")
    fatma.click("main form.form .button")
    fatma.set_viewport_size({"width": size["width"], "height": size["height"]})
    carla.set_viewport_size({"width": size["width"], "height": size["height"]})

    found = {}
    for page, address in (
        (fatma, f"{case}indiening/"),
        (fatma, f"{case}opmerkingen/?deel=title"),
        (fatma, f"{case}beoordeling/"),
        (fatma, case),
        (fatma, f"{case}verschil/"),
        (carla, f"{case}beoordeling/"),
        (carla, "/werkplek/"),
        (carla, "/werkplek/initiatieven/"),
        (carla, "/werkplek/berichten/"),
        (carla, "/account/berichten/"),
    ):
        page.goto(address)
        found[address] = [*violations(page), *(["sideways"] if sideways(page) > 0 else [])]

    assert {address: lines for address, lines in found.items() if lines} == {}


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_in_the_trail(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    bram = signed_in(open_context, site, ADMINISTRATOR, bypass_csp=True)
    bram.set_viewport_size({"width": size["width"], "height": size["height"]})

    bram.goto("/werkplek/spoor/")

    assert violations(bram) == []
    assert sideways(bram) <= 0
