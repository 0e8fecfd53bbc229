"""A case from the invitation of its researcher to the restoring of what it once said, as each in their role does it."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.entry import RESEARCHER, is_ready, is_saved, reopened
from tests.browser.invited import PASSWORD, code, invite, link_for
from tests.browser.site import Site
from tests.browser.test_catalogue import tab_to

pytestmark = pytest.mark.browser

TITLE = "Soep van begin tot eind"
WIDE = {"width": 1280, "height": 900}
SAID, MENDED = "Zij koken elke dinsdag soep.", "De buren koken elke dinsdag soep."
REVISED = "De buren koken elke dinsdag stamppot."


@pytest.fixture
def join(open_context: Callable[..., BrowserContext], site: Site) -> Callable[[str, str], Page]:
    """Somebody who was invited in this role, and signed in with a second step."""
    administrator = open_context().new_page()
    site.sign_in(administrator, "beheerder@voorbeeld.nl")

    def join_as(role: str, name: str) -> Page:
        email = f"{name.lower()}@begin-tot-eind.nl"
        invite(administrator, email, role)
        page = open_context(viewport=WIDE).new_page()
        page.goto(link_for(site, email))
        page.fill("input[name=name]", name)
        page.fill("input[name=password]", PASSWORD)
        page.click("button.button >> nth=0")
        page.wait_for_url("**/werkplek/")
        page.goto("/account/tweede-stap/app/")
        secret = page.inner_text(".secret")
        page.fill("input[name=code]", code(secret))
        page.click("main button.button")
        page.wait_for_url("**/herstelcodes/")
        page.context.clear_cookies()
        page.goto("/account/inloggen/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/inloggen/code/")
        page.fill("input[name=code]", code(secret))
        page.press("input[name=code]", "Enter")
        page.wait_for_url("**/werkplek/")
        return page

    return join_as


def a_photograph() -> Any:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 420), "peru").save(buffer, "JPEG")
    return {"name": "soep.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def test_from_the_invitation_to_the_restoring(
    join: Callable[[str, str], Page], open_context: Callable[..., BrowserContext]
) -> None:
    fatma, carla = join("researcher", "Fatma"), join("editor", "Carla")
    visitor = open_context(viewport=WIDE).new_page()

    case = enter_by_keyboard(fatma)
    public = case.replace("/werkplek/", "/")
    add_picture_by_keyboard(fatma)
    assert visitor.goto(public).status == 404  # type: ignore[union-attr]

    mend_what_looks_like_personal_data(fatma, case)
    submit(fatma, case)
    remark_on_sentence(carla, case)
    answer_and_mend(fatma, case)
    publish(carla, case)

    visitor.goto(public)
    expect(visitor.locator(".lead")).to_have_text(MENDED)
    picture = visitor.get_by_alt_text("Een pan soep op een lange tafel")
    picture.evaluate("picture => picture.decode()")
    assert picture.evaluate("picture => picture.naturalWidth") > 0

    revise_and_compare(fatma, case)
    restore(fatma, case)
    visitor.reload()
    expect(visitor.locator(".lead")).to_have_text(MENDED)


def enter_by_keyboard(page: Page) -> str:
    """Begin a case and say of it what a case needs, without a mouse; returns its address."""
    page.goto("/werkplek/")
    press_at(page, "a[href='/werkplek/initiatieven/nieuw/']", "Enter")
    page.wait_for_url("**/nieuw/")
    type_at(page, "input[name=title]", TITLE)
    choose_suggested(page, "input[name=municipality]", "heerl", "Heerlen")
    press_at(page, "main form.form button.button", "Enter")
    page.wait_for_url("**/werkplek/initiatieven/soep-van-begin-tot-eind*/")
    is_ready(page)
    address = page.url
    type_at(page, "#id_summary", f"{SAID} Bel 06-12345678.")
    press_at(page, "[data-part=themes] input[type=checkbox]", "Space")
    choose_suggested(page, "[data-part=actors] [name$='-actor_name']", "rochd", "Rochdale")
    press_at(page, "button[value='actors.add']", "Enter")
    page.keyboard.type("Buurtkeuken van begin tot eind")
    page.keyboard.press("Escape")
    type_at(page, "[data-part=accommodations] [name$='-name']", "De Brug")
    type_at(page, "#id_bonding", "Wie er komt, kent elkaar na een maand.")
    type_at(page, "#deel-story [role=textbox]", "Het ruikt naar prei.")
    type_at(page, "[data-part=sources] [name$='-title']", "Gesprek met de kok")
    page.keyboard.press("Tab")
    press_at(page, "button[value='sources.add']", "Enter")
    page.keyboard.type("Jaarverslag")
    page.keyboard.press("Tab")
    is_saved(page)
    page = reopened(page, address)
    assert page.input_value("#id_municipality") == "Heerlen"
    assert page.locator("[data-part=themes] input:checked").count() == 1
    assert names_in(page, "actors", "actor_name") == ["Rochdale", "Buurtkeuken van begin tot eind"]
    assert names_in(page, "sources", "title") == ["Gesprek met de kok", "Jaarverslag"]
    return address


def names_in(page: Page, part: str, column: str) -> list[str]:
    """What the filled rows of a list say in a column."""
    fields = page.locator(f"[data-part={part}] [name$='-{column}']").all()
    return [text for field in fields if (text := field.input_value())]


def add_picture_by_keyboard(page: Page) -> None:
    # Listened for before the way to the field is gone: begun right before the key, the listening may come too late.
    with page.expect_file_chooser(timeout=30_000) as chooser:
        tab_to(page, "#add-pictures")
        page.keyboard.press("Enter")
    chooser.value.set_files(a_photograph())
    press_at(page, "button[value='pictures.add']", "Enter")
    page.wait_for_selector("[name='pictures-0-alternative_text']")
    is_ready(page)
    type_at(page, "[name='pictures-0-alternative_text']", "Een pan soep op een lange tafel")
    type_at(page, "[name='pictures-0-credit']", "Fatma")
    choose_at(page, "[name='pictures-0-licence']", "cc-by")
    choose_at(page, "[name='pictures-0-consent']", "given")
    type_at(page, "[name='pictures-0-consent_note']", "Per brief van de kok")
    page.keyboard.press("Tab")
    is_saved(page)


def mend_what_looks_like_personal_data(page: Page, case: str) -> None:
    page.goto(f"{case}indiening/")
    expect(page.locator("[data-sign]")).to_contain_text("06-12345678")
    page.locator("[data-sign] a").click()
    is_ready(page)
    page.fill("#id_summary", SAID)
    page.keyboard.press("Tab")
    is_saved(page)


def submit(page: Page, case: str) -> None:
    page.goto(f"{case}indiening/")
    assert page.locator("[data-sign]").count() == 0
    page.click("main form.form .button")
    expect(page.locator("[data-standing=in_review]")).to_be_visible()


def remark_on_sentence(page: Page, case: str) -> None:
    page.goto("/werkplek/")
    page.click(f"[data-waits=to_take_up] a:has-text('{TITLE}')")
    page.click("form[action$='beoordelaar/'] button")
    page.goto(f"{case}opmerkingen/?deel=summary")
    page.get_by_label(SAID).check()
    page.fill("textarea[name=text]", "Wie zijn zij?")
    page.click("main form.form .button")
    expect(page.locator("[data-remark=open]")).to_contain_text("Wie zijn zij?")


def answer_and_mend(page: Page, case: str) -> None:
    page.goto("/werkplek/")
    page.click(f"[data-waits=remarks] a:has-text('{TITLE}')")
    page.fill("[data-remark=open] textarea", "De buren: dat staat er nu.")
    page.click("[data-remark=open] button[value=answer]")
    reopened(page, case).fill("#id_summary", MENDED)
    is_saved(page)


def publish(page: Page, case: str) -> None:
    page.goto(f"{case}beoordeling/")
    expect(page.locator("[data-remark=open]")).to_contain_text("De buren: dat staat er nu.")
    page.click("[data-remark=open] button[value=resolve]")
    assert page.locator("[data-obstacles]").count() == 0
    page.click("form[action$='publicatie/'] button[value=now]")
    expect(page.locator("[data-standing=closed]")).to_be_visible()


def revise_and_compare(page: Page, case: str) -> None:
    page.goto(case)
    page.click("form[action$='herziening/'] button")
    is_ready(page)
    page.fill("#id_summary", REVISED)
    is_saved(page)
    page.goto(f"{case}verschil/")
    differs = page.locator("[data-differs]")
    expect(differs).to_have_count(1)
    expect(differs.locator("del")).to_contain_text("soep")
    expect(differs.locator("ins")).to_contain_text("stamppot")


def restore(page: Page, case: str) -> None:
    """Go back to what is published, by its place in the history; what the revision said stays there."""
    page.goto(f"{case}geschiedenis/")
    page.locator("[data-moment]", has_text=re.compile(r"versie 1|version 1")).get_by_role("button").click()
    is_ready(page)
    assert page.input_value("#id_summary") == MENDED
    page.goto(f"{case}geschiedenis/")
    page.locator("[data-moment]").first.get_by_role("button").click()
    is_ready(page)
    assert page.input_value("#id_summary") == REVISED


def test_the_same_case_is_entered_without_javascript(open_context: Callable[..., BrowserContext], site: Site) -> None:
    page = open_context(java_script_enabled=False, viewport=WIDE).new_page()
    site.sign_in(page, RESEARCHER)
    page.goto("/werkplek/initiatieven/nieuw/")
    page.fill("input[name=title]", "Soep zonder script")
    page.fill("input[name=municipality]", "Heerlen")
    page.click("main form.form .button")
    case = page.url
    save = page.locator("main .button[name=save]")

    page.fill("#id_summary", SAID)
    page.fill("#id_body", "Het ruikt naar prei.")
    page.fill("[name='actors-0-actor_name']", "Buurtkeuken zonder script")
    page.fill("[name='sources-0-title']", "Gesprek met de kok")
    page.click("button[value='sources.add']")
    page.fill("[name='sources-1-title']", "Jaarverslag")
    page.click("button[value='sources.up.1']")
    page.set_input_files("#add-pictures", a_photograph())
    page.click("button[value='pictures.add']")
    page.fill("[name='pictures-0-alternative_text']", "Een pan soep")
    page.fill("[name='pictures-0-credit']", "Fatma")
    page.select_option("[name='pictures-0-licence']", "cc-by")
    page.select_option("[name='pictures-0-consent']", "nobody")
    save.click()

    assert names_in(page, "sources", "title") == ["Jaarverslag", "Gesprek met de kok"]
    assert names_in(page, "actors", "actor_name") == ["Buurtkeuken zonder script"]
    page.goto(f"{case}lezersblik/")
    expect(page.get_by_alt_text("Een pan soep")).to_have_count(1)
    submit(page, case)


# ---------------------------------------------------------------- by keyboard
def press_at(page: Page, selector: str, key: str) -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def type_at(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def choose_suggested(page: Page, selector: str, text: str, choice: str) -> None:
    """Type the beginning and choose the first suggestion with the arrow keys."""
    type_at(page, selector, text)
    page.get_by_role("option", name=re.compile(f"^{choice}")).first.wait_for()
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        if page.locator("[role=option][aria-selected=true]").inner_text().startswith(choice):
            break
    page.keyboard.press("Enter")
    assert page.locator(selector).first.input_value().startswith(choice)


def choose_at(page: Page, selector: str, value: str) -> None:
    """Choose in a list with the arrow keys."""
    tab_to(page, selector)
    for _ in range(12):
        if page.input_value(selector) == value:
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"The arrow keys do not reach {value} in {selector}")
