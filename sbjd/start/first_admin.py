"""The first administrator."""

import secrets

from django.contrib.auth import get_user_model
from django.db import transaction

from sbjd.start import StartError
from sbjd.start.data_folder import write_whole

NAME = "admin"


def needed():
    """True while nobody can manage the site."""
    return not get_user_model().objects.filter(is_superuser=True).exists()


def create(password_file, show):
    """Create the administrator `admin` with a random password.

    `show(password)` prints it; with `password_file` the password goes there instead (mode 600), and a
    file that already holds one is used as it is. The account is committed only after its password was
    shown or written, so one that nobody knows cannot come to be, wherever the process is killed.
    """
    users = get_user_model()
    if users.objects.filter(**{users.USERNAME_FIELD: NAME}).exists():
        raise StartError(
            f"已有名为 {NAME} 的用户，但不是超级管理员，请运行 manage.py createsuperuser 另建一个管理员。"
        )
    password = secrets.token_urlsafe(12)
    if password_file is not None:
        try:
            if password_file.exists():
                password = password_file.read_text(encoding="utf-8").strip()
            else:
                write_whole(password_file, password + "\n")
        except (OSError, UnicodeDecodeError) as error:
            raise StartError(f"无法读写管理员口令文件 {password_file}：{error}") from error
        if not password:
            raise StartError(f"管理员口令文件 {password_file} 是空的。")
    with transaction.atomic():
        users.objects.create_superuser(NAME, password=password)
        if password_file is None:
            show(password)
