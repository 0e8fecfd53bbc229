"""What the environment says: each function reads one variable and refuses nonsense with one clear sentence."""

import errno
import fcntl
import importlib.util
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

from wijk import embedded_postgres

env = Env()
THE_ONE = "organisatie"  # stands in the address to which the provider of OIDC_ISSUER sends people back
# Other words stand at the same place in addresses of our own.
_PROVIDER_ID = re.compile(r"(?!(?:afgebroken|code|passkey)$)[a-z0-9][a-z0-9-]{0,49}")


def var_folder(base: Path) -> Path:
    """The folder for the database, media and keys; made when absent."""
    with _explained("WIJK_VAR"):
        folder = Path(os.environ.get("WIJK_VAR") or base / "var").expanduser().resolve()
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(
            f"WIJK_VAR: {folder} belongs to another user; run wijk as that user, or choose a folder of your own."
        )
    return folder


def host() -> str:
    """The address to serve on, this machine alone unless HOST says otherwise."""
    return os.environ.get("HOST") or "127.0.0.1"


def port() -> int:
    """The port to serve on, 8000 unless PORT says otherwise."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 0 < int(text) < 65536):
        raise ImproperlyConfigured(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def site_url(default: str) -> str:
    """The public address of the site, without a slash at its end."""
    url = (os.environ.get("SITE_URL") or default).strip().rstrip("/")
    try:
        parts = urlsplit(url.lower())
        origin = f"{parts.scheme}://{parts.netloc}"
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or origin != url.lower() or any(sign in origin for sign in "@ \\"):
        raise ImproperlyConfigured(f"SITE_URL must look like https://wijk.example.nl, not {url!r}.")
    return origin


def is_local(url: str) -> bool:
    """Whether `url` is one that only this machine can open."""
    name = urlsplit(url).hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def kept_secret_key(var: Path) -> str:
    """A secret made once and kept under `var`, readable by its owner alone."""
    with _explained("WIJK_VAR"):
        handle = os.open(var / "secret-key", os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            kept = file.read().strip()
            if not kept:  # new, or left empty by a start that was cut off
                kept = secrets.token_urlsafe(50)
                file.write(kept)
    return kept


def database(var: Path) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or else for the embedded PostgreSQL under `var`."""
    if not os.environ.get("DATABASE_URL"):
        return embedded_postgres.connection_settings(var)
    form = "postgres://user:password@host:5432/name"
    try:
        settings: dict[str, Any] = env.dj_db_url("DATABASE_URL")
    except (EnvError, ValueError):
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read; it must look like {form}.") from None
    if settings.get("ENGINE") != "django.db.backends.postgresql" or not settings.get("NAME"):
        raise ImproperlyConfigured(f"DATABASE_URL must look like {form}; wijk runs on PostgreSQL 15 or later.")
    options = {"connect_timeout": 10, **settings.get("OPTIONS", {})}
    return settings | {
        "ENGINE": "wijk.database",
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def media_storage() -> dict[str, Any]:
    """Django's storage for pictures and files: what MEDIA_S3_BUCKET and its like say, else a folder under WIJK_VAR."""
    bucket = os.environ.get("MEDIA_S3_BUCKET")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if importlib.util.find_spec("storages") is None:
        libraries = "the libraries of requirements-s3.lock, which `make run` installs"
        raise ImproperlyConfigured(f"MEDIA_S3_BUCKET needs {libraries}.")
    options = {
        "bucket_name": bucket,
        "endpoint_url": os.environ.get("MEDIA_S3_ENDPOINT"),
        "region_name": os.environ.get("MEDIA_S3_REGION"),
        "access_key": os.environ.get("MEDIA_S3_ACCESS_KEY"),
        "secret_key": os.environ.get("MEDIA_S3_SECRET_KEY"),
    }
    given = {name: value for name, value in options.items() if value}
    # Nobody but the site reads the bucket, and the site asks who may see what.
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {"default_acl": "private", **given}}


def media_accel() -> str:
    """Below which address a server in front of the site finds the bytes of media; empty: the site sends them itself."""
    prefix = os.environ.get("MEDIA_ACCEL", "")
    if prefix and not (prefix.startswith("/") and prefix.endswith("/")):
        raise ImproperlyConfigured(f"MEDIA_ACCEL must look like /kept-media/, not {prefix!r}.")
    if prefix and os.environ.get("MEDIA_S3_BUCKET"):
        raise ImproperlyConfigured("MEDIA_ACCEL is for media in a folder; leave it out with MEDIA_S3_BUCKET.")
    return prefix


def email(var: Path) -> dict[str, Any]:
    """Django's EMAIL_ settings for EMAIL_URL, by way of our outbox; without it, messages become files under `var`."""
    if not os.environ.get("EMAIL_URL"):
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": var / "mail",
            "EMAIL_SENT_BY": "",  # a file keeps nobody waiting
        }
    try:
        settings: dict[str, Any] = env.dj_email_url("EMAIL_URL")
    except (EnvError, ValueError):
        settings = {}
    if "EMAIL_BACKEND" not in settings:
        raise ImproperlyConfigured("EMAIL_URL cannot be read; it must look like submission://user:password@host:587.")
    kept = {name: value for name, value in settings.items() if name.startswith("EMAIL_")}
    return kept | {"EMAIL_BACKEND": "accounts.outbox.Outbox", "EMAIL_SENT_BY": kept["EMAIL_BACKEND"]}


def days(variable: str, default: int) -> int:
    """The number of days that `variable` gives."""
    text = os.environ.get(variable) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ImproperlyConfigured(f"{variable} must be a number of days, not {text!r}.")
    return int(text)


def organisations() -> dict[str, Any]:
    """allauth's settings for providers of OpenID Connect: that of OIDC_ISSUER, and those of OIDC_PROVIDERS."""
    names = ("OIDC_NAME", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    given = {name: os.environ.get(name, "").strip() for name in names}
    apps = _more_providers(os.environ.get("OIDC_PROVIDERS", ""))
    if any(given.values()):
        if missing := [name for name, value in given.items() if not value]:
            raise ImproperlyConfigured(f"Signing in at an organisation also needs {', '.join(missing)}.")
        apps.insert(0, _provider(THE_ONE, *given.values(), trusted=os.environ.get("OIDC_TRUST_EMAIL") == "1"))
    if len({app["provider_id"] for app in apps}) < len(apps):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS: give each another id, and none {THE_ONE!r} beside OIDC_ISSUER.")
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}} if apps else {}


def _more_providers(text: str) -> list[dict[str, Any]]:
    """What OIDC_PROVIDERS lists, as JSON."""
    if not text.strip():
        return []
    needed = ["id", "name", "issuer", "client_id", "client_secret"]
    form = f"a list of objects with {', '.join(needed)} and perhaps trust_email, in JSON"
    try:
        apps = [
            _provider(*(each[name].strip() for name in needed), trusted=each.get("trust_email") is True)
            for each in json.loads(text)
        ]
    except (ValueError, TypeError, AttributeError, LookupError):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS cannot be read; it must be {form}.") from None
    for app in apps:
        given = (app["name"], app["client_id"], app["secret"], app["settings"]["server_url"])
        if not (_PROVIDER_ID.fullmatch(app["provider_id"]) and all(given)):
            raise ImproperlyConfigured(f"OIDC_PROVIDERS must be {form}; an id has small letters, digits and dashes.")
    return apps


def _provider(key: str, name: str, issuer: str, client: str, secret: str, *, trusted: bool) -> dict[str, Any]:
    if issuer and urlsplit(issuer).scheme != "https" and not is_local(issuer):
        where = "OIDC_ISSUER, or issuer in OIDC_PROVIDERS,"
        raise ImproperlyConfigured(f"{where} must look like https://login.example.nl, not {issuer!r}.")
    return {
        "provider_id": key,
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer.rstrip("/"), "verified_email": trusted},
    }


def former_secret_keys() -> list[str]:
    """What SECRET_KEY was before, as SECRET_KEY_FALLBACKS lists it with spaces between."""
    return os.environ.get("SECRET_KEY_FALLBACKS", "").split()


@contextmanager
def _explained(variable: str) -> Iterator[None]:
    """Turn what the file system says into one sentence."""
    try:
        yield
    except OSError as error:
        place = error.filename
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise ImproperlyConfigured(f"The disk is full: nothing can be kept in {place}.") from error
        if error.errno in {errno.EACCES, errno.EPERM}:
            reason = "belongs to another user; run wijk as that user, or choose a folder of your own"
            raise ImproperlyConfigured(f"{variable}: {place} {reason}.") from error
        raise ImproperlyConfigured(f"{variable}: {place} cannot be used ({error.strerror}).") from error
