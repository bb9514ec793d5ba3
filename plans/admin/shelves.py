"""Taking plans off the site and putting them back."""

from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from plans.intake.publishing import PublishError, put_back, take_down
from plans.loading.schema import shapes
from plans.models import ShelvedPlan, WorkPlan
from plans.scopes import may_put_back, within_scope
from sbjd.desk.forms import ReasonForm, reason_given
from sbjd.desk.pages import desk_page


class TakeDownForm(ReasonForm):
    """Which plan, and why."""

    plan = forms.ModelChoiceField(
        label="方案", queryset=WorkPlan.objects.none(), to_field_name="slug", empty_label="（请选择）"
    )

    def __init__(self, user, *args, **options):
        super().__init__(*args, **options)
        plans = WorkPlan.objects.select_related("base").order_by("base__order", "slug")
        self.fields["plan"].queryset = within_scope(user, plans)


@admin.register(ShelvedPlan)
class ShelvedPlanAdmin(admin.ModelAdmin):
    """已下架方案: a row is added by taking a plan down, and goes by putting it back."""

    desk_order = 3
    actions = None
    list_display = ("title", "slug", "base_name", "by", "at", "reason")
    search_fields = ("title", "slug", "base_name")
    ordering = ("-at",)

    class Media:
        css: ClassVar = {"all": ("sbjd/css/desk.css", "sbjd/css/intake.css")}

    def get_queryset(self, request):
        return within_scope(request.user, super().get_queryset(request)).defer("rows")

    def has_module_permission(self, request):
        return self._may_publish(request) or super().has_module_permission(request)

    def has_view_permission(self, request, obj=None):
        return self._may_publish(request) or super().has_view_permission(request, obj)

    def has_add_permission(self, request):
        return self._may_publish(request)

    def has_change_permission(self, request, obj=None):
        return self._may_publish(request) and (obj is None or may_put_back(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """What was taken down is kept."""
        return False

    @staticmethod
    def _may_publish(request):
        return request.user.has_perm("plans.publish_intake")

    def add_view(self, request, form_url="", extra_context=None):
        """Take a plan down; `?plan=` chooses it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TakeDownForm(request.user, request.POST or None, initial={"plan": request.GET.get("plan")})
        problem = ""
        if request.method == "POST" and form.is_valid():
            plan = form.cleaned_data["plan"]
            try:
                shelf = take_down(plan.slug, request.user, reason_given(form))
            except PublishError as error:
                problem = str(error)
            else:
                messages.success(request, f"《{shelf.title}》已下架，网站上各处都不再显示。")
                return HttpResponseRedirect(_url(shelf))
        return self._page(request, "take_down", {"title": "下架方案", "form": form, "problem": problem})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What was taken down, when and why; putting it back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        shelf = self.get_object(request, object_id)
        if shelf is None:
            raise Http404
        may_put_back_now = self.has_change_permission(request, shelf)
        if request.method == "POST" and not may_put_back_now:
            raise PermissionDenied
        form, problem = ReasonForm(request.POST or None), ""
        if request.method == "POST" and form.is_valid():
            try:
                put_back(shelf, request.user, reason_given(form))
            except PublishError as error:
                problem = str(error)
            else:
                plan = WorkPlan.objects.get(slug=shelf.slug)
                messages.success(request, f"《{plan.title}》已恢复上架。")
                return HttpResponseRedirect(reverse("admin:plans_workplan_change", args=[plan.pk]))
        names = {label: shape.name for label, shape in shapes().items()}
        context = {
            "title": f"已下架：{shelf.title}",
            "shelf": shelf,
            "counts": [(names[label], count) for label, count in shelf.counts.items() if label in names],
            "form": form if may_put_back_now else None,
            "problem": problem,
        }
        return self._page(request, "shelf", context, status=409 if problem else 200)

    def _page(self, request, name, context, status=200):
        return desk_page(self, request, f"admin/intake/{name}.html", context, status)


def _url(shelf):
    return reverse("admin:plans_shelvedplan_change", args=[shelf.pk])
