"""A bundle in a real browser, from an empty draft to a renewed edition: by mouse, by keyboard, without a script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.carrying import Finger, take_up, upper_edge
from tests.browser.entry import EDITOR, RESEARCHER
from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations
from tests.browser.test_review import begun, save, signed_in, submitted

pytestmark = pytest.mark.browser
OTHERS = ("zaak.choku-gym", "zaak.krachtstation-kanaleneiland")


def published_case(fatma: Page, carla: Page, title: str, *, scripted: bool) -> str:
    """The address of a case of Fatma's, published by Carla."""
    case = begun(fatma, title)
    fatma.fill("#id_summary", "Zij koken soep.")
    save(fatma, scripted=scripted)
    publish_case(fatma, carla, case)
    return case


def publish_case(fatma: Page, carla: Page, case: str) -> None:
    submitted(fatma, case)
    carla.goto(f"{case}beoordeling/")
    carla.click("form[action$='/publicatie/'] button[value=now]")
    expect(carla.locator("[data-standing=closed]")).to_be_visible()


def begun_bundle(page: Page, title: str) -> str:
    page.goto("/werkplek/publicaties/nieuw/")
    page.check("input[name=kind][value=bundle]")
    page.fill("input[name=title]", title)
    page.press("input[name=title]", "Enter")
    page.wait_for_url("**/bundel/")
    return page.url.removesuffix("bundel/")


def add(page: Page, bundle: str, words: str, *names: str) -> None:
    page.goto(f"{bundle}bundel/")
    page.fill("#q", words)
    page.press("#q", "Enter")
    page.wait_for_url("**/bundel/?q=*")
    for name in names:
        page.check(f"[data-offered='{name}'] input")
    page.click("form[action$='toevoegingen/'] .button")
    for name in names:
        expect(page.locator(f"[data-chapter='{name}']")).to_be_visible()


def order(page: Page) -> list[str]:
    return [each.get_attribute("data-chapter") or "" for each in page.locator("[data-chapter]").all()]


def publish(fatma: Page, carla: Page, bundle: str) -> None:
    fatma.goto(f"{bundle}beoordeling/")
    fatma.click("form[action$='indiening/'] button")
    expect(fatma.locator("[data-standing=in_review]")).to_be_visible()
    carla.goto(f"{bundle}beoordeling/")
    carla.click("form[action$='/publicatie/'] button")
    expect(carla.locator("[data-standing=closed]")).to_be_visible()


@pytest.mark.parametrize("scripted", [True, False], ids=["with-script", "without-script"])
def test_from_an_empty_draft_to_a_renewed_edition(
    open_context: Callable[..., BrowserContext], site: Site, scripted: bool
) -> None:
    fatma = signed_in(open_context, site, RESEARCHER, java_script_enabled=scripted)
    carla = signed_in(open_context, site, EDITOR, java_script_enabled=scripted)
    case = published_case(fatma, carla, f"Gebundeld {scripted}", scripted=scripted)
    mine = f"zaak.{case.rstrip('/').rsplit('/', 1)[-1]}"
    bundle = begun_bundle(fatma, f"Plekken {scripted}")
    add(fatma, bundle, "Choku", OTHERS[0])
    add(fatma, bundle, "Krachtstation", OTHERS[1])
    add(fatma, bundle, "Gebundeld", mine)
    assert order(fatma) == [*OTHERS, mine]

    fatma.locator(f"button[value='up:{mine}']").focus()
    if scripted:
        fatma.keyboard.press("Enter")
        expect(fatma.locator(f"button[value='up:{mine}']")).to_be_focused()
        expect(fatma.locator("[data-chapters]")).to_have_attribute("data-state", "kept")
    else:
        with fatma.expect_navigation():
            fatma.keyboard.press("Enter")
    fatma.goto(f"{bundle}bundel/")
    assert order(fatma) == [OTHERS[0], mine, OTHERS[1]]

    fatma.goto(bundle)
    if scripted:
        fatma.wait_for_selector("#entry[data-ready]")
        fatma.click("[data-marked] .story-text__body")
        fatma.keyboard.type("Een woord vooraf.")
    else:
        fatma.fill("#id_body", "Een woord vooraf.")
    with fatma.expect_navigation():
        fatma.click(".lesson-form__save .button")
    fatma.goto(f"{bundle}bundel/lezen/")
    expect(fatma.locator(".book")).to_contain_text("Een woord vooraf.")
    publish(fatma, carla, bundle)

    fatma.goto(case)
    fatma.click("form[action$='herziening/'] button")
    fatma.fill("#id_summary", "Zij koken en bakken.")
    save(fatma, scripted=scripted)
    publish_case(fatma, carla, case)

    carla.goto("/werkplek/")
    carla.click(f"[data-waits=works_moved_on] a:has-text('Plekken {scripted}')")
    expect(carla.locator(f"[data-chapter='{mine}'] .label--caution")).to_be_visible()
    carla.click(f"[data-chapter='{mine}'] .label--caution")
    expect(carla.locator("[data-differs=summary] ins")).to_contain_text("bakken")
    fatma.goto(f"{bundle}bundel/")
    fatma.click("form[action$='vernieuwing/'] button")
    publish(fatma, carla, bundle)

    slug = bundle.rstrip("/").rsplit("/", 1)[-1]
    carla.goto(f"/publicaties/{slug}/lezen/")
    expect(carla.locator(".book")).to_contain_text("Zij koken en bakken.")
    carla.goto(f"/publicaties/{slug}/v1/lezen/")
    expect(carla.locator(".book")).to_contain_text("Zij koken soep.")


def ready_bundle(page: Page, title: str) -> str:
    bundle = begun_bundle(page, title)
    add(page, bundle, "Choku", OTHERS[0])
    add(page, bundle, "Krachtstation", OTHERS[1])
    page.wait_for_selector("[data-chapters][data-ready]")
    return bundle


def test_chapters_are_dragged_and_the_order_is_kept(open_context: Callable[..., BrowserContext], site: Site) -> None:
    carla = signed_in(open_context, site, EDITOR)
    ready_bundle(carla, "Gesleept")
    first, second = (carla.locator(f"[data-chapter='{name}']") for name in OTHERS)

    take_up(carla, second)
    carla.mouse.move(*upper_edge(first), steps=5)
    expect(first).to_have_class(re.compile(r"\bspot--above\b"))
    expect(second).to_have_class(re.compile(r"\bcarried\b"))
    carla.mouse.up()
    expect(carla.locator("[data-chapters]")).to_have_attribute("data-state", "kept")
    expect(carla.locator("[data-said]")).not_to_be_empty()

    carla.reload()
    assert order(carla) == [OTHERS[1], OTHERS[0]]


def test_what_is_carried_goes_back_with_escape(open_context: Callable[..., BrowserContext], site: Site) -> None:
    carla = signed_in(open_context, site, EDITOR)
    ready_bundle(carla, "Bedacht")
    first, second = (carla.locator(f"[data-chapter='{name}']") for name in OTHERS)

    take_up(carla, second)
    carla.mouse.move(*upper_edge(first), steps=5)
    expect(first).to_have_class(re.compile(r"\bspot--above\b"))
    carla.keyboard.press("Escape")
    expect(carla.locator(".spot, .carried")).to_have_count(0)
    carla.mouse.up()

    assert order(carla) == [*OTHERS]
    expect(carla.locator("[data-chapters]")).not_to_have_attribute("data-state", re.compile("moved|kept"))


def test_chapters_are_carried_by_their_grip_with_a_finger(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    context = open_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    site.sign_in(page, EDITOR)
    ready_bundle(page, "Met een vinger")
    first, second = (page.locator(f"[data-chapter='{name}']") for name in OTHERS)
    second.scroll_into_view_if_needed()
    grip = second.locator(".grip").bounding_box()
    assert grip is not None
    assert min(grip["width"], grip["height"]) >= 24

    finger = Finger(page)
    finger.down(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    finger.to(*upper_edge(first))
    expect(first).to_have_class(re.compile(r"\bspot--above\b"))
    finger.up()
    expect(page.locator("[data-chapters]")).to_have_attribute("data-state", "kept")

    assert order(page) == [OTHERS[1], OTHERS[0]]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_the_pages_of_a_bundle_are_accessible(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    page = open_context(viewport=size).new_page()
    site.sign_in(page, EDITOR)
    bundle = begun_bundle(page, f"Toegankelijk {size['width']}")
    add(page, bundle, "Choku", OTHERS[0])
    pages = ("", "bundel/", "bundel/?q=wijk", "bundel/lezen/", "omslag/", "beoordeling/", "geschiedenis/", "verschil/")
    for address in (*(f"{bundle}{each}" for each in pages), "/werkplek/publicaties/", "/werkplek/publicaties/nieuw/"):
        page.goto(address)
        assert violations(page) == [], address
        assert not sideways(page), address
