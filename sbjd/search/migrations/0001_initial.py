from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IndexState",
            fields=[
                (
                    "name",
                    models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="名称"),
                ),
                ("version", models.CharField(max_length=20, verbose_name="分词版本")),
                ("number", models.BigIntegerField(default=0, verbose_name="版本号")),
                ("position", models.BigIntegerField(default=0, verbose_name="进度")),
            ],
            options={
                "verbose_name": "索引状态",
                "verbose_name_plural": "索引状态",
            },
        ),
    ]
