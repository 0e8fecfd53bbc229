"""A podcast made, published and played in a real browser: with keys, by clicks, by address, without JavaScript."""

import io
import wave
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.entry import EDITOR, RESEARCHER
from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations

pytestmark = pytest.mark.browser
SECONDS = 780
SAID = """WEBVTT

00:00.000 --> 00:05.000
<v Fatma>Welkom in het buurthuis.

00:05.000 --> 00:09.000
<v Fatma>Elke woensdag koken buren samen

00:09.000 --> 00:12.000
<v Fatma>en wie nieuw is schuift aan.

12:31.000 --> 12:36.000
<v Jan>De gemeente betaalt de huur.
"""


def a_quiet_sound() -> bytes:
    """Thirteen minutes of silence, of so few samples that it is small."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(3000)
        sound.writeframes(b"\x80" * 3000 * SECONDS)
    return stream.getvalue()


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Where the episode is that the first test that needs one makes."""
    return {}


def signed_in(open_context: Callable[..., BrowserContext], site: Site, email: str) -> Page:
    page = open_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False).new_page()
    site.sign_in(page, email)
    return page


@pytest.fixture
def address(open_context: Callable[..., BrowserContext], site: Site, made: dict[str, str]) -> str:
    """The public page of an episode that a researcher made, without JavaScript, and an editor published."""
    if "address" not in made:
        fatma = signed_in(open_context, site, RESEARCHER)
        fatma.goto("/werkplek/publicaties/nieuw/")
        fatma.check("input[name=kind][value=podcast_episode]")
        fatma.fill("input[name=title]", "Koken in het buurthuis")
        with fatma.expect_navigation():
            fatma.click("main form .button")
        fatma.set_input_files(
            "input[name=upload]", {"name": "koken.wav", "mimeType": "audio/wav", "buffer": a_quiet_sound()}
        )
        fatma.set_input_files(
            "input[name=transcript_file]", {"name": "koken.vtt", "mimeType": "text/vtt", "buffer": SAID.encode()}
        )
        fatma.fill("input[name=seconds]", "13:00")
        fatma.fill("textarea[name=chapters]", "0:00 Welkom\n12:31 Geld")
        fatma.fill("textarea[name=speakers]", "Fatma (maker)\nJan")
        with fatma.expect_navigation():
            fatma.click("main form[enctype] .button")
        expect(fatma.locator("audio")).to_be_visible()
        slug = fatma.url.rstrip("/").split("/")[-2]
        fatma.goto(f"/werkplek/publicaties/{slug}/beoordeling/")
        fatma.click("form[action$='indiening/'] button")
        carla = signed_in(open_context, site, EDITOR)
        carla.goto(f"/werkplek/publicaties/{slug}/beoordeling/")
        with carla.expect_navigation():
            carla.click("form[action$='publicatie/'] button")
        made["address"] = f"/publicaties/{slug}/"
    return made["address"]


def has_come_to(page: Page, seconds: int) -> None:
    """Wait until the recording stands at this second, or just after it."""
    page.wait_for_function(
        "seconds => { const { currentTime } = document.querySelector('audio');"
        " return currentTime >= seconds && currentTime < seconds + 4; }",
        arg=seconds,
    )


def said_now(page: Page) -> Locator:
    return page.locator(".turn__line[aria-current]")


def test_an_address_with_a_moment_leads_to_it(page: Page, address: str) -> None:
    page.goto(f"{address}#t=12:31")

    has_come_to(page, 751)
    expect(said_now(page)).to_have_text("De gemeente betaalt de huur.")
    expect(page.locator("[id='t=12:31']")).to_be_in_viewport()


def test_a_line_that_is_clicked_is_heard(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("document.querySelector('audio').readyState > 0")

    page.locator(".turn__line", has_text="schuift aan").click()

    has_come_to(page, 9)
    expect(said_now(page)).to_have_text("en wie nieuw is schuift aan.")
    assert page.url.endswith("#t=0:09")
    assert page.evaluate("document.querySelector('audio').paused") is False


def test_everything_is_done_with_keys(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("document.querySelector('audio').readyState > 0")

    page.focus("#moment")
    page.keyboard.type("12:31")
    page.keyboard.press("Enter")
    has_come_to(page, 751)

    page.focus("[data-step='-15']")
    page.keyboard.press("Space")
    has_come_to(page, 736)

    page.focus("[data-speed]")
    page.select_option("[data-speed]", "1.5")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5

    page.focus(".ruled-list a[href='#t=0:00']")
    page.keyboard.press("Enter")
    has_come_to(page, 0)

    page.focus("#moment")
    page.fill("#moment", "straks")
    page.keyboard.press("Enter")
    expect(page.locator("#moment-status")).not_to_be_empty()


def test_what_is_said_is_searched_while_it_plays(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".turn__line", has_text="Elke woensdag").click()
    has_come_to(page, 5)

    page.fill("#transcript-words", "HUUR")
    page.keyboard.press("Enter")

    expect(page.locator("#transcript mark")).to_have_text("huur")
    assert page.evaluate("document.querySelector('audio').paused") is False
    page.click("#transcript [role=status] a")
    has_come_to(page, 751)


def test_without_javascript_a_moment_leads_to_its_words(
    open_context: Callable[..., BrowserContext], address: str
) -> None:
    page = open_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(address)

    page.click(".ruled-list a[href='#t=12:31']")
    expect(page.locator("[id='t=12:31']")).to_be_in_viewport()
    expect(page.locator(".player__controls")).to_be_hidden()

    page.fill("#transcript-words", "huur")
    page.press("#transcript-words", "Enter")
    expect(page.locator("#transcript mark")).to_have_text("huur")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["wide", "narrow"])
def test_axe_finds_nothing(
    open_context: Callable[..., BrowserContext], site: Site, address: str, size: dict[str, int], scheme: str
) -> None:
    page = open_context(viewport=size, color_scheme=scheme, bypass_csp=True).new_page()
    site.sign_in(page, EDITOR)
    slug = address.rstrip("/").split("/")[-1]
    page.goto("/werkplek/publicaties/nieuw/")
    page.check("input[name=kind][value=film]")
    page.fill("input[name=title]", "Film over koken")
    with page.expect_navigation():
        page.click("main form .button")
    addresses = [page.url, f"{address}?zoek=huur", f"/werkplek/publicaties/{slug}/momenten/"]

    found = {}
    for each in addresses:
        page.goto(each)
        found[each] = violations(page)
        assert sideways(page) == 0

    assert {each: lines for each, lines in found.items() if lines} == {}
