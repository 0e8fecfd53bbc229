"""The entry page of a case, as browser tests use it."""

from playwright.sync_api import Page, expect

RESEARCHER, EDITOR = "onderzoeker@voorbeeld.nl", "redacteur@voorbeeld.nl"
# Whether this text is among what the browser keeps.
KEPT_IN_BROWSER = """text => new Promise((resolve) => {
  const opening = indexedDB.open("wijk");
  opening.onsuccess = () => {
    const asking = opening.result.transaction("typed").objectStore("typed").getAll();
    asking.onsuccess = () => {
      opening.result.close();
      resolve(asking.result.some((entry) => entry.body.includes(text)));
    };
  };
})"""


def begin(page: Page, title: str = "Soep op dinsdag") -> str:
    """Make a case; returns the address of its entry page, on which `page` is."""
    page.goto("/werkplek/initiatieven/nieuw/")
    page.fill("input[name=title]", title)
    page.fill("input[name=municipality]", "Heerlen")
    page.press("input[name=title]", "Enter")
    page.wait_for_url("**/werkplek/initiatieven/soep*/")
    is_ready(page)
    return page.url


def is_ready(page: Page) -> None:
    page.wait_for_selector("#entry[data-ready]")


def is_saved(page: Page) -> None:
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "saved")


def is_in_state(page: Page, state: str) -> None:
    expect(page.locator("[data-state]")).to_have_attribute("data-state", state, timeout=20_000)


def reopened(page: Page, address: str) -> Page:
    """The page as another visit finds it."""
    page.goto(address)
    is_ready(page)
    return page
