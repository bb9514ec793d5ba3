import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        ("plans", "0007_editor_scopes"),
    ]

    operations = [
        migrations.CreateModel(
            name="MergedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=60, verbose_name="模型")),
                ("number", models.BigIntegerField(verbose_name="主键")),
                ("key", models.CharField(max_length=255, verbose_name="自然键")),
                ("slug", models.CharField(blank=True, max_length=100, verbose_name="标识")),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("into", models.BigIntegerField(verbose_name="并入")),
                ("values", models.JSONField(default=dict, verbose_name="原有内容")),
                ("taken", models.JSONField(default=dict, verbose_name="由保留者接收")),
                (
                    "beside",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="随同改动",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="desk.change",
                        verbose_name="修改",
                    ),
                ),
            ],
            options={
                "verbose_name": "已合并",
                "verbose_name_plural": "已合并",
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="mergedrow",
            index=models.Index(fields=["model", "slug"], name="merged_by_slug"),
        ),
        migrations.AddIndex(
            model_name="mergedrow",
            index=models.Index(fields=["model", "into"], name="merged_by_into"),
        ),
        migrations.AddConstraint(
            model_name="mergedrow",
            constraint=models.UniqueConstraint(fields=("model", "number"), name="merged_once"),
        ),
    ]
