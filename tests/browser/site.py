"""The site that the browser tests open, and the addresses of every kind of page it has."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

PUBLIC_PAGES = (
    "/",
    "/initiatieven/",
    "/initiatieven/?thema=ontmoeting&gemeente=utrecht&q=wijk",
    "/initiatieven/?thema=bestaat-niet&jaar_van=abc",
    "/initiatieven/?thema=sport&provincie=drenthe",
    "/initiatieven/?weergave=kaart",
    "/initiatieven/?weergave=tabel",
    "/initiatieven/?weergave=tabel&sorteer=titel",
    "/initiatieven/?weergave=kaart&provincie=limburg",
    "/initiatieven/?weergave=matrix",
    "/initiatieven/?weergave=matrix&rijen=thema&kolommen=gemeente",
    "/initiatieven/?zoals=heerlen&w_inwoners=0&ook=verbinding.bridging",
    "/initiatieven/?pagina=2",
    "/initiatieven/facet/thema/",
    "/initiatieven/facet/gemeente/",
    "/initiatieven/krachtstation-kanaleneiland/",
    "/initiatieven/krachtstation-kanaleneiland/v1/",
    "/initiatieven/casus-oud-crooswijk-rotterdam/",
    "/lessen/",
    "/lessen/goede-plekken-zijn-onmisbaar/",
    "/publicaties/",
    "/publicaties/wij-in-de-wijk-1/",
    "/themas/",
    "/themas/ontmoeting/",
    "/gemeenten/",
    "/gemeenten/?q=bergen",
    "/gemeenten/heerlen/",
    "/gemeenten/urk/",
    "/gemeenten/heerlen/?w_inwoners=5&w_provincie=99",
    "/zoeken/",
    "/zoeken/?q=ontmoeting",
    "/zoeken/?q=Sudwest+Frislan",
    "/zoeken/?q=bestaatechtniet",
    "/over/",
    "/over/bronnen/",
    "/over/toegankelijkheid/",
    "/over/privacy/",
    "/account/inloggen/",
    "/bestaat-niet/",
)
EDITOR_PAGES = (
    "/werkplek/",
    "/beheer/",
    "/beheer/initiatives/initiative/",
    "/beheer/initiatives/initiative/add/",
    "/beheer/initiatives/theme/",
    "/beheer/initiatives/theme/add/",
    "/beheer/initiatives/actor/",
    "/beheer/initiatives/keyword/",
    "/beheer/curation/merge/",
    "/beheer/lessons/lesson/",
    "/beheer/publications/publication/",
    "/beheer/places/municipality/",
)


@dataclass(frozen=True)
class Site:
    address: str
    var: Path

    def password_of(self, email: str) -> str:
        """The password of a demonstration account."""
        lines = (self.var / "demo-accounts.txt").read_text().splitlines()
        return dict(line.split(" ", 1) for line in lines)[email]

    def sign_in(self, page: Page, email: str) -> None:
        page.goto("/account/inloggen/")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", self.password_of(email))
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/werkplek/")
