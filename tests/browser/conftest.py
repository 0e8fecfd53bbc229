"""A real site, started as `make run` starts it, and a real browser to open it. Skipped where there is no Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.site import Site
from tests.site_folders import clear, new_var

ROOT = Path(__file__).resolve().parent.parent.parent
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
    log = (var / "serve.log").open("w+b")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address, process, log.name)
        yield Site(address, var)
    finally:
        process.terminate()
        process.wait(timeout=60)
        log.close()
        clear(var)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("There is no Chromium on this machine: the browser tests are skipped.")
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
        context.set_default_timeout(10_000)
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


def _wait_until_ready(address: str, process: subprocess.Popen[bytes], log: str) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            _pause(process)
    pytest.fail(f"The site did not start:\n{Path(log).read_text()[-3000:]}")


def _pause(process: subprocess.Popen[bytes]) -> None:
    """Look again in a moment, or at once when the server has stopped."""
    try:
        process.wait(timeout=0.2)
    except subprocess.TimeoutExpired:
        return


def _note_foreign(url: str, site: Site, broken: list[str]) -> None:
    if not url.startswith((site.address, "data:", "blob:", "about:")):
        broken.append(f"request to somebody else: {url}")


def _note_error(message: object, broken: list[str]) -> None:
    text = f"{message.text}"  # type: ignore[attr-defined]
    expected = "Failed to load resource: the server responded with a status of 4"
    if message.type == "error" and not text.startswith(expected):  # type: ignore[attr-defined]
        broken.append(f"error in the console: {text}")
