"""The story in a real browser: pictures, notes and remarks, by keyboard and by selecting."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.entry import EDITOR, begin, is_ready, is_saved
from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations
from tests.media.pictures import a_jpeg

pytestmark = pytest.mark.browser


def with_a_picture(page: Page, title: str) -> str:
    """The address of a case with a picture of which all is said; `page` is on it."""
    address = begin(page, title)
    page.set_input_files("#add-pictures", {"name": "tuin.jpg", "mimeType": "image/jpeg", "buffer": a_jpeg((640, 420))})
    page.click("button[value='pictures.add']")
    page.wait_for_selector("[name$=-alternative_text]", timeout=40_000)  # as long as drawing a picture may take
    is_ready(page)
    page.fill("[name=pictures-0-alternative_text]", "Vier vlakken")
    page.fill("[name=pictures-0-caption]", "De tuin in juni")
    page.fill("[name=pictures-0-credit]", "F. Otograaf")
    page.select_option("[name=pictures-0-licence]", "cc0")
    page.select_option("[name=pictures-0-consent]", "nobody")
    is_saved(page)
    return address


def test_a_picture_and_a_note_are_placed_with_the_keyboard(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    site.sign_in(page, EDITOR)
    address = with_a_picture(page, "Soep met een beeld")
    editor, tools = page.locator(".story-text__body"), page.locator("[data-tools]")

    editor.focus()
    page.keyboard.type("Zij koken soep")
    tools.locator("[data-mark=note]").focus()
    page.keyboard.press("Enter")
    expect(editor).to_be_focused()
    page.keyboard.type("Elke dinsdag.")
    tools.locator("[data-mark=note]").focus()
    page.keyboard.press("Enter")
    expect(editor).to_be_focused()
    page.keyboard.type(" voor de buurt.")
    tools.locator("[data-mark=picture]").focus()
    page.keyboard.press("Enter")
    expect(tools.locator("[data-place]")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("En dan eten zij.")
    is_saved(page)

    expect(editor.locator("figure img")).to_be_visible()
    page.goto(f"{address}lezersblik/")
    prose = page.locator(".prose")
    expect(prose.locator("figure img")).to_have_attribute("alt", "Vier vlakken")
    assert "".join(prose.inner_text().split()) == (
        "Zijkokensoep1voordebuurt.DetuininjuniBeeld:F.Otograaf,CC0Endanetenzij."
    )
    assert page.locator("img[alt='Vier vlakken']").count() == 1
    page.click(".note-sign a")
    expect(page.locator("#noot-1")).to_contain_text("Elke dinsdag.")
    page.click(".notes__back")
    assert page.url.endswith("#noot-1-terug")
    page.goto(address)
    is_ready(page)
    assert editor.inner_html().count("<note>") == 1


def test_what_word_gives_as_footnote_is_pasted_as_note(open_context: Callable[..., BrowserContext], site: Site) -> None:
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    site.sign_in(page, EDITOR)
    begin(page, "Soep uit Word")
    pasted = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p class=MsoNormal>Zij koken<a
      style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><sup>[1]</sup></a>.</p>
      <div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a
      href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> Elke dinsdag.</p></div></div></body></html>"""

    page.locator(".story-text__body").focus()
    page.evaluate(
        """html => { const data = new DataTransfer(); data.setData("text/html", html);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true})); }""",
        pasted,
    )
    is_saved(page)

    assert page.input_value("#id_body") == "<p>Zij koken<note>Elke dinsdag.</note>.</p>"


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_where_pictures_and_notes_are_placed_and_read(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    page = open_context(bypass_csp=True, viewport={"width": size["width"], "height": size["height"]}).new_page()
    site.sign_in(page, EDITOR)
    address = with_a_picture(page, f"Soep bekeken {size['width']}")
    page.locator(".story-text__body").fill("Zij koken [noot: elke dinsdag] soep.")
    page.click("[data-mark=picture]")
    page.click("[data-place]")
    page.click("[data-mark=picture]")
    is_saved(page)

    found = [*violations(page), *(["sideways"] if sideways(page) > 0 else [])]
    page.goto(f"{address}lezersblik/")
    found += [*violations(page), *(["sideways"] if sideways(page) > 0 else [])]

    assert found == []


def test_words_are_selected_with_the_keyboard_and_remarked_on(
    open_context: Callable[..., BrowserContext], site: Site
) -> None:
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    site.sign_in(page, EDITOR)
    address = begin(page, "Soep met een opmerking")
    page.fill("#id_summary", "Zij 😀 koken soep.")
    is_saved(page)
    page.goto(f"{address}beoordeling/")
    page.wait_for_selector("[data-texts][data-ready]")
    words = page.locator("[data-words=summary]")

    words.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("xyz")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    for _ in range(5):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-remark-button]:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("[data-quote]")).to_have_text("koken")
    assert page.input_value("[data-dialog] [name=start]") == "6"
    page.keyboard.type("Wie zijn zij?")
    page.click("[data-dialog] .button")

    expect(page.locator("[data-remark=open] .remark__quote")).to_have_text("koken")
    expect(words).to_have_text("Zij 😀 koken soep.")


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_where_selected_words_are_remarked_on(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    page = open_context(bypass_csp=True, viewport={"width": size["width"], "height": size["height"]}).new_page()
    site.sign_in(page, EDITOR)
    address = begin(page, f"Soep beoordeeld {size['width']}")
    page.fill("#id_summary", "Zij koken soep.")
    is_saved(page)
    page.goto(f"{address}beoordeling/")
    page.wait_for_selector("[data-texts][data-ready]")

    page.locator("[data-words=summary]").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("[data-remark-button]:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("[data-dialog]")).to_be_visible()

    assert [*violations(page), *(["sideways"] if sideways(page) > 0 else [])] == []
