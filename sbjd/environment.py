"""The site's environment variables: read in one way, refused with one clear sentence.

Each reader takes the variable's name and what holds when it is absent or empty. What was asked for
is remembered in `known`, so that a mistyped name can be found (see checks.py).
"""

import os

from django.core.exceptions import ImproperlyConfigured

PREFIX = "SBJD_"
known = set()


def text(name, default=""):
    """The variable without surrounding blanks."""
    known.add(name)
    return os.environ.get(name, "").strip() or default


def switch(name, default=False):
    """True for 1, False for 0; anything else is refused, so that a "no" or "false" never switches on."""
    value = text(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"环境变量 {name} 只能是 0 或 1，现在是“{value}”。")
    return value == "1"


def number(name, default, low, high):
    """A whole number from `low` to `high`."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
        raise ImproperlyConfigured(f"环境变量 {name} 须是 {low} 到 {high} 之间的整数，现在是“{value}”。")
    return int(value)


def choice(name, default, options):
    """One of `options`, in whatever case it was typed."""
    value = text(name, default).upper()
    if value not in options:
        raise ImproperlyConfigured(f"环境变量 {name} 须是 {'、'.join(options)} 之一，现在是“{value}”。")
    return value


def hosts(name, default):
    """Host names and addresses, separated by commas. Names alone: no scheme, port, path or lone *."""
    values = [part.strip() for part in text(name, ",".join(default)).split(",") if part.strip()]
    for value in values:
        bracketed = value.startswith("[") and value.endswith("]")
        if value == "*" or "/" in value or (":" in value and not bracketed):
            raise ImproperlyConfigured(
                f"环境变量 {name} 须是用逗号分隔的域名或 IP 地址，不带协议、端口和通配符，现在含有“{value}”。"
            )
    return values


def mistyped():
    """Names in the environment that carry the site's prefix but that no setting asked for."""
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
