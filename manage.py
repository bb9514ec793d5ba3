#!/usr/bin/env python
"""The site's command line: `manage.py quickstart` sets up and serves, `manage.py help` lists the rest."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main():
    """Run the command; a wrong setting ends in one sentence, with `--traceback` in its whole story."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbjd.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"配置有误：{error}")


if __name__ == "__main__":
    main()
