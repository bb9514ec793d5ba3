"""An entry's themes and policy instruments: one primary, up to two more, each with its rule or reason."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.html import format_html

from measures.admin.quotes import sentences_of, words_quote
from measures.admin.signing import SignedAdmin, sign
from measures.models import EntryInstrument, EntryTheme, Origin
from sbjd.desk.editing import DeskInline
from sbjd.desk.forms import DeskForm

RANKS = ((1, "首要"), (2, "第二"), (3, "第三"))
STALE = "另一位编辑刚刚改过这里，请重新打开本页后再改。"


def _term_field(model):
    """The name of what a link row links to an entry: theme or instrument."""
    return "theme" if model is EntryTheme else "instrument"


class RankForm(DeskForm):
    """One theme or instrument. The set it belongs to is checked as a whole, so that two rows can change
    places; each row alone must not stumble over what the other one was."""

    rank = forms.TypedChoiceField(label="次序", choices=RANKS, coerce=int, empty_value=None)

    def clean(self):
        cleaned = super().clean()
        if not self.is_new and _term_field(self._meta.model) in self.changed_data:
            self.instance.words, self.instance.score = "", None  # they spoke for what stood here before
        return cleaned


class InlineRankForm(RankForm):
    def validate_unique(self):
        """The formset does."""

    def validate_constraints(self):
        """The formset does."""


class RankFormSet(BaseInlineFormSet):
    """All themes or all instruments of one entry."""

    def clean(self):
        if any(self.errors):
            return
        name = _term_field(self.model)
        verbose = self.model._meta.get_field(name).verbose_name
        rows = [
            form
            for form in self.forms
            if not form.cleaned_data.get("DELETE") and form.cleaned_data.get(name) is not None
        ]
        self._check_once(rows, name, lambda term: f"{verbose}“{term}”选了两次，每个{verbose}只能选一次。")
        words = dict(RANKS)
        self._check_once(rows, "rank", lambda rank: f"有两个{words[rank]}{verbose}，每个次序只能有一个。")
        if rows and 1 not in {form.cleaned_data["rank"] for form in rows}:
            raise ValidationError(f"缺少首要{verbose}：请把其中一个的次序改为“首要”。")
        known = [form.instance.pk for form in self.forms if form.instance.pk]
        if self.model.objects.filter(entry=self.instance).exclude(pk__in=known).exists():
            raise ValidationError(STALE)

    @staticmethod
    def _check_once(rows, name, sentence):
        seen = set()
        for form in rows:
            value = form.cleaned_data[name]
            if value in seen:
                raise ValidationError(sentence(value))
            seen.add(value)


def save_ranked(formset, reason):
    """Save the themes or instruments of an entry. What changed leaves before it comes back under its
    number, since no two rows may have one rank or one theme even for a moment."""
    rows = formset.save(commit=False)
    changed = {id(form.instance): form for form in formset.forms}
    leaving = [row.pk for row in (*rows, *formset.deleted_objects) if row.pk]
    formset.model.objects.filter(pk__in=leaving).delete()
    for row in rows:
        sign(row, changed[id(row)], reason)
        row.save(force_insert=True)


class ClassificationInline(DeskInline):
    """The set on an entry's page."""

    form = InlineRankForm
    formset = RankFormSet
    max_num = 3
    readonly_fields = ("origin", "evidence")
    ordering = ("rank",)
    fixed_choices = ("theme", "instrument")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("entry__plan", _term_field(self.model))

    @admin.display(description="触发词和所在的句子")
    def evidence(self, link):
        """The words that made the rule fire, and the sentences they stand in."""
        if not link.words:
            return ""
        sentences = sentences_of(link.entry, link.words)
        return format_html('{}<div class="evidence">{}</div>', link.words, sentences)


class ThemeInline(ClassificationInline):
    model = EntryTheme
    fields = ("rank", "theme", "origin", "evidence", "reason")
    verbose_name, verbose_name_plural = "主题", "主题（首要一个，另可选两个）"


class InstrumentInline(ClassificationInline):
    model = EntryInstrument
    fields = ("rank", "instrument", "origin", "evidence", "reason")
    verbose_name, verbose_name_plural = "政策工具", "政策工具（首要一个，另可选两个）"


class LinkForm(RankForm):
    """One theme or instrument on a page of its own."""

    def clean(self):
        cleaned = super().clean()
        name = _term_field(self._meta.model)
        entry = cleaned.get("entry") or getattr(self.instance, "entry", None)
        rank, term = cleaned.get("rank"), cleaned.get(name) or getattr(self.instance, name, None)
        if entry is None or rank is None or term is None:
            return cleaned
        others = self._meta.model.objects.filter(entry=entry).exclude(pk=self.instance.pk)
        verbose = self._meta.model._meta.get_field(name).verbose_name
        ranks = set(others.values_list("rank", flat=True))
        if others.filter(**{name: term}).exists():
            self.add_error(name, f"这条{entry.get_kind_display()}已有{verbose}“{term}”。")
        if rank in ranks:
            page = f"{entry.get_kind_display()}的页面"
            self.add_error("rank", f"已有{dict(RANKS)[rank]}{verbose}；要对调次序，请到该{page}上改。")
        elif 1 not in ranks | {rank}:
            self.add_error("rank", f"缺少首要{verbose}。")
        return cleaned

    def validate_unique(self):
        """`clean` does, in words that help."""

    def validate_constraints(self):
        """`clean` does, in words that help."""


class ClassificationAdmin(SignedAdmin):
    """All themes, or all instruments, of all entries: why each stands where it stands."""

    form = LinkForm
    list_select_related = ("entry__plan__base",)
    autocomplete_fields = ("entry",)
    parsed_fields = ("entry",)
    readonly_fields = ("origin", "words", "source")
    search_fields = ("entry__code", "entry__title", "words", "reason")
    ordering = ("entry__plan__base__order", "entry__plan", "entry__start", "rank")

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        term = _term_field(self.model)
        return rows.select_related("entry__plan__base", "entry__section__parent__parent__parent", term)

    def view_on_site(self, link):
        return link.entry.get_absolute_url()

    @admin.display(description="次序", ordering="rank")
    def rank_words(self, link):
        return link.get_rank_display() if hasattr(link, "get_rank_display") else dict(RANKS)[link.rank]

    @admin.display(description="基地", ordering="entry__plan__base__order")
    def base(self, link):
        return link.entry.plan.base.short_name

    @admin.display(description="触发词或理由")
    def why(self, link):
        return link.reason or link.words

    @admin.display(description="所在原文")
    def source(self, link):
        return words_quote(link.entry, link.words if link.origin == Origin.RULE else "")


@admin.register(EntryTheme)
class EntryThemeAdmin(ClassificationAdmin):
    """举措的主题."""

    desk_order = 21
    list_display = ("entry", "rank_words", "theme", "origin", "why", "base", "on_site")
    list_filter = ("entry__plan__base", "entry__kind", "theme", "rank", "origin")
    fields = ("entry", "theme", "rank", "origin", "words", "reason", "source")
    add_fieldsets = ((None, {"fields": ("entry", "theme", "rank", "reason")}),)


@admin.register(EntryInstrument)
class EntryInstrumentAdmin(ClassificationAdmin):
    """举措的政策工具."""

    desk_order = 23
    list_display = ("entry", "rank_words", "instrument", "origin", "why", "base", "on_site")
    list_filter = ("entry__plan__base", "entry__kind", "instrument", "rank", "origin")
    fields = ("entry", "instrument", "rank", "origin", "words", "reason", "source")
    add_fieldsets = ((None, {"fields": ("entry", "instrument", "rank", "reason")}),)
