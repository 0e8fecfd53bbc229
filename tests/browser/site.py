"""The site that the browser tests open, and the addresses of every kind of page it has."""

import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
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
    "/lessen/?voor_wie=policy&thema=ontmoeting",
    "/lessen/?q=ontmoeting&zoals=heerlen&zekerheid=bestaat-niet",
    "/lessen/?voor_wie=resident&zekerheid=hoog",
    "/lessen/facet/thema/",
    "/lessen/goede-plekken-zijn-onmisbaar/",
    "/lessen/goede-plekken-zijn-onmisbaar/v1/",
    "/lessen/goede-plekken-zijn-onmisbaar/?gemeente=heerlen",
    "/lessen/goede-plekken-zijn-onmisbaar/?gemeente=bergen&w_inwoners=99",
    "/publicaties/",
    "/publicaties/?soort=film&thema=ontmoeting&jaar_van=abc",
    "/publicaties/?q=wijk&zoals=heerlen&sorteer=titel",
    "/publicaties/?soort=bundel&jaar_tot=1999",
    "/publicaties/facet/thema/",
    "/publicaties/wij-in-de-wijk-1/",
    "/publicaties/wij-in-de-wijk-1/lezen/",
    "/publicaties/infographic-1-kerngegevens/",
    "/publicaties/infographic-2-waarde-van-de-casussen/",
    "/publicaties/infographic-3-lessen/v1/",
    "/publicaties/infographic-3-lessen/inbedden/",
    "/publicaties/podcastserie-wij-in-de-wijk/",
    "/publicaties/podcast-4-kijk-in-de-kernen/",
    "/publicaties/film-choku-gym/",
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
    "/werkplek/berichten/",
    "/werkplek/taken/",
    "/werkplek/matrix/",
    "/werkplek/matrix/?wat=themas&thema=ontmoeting",
    "/werkplek/matrix/lessen/goede-plekken-zijn-onmisbaar/krachtstation-kanaleneiland/",
    "/werkplek/naast-elkaar/",
    "/werkplek/naast-elkaar/?zoek=wijk",
    "/werkplek/naast-elkaar/?casus=krachtstation-kanaleneiland&casus=casus-oud-crooswijk-rotterdam&casus=weg",
    "/werkplek/coderingen/",
    "/werkplek/initiatieven/",
    "/werkplek/initiatieven/nieuw/",
    "/werkplek/lessen/",
    "/werkplek/lessen/goede-plekken-zijn-onmisbaar/",
    "/werkplek/lessen/goede-plekken-zijn-onmisbaar/onderbouwing/",
    "/werkplek/lessen/goede-plekken-zijn-onmisbaar/zekerheid/",
    "/werkplek/publicaties/",
    "/werkplek/publicaties/nieuw/",
    "/werkplek/publicaties/wij-in-de-wijk-1/",
    "/werkplek/publicaties/wij-in-de-wijk-1/bundel/",
    "/werkplek/publicaties/wij-in-de-wijk-1/beoordeling/",
    "/werkplek/publicaties/wij-in-de-wijk-1/geschiedenis/",
    "/werkplek/initiatieven/krachtstation-kanaleneiland/",
    "/werkplek/initiatieven/krachtstation-kanaleneiland/beoordeling/",
    "/werkplek/initiatieven/krachtstation-kanaleneiland/verschil/",
    "/werkplek/initiatieven/krachtstation-kanaleneiland/geschiedenis/",
    "/werkplek/initiatieven/krachtstation-kanaleneiland/delen/",
    "/account/berichten/",
    "/werkplek/fragmenten/",
    "/werkplek/fragmenten/?staat=alle",
    "/mijn/",
    "/mijn/verzamelingen/",
    "/mijn/verzamelingen/bewaren/?zaak=krachtstation-kanaleneiland",
    "/mijn/volgen/",
    "/mijn/volgen/nieuw/?zoek=thema%3Dontmoeting",
    "/werkplek/beelden/",
    "/werkplek/initiatieven/krachtstation-kanaleneiland/toestemming/",
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


ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Site:
    address: str
    var: Path
    environment: dict[str, str]
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Serve, as `make run` does, and wait until it answers."""
        log = self.var / "serve.log"
        with log.open("ab") as written:
            command = [sys.executable, str(ROOT / "manage.py"), "serve"]
            self._process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=written, stderr=written)
        for _ in range(600):
            if self._process.poll() is not None:
                break
            if self._is_ready():
                return
            self._pause()
        pytest.fail(f"The site did not start:\n{log.read_text()[-3000:]}")

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=60)

    def kill(self) -> None:
        """End the web server at once, whatever it was doing; the database stays."""
        assert self._process is not None
        family = [*psutil.Process(self._process.pid).children(recursive=True), psutil.Process(self._process.pid)]
        servers = [each for each in family if "postgres" not in each.name()]
        for each in servers:
            each.kill()
        self._process.wait(timeout=60)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def _pause(self) -> None:
        """Look again in a moment, or at once when the server has stopped."""
        assert self._process is not None
        try:
            self._process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            return

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
