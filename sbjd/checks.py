"""A bad deployment stops here, with a hint.

Run by every `manage.py` command, and by wsgi.py before the first request is taken.
"""

import difflib
import os
import sqlite3

from django.conf import settings
from django.core.checks import Error, Tags, register

from sbjd import environment

TAG = "sbjd"
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
# FTS5 with everything the search needs, and RETURNING.
OLDEST_SQLITE = (3, 37, 0)


@register(TAG)
def variables_are_known(app_configs, **kwargs):
    """A mistyped variable would leave its setting silently at the default."""
    errors = []
    for name in environment.mistyped():
        near = difflib.get_close_matches(name, environment.known, n=1)
        hint = f"是不是想写 {near[0]}？" if near else "README 列出了全部环境变量。"
        errors.append(Error(f"不认识的环境变量 {name}。", hint=hint, id="sbjd.E001"))
    return errors


@register(TAG)
def secret_key_is_private(app_configs, **kwargs):
    """Who reads the key can forge a login."""
    file = settings.SECRET_KEY_FILE
    if os.name == "posix" and file.exists() and file.stat().st_mode & 0o077:
        return [Error(f"密钥文件 {file} 可被其他用户读取。", hint=f"请运行 chmod 600 {file}", id="sbjd.E002")]
    return []


@register(TAG)
def debug_stays_at_home(app_configs, **kwargs):
    """DEBUG shows settings and source code to whoever causes an error."""
    outside = [host for host in settings.ALLOWED_HOSTS if host not in LOOPBACK]
    if settings.DEBUG and outside:
        return [
            Error(
                f"调试模式已打开，而网站对外使用 {'、'.join(outside)}。",
                hint="请去掉 SBJD_DEBUG=1，调试只在本机进行。",
                id="sbjd.E003",
            )
        ]
    return []


@register(TAG)
def https_has_a_name(app_configs, **kwargs):
    """With HTTPS alone and no host name every visitor would be refused."""
    if settings.HTTPS and not set(settings.ALLOWED_HOSTS) - LOOPBACK:
        return [
            Error(
                "已设 SBJD_HTTPS=1，但没有写明网站的域名。",
                hint="请设置 SBJD_HOSTS，例如 SBJD_HOSTS=www.example.cn",
                id="sbjd.E004",
            )
        ]
    return []


@register(TAG)
def sqlite_is_new_enough(app_configs, **kwargs):
    """The Python in use brings its own SQLite, sometimes an old one."""
    uses_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if uses_sqlite and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        return [
            Error(
                f"SQLite 版本 {sqlite3.sqlite_version} 太旧，至少要 {'.'.join(map(str, OLDEST_SQLITE))}。",
                hint="请换用较新的 Python，或用 DATABASE_URL 指向 PostgreSQL。",
                id="sbjd.E005",
            )
        ]
    return []


@register(TAG, Tags.security, deploy=True)
def key_is_kept(app_configs, **kwargs):
    """A key made for one process logs everybody out at the next start, and differs between workers."""
    if settings.SECRET_KEY_IS_TEMPORARY:
        return [
            Error(
                f"还没有密钥文件 {settings.SECRET_KEY_FILE}。",
                hint="请运行 manage.py quickstart --no-serve，或设置 SBJD_SECRET_KEY。",
                id="sbjd.E006",
            )
        ]
    return []


@register(TAG, Tags.staticfiles, deploy=True)
def static_files_are_collected(app_configs, **kwargs):
    """Without the manifest every page that names a stylesheet ends in an error."""
    if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return [
            Error(
                f"静态文件尚未收集到 {settings.STATIC_ROOT}。",
                hint="请运行 manage.py quickstart --no-serve 或 manage.py collectstatic。",
                id="sbjd.E007",
            )
        ]
    return []
