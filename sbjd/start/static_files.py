"""Stylesheets, scripts and icons, collected under names that carry their content's digest."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def digest():
    """Changes when any static file of the site or of an installed package does."""
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}\n"
            found.update(state.encode())
    return found.hexdigest()


def collected():
    """Whether there is a manifest at all; it is written last."""
    return (settings.STATIC_ROOT / "staticfiles.json").exists()


def collect():
    """Copy, name and compress all static files. Files of the version before stay, for pages still open."""
    call_command("collectstatic", interactive=False, verbosity=0)
