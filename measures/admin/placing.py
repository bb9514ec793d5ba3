"""Entries and headings that a person adds: the section says where they stand."""

import re

from django.core.exceptions import ValidationError

from plans.admin.locating import subtree
from sbjd.desk.forms import DeskForm

_CODE = re.compile(r"[a-z0-9][a-z0-9.-]{0,59}")


class PlacedForm(DeskForm):
    """A task, programme, measure or project. A new one is a section with all that stands under it, and
    takes plan, place, number and words from there."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.is_new and "title" in self.fields:
            self.fields["title"].required = False
            self.fields["title"].help_text = "留空则用章节的标题。"
        if self.is_new and "code" in self.fields:
            self.fields["code"].help_text = "基地标识、短横、种类和印出的编号，如 nanshan-m05。"

    def clean(self):
        cleaned = super().clean()
        section = cleaned.get("section")
        if self.is_new and section is not None:
            cleaned["title"] = cleaned.get("title") or section.title
            self.take(section)
        return cleaned

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not _CODE.fullmatch(code):
            raise ValidationError("编码只能用小写字母、数字、点和短横。")
        return code

    def take(self, section):
        """Put the new row where `section` stands."""
        row, code = self.instance, self.cleaned_data.get("code", "")
        if code and not code.startswith(f"{section.plan.slug}-"):
            self.add_error("code", f"编码须以“{section.plan.slug}-”开头，与章节所在的方案一致。")
        start, end, text = subtree(section)
        row.plan, row.start, row.end, row.line = section.plan, start, end, section.line
        row.number = section.label
        if hasattr(row, "body_start"):
            row.text, row.body_start = text.between(start, end), min(section.heading_end, end)
