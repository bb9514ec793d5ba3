"""The admin site of this register."""

from functools import wraps

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

NAME = "双创示范基地工作方案知识库"


class Choices(AutocompleteJsonView):
    """The rows an autocomplete offers, each named so that it can be told from its like in other plans."""

    def serialize_result(self, obj, to_field_name):
        label = getattr(self.model_admin, "choice_label", str)
        return super().serialize_result(obj, to_field_name) | {"text": label(obj)}


class Desk(AdminSite):
    """Lists stand in the order an editor thinks in, not by the code points of their names."""

    site_header = NAME
    site_title = f"后台管理 - {NAME}"
    index_title = "后台管理"

    def __init__(self, name="admin"):
        super().__init__(name)
        self._panels = []
        self._limit = self._limit_gone = None

    def limit_rows(self, limit, limit_gone):
        """Say who may work on which rows: `limit(user, rows)` gives those of a queryset on which the user
        may; `limit_gone(user, last)` whether the user may on a row that was deleted, `last` being the last
        that its history holds."""
        self._limit, self._limit_gone = limit, limit_gone

    def limited(self, request, rows):
        """Of `rows` those on which the user of `request` may work."""
        return self._limit(request.user, rows) if self._limit else rows

    def may_work_on_gone(self, request, last):
        """True if the user of `request` may work on the deleted row of which `last` is the history's last."""
        return self._limit_gone is None or self._limit_gone(request.user, last)

    def add_panel(self, template, context):
        """Put a panel on the start page: `context(request)` gives what `template` shows, None for a user
        who may not see it."""
        self._panels.append((template, context))

    def index(self, request, extra_context=None):
        """What is left to do, before the lists."""
        found = ((template, context(request)) for template, context in self._panels)
        panels = [(template, context) for template, context in found if context is not None]
        return super().index(request, {"panels": panels, **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        """Apps as settings.py lists them; within an app by the `desk_order` of each list."""
        found = self._build_app_dict(request, app_label)
        places = {config.label: place for place, config in enumerate(apps.get_app_configs())}
        listed = sorted(found.values(), key=lambda app: places[app["app_label"]])
        for app in listed:
            app["models"].sort(key=lambda row: (self._order(row["model"]), row["name"]))
        return listed

    def _order(self, model):
        return getattr(self._registry[model], "desk_order", 0)

    def admin_view(self, view, cacheable=False):
        """Whoever sends a form after the log-in has run out is told, on the log-in page, that it did not
        arrive (unsent.js keeps what was typed)."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def telling(request, *args, **kwargs):
            logs_out = request.path == reverse(f"{self.name}:logout")
            if request.method != "POST" or logs_out or self.has_permission(request):
                return guarded(request, *args, **kwargs)
            asked = redirect_to_login(request.get_full_path(), reverse(f"{self.name}:login"))
            return HttpResponseRedirect(f"{asked.url}&unsent=1")

        return telling

    def login(self, request, extra_context=None):
        """Whoever has logged in meanwhile, in another tab, goes on to where the log-in page would lead."""
        following = request.GET.get(REDIRECT_FIELD_NAME, "")
        safe = url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure())
        if request.method == "GET" and safe and self.has_permission(request):
            return HttpResponseRedirect(following)
        return super().login(request, extra_context)

    def logout(self, request, extra_context=None):
        """Logging out is a button; whoever types its address is led back instead of to an empty page."""
        if request.method != "POST":
            return HttpResponseRedirect(reverse(f"{self.name}:index"))
        return super().logout(request, extra_context)

    def autocomplete_view(self, request):
        return Choices.as_view(admin_site=self)(request)
