"""Long work is watched with a script and without one, and leads to what came of it."""

import io
import os
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.site import Site
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

EDITOR = "redacteur@voorbeeld.nl"
CODINGS = "/werkplek/coderingen/"


def send_a_large_file(page: Page, site: Site) -> None:
    """Send the codings of the site itself, with something beside them that nobody reads."""
    site.sign_in(page, EDITOR)
    taken = page.request.get(f"{CODINGS}wijk.qdpx")
    file = io.BytesIO(taken.body())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("sources/ballast.bin", os.urandom(400_000))
    page.goto(CODINGS)
    page.set_input_files(
        "input[type=file]", {"name": "groot.qdpx", "mimeType": "application/zip", "buffer": file.getvalue()}
    )
    page.locator("form[enctype] button").click()


@pytest.mark.parametrize("has_script", [True, False])
def test_it_comes_to_its_end_by_itself(
    open_context: Callable[..., BrowserContext], site: Site, has_script: bool
) -> None:
    page = open_context(java_script_enabled=has_script).new_page()
    send_a_large_file(page, site)

    if not has_script:
        page.locator("[data-state=done] a.button").click(timeout=30_000)

    page.wait_for_url("**/werkplek/coderingen/?bekeken=*", timeout=30_000)
    expect(page.locator("[data-known]")).to_be_visible()


def test_its_pages_can_be_used_by_everybody(open_context: Callable[..., BrowserContext], site: Site) -> None:
    page = open_context(bypass_csp=True).new_page()
    send_a_large_file(page, site)
    page.wait_for_url("**/werkplek/coderingen/?bekeken=*", timeout=30_000)

    page.goto("/werkplek/taken/")
    assert violations(page) == []
    page.locator("main li[data-state=done] a").first.click()
    expect(page.locator("[data-state=done]")).to_be_visible()
    assert violations(page) == []
