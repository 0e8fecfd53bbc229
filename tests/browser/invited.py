"""How people come in: invited by mail, and with an app as the second step."""

import time

from allauth.mfa.totp.internal.auth import hotp_value
from playwright.sync_api import Page

from tests.browser.site import Site

PASSWORD = "de buurman fietst elke dag naar zee"


def code(secret: str) -> str:
    """What an app shows now."""
    return f"{hotp_value(secret, int(time.time()) // 30):06}"


def link_for(site: Site, email: str) -> str:
    """The last link that was mailed to `email`, as a path."""
    mails = sorted((site.var / "mail").glob("*"), key=lambda path: path.stat().st_mtime)
    text = next(text for path in reversed(mails) if f"To: {email}" in (text := path.read_text()))
    line = next(line for line in reversed(text.splitlines()) if line.startswith(site.address))
    return line.removeprefix(site.address)


def invite(page: Page, email: str, role: str) -> None:
    page.goto("/account/uitnodigen/")
    page.fill("input[name=email]", email)
    page.select_option("select[name=role]", role)
    page.press("input[name=email]", "Enter")
    page.wait_for_selector(f"[data-email='{email}']")
