"""`manage.py build_fixtures`: sources and curation → fixtures/plans, telling what changed."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plans.building import build


class Command(BaseCommand):
    help = "由 fixtures/sources 和 fixtures/curation.json 生成 fixtures/plans，并说明与现有文件的差别"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只比较，不写入；有差别时退出状态不为 0")
        parser.add_argument("--fixtures", type=Path, help="夹具文件夹，默认为项目的 fixtures")

    def handle(self, *, check, fixtures, **options):
        try:
            built = build(fixtures or settings.BASE_DIR / "fixtures")
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for line in (*built.notices, *built.needless):
            self.stderr.write(line)
        differences = built.differences()
        if differences:
            self.stdout.write("\n".join(differences))
        if not differences:
            self.stdout.write("夹具与来源一致，没有变化。")
        elif check:
            raise CommandError("夹具与来源不一致，请运行 manage.py build_fixtures。")
        else:
            built.write()
            self.stdout.write("已写入 fixtures/plans。")
