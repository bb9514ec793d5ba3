"""Documents on the bench, and people at it."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from plans.bench.page import Bench
from plans.intake.reading import reading_of
from plans.models import Intake
from tests.plans.intake.making import receive

PLAN = """北京市大兴区双创示范基地建设工作方案
为推进创新创业，制定本方案。
一、发展目标
到2018年，高新技术企业达到300家。
二、主要任务
本章从三个方面推进。
(一)优化双创环境
1.加大财税支持。设立专项资金，给予最高不超过20万元的补贴。
2.建设众创空间。支持建设孵化器。新增孵化器10家以上。
推动知识产权服务
建立知识产权快速维权中心，支持专利质押融资。
(二)引进人才
实施人才计划。对创业人才给予住房补贴。
三、保障措施
成立领导小组。
"""


def bench_of(intake, at=None, only=False):
    """The bench of a document as it is now; `at` may be words of the text."""
    intake = Intake.objects.get(pk=intake.pk)
    reading, vocabulary = reading_of(intake)
    if isinstance(at, str):
        at = reading.source.text.index(at)
    return Bench(intake, reading, vocabulary, at, only)


def on_bench(text=PLAN, name="大兴区工作方案.txt"):
    """A document brought in."""
    return receive(text, name).intake


def person(name, *permissions):
    """A member of staff with these permissions on documents brought in (change, view …)."""
    user = get_user_model().objects.create_user(name, password="a-password-for-this-test", is_staff=True)
    codes = [f"{permission}_intake" for permission in permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user
