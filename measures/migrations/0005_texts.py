import django.db.models.deletion
from django.db import migrations, models

from sbjd.search.operations import MakeIndex


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0004_synonyms"),
        ("plans", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="EntryText",
            fields=[
                ("title", models.TextField(verbose_name="标题")),
                ("text", models.TextField(verbose_name="检索用文本")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                ("skipped", models.JSONField(default=list, verbose_name="略过")),
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="indexed",
                        serialize=False,
                        to="measures.entry",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.workplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "举措检索文本",
                "verbose_name_plural": "举措检索文本",
            },
        ),
        migrations.CreateModel(
            name="ParagraphText",
            fields=[
                ("title", models.TextField(verbose_name="标题")),
                ("text", models.TextField(verbose_name="检索用文本")),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                ("skipped", models.JSONField(default=list, verbose_name="略过")),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField(verbose_name="段号")),
                ("anchor", models.CharField(max_length=80, verbose_name="锚点")),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.workplan",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.section",
                    ),
                ),
            ],
            options={
                "verbose_name": "段落检索文本",
                "verbose_name_plural": "段落检索文本",
            },
        ),
        MakeIndex("measures_entrytext", "entry_id"),
        MakeIndex("measures_paragraphtext", "id"),
    ]
