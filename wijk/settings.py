"""All settings of the site, read from the environment; what each variable means is in docs/running.md."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from wijk import environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

WIJK_VAR = environment.var_folder(BASE_DIR)
PORT = environment.port()
HOST = environment.host()
DEBUG = env.str("DEBUG", "0") == "1"
SECRET_KEY = env.str("SECRET_KEY", "") or environment.kept_secret_key(WIJK_VAR)
SECRET_KEY_FALLBACKS = environment.former_secret_keys()

# ---------------------------------------------------------------- addresses
SITE_URL = environment.site_url(default=f"http://127.0.0.1:{PORT}")
SITE_IS_SECURE = urlsplit(SITE_URL).scheme == "https"
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname or "localhost", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "wijk.urls"
WSGI_APPLICATION = "wijk.wsgi.application"
APPEND_SLASH = True

# ---------------------------------------------------------------- applications
INSTALLED_APPS = [
    "wijk",
    "workspace",
    "previews",
    "publications",
    "shelf",
    "lessons",
    "initiatives",
    "search",
    "curation",
    "places",
    "media",
    "notices",
    "django_tasks",
    "django_tasks_db",
    "jobs",
    "accounts",
    "trail",
    "changes",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "curation.administration_config.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "wijk.health.ProbeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wijk.language.LanguageMiddleware",
    "wijk.revalidation.RevalidationMiddleware",
    "wijk.compression.CompressionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "NAME": "components",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "wijk.components.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---------------------------------------------------------------- database
DATABASES = {"default": environment.database(WIJK_VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---------------------------------------------------------------- what the operator sees
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "ERROR"}},
}

# ---------------------------------------------------------------- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace"
INVITATION_DAYS = environment.days("INVITATION_DAYS", 14)
SECOND_FACTOR_GRACE_DAYS = environment.days("SECOND_FACTOR_GRACE_DAYS", 14)
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_CHANGE_EMAIL = True  # one address a person, and the old one stays until the new one is verified
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "accounts.sign_in_forms.SignInForm",
    "signup": "accounts.sign_in_forms.ReaderForm",
    "add_email": "accounts.sign_in_forms.OtherAddressForm",
    "change_password": "accounts.sign_in_forms.OtherPasswordForm",
    "set_password": "accounts.sign_in_forms.FirstPasswordForm",
    "reset_password_from_key": "accounts.sign_in_forms.NewPasswordForm",
}
# Who speaks https is a proxy; without this all its visitors would share one allowance of attempts to sign in.
ALLAUTH_TRUSTED_PROXY_COUNT = int(SITE_IS_SECURE)
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_IS_SECURE
MFA_FORMS = {
    "activate_totp": "accounts.sign_in_forms.AppForm",
    "add_webauthn": "accounts.sign_in_forms.PasskeyForm",
    "authenticate_webauthn": "accounts.sign_in_forms.PasskeyAsSecondFactorForm",
    "edit_webauthn": "accounts.sign_in_forms.PasskeyNameForm",
}
SOCIALACCOUNT_ADAPTER = "accounts.organisation.OrganisationAdapter"
SOCIALACCOUNT_PROVIDERS = environment.organisations()
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: our policy lets no form lead to another site
SOCIALACCOUNT_ONLY = False
OIDC_OPEN = env.str("OIDC_OPEN", "0") == "1"

# Counts attempts to get in, for all workers together; nothing else is kept in Django's cache.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempt",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# ---------------------------------------------------------------- mail
EMAIL_TIMEOUT = 10  # seconds; a mail server that does not answer keeps nobody waiting for long
EMAIL = environment.email(WIJK_VAR)
globals().update(EMAIL)
EMAIL_SENT_BY: str = EMAIL["EMAIL_SENT_BY"]  # what the outbox sends with
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"wijk@{urlsplit(SITE_URL).hostname}")

# ---------------------------------------------------------------- long work
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOB_MEMORY_BYTES = env.int("JOB_MEMORY_MB", 1500) * 1_000_000  # a job that takes more is ended

# ---------------------------------------------------------------- speed
KEPT_ANSWERS_BYTES = env.int("KEPT_ANSWERS_BYTES", 5_000_000)  # pages a process keeps for the next visitor; 0: none

# ---------------------------------------------------------------- language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# ---------------------------------------------------------------- files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = WIJK_VAR / "static"
MEDIA_ROOT = WIJK_VAR / "media"
MEDIA_URL = "/media/"
MEDIA_ACCEL = environment.media_accel()
STORAGES = {
    "default": environment.media_storage(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("avif", "br", "gif", "gz", "jpg", "map", "png", "webp", "woff2")

# ---------------------------------------------------------------- safety
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SITE_IS_SECURE
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SITE_IS_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_IS_SECURE else None

# ---------------------------------------------------------------- libraries
TAGGIT_CASE_INSENSITIVE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []
