from django.db import migrations, models

from sbjd.corpus.operations import MakeFunctions


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(verbose_name="版本号")),
                ("stamp", models.BigIntegerField(verbose_name="随机数")),
                ("lineage", models.BigIntegerField(verbose_name="谱系")),
            ],
            options={"verbose_name": "数据版本", "verbose_name_plural": "数据版本"},
        ),
        migrations.CreateModel(
            name="LastChange",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subject", "subject_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.CharField(max_length=20, verbose_name="种类")),
                ("subject_id", models.BigIntegerField(verbose_name="编号")),
                ("number", models.BigIntegerField(db_index=True, verbose_name="版本号")),
            ],
            options={"verbose_name": "最近改动", "verbose_name_plural": "最近改动"},
        ),
        MakeFunctions(),
    ]
