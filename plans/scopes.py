"""Which bases an editor may work on."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class EditorScope(models.Model):
    """The bases that one account is limited to. An account without a scope may work on all; one whose
    scope names no base, on none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="editor_scope", verbose_name="账号"
    )
    bases = models.ManyToManyField("plans.DemonstrationBase", related_name="+", verbose_name="限定基地")

    class Meta:
        verbose_name = verbose_name_plural = "基地范围"

    def __str__(self):
        return "、".join(base.short_name for base in self.bases.all()) or "无"


def bases_of(user):
    """The keys of the bases that `user` may work on; None for all of them. Asked of the database once for
    each `user` object, that is once a request."""
    if user.is_superuser:
        return None
    if not hasattr(user, "bases_in_scope"):
        scope = EditorScope.objects.filter(user=user).first()
        user.bases_in_scope = None if scope is None else frozenset(scope.bases.values_list("pk", flat=True))
    return user.bases_in_scope


def within_scope(user, rows):
    """Of the queryset `rows` those on which `user` may work: what belongs to a base in scope, of the desk's
    record the user's own changes, of documents brought in those about such a base and the user's own. What
    belongs to no base (a vocabulary, the accounts) is limited by permissions, not by bases."""
    bases = bases_of(user)
    if bases is None:
        return rows
    label, of_any = rows.model._meta.label_lower, Q()
    if label == "desk.change":
        return rows.filter(user=user)
    if label == "plans.intake":
        slugs = EditorScope.bases.through.objects.filter(editorscope__user=user)
        about = rows.model._base_manager.filter(
            parts__base_slug__in=slugs.values("demonstrationbase__slug")
        )
        return rows.filter(Q(by=user) | Q(pk__in=about.values("pk")))
    for path in _base_paths(rows.model):
        of_any |= Q(**{f"{path}__in": bases})
    return rows.filter(of_any)


def _base_paths(model):
    """Where a row of `model` names its base: the way to its plan's slug, with the base in its place."""
    if model._meta.label_lower == "plans.demonstrationbase":
        return ("pk",)
    return tuple(path.removesuffix("slug") + "base" for path in getattr(model, "plan_paths", ()))
