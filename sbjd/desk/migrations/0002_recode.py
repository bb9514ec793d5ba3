from django.db import migrations, models


class Migration(migrations.Migration):
    """A change of the vocabulary's words that moved entries is told as such."""

    dependencies = [("desk", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="change",
            name="action",
            field=models.CharField(
                choices=[
                    ("add", "新增"),
                    ("edit", "修改"),
                    ("delete", "删除"),
                    ("restore", "恢复"),
                    ("bulk", "批量修改"),
                    ("review", "审阅"),
                    ("merge", "合并"),
                    ("import", "导入"),
                    ("recode", "改归类"),
                ],
                max_length=8,
                verbose_name="操作",
            ),
        ),
    ]
