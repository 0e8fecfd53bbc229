"""Signing in as people do: by invitation, passkey and app, by keyboard, without JavaScript; every page is sound."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.invited import PASSWORD, code, invite, link_for
from tests.browser.site import Site
from tests.browser.test_accessibility import SIZES, sideways, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def administrator(open_context: Callable[..., BrowserContext], site: Site) -> Page:
    page = open_context().new_page()
    site.sign_in(page, "beheerder@voorbeeld.nl")
    return page


@pytest.fixture
def at_a_name(browser: Browser) -> Iterator[Page]:
    """A browser with a passkey device in it, to open the site under a name: a number has no passkeys."""
    context = browser.new_context(locale="nl-NL")
    context.set_default_timeout(10_000)
    page = context.new_page()
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    yield page
    context.close()
    assert broken == []


def test_invited_with_a_passkey_and_in_again_with_nothing_else(
    administrator: Page, at_a_name: Page, site: Site
) -> None:
    invite(administrator, "passkey@voorbeeld.nl", "editor")
    page, home = at_a_name, site.address.replace("127.0.0.1", "localhost")

    page.goto(home + link_for(site, "passkey@voorbeeld.nl"))
    page.fill("input[name=name]", "Pim Passkey")
    page.click("button[name=way]")
    page.wait_for_url("**/passkeys/nieuw/")
    page.click("form[data-passkey] button.button")
    page.wait_for_url("**/herstelcodes/")
    assert page.locator(".codes li").count() == 10
    page.goto(f"{home}/account/uitloggen/")
    page.click("main button.button")
    page.wait_for_url(f"{home}/")
    page.goto(f"{home}/account/inloggen/?next=/beheer/")
    page.click("form[data-passkey] button")

    page.wait_for_url("**/beheer/")


def test_an_app_is_set_up_and_asked_for_by_keyboard_alone(
    administrator: Page, open_context: Callable[..., BrowserContext], site: Site
) -> None:
    invite(administrator, "app@voorbeeld.nl", "editor")
    page = open_context().new_page()

    page.goto(link_for(site, "app@voorbeeld.nl"))
    page.focus("input[name=name]")
    page.keyboard.type("Ada App")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/werkplek/")
    page.goto("/account/tweede-stap/app/")
    secret = page.inner_text(".secret")
    page.focus("input[name=code]")
    page.keyboard.type(code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/herstelcodes/")
    recovery = page.locator(".codes li").first.inner_text()
    page.context.clear_cookies()
    page.goto("/account/inloggen/")
    page.locator("input[name=login]:focus").wait_for()  # the first field has the focus
    page.keyboard.type("app@voorbeeld.nl")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/inloggen/code/")
    page.focus("input[name=code]")
    page.keyboard.type(recovery)
    page.keyboard.press("Enter")

    page.wait_for_url("**/werkplek/")


def test_a_password_can_be_looked_at(page: Page) -> None:
    page.goto("/account/aanmelden/")
    field = page.locator("input[name=password1]")
    button = page.locator("button[aria-controls=id_password1]")

    kinds = [field.get_attribute("type")]
    for _ in range(2):
        button.click()
        kinds.append(field.get_attribute("type"))

    assert kinds == ["password", "text", "password"]


def test_without_javascript_one_joins_and_signs_in(
    administrator: Page, open_context: Callable[..., BrowserContext], site: Site
) -> None:
    invite(administrator, "zonder@voorbeeld.nl", "researcher")
    page = open_context(java_script_enabled=False).new_page()

    page.goto(link_for(site, "zonder@voorbeeld.nl"))
    assert page.locator("button[name=way]").is_hidden()
    page.fill("input[name=name]", "Zonder Script")
    page.fill("input[name=password]", PASSWORD)
    page.click("button.button >> nth=0")
    page.wait_for_url("**/werkplek/")
    page.goto("/account/tweede-stap/app/")
    page.fill("input[name=code]", code(page.inner_text(".secret")))
    page.click("main button.button")
    page.wait_for_url("**/herstelcodes/")

    page.goto("/account/sessies/")
    assert page.locator("tbody tr").count() == 1


@pytest.mark.parametrize(("size", "scheme"), list(zip(SIZES, ("light", "dark"), strict=True)), ids=["wide", "narrow"])
def test_axe_finds_nothing_around_signing_in(
    open_context: Callable[..., BrowserContext], site: Site, size: dict[str, int], scheme: str
) -> None:
    page = open_context(viewport=size, color_scheme=scheme, bypass_csp=True).new_page()
    found = {address: _faults(page, address) for address in ENTRANCE}
    email = f"axe-{scheme}-{size['width']}@voorbeeld.nl"
    site.sign_in(page, "beheerder@voorbeeld.nl")
    invite(page, email, "reader")
    found |= {address: _faults(page, address) for address in ACCOUNT}
    page.context.clear_cookies()
    found["an invitation"] = _faults(page, link_for(site, email))

    page.fill("input[name=name]", "Axel Axe")
    page.fill("input[name=password]", PASSWORD)
    page.click("button.button >> nth=0")
    page.wait_for_url("**/werkplek/")
    page.goto("/account/tweede-stap/app/")
    page.fill("input[name=code]", code(page.inner_text(".secret")))
    page.click("main button.button")
    page.wait_for_url("**/herstelcodes/")
    found |= {address: _faults(page, address) for address in WITH_A_SECOND_STEP}
    page.context.clear_cookies()
    page.goto("/account/inloggen/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button.button >> nth=0")
    page.wait_for_url("**/inloggen/code/")
    found["the second step"] = _faults(page)

    assert {address: lines for address, lines in found.items() if lines} == {}


ENTRANCE = (
    "/account/inloggen/",
    "/account/aanmelden/",
    "/account/wachtwoord/vergeten/",
    "/account/wachtwoord/vergeten/verzonden/",
    "/account/wachtwoord/vergeten/1-x/",
    "/account/e-mail/bevestigen/",
    "/account/e-mail/bevestigen/x/",
    "/account/inactief/",
    "/account/inloggen/afgebroken/",
    "/account/uitnodiging/x/",
)
ACCOUNT = (
    "/account/",
    "/account/e-mail/",
    "/account/wachtwoord/",
    "/account/sessies/",
    "/account/bevestigen/",
    "/account/tweede-stap/",
    "/account/tweede-stap/app/",
    "/account/tweede-stap/passkeys/nieuw/",
    "/account/opheffen/",
    "/account/uitnodigen/",
    "/account/uitloggen/",
)
WITH_A_SECOND_STEP = (
    "/account/tweede-stap/",
    "/account/tweede-stap/app/uit/",
    "/account/tweede-stap/herstelcodes/",
    "/account/tweede-stap/herstelcodes/nieuw/",
    "/account/bevestigen/code/",
)


def _faults(page: Page, address: str = "") -> list[str]:
    if address:
        page.goto(address)
    wide = sideways(page)
    return violations(page) + ([f"{wide} pixels too wide"] if wide > 0 else [])
