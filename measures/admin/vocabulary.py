"""The kept vocabulary: themes and instruments with their words, metrics, and words of one meaning."""

import re

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from measures.admin.recoding import Recoding
from measures.merging import MetricMerge
from measures.models import Instrument, InstrumentWord, Metric, SynonymGroup, Theme, ThemeWord
from measures.recoding.kinds import INSTRUMENTS, THEMES
from plans.admin.merging import MergingAdmin
from sbjd.desk.editing import DeskAdmin, DeskInline
from sbjd.desk.forms import DeskForm
from sbjd.search.folding import fold


class ThemeWordInline(DeskInline):
    model = ThemeWord
    fields = ("word", "weight")
    ordering = ("-weight", "word")
    show_change_link = False


class InstrumentWordInline(DeskInline):
    model = InstrumentWord
    fields = ("word", "weight")
    ordering = ("-weight", "word")
    show_change_link = False


class TermAdmin(Recoding):
    """Themes and instruments, with how many entries each stands for."""

    parsed_fields = ("slug",)
    readonly_fields = ("used",)
    search_fields = ("name", "slug", "definition", "words__word")
    ordering = ("order", "slug")
    used_by = ""

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    @admin.display(description="举措数", ordering="measure_count")
    def measures(self, term):
        return self._link(term, "measure", term.measure_count)

    @admin.display(description="项目数", ordering="project_count")
    def projects(self, term):
        return self._link(term, "project", term.project_count)

    def _link(self, term, face, count):
        url = reverse(f"admin:measures_{face}_changelist")
        return format_html('<a href="{}?{}={}">{}</a>', url, self.used_by, term.pk, count)

    @admin.display(description="所用之处")
    def used(self, term):
        return format_html("举措{}条，项目{}条", self.measures(term), self.projects(term))


@admin.register(Theme)
class ThemeAdmin(TermAdmin):
    """主题."""

    coded = THEMES
    desk_order = 20
    list_display = ("name", "slug", "measures", "projects", "definition", "on_site")
    fields = ("slug", "name", "definition", "order", "used")
    add_fieldsets = ((None, {"fields": fields[:-1]}),)
    inlines = (ThemeWordInline,)
    used_by = "themes__id__exact"


@admin.register(Instrument)
class InstrumentAdmin(TermAdmin):
    """政策工具."""

    coded = INSTRUMENTS
    desk_order = 22
    list_display = ("name", "side", "slug", "measures", "projects", "definition", "on_site")
    list_filter = ("side",)
    fields = ("slug", "name", "side", "definition", "order", "used")
    add_fieldsets = ((None, {"fields": fields[:-1]}),)
    inlines = (InstrumentWordInline,)
    used_by = "instruments__id__exact"


class WordAdmin(Recoding):
    """Words that speak for a theme or an instrument: where does 质押 lead?"""

    search_fields = ("word",)
    list_editable = ()


@admin.register(ThemeWord)
class ThemeWordAdmin(WordAdmin):
    """主题词."""

    coded = THEMES
    desk_order = 24
    list_display = ("word", "theme", "weight", "on_site")
    list_filter = ("theme",)
    list_select_related = ("theme",)
    fields = ("theme", "word", "weight")
    ordering = ("theme__order", "-weight", "word")

    def view_on_site(self, word):
        return word.theme.get_absolute_url()


@admin.register(InstrumentWord)
class InstrumentWordAdmin(WordAdmin):
    """工具词."""

    coded = INSTRUMENTS
    desk_order = 25
    list_display = ("word", "instrument", "weight", "on_site")
    list_filter = ("instrument",)
    list_select_related = ("instrument",)
    fields = ("instrument", "word", "weight")
    ordering = ("instrument__order", "-weight", "word")

    def view_on_site(self, word):
        return word.instrument.get_absolute_url()


class SynonymForm(DeskForm):
    """A group of words; a word stands in one group only, or nobody could say what it is looked for with."""

    def clean(self):
        cleaned = super().clean()
        own = SynonymGroup(**{name: cleaned.get(name) or "" for name in ("name", "words", "shorts")})
        taken = {
            fold(word): group.name
            for group in SynonymGroup.objects.exclude(pk=self.instance.pk)
            for word in group.asked_with
        }
        for word in own.asked_with:
            if other := taken.get(fold(word)):
                raise ValidationError(f"“{word}”已在“{other}”一组中，一个词只能在一组里。")
        return cleaned


@admin.register(SynonymGroup)
class SynonymGroupAdmin(DeskAdmin):
    """同义词."""

    desk_order = 26
    form = SynonymForm
    list_display = ("name", "others", "short_forms")
    search_fields = ("name", "words", "shorts")
    fields = ("name", "words", "shorts")
    ordering = ("name",)

    @admin.display(description="同义词")
    def others(self, group):
        return "、".join(group.looked_for[1:])

    @admin.display(description="简称")
    def short_forms(self, group):
        return "、".join(group.asked_with[len(group.looked_for) :])


READ_FROM_NOW_ON = (
    "原文用语只在今后读入（或重新读入）方案时起作用，改动它不会移动已有的数值；要改，请打开列表逐条改。"
)


class MetricForm(DeskForm):
    """A metric; each line of its patterns is a regular expression."""

    def clean_patterns(self):
        patterns = self.cleaned_data["patterns"]
        for number, line in enumerate(patterns.splitlines(), 1):
            try:
                re.compile(line)
            except re.error as error:
                raise ValidationError(f"第{number}行不是有效的正则表达式：{line}") from error
        return patterns


@admin.register(Metric)
class MetricAdmin(MergingAdmin, DeskAdmin):
    """指标."""

    desk_order = 16
    mergeable = MetricMerge()
    form = MetricForm
    list_display = ("name", "unit", "targets", "baselines", "supports", "bases", "slug", "on_site")
    search_fields = ("name", "slug", "definition", "patterns")
    parsed_fields = ("slug",)
    readonly_fields = ("used",)
    fields = ("slug", "name", "unit", "definition", "patterns", "used", "order")
    add_fieldsets = ((None, {"fields": ("slug", "name", "unit", "definition", "patterns", "order")}),)
    ordering = ("order", "slug")

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    @admin.display(description="目标数", ordering="target_count")
    def targets(self, metric):
        return _quantities(metric, "target", metric.target_count)

    @admin.display(description="现状数", ordering="baseline_count")
    def baselines(self, metric):
        return _quantities(metric, "baseline", metric.baseline_count)

    @admin.display(description="支持标准数", ordering="support_count")
    def supports(self, metric):
        return _quantities(metric, "supportstandard", metric.support_count)

    @admin.display(description="已有的数值")
    def used(self, metric):
        """What has this metric now, and that a change of its wordings moves none of it: the rule reads more
        around a number than a quantity keeps."""
        kinds = {"目标": self.targets, "现状": self.baselines, "支持标准": self.supports}
        rows = [(kind, link) for kind, count in kinds.items() if (link := count(metric))]
        found = format_html_join("，", "{}{}条", rows)
        return format_html("{}。{}", found or "还没有", READ_FROM_NOW_ON)

    @admin.display(description="基地数", ordering="base_count")
    def bases(self, metric):
        return metric.base_count


def _quantities(metric, face, count):
    """How many, leading to the list of exactly those."""
    if not count:
        return ""
    url = reverse(f"admin:measures_{face}_changelist")
    return format_html('<a href="{}?metric__id__exact={}">{}</a>', url, metric.pk, count)
