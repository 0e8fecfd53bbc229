"""The site's settings, for tests: a database and files of their own, and nothing from the developer's environment."""

import os
from pathlib import Path

_OURS = ("DATABASE_URL", "SECRET_KEY", "DEBUG", "HOST", "PORT", "SITE_URL", "EMAIL_URL", "SECOND_FACTOR_GRACE_DAYS")
_OURS += ("INVITATION_DAYS", "OIDC_NAME", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_OPEN")
_OURS += ("OIDC_PROVIDERS", "OIDC_TRUST_EMAIL", "SECRET_KEY_FALLBACKS")
for _name in _OURS:
    os.environ.pop(_name, None)
# Playwright keeps an event loop in the process that drives the browser; Django then takes every query for an async one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["WIJK_VAR"] = str(Path(__file__).resolve().parent.parent / "var" / "test")

from wijk.settings import *  # noqa: E402, F403
from wijk.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

# Several runs share one server; each has a database of its own. What a test commits need not survive a power cut.
DATABASES["default"]["TEST"] = {"NAME": f"test_wijk_{os.getpid()}"}
DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)
KEPT_ANSWERS_BYTES = 0  # every test makes its own pages; those about kept answers say so
