from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0009_same_file_of_two_editors"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=60, verbose_name="模型")),
                ("key", models.CharField(max_length=255, verbose_name="自然键")),
                ("number", models.BigIntegerField(verbose_name="主键")),
            ],
            options={
                "verbose_name": "曾用名",
                "verbose_name_plural": "曾用名",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("model", "key"), name="formerly_called_once")
                ],
            },
        ),
    ]
