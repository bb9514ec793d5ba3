import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0004_intake"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BenchStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="版次")),
                ("start", models.PositiveIntegerField(verbose_name="位置")),
                ("ruling", models.JSONField(verbose_name="裁定")),
                ("said", models.CharField(max_length=300, verbose_name="说明")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("undone_number", models.PositiveIntegerField(blank=True, null=True, verbose_name="撤销版次")),
                ("by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="裁定人")),
                ("intake", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="bench_steps", to="plans.intake", verbose_name="收录文件")),
                ("undone_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="撤销人")),
            ],
            options={
                "verbose_name": "复核裁定",
                "verbose_name_plural": "复核裁定",
                "ordering": ["intake", "number", "pk"],
            },
        ),
    ]
