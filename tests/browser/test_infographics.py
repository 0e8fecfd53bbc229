"""Infographics composed in a real browser: by mouse and by keyboard, by two people at once, and looked at by axe."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.carrying import Finger, take_up, upper_edge
from tests.browser.entry import EDITOR, RESEARCHER, is_ready
from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations
from tests.browser.test_passages import published

pytestmark = pytest.mark.browser

WRITTEN = re.compile(r"/tegels/#tegel-\d+$")


def signed_in(open_context: Callable[..., BrowserContext], site: Site, email: str, **options: object) -> Page:
    page = open_context(viewport={"width": 1280, "height": 900}, **options).new_page()
    site.sign_in(page, email)
    return page


def begun(page: Page, title: str) -> str:
    """The address at which the tiles of a new infographic are composed."""
    page.goto("/werkplek/publicaties/nieuw/")
    page.check("input[name=kind][value=infographic]")
    page.fill("input[name=title]", title)
    page.click("main form .button")
    page.wait_for_url("**/tegels/")
    return page.url


def add(page: Page, composer: str, kind: str) -> None:
    page.goto(composer)
    page.click(f"button[name=kind][value={kind}]")
    page.wait_for_selector("#entry")


def say(page: Page, words: dict[str, str], *, scripted: bool) -> None:
    """Fill in inputs and leave when it is saved: by itself with the script, else by the button."""
    if scripted:
        is_ready(page)
    for name, text in words.items():
        page.fill(f"#entry [name={name}]", text)
    if scripted:
        expect(page.locator("[data-kept-state]")).not_to_be_empty()
    else:
        page.click("button[value=done]")
        page.wait_for_url(WRITTEN)


def choose_lesson(page: Page, number: int, *, scripted: bool) -> None:
    if scripted:
        is_ready(page)
    page.select_option("#id_lesson", index=number)
    if scripted:
        expect(page.locator("[data-kept-state]")).not_to_be_empty()
    else:
        page.click("button[value=done]")
        page.wait_for_url(WRITTEN)


def composed(page: Page, title: str, *, scripted: bool = True) -> str:
    """An infographic of a title, two lessons and a figure, in this order."""
    composer = begun(page, title)
    add(page, composer, "title")
    say(page, {"heading": "Wat wij leerden"}, scripted=scripted)
    for number in (1, 2):
        add(page, composer, "lesson")
        choose_lesson(page, number, scripted=scripted)
    add(page, composer, "figure")
    say(page, {"heading": "initiatieven"}, scripted=scripted)
    page.goto(composer)
    return composer


def cells(page: Page) -> Locator:
    return page.locator("[data-cell]")


def kinds(page: Page) -> list[str]:
    return [cell.get_attribute("data-tile") or "" for cell in page.locator("[data-cell] > [data-tile]").all()]


def expect_kinds(page: Page, *wanted: str) -> None:
    for place, kind in enumerate(wanted):
        expect(page.locator("[data-cell] > [data-tile]").nth(place)).to_have_attribute("data-tile", kind)


def test_tiles_are_dragged_and_sized_with_the_mouse(open_context: Callable[..., BrowserContext], site: Site) -> None:
    page = signed_in(open_context, site, RESEARCHER)
    composer = composed(page, "Met de muis")
    page.set_viewport_size({"width": 1280, "height": 1800})  # all of it in sight: nothing scrolls meanwhile
    page.wait_for_selector("[data-board][data-ready]")

    take_up(page, cells(page).nth(3))
    page.mouse.move(*upper_edge(cells(page).nth(1)), steps=5)
    expect(cells(page).nth(1)).to_have_class(re.compile(r"\bspot--before\b"))
    page.mouse.up()
    expect_kinds(page, "title", "figure", "lesson", "lesson")
    expect(page.locator("#gezegd")).to_contain_text("initiatieven")

    figure = cells(page).nth(1)
    figure.hover()
    corner = figure.locator(".cell__size").bounding_box()
    board = page.locator("[data-board]").bounding_box()
    assert corner is not None
    assert board is not None
    page.mouse.move(corner["x"] + 14, corner["y"] + 14)
    page.mouse.down()
    page.mouse.move(corner["x"] + 14 + 2 * board["width"] / 12, corner["y"] + 14, steps=5)
    page.mouse.up()
    expect(cells(page).nth(1)).to_have_attribute("data-width", "6")

    page.goto(composer)
    expect_kinds(page, "title", "figure", "lesson", "lesson")
    expect(cells(page).nth(1)).to_have_attribute("data-width", "6")


def test_tiles_are_carried_by_their_grip_with_a_finger(open_context: Callable[..., BrowserContext], site: Site) -> None:
    page = signed_in(open_context, site, RESEARCHER, has_touch=True)
    composed(page, "Met een vinger")
    page.set_viewport_size({"width": 390, "height": 600})
    page.wait_for_selector("[data-board][data-ready]")
    last = cells(page).nth(3).locator(".grip")
    last.scroll_into_view_if_needed()
    grip = last.bounding_box()
    assert grip is not None
    assert min(grip["width"], grip["height"]) >= 24

    finger = Finger(page)
    finger.down(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    finger.to(grip["x"], 4)  # the page scrolls along, for as long as it takes
    expect(cells(page).nth(0)).to_have_class(re.compile(r"\bspot--above\b"))
    finger.up()

    expect_kinds(page, "figure", "title", "lesson", "lesson")


def test_a_tile_that_is_sized_is_as_it_was_after_escape(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = signed_in(open_context, site, RESEARCHER)
    composed(page, "Toch niet")
    page.wait_for_selector("[data-board][data-ready]")
    figure = cells(page).nth(3)
    was = figure.get_attribute("class") or ""
    figure.hover()
    corner = figure.locator(".cell__size").bounding_box()
    assert corner is not None
    page.mouse.move(corner["x"] + 14, corner["y"] + 14)
    page.mouse.down()
    page.mouse.move(corner["x"] + 314, corner["y"] + 14, steps=5)
    expect(figure).not_to_have_class(was)

    page.keyboard.press("Escape")

    expect(figure).to_have_class(was)
    page.mouse.up()
    expect(figure).to_have_class(was)


def test_tiles_are_moved_sized_and_taken_out_with_the_keyboard(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = signed_in(open_context, site, RESEARCHER)
    composed(page, "Met toetsen")
    page.wait_for_selector("[data-board][data-ready]")

    page.locator("[data-arrange]").nth(3).focus()
    page.keyboard.press("ArrowLeft")
    expect_kinds(page, "title", "lesson", "figure", "lesson")
    expect(page.locator("[data-arrange]").nth(2)).to_be_focused()
    expect(page.locator("#gezegd")).to_contain_text("initiatieven")
    page.keyboard.press("Shift+ArrowRight")
    expect(cells(page).nth(2)).to_have_attribute("data-width", "5")
    for height in range(4, 10):  # the moment a step is seen, the next is taken
        page.keyboard.press("Shift+ArrowDown")
        expect(cells(page).nth(2)).to_have_attribute("data-height", str(height))
    expect(page.locator("[data-arrange]").nth(2)).to_be_focused()

    page.keyboard.press("Enter")
    page.locator("[data-cell]").nth(2).locator(".cell__out").focus()
    page.keyboard.press("Enter")
    expect(cells(page)).to_have_count(3)
    expect(page.locator(".undo button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cells(page)).to_have_count(4)
    expect_kinds(page, "title", "lesson", "figure", "lesson")


@pytest.mark.parametrize("scripted", [True, False], ids=["with-script", "without-script"])
def test_from_the_first_tile_to_a_renewed_figure(
    open_context: Callable[..., BrowserContext], site: Site, scripted: bool
) -> None:
    fatma = signed_in(open_context, site, RESEARCHER, java_script_enabled=scripted)
    carla = signed_in(open_context, site, EDITOR, java_script_enabled=scripted)
    composer = composed(fatma, f"Van begin tot eind {scripted}", scripted=scripted)
    fatma.locator("[data-arrange]").nth(3).click()
    fatma.locator("[data-cell]").nth(3).locator("button[value^=earlier]").click()
    expect_kinds(fatma, "title", "lesson", "figure", "lesson")
    fatma.locator("[data-cell]").nth(2).locator("button[value^=wider]").click()
    expect(cells(fatma).nth(2)).to_have_attribute("data-width", "5")

    work = composer.removesuffix("tegels/")
    fatma.goto(f"{work}beoordeling/")
    fatma.click("form[action$='indiening/'] button")
    expect(fatma.locator("[data-standing=in_review]")).to_be_visible()
    carla.goto(f"{work}beoordeling/")
    carla.click("form[action$='publicatie/'] button")
    expect(carla.locator("[data-standing=closed]")).to_be_visible()
    public = work.replace("/werkplek", "")
    carla.goto(public)
    was = int(carla.locator(".board [data-figure]").get_attribute("data-figure") or 0)

    published((fatma, carla), f"Nog een initiatief {scripted}", "De buren eten soep.", scripted=scripted)
    carla.goto("/werkplek/publicaties/verouderde-cijfers/")
    aged = carla.locator(f"[data-slug='{work.rstrip('/').rsplit('/', 1)[-1]}']")
    expect(aged.locator("strong").first).to_have_text(str(was))
    aged.locator("input[value=renew]").check()
    aged.locator("form button").click()
    carla.wait_for_url("**/tegels/")
    carla.goto(public)
    expect(carla.locator(".board [data-figure]")).to_have_attribute("data-figure", str(was))
    fatma.goto(composer)  # a second pair of eyes
    fatma.locator("[data-arrange]").nth(3).click()
    fatma.locator("[data-cell]").nth(3).locator("button[value^=wider]").click()
    expect(cells(fatma).nth(3)).to_have_attribute("data-width", "7")
    fatma.goto(f"{work}beoordeling/")
    fatma.click("form[action$='indiening/'] button")
    expect(fatma.locator("[data-standing=in_review]")).to_be_visible()
    carla.goto(f"{work}beoordeling/")
    carla.click("form[action$='publicatie/'] button")
    expect(carla.locator("[data-standing=closed]")).to_be_visible()
    carla.goto(public)
    now = int(carla.locator(".board [data-figure]").get_attribute("data-figure") or 0)
    assert now > was


def test_a_question_is_answered_while_it_is_built_and_its_form_follows(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = signed_in(open_context, site, RESEARCHER)
    add(page, begun(page, "Vragen"), "figure")
    is_ready(page)

    page.select_option("#id_measure", "share")
    expect(page.locator("#naast .board__problem")).to_be_visible()
    page.locator("#vraag details", has=page.locator("[name=part-toegang]")).locator("summary").click()
    page.locator("[name=part-toegang]").first.check()
    expect(page.locator("#naast .board [data-figure]")).to_contain_text("%")
    expect(page.locator("[data-alternative]")).not_to_be_empty()
    page.reload()
    expect(page.locator("#naast .board [data-figure]")).to_contain_text("%")


def test_what_two_people_type_in_one_field_waits_for_a_choice(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    fatma, carla = signed_in(open_context, site, RESEARCHER), signed_in(open_context, site, EDITOR)
    add(fatma, begun(fatma, "Met twee"), "text")
    carla.goto(fatma.url)
    is_ready(carla)

    say(fatma, {"heading": "Van Fatma"}, scripted=True)
    carla.fill("#id_heading", "Van Carla")
    expect(carla.locator("#stand")).to_have_attribute("data-state", "conflict")
    carla.check("[name=choice-heading][value=mine]")
    expect(carla.locator("#stand")).to_have_attribute("data-state", "saved")


def test_what_is_typed_in_a_tile_without_a_connection_is_there_when_it_is_back(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = signed_in(open_context, site, RESEARCHER)
    add(page, begun(page, "In de trein"), "text")
    is_ready(page)
    was = page.locator("[data-kept-state]").text_content()

    page.context.set_offline(True)
    page.fill("#id_heading", "Getypt in de tunnel")
    expect(page.locator("[data-kept-state]")).not_to_have_text(was or "")
    page.context.set_offline(False)
    page.reload()
    is_ready(page)

    expect(page.locator("#id_heading")).to_have_value("Getypt in de tunnel")
    expect(page.locator("[data-kept-notice]")).to_be_visible()


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_where_infographics_are_composed(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    page = signed_in(open_context, site, RESEARCHER, bypass_csp=True)
    composer = begun(page, f"Bekeken {size['width']}")
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    found: dict[str, object] = {}
    for kind in ("title", "figure", "bars", "map", "quotation", "picture", "lesson"):
        add(page, composer, kind)
        found[kind] = violations(page), sideways(page)
    page.goto(composer)
    page.locator("[data-arrange]").nth(1).click()
    found["composer"] = violations(page), sideways(page)
    page.locator("[data-cell]").nth(1).locator(".cell__out").click()
    expect(page.locator(".undo")).to_be_visible()
    found["undo"] = violations(page), sideways(page)

    assert found == {name: ([], 0) for name in found}
