"""The data folder: secret key, database, static files, and notes of what is already done."""

import fcntl
import json
import os
import secrets
import tempfile
from contextlib import contextmanager
from pathlib import Path

from sbjd.start import StartError


def prepare(folder):
    """Create `folder` for its owner alone and make sure that files can be written there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise StartError(
            f"数据目录 {folder} 无法写入（{error.strerror}），请检查权限，或用 SBJD_DATA_DIR 指定别的目录。"
        ) from error


@contextmanager
def locked(folder):
    """Nobody else prepares this folder at the same time. The lock goes with the process, however it ends."""
    with (folder / "quickstart.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartError(f"另一个 quickstart 正在准备数据目录 {folder}，请等它完成后再试。") from error
        yield


def ensure_secret_key(file):
    """Write a secret key, readable by its owner alone, unless there is one. True if it was written."""
    if file.exists():
        return False
    write_whole(file, secrets.token_urlsafe(64) + "\n")
    return True


def write_whole(file, text):
    """Write `file` (mode 600) so that it is never there by half, whenever the process is killed."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as draft:
        draft.write(text)
        draft.flush()
        os.fsync(draft.fileno())
    Path(name).replace(file)


class Notes:
    """Which step was done for which input, kept in the data folder: `notes["static"] = digest`.

    A note is written when its step is complete, so a step that was broken off is done again. A note
    file that cannot be read counts as empty: steps are repeated, nothing is lost.
    """

    def __init__(self, folder):
        self.file = folder / "quickstart.json"
        try:
            self.values = dict(json.loads(self.file.read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            self.values = {}

    def __getitem__(self, step):
        return self.values.get(step)

    def __setitem__(self, step, digest):
        self.values[step] = digest
        write_whole(self.file, json.dumps(self.values, indent=1, sort_keys=True) + "\n")
