"""Settings of the site. They run with no environment at all; README lists every variable."""

import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from sbjd import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("SBJD_DATA_DIR", str(BASE_DIR / "data"))).expanduser().absolute()

DEBUG = environment.switch("SBJD_DEBUG")
HTTPS = environment.switch("SBJD_HTTPS")
ALLOWED_HOSTS = environment.hosts("SBJD_HOSTS", ["127.0.0.1", "localhost", "[::1]"])

# `quickstart` writes the key. Without one (a fresh clone running tests or checks) a key for this process
# alone will do; checks.py keeps such a process from serving, where each worker would have another key.
SECRET_KEY_FILE = DATA_DIR / "secret_key"
SECRET_KEY = environment.text("SBJD_SECRET_KEY")
SECRET_KEY_IS_TEMPORARY = False
if SECRET_KEY and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("环境变量 SBJD_SECRET_KEY 至少要有 50 个字符。")
if not SECRET_KEY:
    try:
        SECRET_KEY = SECRET_KEY_FILE.read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        SECRET_KEY_IS_TEMPORARY = True
        SECRET_KEY = secrets.token_urlsafe(64)
    except (PermissionError, UnicodeDecodeError, IsADirectoryError) as error:
        raise ImproperlyConfigured(f"无法读取密钥文件 {SECRET_KEY_FILE}：{error}") from error
    if not SECRET_KEY:
        raise ImproperlyConfigured(f"密钥文件 {SECRET_KEY_FILE} 是空的，请删除后重新运行 quickstart。")

# Applications and the way of a request -------------------------------------------------------------------

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "sbjd",
    "sbjd.corpus",
    "sbjd.search",
    "plans",
    "measures",
    "django_filters",
    "django_htmx",
    "sbjd.desk.apps.DeskConfig",
    "sbjd.desk.apps.ChangesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
]

MIDDLEWARE = [
    # Outermost, so that redirects, static files and error pages carry the policy too.
    "sbjd.security.middleware.PolicyHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sbjd.heads.WithoutBody",
    "sbjd.maintenance.Maintenance",
    # Outside of all that a page which has not changed need not go through.
    "sbjd.freshness.Freshness",
    "sbjd.compression.Compression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sbjd.urls"
WSGI_APPLICATION = "sbjd.wsgi.application"

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
]

# Database ------------------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def sqlite(path):
    """SQLite for several processes: readers and one writer side by side (WAL), and a transaction that
    takes its write lock at the start, so that two of them wait for each other instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # Opening the file takes a hundred times as long as a short query.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=33554432;",
        },
    }


def postgres(url, pool_size):
    """PostgreSQL at `url`, with a pool of at most `pool_size` connections in each worker process.

    Statements are sent apart from their values and prepared when they come again: working out how to carry
    out the queries of a list page takes the server longer than carrying them out."""
    try:
        database = dj_database_url.parse(url, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"环境变量 DATABASE_URL 无法解析：{error}") from error
    if database["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("环境变量 DATABASE_URL 须以 postgres:// 或 postgresql:// 开头。")
    if not database["NAME"]:
        raise ImproperlyConfigured("环境变量 DATABASE_URL 缺少数据库名，应形如 postgres://用户:口令@主机/数据库。")
    database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
    database["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
    database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
    return database


DATABASE_URL = environment.text("DATABASE_URL")
DATABASE_POOL = environment.number("SBJD_DB_POOL", 4, low=1, high=100)
DATABASES = {
    "default": postgres(DATABASE_URL, DATABASE_POOL) if DATABASE_URL else sqlite(DATA_DIR / "db.sqlite3")
}

# Language and time ---------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# Appearance ----------------------------------------------------------------------------------------------

GREYSCALE = environment.switch("SBJD_GREYSCALE")

# The public 编辑记录 names who edited only if the site says so.
EDIT_NAMES = environment.switch("SBJD_EDIT_NAMES")

# Static files --------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"

# Security ------------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# Ten wrong passwords for one account from one address, and that account rests there for a quarter of an hour.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "sbjd.security.signing_in.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
# A working day, not two weeks: desks stand in shared offices.
SESSION_COOKIE_AGE = 12 * 60 * 60

CSRF_FAILURE_VIEW = "sbjd.views.csrf_failure"
# Room for the longest text that may be pasted at the desk, five million characters.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
HSTS_SECONDS = environment.number("SBJD_HSTS_SECONDS", 31_536_000, low=0, high=63_072_000)
HSTS_PRELOAD = environment.switch("SBJD_HSTS_PRELOAD")
if HTTPS:
    # HTTPS ends at a reverse proxy in front, which sets this header itself and drops a visitor's.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = HSTS_SECONDS
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = HSTS_PRELOAD
    # A probe on the machine itself speaks plain http.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

# Serving: read by `quickstart` ---------------------------------------------------------------------------

WORKERS = environment.number("SBJD_WORKERS", 2, low=1, high=64)
THREADS = environment.number("SBJD_THREADS", 4, low=1, high=64)

# Log: everything to standard error, where a service manager picks it up ----------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": environment.choice("SBJD_LOG_LEVEL", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR"]),
    },
    # Django's own set-up would print a second time, and only while DEBUG is on.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
