"""审阅: an editor says that everything about an entry is right, and goes on to the next one."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from measures.models import Entry
from sbjd.desk.forms import REASON
from sbjd.desk.models import Change

REVIEWED, TAKEN_BACK = "_reviewed", "_unreviewed"
_REASONS = {REVIEWED: "审阅无误", TAKEN_BACK: "撤回审阅"}


class Reviewing:
    """For the ModelAdmin of entries: two buttons beside those that save. They save too, and need no reason
    of their own."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        pressed = next((button for button in _REASONS if button in request.POST), None)
        if pressed and not request.POST.get(REASON, "").strip():
            request.POST = request.POST.copy()
            request.POST[REASON] = _REASONS[pressed]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if REVIEWED in request.POST:
            obj.reviewed_at, obj.reviewed_by = timezone.now(), request.user
        elif TAKEN_BACK in request.POST:
            obj.reviewed_at = obj.reviewed_by = None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        said = REVIEWED in request.POST or TAKEN_BACK in request.POST
        if said and not form.changed_data and not any(formset.has_changed() for formset in formsets):
            request.kept.action = Change.Action.REVIEW

    def response_change(self, request, obj):
        if REVIEWED not in request.POST:
            return super().response_change(request, obj)
        self.tell_what_was_taken(request)
        following = Entry.objects.filter(plan=obj.plan, reviewed_at=None, start__gt=obj.start)
        row = following.filter(pk__in=self.get_queryset(request).values("pk")).order_by("start").first()
        if row is None:
            self.message_user(request, f"“{obj}”已审阅，这份方案后面没有未审阅的了。", messages.SUCCESS)
            left = f"?plan__id__exact={obj.plan_id}&reviewed=no"
            return HttpResponseRedirect(self._url("changelist") + left)
        self.message_user(request, f"“{obj}”已审阅。下一条未审阅的是“{row}”。", messages.SUCCESS)
        return HttpResponseRedirect(self._url("change", row.pk))

    def _url(self, page, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            context["review_button"] = TAKEN_BACK if obj.reviewed_at else REVIEWED
            context["review_label"] = _REASONS[context["review_button"]]
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="审阅")
    def review(self, entry):
        if entry.reviewed_at is None:
            return "未审阅"
        when = date_format(timezone.localtime(entry.reviewed_at), "Y年n月j日 H:i")
        by = entry.reviewed_by
        return f"{when}由{by.get_full_name() or by.get_username()}审阅" if by else f"{when}已审阅"

    @admin.display(description="审阅", boolean=True, ordering="reviewed_at")
    def is_reviewed(self, entry):
        return entry.reviewed_at is not None
