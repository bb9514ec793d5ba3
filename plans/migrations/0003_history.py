import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("desk", "0001_initial"),
        ("plans", "0002_watch_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalDemonstrationBase",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("slug", models.SlugField(verbose_name="标识")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("short_name", models.CharField(max_length=30, verbose_name="简称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("region", "区域"), ("academic", "高校和科研院所"), ("enterprise", "企业")],
                        db_index=True,
                        default="region",
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                (
                    "batch",
                    models.PositiveSmallIntegerField(
                        blank=True, db_index=True, null=True, verbose_name="批次"
                    ),
                ),
                ("province", models.CharField(blank=True, db_index=True, max_length=30, verbose_name="省份")),
                ("city", models.CharField(blank=True, max_length=30, verbose_name="城市")),
                (
                    "aliases",
                    models.CharField(
                        blank=True, help_text="用顿号分隔", max_length=300, verbose_name="其他名称"
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
                (
                    "history_change_reason",
                    models.CharField(max_length=300, null=True, verbose_name="修改理由"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desk.change",
                        verbose_name="修改",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：示范基地",
                "verbose_name_plural": "编辑记录：示范基地",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalErratum",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("code", models.CharField(db_index=True, max_length=60, verbose_name="编码")),
                ("kind", models.CharField(db_index=True, max_length=40, verbose_name="类型")),
                ("note", models.TextField(verbose_name="说明")),
                ("quote", models.TextField(blank=True, verbose_name="原文")),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                (
                    "history_change_reason",
                    models.CharField(max_length=300, null=True, verbose_name="修改理由"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desk.change",
                        verbose_name="修改",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.workplan",
                        verbose_name="工作方案",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.section",
                        verbose_name="章节",
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：校勘",
                "verbose_name_plural": "编辑记录：校勘",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("key", models.CharField(max_length=60, verbose_name="节号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("root", "题名与引言"), ("heading", "章节"), ("stray", "残文")],
                        default="heading",
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("foundation", "基础条件"),
                            ("approach", "总体思路"),
                            ("tasks", "主要任务"),
                            ("policy", "政策举措"),
                            ("programmes", "重点工程"),
                            ("safeguards", "保障措施"),
                            ("annex", "附件"),
                            ("", "其他"),
                        ],
                        db_index=True,
                        max_length=12,
                        verbose_name="作用",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="层级")),
                ("label", models.CharField(blank=True, max_length=30, verbose_name="编号")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="标题")),
                ("run_in", models.BooleanField(default=False, verbose_name="段首标题")),
                ("text", models.TextField(verbose_name="原文")),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("heading_end", models.PositiveIntegerField(verbose_name="标题终点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                ("rule", models.CharField(blank=True, max_length=60, verbose_name="识别规则")),
                (
                    "history_change_reason",
                    models.CharField(max_length=300, null=True, verbose_name="修改理由"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desk.change",
                        verbose_name="修改",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.section",
                        verbose_name="上级章节",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.workplan",
                        verbose_name="工作方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：章节",
                "verbose_name_plural": "编辑记录：章节",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWorkPlan",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("slug", models.SlugField(verbose_name="标识")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("issuer", models.CharField(blank=True, max_length=200, verbose_name="发文机关")),
                ("document_number", models.CharField(blank=True, max_length=100, verbose_name="发文字号")),
                (
                    "published",
                    models.CharField(
                        blank=True, help_text="照原文填写", max_length=30, verbose_name="发布日期"
                    ),
                ),
                ("source_name", models.CharField(max_length=200, verbose_name="来源文件")),
                ("source_sha256", models.CharField(blank=True, max_length=64, verbose_name="来源文件校验值")),
                ("source_url", models.URLField(blank=True, verbose_name="来源网址")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                ("first_line", models.PositiveIntegerField(verbose_name="首行")),
                ("added", models.DateField(blank=True, null=True, verbose_name="收录日期")),
                (
                    "history_change_reason",
                    models.CharField(max_length=300, null=True, verbose_name="修改理由"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.demonstrationbase",
                        verbose_name="示范基地",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desk.change",
                        verbose_name="修改",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：工作方案",
                "verbose_name_plural": "编辑记录：工作方案",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
