"""`manage.py rebuild_index`: make the search indexes anew while the old ones answer."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from measures.indexing import needs_rebuild
from measures.rebuilding import Overtaken, Rebuild


class Command(BaseCommand):
    help = "重建检索索引。重建期间网站照常使用旧索引；中断后再次运行会接着做"

    def add_arguments(self, parser):
        parser.add_argument("--if-needed", action="store_true", help="索引完整且版本相符时什么也不做")

    def handle(self, *, if_needed, verbosity, **options):
        if if_needed and not needs_rebuild():
            return
        try:
            self._rebuild(quiet=not verbosity)
        except Overtaken as error:
            raise CommandError("另一个重建正在进行，或刚刚完成。") from error
        except KeyboardInterrupt:
            raise CommandError("已中断；再次运行 rebuild_index 会接着做，网站仍用旧索引。") from None
        if verbosity:
            self.stdout.write("索引已重建。")

    def _rebuild(self, quiet):
        rebuild = Rebuild()
        if rebuild.resumed and not quiet:
            self.stdout.write(f"接着上次做：已完成 {rebuild.done} 份方案。")
        with tqdm(total=rebuild.total, initial=rebuild.done, unit="份方案", disable=quiet) as bar:
            for number in rebuild.fill():
                bar.update(number)
        if not quiet:
            self.stdout.write("整理索引……")
        rebuild.finish()
        rebuild.swap()
