"""Which bases an editor may work on."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from sbjd.desk.keeping import history_of

_BASE = "plans.demonstrationbase"


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
    """{key: slug} of the bases that `user` may work on; None for all of them. Asked of the database once for
    each `user` object, that is once a request."""
    if user.is_superuser:
        return None
    if not hasattr(user, "bases_in_scope"):
        scope = EditorScope.objects.filter(user=user).first()
        user.bases_in_scope = None if scope is None else dict(scope.bases.values_list("pk", "slug"))
    return user.bases_in_scope


def is_limited(user):
    """True if `user` may work on some bases only. The command line, which is nobody (None), is not."""
    return user is not None and bases_of(user) is not None


def may_work_on(user, slug):
    """True if `user` may work on the base with this slug, whether or not the site has it."""
    return not is_limited(user) or slug in bases_of(user).values()


def may_change_document(user, intake):
    """True if `user` may change what is read in a document: each plan in it is of a base in scope, or still
    a mere proposal in a document the user brought in."""
    if not is_limited(user):
        return True
    own = intake.by_id == user.pk
    parts = intake.parts.exclude(state="left_out").values_list("base_slug", "confirmed")
    return all(may_work_on(user, slug) or (own and not confirmed) for slug, confirmed in parts)


def may_put_back(user, shelf):
    """True if `user` may put a plan back on the site: it is of a base in scope, or of one that left the site,
    and with that the scope, when the user took the plan down."""
    if may_work_on(user, shelf.base_slug):
        return True
    bases = apps.get_model(_BASE).objects.filter(slug=shelf.base_slug)
    return shelf.by_id == user.pk and not bases.exists()


def within_scope(user, rows):
    """Of the queryset `rows` those on which `user` may work: what belongs to a base in scope, of the desk's
    record the user's own changes, of documents brought in and of plans taken down those about such a base
    and the user's own. What belongs to no base (a vocabulary, the accounts) is limited by permissions, not
    by bases."""
    if not is_limited(user):
        return rows
    special = _SPECIAL.get(rows.model._meta.label_lower)
    if special is not None:
        return rows.filter(special(user, rows.model))
    of_any = Q()
    for path in _base_paths(rows.model):
        of_any |= Q(**{f"{path}__in": list(bases_of(user))})
    return rows.filter(of_any)


def gone_within_scope(user, last):
    """The same for one row that was deleted: `last` is what the history holds of it. It belonged to what
    it hung on, which may be gone too."""
    if not is_limited(user):
        return True
    model = last.instance_type._meta.concrete_model
    if model._meta.label_lower == _BASE:
        return last.id in bases_of(user)
    names = {path.split("__")[0] for path in _base_paths(model)}
    above = [(model._meta.get_field(name).related_model, getattr(last, f"{name}_id")) for name in names]
    return not names or any(_reached(user, *one) for one in above if one[1] is not None)


def _reached(user, model, pk):
    """Whether the row of `model` with this key is in scope, or was before it was deleted."""
    rows = model._base_manager.filter(pk=pk)
    if rows.exists():
        return within_scope(user, rows).exists()
    last = history_of(model).objects.filter(id=pk).order_by("-history_id").first()
    return last is not None and gone_within_scope(user, last)


def _base_paths(model):
    """Where a row of `model` names its base: the way to its plan's slug, with the base in its place."""
    if model._meta.label_lower == _BASE:
        return ("pk",)
    return tuple(path.removesuffix("slug") + "base" for path in getattr(model, "plan_paths", ()))


def _own_documents(user, model):
    about = model._base_manager.filter(parts__base_slug__in=list(bases_of(user).values()))
    return Q(by=user) | Q(pk__in=about.values("pk"))


def _of_own_plans(user, model):
    plans = apps.get_model("plans.workplan").objects.filter(base__in=list(bases_of(user)))
    return Q(plan__in=plans.values("slug"))


# What names its base in a way of its own, or its people.
_SPECIAL = {
    "desk.change": lambda user, model: Q(user=user),
    "plans.intake": _own_documents,
    "plans.shelvedplan": lambda user, model: Q(by=user) | Q(base_slug__in=list(bases_of(user).values())),
    "plans.loadedrecord": _of_own_plans,
}
