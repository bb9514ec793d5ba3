"""From a fresh clone to a running site in one command; every later start skips what is done."""

import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from sbjd import environment
from sbjd.start import StartError, data_folder, database, first_admin, server, static_files


def port_number(value):
    """A TCP port as typed on the command line."""
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise ValueError(value)
    return int(value)


class Command(BaseCommand):
    help = "准备数据目录、数据库、静态文件和管理员，然后启动网站"
    # The first start has nothing yet that checks could look at; they run when all is there.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1（仅本机）")
        parser.add_argument("--port", type=port_number, default=8000, help="端口，默认 8000")
        parser.add_argument("--no-serve", action="store_true", help="只做准备，不启动网站")
        parser.add_argument(
            "--admin-password-file",
            type=Path,
            help="管理员口令写入此文件而不显示；文件已存在时使用其中的口令",
        )

    def handle(self, *args, host, port, no_serve, admin_password_file, **options):
        # Whatever the site writes from here on is its owner's alone.
        os.umask(0o077)
        try:
            listener = None if no_serve else server.claim(host, port)
            data_folder.prepare(settings.DATA_DIR)
            with data_folder.locked(settings.DATA_DIR):
                self.set_up(admin_password_file)
            self.check()
        except StartError as error:
            self.stderr.write(str(error))
            sys.exit(1)
        except KeyboardInterrupt:
            self.stderr.write("已中断；再次运行 quickstart 会从未完成的步骤继续。")
            sys.exit(130)
        if listener is None:
            self.say("已准备好，运行 manage.py quickstart 启动网站。")
            return
        self.say(f"网站已启动：{server.address(host, port)}  （按 Ctrl+C 停止）")
        server.serve(listener, host)

    def set_up(self, admin_password_file):
        """Every step that is not done yet, each named before it begins."""
        self.say(f"数据目录：{settings.DATA_DIR}")
        notes = data_folder.Notes(settings.DATA_DIR)
        own_key = environment.text("SBJD_SECRET_KEY")
        if not own_key and data_folder.ensure_secret_key(settings.SECRET_KEY_FILE):
            self.say("生成密钥。")
        fresh_tables = bool(database.outstanding())
        if fresh_tables:
            # The note may tell of a database that stood here before.
            notes["fixtures"] = None
            self.say("建立数据库表……")
            database.migrate()
        fixtures = database.fixtures_digest()
        if notes["fixtures"] != fixtures:
            self.say("载入工作方案……")
            database.load_plans()
            notes["fixtures"] = fixtures
        if database.index_is_outdated():
            self.say("重建检索索引……")
            database.rebuild_index()
        statics = static_files.digest()
        if notes["static"] != statics or not static_files.collected():
            self.say("收集静态文件……")
            static_files.collect()
            notes["static"] = statics
        if first_admin.needed():
            self.say("建立管理员……")
            first_admin.create(admin_password_file, self.show_password)
            if admin_password_file is not None:
                self.say(f"管理员 {first_admin.NAME} 的口令在文件 {admin_password_file} 中。")

    def show_password(self, password):
        self.say(f"管理员：{first_admin.NAME}  口令：{password}  （只显示这一次，请立即记下）")

    def say(self, line):
        # Flushed at once: a pipe or a service log shows the step while it runs.
        self.stdout.write(line)
        self.stdout.flush()
