"""Settings. What differs between installations comes from the environment and nowhere else."""

import os
from pathlib import Path

from niangjia.site import environment

HOME = environment.home()
BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "PYTEST_VERSION" in os.environ

SECRET_KEY = environment.secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = environment.hosts()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "niangjia.desk",  # before allauth: its sign-in page is drawn by ours
    "allauth",
    "allauth.account",
    "pgtrigger",
    "pghistory",
    "template_partials",
    "django_linear_migrations",
    "procrastinate.contrib.django",
    "niangjia.base",
    "niangjia.network",
    "niangjia.access",
    "niangjia.figures",
    "niangjia.people",
    "niangjia.committees",
    "niangjia.ledgers",
    "niangjia.reports",
    "niangjia.demo",
    "niangjia.site",
]
if TESTING:
    # Only `make check` reads it: risky migrations are a matter of the build, not of the office.
    INSTALLED_APPS.append("django_migration_linter")

MIDDLEWARE = [
    "niangjia.site.logs.one_line_per_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "niangjia.site.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "niangjia.site.middleware.refusals_in_words",
    "niangjia.access.middleware.posts_of_today",
    "niangjia.site.middleware.sign_in_required",
]

ROOT_URLCONF = "niangjia.site.urls"
# Where tasks are declared (base.jobs). The worker loads them; nobody else waits for them.
TASKS = ["niangjia.ledgers.tasks", "niangjia.site.tasks"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = TASKS
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 12 * 3600}  # nights when the machine was off
WSGI_APPLICATION = "niangjia.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "debug": TESTING,  # lets coverage see which template lines ran
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "niangjia.access.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
CSRF_FAILURE_VIEW = "niangjia.site.refused.stale_form"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "niangjia.access.adapter.NoSelfSignUp"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
# No STATIC_ROOT: nothing is collected, the web process serves the files where the rooms keep them.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# By https only, once that is how visitors come (`niangjia serve --tls-cert`, `--behind-proxy`).
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = environment.is_secure()
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if environment.is_secure() else 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ours": {"()": "niangjia.site.logs.Nameless", "shape": environment.log()}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "ours"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"niangjia": {"level": "INFO"}},
}
