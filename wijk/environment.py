"""What the environment says: each function reads one variable and refuses nonsense with one clear sentence."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

from wijk import embedded_postgres

env = Env()


def var_folder(base: Path) -> Path:
    """The folder for the database, media and keys; made when absent."""
    folder = Path(os.environ.get("WIJK_VAR") or base / "var").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def port() -> int:
    """The port to serve on, 8000 unless PORT says otherwise."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise ImproperlyConfigured(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def site_url(default: str) -> str:
    """The public address of the site, without a slash at its end."""
    url = (os.environ.get("SITE_URL") or default).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(f"SITE_URL must look like https://wijk.example.nl, not {url!r}.")
    return url


def kept_secret_key(var: Path) -> str:
    """A secret made once and kept under `var`, readable by its owner alone."""
    file = var / "secret-key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(50))
    return file.read_text().strip()


def database(var: Path) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or else for the embedded PostgreSQL under `var`."""
    if not os.environ.get("DATABASE_URL"):
        return embedded_postgres.connection_settings(var)
    try:
        settings: dict[str, Any] = env.dj_db_url("DATABASE_URL")
    except (EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if settings.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must start with postgres://; wijk runs on PostgreSQL 15 or later.")
    settings.update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True, DISABLE_SERVER_SIDE_CURSORS=True)
    return settings


def email(var: Path) -> dict[str, Any]:
    """Django's EMAIL_ settings for EMAIL_URL; without it, messages become files under `var`."""
    if not os.environ.get("EMAIL_URL"):
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": var / "mail",
        }
    try:
        settings: dict[str, Any] = env.dj_email_url("EMAIL_URL")
    except (EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read: {error}") from error
    return {name: value for name, value in settings.items() if name.startswith("EMAIL_")}
