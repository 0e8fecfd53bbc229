"""Passages in a real browser: selected with mouse and keys or pasted, marked, followed into a newer text, resolved."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.entry import is_ready
from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations
from tests.browser.test_review import EDITOR, RESEARCHER, begun, save, signed_in, submitted

pytestmark = pytest.mark.browser

LESSON = "goede-plekken-zijn-onmisbaar"
STAYS, CHANGES = "De zaal is van de gemeente.", "De buren eten elke dinsdag samen soep."
TWICE, GOES = "Kinderen spelen op het plein.", "Vrijwilligers halen de boodschappen."
MOVES = "Wie jarig is, kiest het toetje."
BIRTHDAY = f"Taart hoort erbij. {MOVES} De rest zingt een lied."
OLD = f"""{BIRTHDAY}
Samen koken, al tien jaar lang.
{STAYS} {CHANGES} {TWICE} {GOES}
Na afloop wast iedereen af."""
NEW = f"""Samen koken, al tien jaar lang.
{STAYS} {CHANGES.replace("dinsdag", "donderdag")}
{TWICE} Dat is goed voor iedereen. {TWICE}
Na afloop wast iedereen af.
{BIRTHDAY}"""


People = tuple[Page, Page]  # who writes and submits, and who publishes and marks


def people(open_context: Callable[..., BrowserContext], site: Site, **options: object) -> People:
    return signed_in(open_context, site, RESEARCHER, **options), signed_in(open_context, site, EDITOR, **options)


def published(who: People, title: str, text: str, *, scripted: bool = True) -> str:
    """The address in the workspace of a case that says this, published."""
    case = begun(who[0], title)
    _offered(who, case, text, scripted=scripted)
    return case


def revised(who: People, case: str, text: str, *, scripted: bool = True) -> None:
    """Publish a newer version that says this."""
    who[0].goto(case)
    who[0].click("form[action$='herziening/'] button")
    _offered(who, case, text, scripted=scripted)


def _offered(who: People, case: str, text: str, *, scripted: bool) -> None:
    writer, editor = who
    writer.goto(case)
    if scripted:
        is_ready(writer)
    writer.fill("#id_summary", text)
    save(writer, scripted=scripted)
    submitted(writer, case)
    editor.goto(f"{case}beoordeling/")
    editor.click("form[action$='publicatie/'] button[value=now]")
    expect(editor.locator("[data-standing=closed]")).to_be_visible()


def public(case: str) -> str:
    return case.replace("/werkplek", "")


def for_the_lesson(page: Page) -> str:
    """Say on the page for marking which lesson it is for; the words that are marked on the page that follows."""
    slug_of_choice = page.locator("#id_lesson option", has_text="Goede plekken").first.get_attribute("value")
    page.select_option("#id_lesson", slug_of_choice)
    page.check("#id_stance_0")
    page.click("main form.form .button")
    page.wait_for_url(re.compile(r"/initiatieven/[^/]+/#fragment-\d+"))
    return page.locator(f"[id='{page.url.partition('#')[2]}']").inner_text()


def select_with_mouse(page: Page, words: str) -> None:
    """Drag over these words of the lead, from the first sign to the last."""
    box = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector(".lead"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const start = node.data.indexOf(words);
            if (start < 0) continue;
            const range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + words.length);
            const boxes = [...range.getClientRects()], first = boxes[0], last = boxes.at(-1);
            return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
          }
        }""",
        words,
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[3], steps=8)
    page.mouse.up()


def test_selected_with_the_mouse_and_with_keys(open_context: Callable[..., BrowserContext], site: Site) -> None:
    who = people(open_context, site)
    case, page = published(who, "Geselecteerd", OLD), who[1]

    page.goto(public(case))
    select_with_mouse(page, STAYS)
    page.locator(".marking-bar a").click()
    assert for_the_lesson(page) == STAYS

    page.goto(public(case))
    select_with_mouse(page, "Vrijwilligers")
    for _word in range(3):
        page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.locator(".marking-bar")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".marking-bar a")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fragmenten/nieuw/**")
    assert GOES.startswith(for_the_lesson(page).strip())
    assert page.locator("mark.passage").count() == 2


def test_from_the_word_to_the_lesson_and_back(open_context: Callable[..., BrowserContext], site: Site) -> None:
    who = people(open_context, site)
    case, page = published(who, "Gevolgd", OLD), who[1]
    page.goto(f"/werkplek/fragmenten/nieuw/?versie={version_of(page, case)}")
    page.fill("#woorden", CHANGES)
    page.click("main form.sentences .button")
    for_the_lesson(page)
    visitor = open_context(viewport={"width": 1280, "height": 900}).new_page()

    visitor.goto(public(case))
    sign = visitor.locator(".passage-sign a").first
    sign.click()
    note = visitor.locator(f"[id='{visitor.url.partition('#')[2]}']")
    expect(note).to_be_in_viewport()
    note.locator(".margin__resting a").click()
    visitor.wait_for_url(re.compile(rf"/lessen/{LESSON}/#fragment-\d+"))
    key = visitor.url.rpartition("-")[2]
    visitor.goto(f"/fragmenten/{key}/")
    visitor.wait_for_url(re.compile(rf"/initiatieven/[^/]+/v1/#fragment-{key}"))
    expect(visitor.locator(f"#fragment-{key}")).to_be_in_viewport()
    assert visitor.locator(f"#fragment-{key}").inner_text() == CHANGES


def version_of(page: Page, case: str) -> str:
    page.goto(public(case))
    return page.locator("[data-marking]").get_attribute("data-marking").rpartition("=")[2]  # type: ignore[union-attr]


@pytest.mark.parametrize("scripted", [True, False], ids=["with-script", "without-script"])
def test_marked_republished_and_resolved(
    open_context: Callable[..., BrowserContext], site: Site, scripted: bool
) -> None:
    who = people(open_context, site, java_script_enabled=scripted)
    case, page = published(who, f"Opgelost {scripted}", OLD, scripted=scripted), who[1]
    slug = case.rstrip("/").rpartition("/")[2]
    for sentence in (STAYS, MOVES, CHANGES, TWICE):
        page.goto(public(case))
        page.click("[data-marking] .arrow-link")
        page.fill("#woorden", sentence)
        page.click("main form.sentences .button")
        for_the_lesson(page)
    page.goto(public(case))
    page.click("[data-marking] .arrow-link")
    page.locator(".sentences summary").click()
    page.get_by_label(GOES).check()
    page.click("main form.sentences .button")
    assert for_the_lesson(page) == GOES

    revised(who, case, NEW, scripted=scripted)
    page.goto(f"/werkplek/fragmenten/?staat=alle&casus={slug}")
    states = {
        each.locator("h2").inner_text().strip("“”"): each.locator(".label").first.inner_text()
        for each in page.locator("[data-passage]").all()
    }
    assert states == {
        STAYS: "gevonden",
        MOVES: "verplaatst",
        CHANGES: "gewijzigd",
        TWICE: "dubbelzinnig",
        GOES: "verweesd",
    }

    waiting = f"/werkplek/fragmenten/?casus={slug}"
    page.goto(waiting)
    expect(page.locator("[data-passage]")).to_have_count(3)
    changed = page.locator("[data-passage]", has=page.locator("h2", has_text="De buren"))
    expect(changed.locator("del")).to_contain_text("dinsdag")
    expect(changed.locator("ins")).to_contain_text("donderdag")
    changed.locator("button[value=hier]").click()
    page.goto(waiting)
    twice = page.locator("[data-passage]", has=page.locator("h2", has_text="Kinderen"))
    twice.locator("input[name=plaats]").first.check()
    twice.locator("button[value=hier]").click()
    page.goto(waiting)
    page.locator("[data-passage]", has=page.locator("h2", has_text="Vrijwilligers")).locator(
        "button[value=weg]"
    ).click()
    page.goto(waiting)
    expect(page.locator("[data-passage]")).to_have_count(0)

    page.goto(public(case))
    shown = {each.inner_text() for each in page.locator("mark.passage").all()}
    assert shown == {STAYS, MOVES, CHANGES.replace("dinsdag", "donderdag"), TWICE}


@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing_where_passages_are(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int]
) -> None:
    who = people(open_context, site, bypass_csp=True)
    case, page = published(who, f"Gemarkeerd {size['width']}", OLD), who[1]
    new = f"/werkplek/fragmenten/nieuw/?versie={version_of(page, case)}"
    for sentence in (CHANGES, TWICE, f"{TWICE} {GOES}"):
        page.goto(new)
        page.fill("#woorden", sentence)
        page.click("main form.sentences .button")
        for_the_lesson(page)
    page.set_viewport_size({"width": size["width"], "height": size["height"]})

    found = {}
    for address in (new, f"{new}&woorden=Kinderen", f"{new}&woorden=staat+er+niet", public(case)):
        page.goto(address)
        found[address] = [*violations(page), *(["sideways"] if sideways(page) else [])]
    revised(who, case, NEW)
    slug = case.rstrip("/").rpartition("/")[2]
    page.goto(f"/werkplek/fragmenten/?casus={slug}")
    one = page.locator("[data-passage] h2 a").first.get_attribute("href") or ""
    for address in (f"/werkplek/fragmenten/?casus={slug}", one, f"{public(case)}v1/", "/werkplek/"):
        page.goto(address)
        found[address] = [*violations(page), *(["sideways"] if sideways(page) else [])]

    assert {address: lines for address, lines in found.items() if lines} == {}
