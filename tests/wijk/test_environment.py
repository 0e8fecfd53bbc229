"""Each variable of the environment is taken at its word or refused in one sentence."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from tests.wijk.sites import ROOT, Site
from wijk import environment


@pytest.mark.parametrize("text", ["0", "65536", "-1", "acht", "８０００", "80 80", "8000.0", "9" * 5000])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)

    with pytest.raises(ImproperlyConfigured, match="PORT"):
        environment.port()


@pytest.mark.parametrize(("text", "port"), [("", 8000), ("80", 80), ("65535", 65535)])
def test_a_port_is_read(monkeypatch: pytest.MonkeyPatch, text: str, port: int) -> None:
    monkeypatch.setenv("PORT", text)

    assert environment.port() == port


@pytest.mark.parametrize(
    "text",
    [
        "wijk.example.nl",
        "ftp://wijk.example.nl",
        "https://",
        "https://wijk.example.nl/pad",
        "https://wijk.example.nl?x",
        "https://naam@wijk.example.nl",
        "https://wijk.example.nl:99999",
        "https://[::1",
        "https://wijk example.nl",
    ],
)
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SITE_URL", text)

    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        environment.site_url(default="http://127.0.0.1:8000")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("", "http://127.0.0.1:8000"),
        ("https://Wijk.Example.nl/", "https://wijk.example.nl"),
        ("http://localhost:8123", "http://localhost:8123"),
        ("http://[::1]:8123", "http://[::1]:8123"),
    ],
)
def test_an_address_is_read(monkeypatch: pytest.MonkeyPatch, text: str, url: str) -> None:
    monkeypatch.setenv("SITE_URL", text)

    assert environment.site_url(default="http://127.0.0.1:8000") == url


@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", text)
        try:
            url = environment.site_url(default="http://127.0.0.1:8000")
        except ImproperlyConfigured:
            return

        assert url.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.1.2.3", True),
        ("http://localhost:8000", True),
        ("http://wijk.localhost", True),
        ("http://[::1]:8000", True),
        ("http://192.168.1.7", False),
        ("https://wijk.example.nl", False),
        ("https://localhost.example.nl", False),
    ],
)
def test_it_tells_its_own_machine_from_the_rest_of_the_world(url: str, local: bool) -> None:
    assert environment.is_local(url) is local


@pytest.mark.parametrize(
    "url",
    ["onzin", "mysql://u:geheim@h/db", "postgres://u:geheim@h:abc/db", "postgres://", "postgres://u:geheim@[::1/db"],
)
def test_a_database_that_cannot_be_is_refused_without_telling_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        environment.database(tmp_path)

    assert "geheim" not in str(refused.value)


def test_a_database_is_read_with_its_options(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://wijk:p%40s@db.example.nl:5433/catalogus?sslmode=require")

    settings = environment.database(tmp_path)

    assert settings["HOST"] == "db.example.nl"
    assert settings["PORT"] == 5433
    assert settings["PASSWORD"] == "p@s"
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert "EMBEDDED_IN" not in settings


def test_mail_is_read_or_goes_to_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("EMAIL_URL", raising=False)
    assert environment.email(tmp_path)["EMAIL_FILE_PATH"] == tmp_path / "mail"

    monkeypatch.setenv("EMAIL_URL", "submission://wijk:geheim@mail.example.nl:587")
    found = environment.email(tmp_path)
    assert (found["EMAIL_HOST"], found["EMAIL_SENT_BY"]) == (
        "mail.example.nl",
        "django.core.mail.backends.smtp.EmailBackend",
    )

    monkeypatch.setenv("EMAIL_URL", "onzin")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        environment.email(tmp_path)


def test_the_secret_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    first = environment.kept_secret_key(tmp_path)

    assert environment.kept_secret_key(tmp_path) == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_an_empty_secret_key_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()

    assert len(environment.kept_secret_key(tmp_path)) >= 50


def test_the_folder_may_be_relative(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WIJK_VAR", "gegevens van ons")

    assert environment.var_folder(ROOT) == tmp_path / "gegevens van ons"


def test_a_folder_under_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("WIJK_VAR", str(tmp_path / "file" / "var"))

    with pytest.raises(ImproperlyConfigured, match="WIJK_VAR"):
        environment.var_folder(ROOT)


@pytest.mark.parametrize("inside", ["", "var"])
def test_a_folder_of_another_user_is_refused(folder_of_root: Path, inside: str) -> None:
    program = """
import os
from pathlib import Path
from django.core.exceptions import ImproperlyConfigured
from wijk import environment
os.setuid(61234)
try:
    environment.var_folder(Path("/"))
except ImproperlyConfigured as error:
    print(error)
"""
    own = {"WIJK_VAR": str(folder_of_root / inside)}

    finished = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ | own
    )

    assert "another user" in finished.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("SITE_URL", "wijk"),
        ("DATABASE_URL", "onzin"),
        ("DATABASE_URL", "postgres://wijk:geheim@127.0.0.1:1/wijk"),
        ("DATABASE_URL", "postgres://wijk:geheim@nergens.invalid/wijk"),
    ],
)
def test_a_command_says_it_in_one_sentence(site: Site, name: str, value: str) -> None:
    finished = site.command("migrate", **{name: value})

    assert finished.returncode == 1
    assert finished.stderr.startswith("wijk: ")
    assert finished.stderr.count("\n") == 1
    assert "geheim" not in finished.stderr


def test_a_wrong_password_is_said_in_one_sentence(site: Site) -> None:
    site.hold()
    elsewhere = f"postgres://niemand:geheim@/wijk?host={site.sockets}"

    finished = site.command("migrate", DATABASE_URL=elsewhere)

    assert finished.returncode == 1
    assert "niemand" in finished.stderr
    assert finished.stderr.count("\n") == 1


def test_with_traceback_a_failure_is_shown_in_full(site: Site) -> None:
    finished = site.command("migrate", "--traceback", DATABASE_URL="postgres://wijk@127.0.0.1:1/wijk")

    assert "Traceback" in finished.stderr


@pytest.mark.parametrize(("text", "keys"), [("", []), (" een  twee\n", ["een", "twee"])])
def test_secret_keys_of_before_are_read(monkeypatch: pytest.MonkeyPatch, text: str, keys: list[str]) -> None:
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", text)

    assert environment.former_secret_keys() == keys
