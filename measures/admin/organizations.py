"""Who is named, and who is to do it."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.urls import reverse

from measures.admin.filters import Mentioned
from measures.admin.quotes import mention_quote, mention_url, whole
from measures.admin.signing import SignedAdmin
from measures.merging import OrganizationMerge
from measures.models import Entry, Organization, OrganizationMention, Responsibility
from plans.admin.locating import LocatedForm, quote_area
from plans.admin.merging import MergingAdmin
from plans.admin.quotes import links
from plans.models import DemonstrationBase
from plans.parsing.fixture import slug_of
from plans.parsing.keys import responsibility_code
from sbjd.desk.editing import DeskAdmin, DeskInline
from sbjd.desk.forms import DeskForm

SHOWN = 60
READ_FROM_NOW_ON = (
    "今后读入（或重新读入）方案时按这些名称识别；已收录的方案里不会自动补标，"
    "请在举措与项目列表中用“标明提及的机构…”补上"
)
RENAMED = (
    "改名以后网址不变，方案中印着的旧名仍指这一机构；要让读者用旧名也能找到它，请把旧名填入“其他名称”。"
)
_AS_PRINTED = "从原文照抄，系统据此找到它的位置。"


class ResponsibilityForm(DeskForm):
    """Who does what. The code says all of it, so it follows what is chosen and tells doubles."""

    def clean(self):
        cleaned = super().clean()
        row, organization, role = self.instance, cleaned.get("organization"), cleaned.get("role")
        entry = cleaned.get("entry") or row.entry
        task = cleaned.get("task") or row.task
        if bool(entry) == bool(task):
            raise ValidationError("请选择举措（项目）或主要任务之一，不能都选，也不能都不选。")
        if organization and role:
            row.code = responsibility_code((entry or task).code, role, organization.name)
            if Responsibility.objects.filter(code=row.code).exclude(pk=row.pk).exists():
                raise ValidationError(f"“{organization}”已是这里的{row.Role(role).label}单位。")
        return cleaned


class ResponsibilityFormSet(BaseInlineFormSet):
    """All responsibilities of one entry or task."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            values = getattr(form, "cleaned_data", {})
            pair = values.get("organization"), values.get("role")
            if None in pair or values.get("DELETE"):
                continue
            if pair in seen:
                raise ValidationError(f"“{pair[0]}”的同一职责填了两次。")
            seen.add(pair)


class ResponsibilityInline(DeskInline):
    """责任单位 and 配合单位."""

    model = Responsibility
    form = ResponsibilityForm
    formset = ResponsibilityFormSet
    fields = ("role", "organization")
    autocomplete_fields = ("organization",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "entry", "task")


class MentionForm(LocatedForm):
    """A name and the words that say it, looked up in the entry (or section) in which it stands."""

    class Meta:
        widgets = {"quote": quote_area(1)}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "quote" in self.fields:
            self.fields["quote"].help_text = _AS_PRINTED

    def searched_in(self, cleaned):
        entry, section = self.instance.entry, cleaned.get("section")
        if entry is not None:
            return entry.plan, (entry.start, entry.end)
        if section is None and not self.is_new:
            section = self.instance.section
        return (section.plan, (section.start, section.end)) if section else (None, None)

    def take(self, place):
        super().take(place)
        row, organization = self.instance, self.cleaned_data.get("organization")
        if row.entry_id is None:
            row.entry = entry_at(place.section.plan, place.start)
        same = OrganizationMention.objects.filter(
            organization=organization, section=place.section, start=place.start
        )
        if organization and same.exclude(pk=row.pk).exists():
            raise ValidationError(f"此处已标明“{organization}”。")


def entry_at(plan, offset):
    """The innermost measure or project at an offset of a plan, or None."""
    return Entry.objects.filter(plan=plan, start__lte=offset, end__gt=offset).order_by("-start").first()


class OrganizationMentionInline(DeskInline):
    """The organizations that an entry names."""

    model = OrganizationMention
    form = MentionForm
    fields = ("organization", "quote", "line", "origin", "rule", "reason")
    readonly_fields = ("line", "origin", "rule")
    autocomplete_fields = ("organization",)
    ordering = ("start",)
    verbose_name, verbose_name_plural = "机构", "提及的机构"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization", "entry__plan", "section")


class OrganizationForm(DeskForm):
    """An organization; its address is made of its name."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "aliases" in self.fields:
            self.fields["aliases"].help_text += f"。{READ_FROM_NOW_ON}"
        if not self.is_new and "name" in self.fields:
            self.fields["name"].help_text = RENAMED
        if self.is_new and "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "留空则用名称。"

    def clean(self):
        cleaned = super().clean()
        if self.is_new and not cleaned.get("slug"):
            cleaned["slug"] = slug_of(cleaned.get("name", ""))
        return cleaned


@admin.register(Organization)
class OrganizationAdmin(MergingAdmin, DeskAdmin):
    """机构."""

    desk_order = 17
    mergeable = OrganizationMerge()
    form = OrganizationForm
    # Not called like the relations that they count: Django would show and sort by these.
    list_display = ("name", "kind", "aliases", "times_mentioned", "entries_naming", "bases", "on_site")
    list_filter = ("kind", Mentioned)
    search_fields = ("name", "aliases", "slug")
    parsed_fields = ("slug",)
    readonly_fields = ("places",)
    ordering = ("name",)
    fields = ("slug", "name", "kind", "aliases", "places")
    add_fieldsets = ((None, {"fields": fields[:-1]}),)

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()

    @admin.display(description="提及次数", ordering="mention_count")
    def times_mentioned(self, organization):
        return organization.mention_count

    @admin.display(description="举措与项目数", ordering="entry_count")
    def entries_naming(self, organization):
        return organization.entry_count

    @admin.display(description="基地数", ordering="base_count")
    def bases(self, organization):
        return organization.base_count

    @admin.display(description="提及之处")
    def places(self, organization):
        rows = organization.mentions.select_related("section__plan__base", "entry")[:SHOWN]
        everything = f"{reverse('admin:measures_organizationmention_changelist')}?organization__id__exact="
        more = [(f"在后台列出全部{organization.mention_count}处", f"{everything}{organization.pk}")]
        return links([*((_place_name(row), mention_url(row)) for row in rows), *(more if rows else ())])


def _place_name(mention):
    return f"{mention.section.plan.base.short_name} 第{mention.line}行 {mention.entry or mention.section}"


@admin.register(OrganizationMention)
class OrganizationMentionAdmin(SignedAdmin):
    """机构出处."""

    desk_order = 18
    form = MentionForm
    list_display = ("organization", "words", "entry", "base", "line", "origin", "on_site")
    list_filter = ("section__plan__base", "origin", "organization__kind", "rule")
    search_fields = ("organization__name", "organization__aliases", "quote", "entry__code", "entry__title")
    autocomplete_fields = ("organization", "section")
    parsed_fields = ("section", "entry", "line", "start", "end", "rule")
    readonly_fields = ("source", "origin")
    fieldsets = (
        (None, {"fields": ("organization", "entry", "section", "origin", "reason")}),
        ("原文", {"fields": ("source", "quote")}),
        ("解析信息", {"classes": ("collapse",), "fields": ("rule", "line", "start", "end")}),
    )
    add_fieldsets = ((None, {"fields": ("organization", "section", "quote", "reason")}),)
    ordering = ("section__plan__base__order", "section__plan", "start")

    def get_queryset(self, request):
        related = ("organization", "entry", "section__plan__base", "section__parent__parent__parent")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description="原文")
    def words(self, mention):
        return mention.quote

    @admin.display(description="基地", ordering="section__plan__base__order")
    def base(self, mention):
        return mention.section.plan.base.short_name

    @admin.display(description="所在原文")
    def source(self, mention):
        return mention_quote(mention, whole)

    def view_on_site(self, mention):
        return mention_url(mention)


class ResponsibilityPlan(admin.SimpleListFilter):
    """Responsibilities in the plan of one base."""

    title, parameter_name = "示范基地", "base"

    def lookups(self, request, model_admin):
        return [(base.slug, base.name) for base in DemonstrationBase.objects.all()]

    def queryset(self, request, queryset):
        base = self.value()
        if not base:
            return queryset
        return queryset.filter(Q(entry__plan__base__slug=base) | Q(task__plan__base__slug=base))


@admin.register(Responsibility)
class ResponsibilityAdmin(DeskAdmin):
    """责任分工."""

    desk_order = 19
    form = ResponsibilityForm
    list_display = ("organization", "role", "owner", "on_site")
    list_filter = (ResponsibilityPlan, "role")
    list_select_related = ("organization", "entry", "task")
    search_fields = ("organization__name", "entry__code", "entry__title", "task__code", "task__title")
    autocomplete_fields = ("organization", "entry", "task")
    parsed_fields = ("entry", "task")
    fields = ("organization", "role", "entry", "task")

    @admin.display(description="举措、项目或任务")
    def owner(self, responsibility):
        return responsibility.entry or responsibility.task

    def view_on_site(self, responsibility):
        return (responsibility.entry or responsibility.task).get_absolute_url()
