"""A file is kept once for each person who brings it in, no more once for all: who may not see another's
document must not learn of it by bringing in the same."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0008_merged_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="intake",
            name="sha256",
            field=models.CharField(db_index=True, max_length=64, verbose_name="校验值"),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.UniqueConstraint(fields=("sha256", "by"), name="intake_once_for_each_person"),
        ),
    ]
