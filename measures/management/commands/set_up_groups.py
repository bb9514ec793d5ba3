from django.core.management.base import BaseCommand

from measures.groups import GROUPS, set_up_groups


class Command(BaseCommand):
    help = "建立或更新编辑员、审核员、管理员三个组的权限；组里的账号不变。"

    def handle(self, **options):
        set_up_groups()
        if options["verbosity"]:
            self.stdout.write(f"已设置：{'、'.join(GROUPS)}。")
