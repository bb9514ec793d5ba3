"""The site's settings for the tests: a data folder of their own, and nothing from the environment."""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("SBJD_") or name == "DATABASE_URL"]:
    del os.environ[name]
os.environ["SBJD_DATA_DIR"] = tempfile.mkdtemp(prefix="sbjd-test-")
atexit.register(shutil.rmtree, os.environ["SBJD_DATA_DIR"], ignore_errors=True)

from sbjd.settings import *  # noqa: E402, F403

# Names with digests as in production, so a missing file fails; compressing them would only cost time.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
}
# A password is hashed for every log-in of a test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING = None
