"""The site's own settings, with one address more: a view that does nothing."""

from sbjd.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.finding.site_urls"
