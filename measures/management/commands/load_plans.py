"""`manage.py load_plans`: bring the database up to the fixtures; says first, acts with --write."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from plans.loading import Document, LoadError, default_documents, load
from plans.loading.changes import SHOWN, Action, summary


class Command(BaseCommand):
    help = "使数据库与夹具一致：说明将新增、修改、删除什么；加 --write 才写入。人工修改过的内容不动"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="只载入这些文件（不删除其他方案）")
        parser.add_argument("--write", action="store_true", help="写入数据库")
        parser.add_argument("--fixtures", type=Path, help="夹具文件夹，默认为项目的 fixtures")

    def handle(self, *, files, write, fixtures, verbosity, **options):
        shown = SHOWN if verbosity < 2 else 10**9
        counts, kept = Counter(dict.fromkeys(Action, 0)), 0
        try:
            documents = [Document(path.name, path) for path in files] or default_documents(fixtures)
            units = load(documents, write, complete=not files)
            # None: only a person at a terminal sees the bar.
            hidden = None if verbosity else True
            bar = tqdm(units, "载入", len(documents), leave=False, unit="份", disable=hidden)
            for unit in bar:
                counts.update(row.action for row in unit.rows)
                kept += len(unit.kept)
                if verbosity:
                    bar.clear()
                    self.stdout.writelines(f"{line}\n" for line in unit.report(shown))
        except LoadError as error:
            raise CommandError(f"{error}数据库没有改动。") from error
        except DatabaseError as error:
            raise CommandError(f"写入失败，数据库没有改动：{error}") from error
        if verbosity:
            self.stdout.write(summary(counts, kept))
            if not write and any(counts.values()):
                self.stdout.write("以上尚未写入。确认后请加 --write。")
            elif write:
                self.stdout.write("已写入。")
