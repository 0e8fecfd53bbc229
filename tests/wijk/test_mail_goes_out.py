"""A site that serves sends its mail beside the requests, whatever happens to it and to the mail server."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from tests.mail_server import mail_server
from tests.wijk.sites import Site, eventually, free_port, kill_all

PERSON = "beheerder@voorbeeld.nl"
TRIED = "SELECT count(*) FROM accounts_letter WHERE tries > 0"


def forget_password(site: Site) -> None:
    """Ask for a new password, as a browser does."""
    address = f"http://127.0.0.1:{site.port}/account/wachtwoord/vergeten/"
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(address).read().decode())
    assert token
    form = {"email": PERSON, "csrfmiddlewaretoken": token[1]}
    with browser.open(address, urllib.parse.urlencode(form).encode()) as answer:
        assert answer.status == 200


def test_a_killed_site_and_a_mail_server_that_is_away_lose_no_mail(site: Site) -> None:
    port = free_port()
    site.environment["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
    process = site.serve()
    forget_password(site)
    assert eventually(lambda: site.sql(TRIED) == "1")
    kill_all(process.pid)
    site.sql("UPDATE accounts_letter SET due_at = now()")

    with mail_server(port) as server:
        site.serve("--unprepared")
        assert server.has_mail.wait(30)
        server.has_mail.clear()
        forget_password(site)
        assert server.has_mail.wait(10)  # long before one would look by oneself
        assert server.to() == [PERSON, PERSON]
        assert eventually(lambda: site.sql("SELECT count(*) FROM accounts_letter") == "0")
