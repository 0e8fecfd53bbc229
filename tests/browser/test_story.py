"""The story in a real browser: notes pasted from Word, and remarks on words that are selected."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.entry import EDITOR, begin, is_saved
from tests.browser.site import Site

pytestmark = pytest.mark.browser


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
