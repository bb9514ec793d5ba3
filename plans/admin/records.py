"""What a load remembers."""

import json

from django.contrib import admin
from django.utils.html import format_html

from plans.models import LoadedRecord
from sbjd.desk.editing import ReadOnlyAdmin


@admin.register(LoadedRecord)
class LoadedRecordAdmin(ReadOnlyAdmin):
    """载入记录: what the last load wrote, to compare with what a person made of it."""

    desk_order = 9
    list_display = ("key", "model", "plan")
    list_filter = ("plan", "model")
    search_fields = ("key",)
    fields = ("plan", "model", "key", "written")

    @admin.display(description="载入值")
    def written(self, record):
        return format_html("<pre>{}</pre>", json.dumps(record.values, ensure_ascii=False, indent=2))
