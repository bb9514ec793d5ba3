import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from sbjd.corpus.operations import WatchTable


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        ("measures", "0003_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="词")),
                (
                    "words",
                    models.TextField(blank=True, help_text="每行一个，检索时互相代替", verbose_name="同义词"),
                ),
                (
                    "shorts",
                    models.TextField(
                        blank=True,
                        help_text="每行一个：读者用它检索时也查上面的词，但不反过来查它（如“高企”会误中“提高企业”）",
                        verbose_name="简称",
                    ),
                ),
            ],
            options={
                "verbose_name": "同义词",
                "verbose_name_plural": "同义词",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSynonymGroup",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(db_index=True, max_length=60, verbose_name="词")),
                (
                    "words",
                    models.TextField(blank=True, help_text="每行一个，检索时互相代替", verbose_name="同义词"),
                ),
                (
                    "shorts",
                    models.TextField(
                        blank=True,
                        help_text="每行一个：读者用它检索时也查上面的词，但不反过来查它（如“高企”会误中“提高企业”）",
                        verbose_name="简称",
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
                "verbose_name": "编辑记录：同义词",
                "verbose_name_plural": "编辑记录：同义词",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
                "default_permissions": (),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        WatchTable("measures_synonymgroup", synonym="id"),
    ]
