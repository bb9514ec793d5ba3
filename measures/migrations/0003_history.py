import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("desk", "0001_initial"),
        ("measures", "0002_watch_measures"),
        ("plans", "0003_history"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="reviewed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="审阅时间"),
        ),
        migrations.AddField(
            model_name="entry",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="审阅人",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalEntry",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("code", models.CharField(db_index=True, max_length=60, verbose_name="编码")),
                ("number", models.CharField(blank=True, max_length=30, verbose_name="编号")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                ("rule", models.CharField(blank=True, max_length=60, verbose_name="识别规则")),
                (
                    "kind",
                    models.CharField(
                        choices=[("measure", "举措"), ("project", "项目")], max_length=8, verbose_name="类型"
                    ),
                ),
                ("text", models.TextField(verbose_name="原文")),
                ("body_start", models.PositiveIntegerField(verbose_name="正文起点")),
                (
                    "reviewed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="审阅时间"),
                ),
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
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.programme",
                        verbose_name="重点工程",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审阅人",
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
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.task",
                        verbose_name="主要任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：举措与项目",
                "verbose_name_plural": "编辑记录：举措与项目",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEntryInstrument",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("rank", models.PositiveSmallIntegerField(default=1, verbose_name="次序")),
                (
                    "origin",
                    models.CharField(
                        choices=[("rule", "规则"), ("curated", "人工校订"), ("person", "人工编辑")],
                        default="person",
                        max_length=8,
                        verbose_name="依据",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="触发词")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
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
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.entry",
                        verbose_name="举措或项目",
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
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.instrument",
                        verbose_name="政策工具",
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：举措的政策工具",
                "verbose_name_plural": "编辑记录：举措的政策工具",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEntryTheme",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("rank", models.PositiveSmallIntegerField(default=1, verbose_name="次序")),
                (
                    "origin",
                    models.CharField(
                        choices=[("rule", "规则"), ("curated", "人工校订"), ("person", "人工编辑")],
                        default="person",
                        max_length=8,
                        verbose_name="依据",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="触发词")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
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
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.entry",
                        verbose_name="举措或项目",
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
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.theme",
                        verbose_name="主题",
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：举措的主题",
                "verbose_name_plural": "编辑记录：举措的主题",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInstrument",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("slug", models.SlugField(verbose_name="标识")),
                ("name", models.CharField(db_index=True, max_length=60, verbose_name="名称")),
                ("definition", models.TextField(blank=True, verbose_name="说明")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                (
                    "side",
                    models.CharField(
                        choices=[("supply", "供给型"), ("environment", "环境型"), ("demand", "需求型")],
                        db_index=True,
                        max_length=12,
                        verbose_name="类型",
                    ),
                ),
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
                "verbose_name": "编辑记录：政策工具",
                "verbose_name_plural": "编辑记录：政策工具",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInstrumentWord",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("word", models.CharField(max_length=60, verbose_name="词")),
                (
                    "weight",
                    models.DecimalField(decimal_places=2, default=1, max_digits=5, verbose_name="权重"),
                ),
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
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.instrument",
                        verbose_name="政策工具",
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：工具词",
                "verbose_name_plural": "编辑记录：工具词",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasureItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("code", models.CharField(db_index=True, max_length=60, verbose_name="编码")),
                ("label", models.CharField(blank=True, max_length=30, verbose_name="编号")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="标题")),
                ("text", models.TextField(verbose_name="原文")),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
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
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.entry",
                        verbose_name="举措或项目",
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
                "verbose_name": "编辑记录：分项",
                "verbose_name_plural": "编辑记录：分项",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMetric",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("slug", models.SlugField(verbose_name="标识")),
                ("definition", models.TextField(blank=True, verbose_name="说明")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("name", models.CharField(db_index=True, max_length=100, verbose_name="名称")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="基本单位")),
                ("patterns", models.TextField(blank=True, help_text="每行一个", verbose_name="原文用语")),
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
                "verbose_name": "编辑记录：指标",
                "verbose_name_plural": "编辑记录：指标",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrganization",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("slug", models.CharField(db_index=True, max_length=100, verbose_name="标识")),
                ("name", models.CharField(db_index=True, max_length=100, verbose_name="名称")),
                ("kind", models.CharField(blank=True, db_index=True, max_length=20, verbose_name="类型")),
                (
                    "aliases",
                    models.CharField(
                        blank=True, help_text="用顿号分隔", max_length=300, verbose_name="其他名称"
                    ),
                ),
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
                "verbose_name": "编辑记录：机构",
                "verbose_name_plural": "编辑记录：机构",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrganizationMention",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("quote", models.TextField(verbose_name="原文")),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                ("rule", models.CharField(blank=True, max_length=60, verbose_name="识别规则")),
                (
                    "origin",
                    models.CharField(
                        choices=[("rule", "规则"), ("curated", "人工校订"), ("person", "人工编辑")],
                        default="person",
                        max_length=8,
                        verbose_name="依据",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
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
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.entry",
                        verbose_name="举措或项目",
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
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.organization",
                        verbose_name="机构",
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
                "verbose_name": "编辑记录：机构出处",
                "verbose_name_plural": "编辑记录：机构出处",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgramme",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("code", models.CharField(db_index=True, max_length=60, verbose_name="编码")),
                ("number", models.CharField(blank=True, max_length=30, verbose_name="编号")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
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
                "verbose_name": "编辑记录：重点工程",
                "verbose_name_plural": "编辑记录：重点工程",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalQuantity",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("code", models.CharField(db_index=True, max_length=60, verbose_name="编码")),
                (
                    "kind",
                    models.CharField(
                        choices=[("target", "目标"), ("baseline", "现状"), ("support", "支持标准")],
                        max_length=8,
                        verbose_name="性质",
                    ),
                ),
                ("metric_text", models.CharField(max_length=200, verbose_name="原文指标")),
                (
                    "bound",
                    models.CharField(
                        choices=[(">=", "≥"), ("<=", "≤"), ("=", "="), ("~", "约")],
                        default="=",
                        max_length=2,
                        verbose_name="比较",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("level", "达到"),
                            ("increment", "新增"),
                            ("rate", "增速"),
                            ("share", "占比"),
                            ("change", "变化"),
                        ],
                        default="level",
                        max_length=9,
                        verbose_name="口径",
                    ),
                ),
                ("value", models.CharField(max_length=60, verbose_name="原文数值")),
                (
                    "number",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="数值"
                    ),
                ),
                (
                    "number_to",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="数值上限"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="单位")),
                (
                    "plain",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=28, null=True, verbose_name="换算数值"
                    ),
                ),
                ("plain_unit", models.CharField(blank=True, max_length=30, verbose_name="换算单位")),
                ("period", models.CharField(blank=True, max_length=60, verbose_name="期限")),
                ("masked", models.BooleanField(db_index=True, default=False, verbose_name="遮蔽")),
                ("filled_source", models.CharField(blank=True, max_length=200, verbose_name="补录来源")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="首次出现")),
                ("rule", models.CharField(blank=True, max_length=60, verbose_name="识别规则")),
                (
                    "origin",
                    models.CharField(
                        choices=[("rule", "规则"), ("curated", "人工校订"), ("person", "人工编辑")],
                        default="person",
                        max_length=8,
                        verbose_name="依据",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
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
                    "metric",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.metric",
                        verbose_name="指标",
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
                "verbose_name": "编辑记录：指标数值",
                "verbose_name_plural": "编辑记录：指标数值",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalQuantityMention",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("quote", models.TextField(verbose_name="原文")),
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
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.entry",
                        verbose_name="举措或项目",
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
                    "quantity",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.quantity",
                        verbose_name="指标数值",
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
                "verbose_name": "编辑记录：数值出处",
                "verbose_name_plural": "编辑记录：数值出处",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalResponsibility",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "牵头"), ("cooperating", "配合")],
                        default="lead",
                        max_length=12,
                        verbose_name="职责",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=200, verbose_name="编码"
                    ),
                ),
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
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.entry",
                        verbose_name="举措或项目",
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
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.organization",
                        verbose_name="机构",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.task",
                        verbose_name="主要任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：责任分工",
                "verbose_name_plural": "编辑记录：责任分工",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTask",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("code", models.CharField(db_index=True, max_length=60, verbose_name="编码")),
                ("number", models.CharField(blank=True, max_length=30, verbose_name="编号")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("line", models.PositiveIntegerField(verbose_name="行号")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
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
                "verbose_name": "编辑记录：主要任务",
                "verbose_name_plural": "编辑记录：主要任务",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTheme",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("slug", models.SlugField(verbose_name="标识")),
                ("name", models.CharField(db_index=True, max_length=60, verbose_name="名称")),
                ("definition", models.TextField(blank=True, verbose_name="说明")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
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
                "verbose_name": "编辑记录：主题",
                "verbose_name_plural": "编辑记录：主题",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalThemeWord",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("word", models.CharField(max_length=60, verbose_name="词")),
                (
                    "weight",
                    models.DecimalField(decimal_places=2, default=1, max_digits=5, verbose_name="权重"),
                ),
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
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="measures.theme",
                        verbose_name="主题",
                    ),
                ),
            ],
            options={
                "verbose_name": "编辑记录：主题词",
                "verbose_name_plural": "编辑记录：主题词",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
