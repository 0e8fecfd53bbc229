"""A real site, started as `make run` starts it, and a real browser to open it. Skipped where there is no Chromium."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.site import Site
from tests.site_folders import clear, new_var

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# How long a page may take before what is awaited counts as not coming: a machine that runs many tests at once is slow.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A site of its own with the real catalogue and the demonstration accounts, for the whole run."""
    var = new_var()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    unwanted = {"DATABASE_URL", "SITE_URL", "SECRET_KEY", "DEBUG", "HOST", "EMAIL_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"WIJK_VAR": str(var), "PORT": str(port)}
    served = Site(f"http://127.0.0.1:{port}", var, environment)
    try:
        served.start()
        yield served
    finally:
        served.stop()
        clear(var)


def chromium() -> str:
    """The program; without one, the test is skipped."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("There is no Chromium on this machine: the browser tests are skipped.")
    return program


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def open_context(browser: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a fresh visitor; takes what Playwright's new_context takes. Fails the test when a page breaks a promise:
    a request to somebody else, or an error in the console (such as a refusal by the Content-Security-Policy)."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def open_one(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=site.address, locale="nl-NL", **options)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        context.on("request", lambda request: _note_foreign(request.url, site, broken))
        context.on("console", lambda message: _note_error(message, broken))
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert broken == []


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(viewport={"width": 1280, "height": 900}).new_page()


def _note_foreign(url: str, site: Site, broken: list[str]) -> None:
    if not url.startswith((site.address, "data:", "blob:", "about:")):
        broken.append(f"request to somebody else: {url}")


def _note_error(message: object, broken: list[str]) -> None:
    text = f"{message.text}"  # type: ignore[attr-defined]
    # What a test refuses, cuts off or kills on purpose is no broken promise of the page.
    expected = (
        "Failed to load resource: the server responded with a status of 4",
        "Failed to load resource: net::ERR_",
        "htmx:sendError",
        "htmx:afterRequest",
    )
    if message.type == "error" and not text.startswith(expected):  # type: ignore[attr-defined]
        broken.append(f"error in the console: {text}")
