"""Settings from the environment. A missing or malformed one stops the start with one sentence."""

from pathlib import Path
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.retry import Retry

from dispatch import schema_settings, tiles
from dispatch.travel import engines

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def required(name: str) -> str:
    """Return a setting that has no safe default; stop with one sentence when it is missing."""
    try:
        return env.str(name)
    except ImproperlyConfigured:
        raise SystemExit(
            f"Daybreak cannot start: {name} is not set. Use ./run for the embedded default, or set it."
        ) from None


def database(url: str, **options: object) -> dict[str, object]:
    """Return a Django database entry for a PostgreSQL URL, with our timeouts."""
    try:
        config = env.db_url_config(url)
    except (ValueError, ImproperlyConfigured, KeyError):
        raise SystemExit("Daybreak cannot start: DATABASE_URL is not a postgresql:// address.") from None
    if "postgresql" not in str(config.get("ENGINE")):
        raise SystemExit("Daybreak cannot start: DATABASE_URL must be a postgresql:// address.")
    config["HOST"] = unquote(str(config.get("HOST") or ""))  # a socket's folder comes percent-encoded
    config["OPTIONS"] = {**config.get("OPTIONS", {}), **options}
    return config


EMBEDDED = env.bool("DAYBREAK_EMBEDDED", default=False)
DEBUG = False
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
HTTPS = env.bool("HTTPS", default=not EMBEDDED)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Training and drills: the same code on a database of its own, marked in the first line of its log (dispatch/drill.py).
DRILL = env.bool("DRILL", default=False)

# A routing server (OSRM or Valhalla) that the operator runs; without one travel times are estimated.
TRAVEL_ENGINE = env.str("TRAVEL_ENGINE", default="osrm").lower()
try:
    TRAVEL_URL = engines.checked(env.str("TRAVEL_URL", default=""), TRAVEL_ENGINE)
except ValueError as error:
    raise SystemExit(f"Daybreak cannot start: {error}") from None

POOL_SIZE = env.int("POOL_SIZE", default=12)
TIMEOUTS = (
    "-c lock_timeout=1000 -c statement_timeout=10000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC"
)
DATABASES = {
    "default": database(
        required("DATABASE_URL"),
        pool={"min_size": 2, "max_size": POOL_SIZE, "timeout": 1.8, "max_idle": 300},
        options=TIMEOUTS,
        application_name="daybreak",
    ),
}
if OWNER_URL := env.str("OWNER_DATABASE_URL", default=""):
    # Migrations run as the owner; the runtime role owns nothing and cannot rewrite the log.
    DATABASES["owner"] = database(OWNER_URL, application_name="daybreak-owner")
    DATABASES["owner"]["TEST"] = {"MIRROR": "default"}
# Off behind a transaction pooler that cannot keep prepared statements.
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", default=True)
# LISTEN needs a direct connection when everything else passes a transaction pooler (PgBouncer).
LISTEN_DATABASE_URL = env.str("LISTEN_DATABASE_URL", default="")
RUNTIME_ROLE = DATABASES["default"].get("USER") or ""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "dispatch.apps.DispatchConfig",
    "responders.apps.RespondersConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.admin",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_prometheus",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dispatch.locking.Covering",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "dispatch.urls"
ASGI_APPLICATION = "dispatch.asgi.application"
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
                "dispatch.views.marks",
            ],
        },
    },
]

AUTH_USER_MODEL = "responders.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "dispatch.accounts.ClosedSignup"
ACCOUNT_FORMS = {"login": "dispatch.accounts.SignIn"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# A whole centre signs in from one address at a change of shift, so the limit per address is wide; guessing is
# stopped by the name that is guessed at.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/15m/key"}
MFA_TOTP_ISSUER = "Daybreak"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/login/"

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "dispatch.cache.PatientRedisCache",
            "LOCATION": REDIS_URL,
            # Asked once: redis-py would try again for seconds while a desk waits.
            "OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25, "retry": Retry(NoBackoff(), 0)},
        }
    }
else:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    }

SESSION_COOKIE_AGE = 12 * 3600  # the longest there is; when a session ends the centre says (dispatch/locking.py)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$", r"^metrics$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
if DRILL:
    # Cookies know no port: a drill beside the live product on one machine must not sign anybody out of it.
    SESSION_COOKIE_NAME += "_drill"
    CSRF_COOKIE_NAME += "_drill"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],  # the phone's page installs itself, and works without a network
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# The map needs no tiles. With an address here (…/{z}/{x}/{y}.png, or a .pmtiles file of raster tiles) it has a ground.
MAP_TILES_URL = env.str("MAP_TILES_URL", default="")
MAP_TILES_ATTRIBUTION = env.str("MAP_TILES_ATTRIBUTION", default="")
if problem := tiles.fault(MAP_TILES_URL):
    raise SystemExit(f"Daybreak cannot start: {problem}.")
for directive, source in tiles.policy(MAP_TILES_URL).items():
    CONTENT_SECURITY_POLICY["DIRECTIVES"][directive].append(source)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "dispatch.authentication.TokenAuthentication",
        "dispatch.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["dispatch.wire.Renderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "dispatch.errors.as_response",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = schema_settings.of(title="TRAINING: Daybreak" if DRILL else "Daybreak")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]  # the field phone; every other page is English
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="America/Los_Angeles")
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = EMBEDDED
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

# Commands one socket may send: this many at once, refilled at this many a second.
SOCKET_BURST = env.int("SOCKET_BURST", default=60)
SOCKET_RATE = env.float("SOCKET_RATE", default=10.0)

# Notices to phones (web push). Embedded, a key is made once and kept; elsewhere all nodes need the same one.
PUSH_CONTACT = env.str("PUSH_CONTACT", default="mailto:dispatch@example.org")
PUSH_HOSTS = env.list(
    "PUSH_HOSTS",
    default=["fcm.googleapis.com", "updates.push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"],
)
PUSH_KEY = env.str("PUSH_KEY", default="")

# One dispatch centre: the two letters of its incident numbers (LA26-000123).
CENTRE = env.str("CENTRE", default="LA")

CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # Redis may be away for a night; the worker never gives up
if not REDIS_URL:
    QUEUE = DATA_DIR / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE / "messages"),
        "data_folder_out": str(QUEUE / "messages"),
        "control_folder": str(QUEUE / "control"),
        "processed_folder": str(QUEUE / "processed"),
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 60, "socket_timeout": 5}

# A canary each few seconds: a worker that no longer hears its broker is alive and useless.
CELERY_BEAT_SCHEDULE = {
    "canary": {"task": "dispatch.tasks.canary", "schedule": 5.0, "options": {"expires": 10}},
    "expire_bias_flags": {"task": "dispatch.tasks.expire_bias_flags", "schedule": 24 * 3600.0},
    "expire_cautions": {"task": "dispatch.tasks.expire_cautions", "schedule": 60.0, "options": {"expires": 60}},
    "purge_tracks": {"task": "dispatch.tasks.purge_tracks", "schedule": 900.0, "options": {"expires": 900}},
    "recount_crews": {"task": "dispatch.tasks.recount_crews", "schedule": 60.0, "options": {"expires": 60}},
    "report_overdue": {"task": "dispatch.tasks.report_overdue", "schedule": 5.0, "options": {"expires": 10}},
    "do_what_is_due": {"task": "dispatch.tasks.do_what_is_due", "schedule": 2.0, "options": {"expires": 4}},
    "notices": {"task": "dispatch.tasks.tell_phones", "schedule": 2.0, "options": {"expires": 4}},
    "alarms": {"task": "dispatch.tasks.sweep_alarms", "schedule": 3.0, "options": {"expires": 6}},
    "replays": {"task": "dispatch.tasks.sweep_replays", "schedule": 2.0, "options": {"expires": 4}},
}
CELERY_BEAT_SYNC_EVERY = 1
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat" / "schedule")
CELERY_TIMEZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
