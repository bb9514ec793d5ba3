"""Accounts: who they are, in which group, and on which bases they may work."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group

from plans.models import EditorScope
from plans.scopes import gone_within_scope, within_scope


class ScopeInline(admin.StackedInline):
    """The bases the account is limited to."""

    model = EditorScope
    filter_horizontal = ("bases",)
    can_delete = True
    extra = 0
    max_num = 1
    verbose_name_plural = "基地范围（不添加即不限；添加后只能编辑所选基地）"


class People(UserAdmin):
    """Accounts. Rights come by group: only a superuser, who has them all, hands out single ones or makes
    another superuser, so that nobody can give themselves more than they were given."""

    list_display = ("username", "in_groups", "scope", "is_staff", "is_active", "last_login")
    list_filter = ("groups", "is_staff", "is_active")
    inlines = (ScopeInline,)

    def get_queryset(self, request):
        people = super().get_queryset(request).prefetch_related("groups", "editor_scope__bases")
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else ()

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        kept_back = {"is_superuser", "user_permissions"}
        return [
            (name, options | {"fields": [one for one in options["fields"] if one not in kept_back]})
            for name, options in fieldsets
        ]

    @admin.display(description="组")
    def in_groups(self, user):
        if user.is_superuser:
            return "超级管理员"
        return "、".join(group.name for group in user.groups.all())

    @admin.display(description="基地范围")
    def scope(self, user):
        scope = getattr(user, "editor_scope", None)
        return str(scope) if scope else "全部"


class Groups(GroupAdmin):
    """The groups; `set_up_groups` says what each of the three may do, and says it again after an upgrade."""

    def has_add_permission(self, request):
        return request.user.is_superuser

    has_delete_permission = has_change_permission = lambda self, request, obj=None: request.user.is_superuser


admin.site.limit_rows(within_scope, gone_within_scope)
for model, desk in ((get_user_model(), People), (Group, Groups)):
    admin.site.unregister(model)
    admin.site.register(model, desk)
