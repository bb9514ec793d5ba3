"""The site as gunicorn serves it. A bad deployment ends here with its hints, before a visitor meets it."""

import os
import sys

from django.core.checks import run_checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbjd.settings")

application = get_wsgi_application()

if mistakes := run_checks(tags=["sbjd"], include_deployment_checks=True):
    sys.exit("\n".join(["网站没有启动：", *map(str, mistakes)]))


def load_dictionary():
    """Read the dictionary of Chinese words before the workers fork: they share it, and no visitor waits."""
    from measures.segmenting import segmenter

    segmenter().initialize()


load_dictionary()
