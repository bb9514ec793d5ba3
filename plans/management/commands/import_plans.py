"""`manage.py import_plans`: documents from the command line, by the same services as at the desk."""

from dataclasses import dataclass, field
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from plans.intake.proposing import Taken
from plans.intake.publishing import PublishError, publish
from plans.intake.receiving import keep, understand
from plans.models import IntakePlan
from plans.parsing.formats import read_file
from plans.parsing.formats.errors import UnreadableFile
from plans.parsing.formats.sniff import SUFFIXES

_REASON = "由命令行收录"


@dataclass(slots=True)
class Outcome:
    """What became of one file: lines to show, and why it failed, if it did."""

    path: Path
    lines: list = field(default_factory=list)
    failed: str = ""


class Command(BaseCommand):
    help = (
        "收录文件或文件夹里的方案：先说明每份文件读出了什么；加 --write 才存为草稿，再加 --publish "
        "就按读出的信息发布。出错的文件不影响其他文件，最后一并列出，退出状态为 1"
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="文件或文件夹")
        parser.add_argument("--write", action="store_true", help="存为草稿")
        parser.add_argument("--publish", action="store_true", help="存为草稿并发布（须同时给出 --write）")
        parser.add_argument("--user", help="经手人的用户名，记入收录经过")
        parser.add_argument("--reason", default=_REASON, help=f"发布理由，默认“{_REASON}”")

    def handle(self, *, paths, write, publish, user, reason, verbosity, **options):
        if publish and not write:
            raise CommandError("--publish 会改动网站，须同时给出 --write。")
        self.user = self._user(user)
        self.write, self.publish, self.reason = write, publish, reason[:300]
        self.taken = Taken.now()
        files = _files(paths)
        if not files:
            raise CommandError("没有找到可以收录的文件（.docx、.pdf、.html、.txt、.md）。")
        failed = []
        # None: no bar where nobody watches it.
        with tqdm(files, unit="份", disable=True if verbosity == 0 or len(files) < 2 else None) as bar:
            for path in bar:
                outcome = self._one(path)
                if verbosity:
                    self._show(bar, outcome)
                if outcome.failed:
                    failed.append(outcome)
        self._sum_up(files, failed, verbosity)

    def _one(self, path):
        outcome = Outcome(path)
        try:
            received = understand(read_file(path), path.name, taken=self.taken, store=self.write)
            if received.known is not None:
                outcome.lines.append(f"已收录过（第{received.known.pk}号）")
            else:
                outcome.lines += _told(received)
            if self.write:
                self._keep(received, outcome)
        except UnreadableFile as error:
            outcome.failed = str(error)
        except PublishError as error:
            outcome.failed = f"没有发布：{error}"
        except DatabaseError as error:
            outcome.failed = f"数据库没有接受：{error}"
        return outcome

    def _keep(self, received, outcome):
        intake, is_new = keep(received, self.user)
        if is_new:
            outcome.lines.append(f"存为第{intake.pk}号草稿")
        if not self.publish:
            return
        drafts = intake.parts.filter(state=IntakePlan.State.DRAFT).order_by("position")
        drafts.filter(confirmed=False).update(confirmed=True)
        for part in drafts.select_related("intake"):
            event = publish(part, self.user, self.reason)
            outcome.lines.append(f"已发布 {part.slug}：{event.said}")

    def _show(self, bar, outcome):
        bar.clear()
        self.stdout.write(f"{outcome.path}：")
        self.stdout.writelines(f"  {line}\n" for line in outcome.lines)
        if outcome.failed:
            self.stdout.write(f"  出错：{outcome.failed}")

    def _sum_up(self, files, failed, verbosity):
        if verbosity:
            self.stdout.write(f"共{len(files)}份，成功{len(files) - len(failed)}份，出错{len(failed)}份。")
            if not self.write:
                self.stdout.write("以上没有写入。确认后请加 --write。")
        if failed:
            said = "\n".join(f"  {outcome.path}：{outcome.failed}" for outcome in failed)
            raise CommandError(f"下列文件出错：\n{said}")

    def _user(self, name):
        if not name:
            return None
        model = get_user_model()
        found = model.objects.filter(**{model.USERNAME_FIELD: name}).first()
        if found is None:
            raise CommandError(f"没有用户 {name}。")
        return found


def _files(paths):
    """The files named, and those of our kinds in the folders named and below, in a fixed order; a name
    that is no file stays, to be refused by name."""
    files = []
    for path in paths:
        if path.is_dir():
            found = (one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file())
            files += sorted(one for one in found if not one.name.startswith((".", "~$")))
        else:
            files.append(path)
    return list(dict.fromkeys(files))


def _told(received):
    """Lines on what a document is."""
    lines = list(received.source.notices)
    for part, plan, likenesses in zip(
        received.parts, received.parsed.plans, received.likenesses, strict=True
    ):
        what = "修订" if part.revises else "方案"
        lines.append(f"{what}《{part.title or '（没有找到标题）'}》，标识 {part.slug or '（未定）'}")
        base = part.base_name or part.base_slug or "（没有认出）"
        facts = [f"示范基地 {base}", part.issuer, part.document_number, part.published]
        lines.append("  " + "，".join(filter(None, facts)))
        doubts = sum(not doubt.settled for doubt in plan.doubts)
        lines.append(
            f"  任务{len(plan.tasks)} 举措{len(plan.measures)} 工程{len(plan.programmes)} "
            f"项目{len(plan.projects)} 数值{len(plan.quantities)}，待复核{doubts}处"
        )
        lines += [f"  与《{one.title}》{one.said}" for one in likenesses]
    return lines
