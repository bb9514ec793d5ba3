"""Any file in, one `Source` out: `read(path)` and `read_bytes(data, name)`.

What a file is, is decided by its name and its content together (`sniff`); limits are checked before
anything is unpacked (`limits`). Each reader is imported when first needed, so that plain text needs
nothing but the standard library.
"""

from importlib import import_module
from pathlib import Path, PurePath

from plans.parsing.formats.errors import UnreadableFile
from plans.parsing.formats.limits import FILE_BYTES, check_size
from plans.parsing.formats.sniff import format_of

__all__ = ["UnreadableFile", "read", "read_bytes", "read_file"]

_READERS = {"txt": "text", "docx": "docx", "html": "html", "pdf": "pdf", "md": "md"}


def read(path):
    """The `Source` of the file at `path`. Raises UnreadableFile, with a Chinese sentence, for a file
    that is missing, empty, too large, encrypted, damaged, or not what its name says."""
    return read_bytes(read_file(path), Path(path).name)


def read_file(path):
    """The bytes of the file at `path`. Raises UnreadableFile for one that is missing, empty or too large."""
    path = Path(path)
    try:
        if not path.is_file():
            raise UnreadableFile("找不到文件", path.name, "请检查文件名和所在文件夹")
        check_size(path.stat().st_size)
        with path.open("rb") as file:
            return file.read(FILE_BYTES + 1)
    except OSError as error:
        raise UnreadableFile("文件打不开", path.name, "请检查文件是否被占用、是否有读取权限") from error


def read_bytes(data, name):
    """The `Source` of `data`, a file called `name` (only the name's ending matters, and is shown).

    Raises UnreadableFile as `read` does. Example: `read_bytes("一、总体要求\\n".encode(), "plan.txt")`.
    """
    check_size(len(data))
    name = PurePath(name.replace("\\", "/")).name
    format = format_of(data, PurePath(name).suffix.lower())
    module = _READERS[format]
    reader = getattr(import_module(f"{__name__}.{module}"), f"read_{module}")
    return reader(data, name)
