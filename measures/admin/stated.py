"""The numbers an entry states, edited on its page, each beside the words it was read from."""

from copy import deepcopy

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils.html import format_html

from measures.admin.quantities import QuantityForm
from measures.admin.quotes import mention_quote, value_spans
from measures.admin.signing import sign
from measures.models import Quantity, QuantityMention
from sbjd.desk.editing import DeskInline
from sbjd.desk.forms import DeskForm

EDITED = ("metric", "basis", "bound", "number", "number_to", "unit", "period", "filled_source")
_Inner = forms.modelform_factory(Quantity, form=QuantityForm, fields=EDITED)
_BESIDE = {name: deepcopy(_Inner.base_fields[name]) for name in EDITED}


class _MentionForm(DeskForm):
    """A place that states a quantity, with the quantity's own fields. They are checked and saved by the
    quantity's form (`inner`), which stands behind this one."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.inner = None
        if self.instance.pk is None:
            return
        data = self.data if self.is_bound else None
        self.inner = _Inner(data, prefix=self.prefix, instance=self.instance.quantity)
        for name in EDITED:
            if name in self.fields:
                self.fields[name].help_text = self.inner.fields[name].help_text
                self.initial[name] = self.inner.initial.get(name)

    def clean(self):
        cleaned = super().clean()
        if self.inner is not None and self.changed_data and not self.inner.is_valid():
            for name, errors in self.inner.errors.items():
                self.add_error(name if name in self.fields else None, errors)
        return cleaned


StatedForm = type("StatedForm", (_MentionForm,), _BESIDE)


class StatedFormSet(BaseInlineFormSet):
    """All places of one entry that state a quantity. One stated twice is edited at its first place."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk is None:
            return
        number = form.instance.quantity_id
        rows = [mention.pk for mention in self.get_queryset() if mention.quantity_id == number]
        if rows and rows[0] != form.instance.pk:
            for name in EDITED:
                form.fields[name].disabled = True
                form.fields[name].help_text = ""

    def save_stated(self, reason):
        """Save the quantities that were changed, each as the person's work."""
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        for form in self.initial_forms:
            if form.has_changed():
                sign(form.inner.instance, form.inner, reason)
                self.changed_objects.append((form.inner.save(), form.changed_data))


class StatedInline(DeskInline):
    """目标、现状与支持标准 of an entry."""

    model = QuantityMention
    form, formset = StatedForm, StatedFormSet
    template = "admin/edit_inline/stacked.html"
    fields = (
        "stated", ("metric", "basis", "bound"), ("number", "number_to", "unit"), ("period", "filled_source"),
    )  # fmt: skip
    readonly_fields = ("stated",)
    ordering = ("start",)
    can_delete = False
    show_change_link = False
    verbose_name, verbose_name_plural = "数值", "写明的目标、现状与支持标准"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related(
            "quantity__metric", "entry", "section__plan__base", "section__parent__parent__parent"
        )

    def has_add_permission(self, request, obj=None):
        """A new number is added on its own page, where its words are looked up."""
        return False

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("measures.change_quantity")

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("measures.view_quantity") or self.has_change_permission(request, obj)

    @admin.display(description="原文")
    def stated(self, mention):
        quantity = mention.quantity
        url = reverse("admin:measures_quantity_change", args=[quantity.pk])
        return format_html(
            '<div class="stated-quote"><a href="{}">{}：{}</a>{}</div>',
            url,
            quantity.get_kind_display(),
            quantity,
            mention_quote(mention, value_spans(quantity)),
        )
