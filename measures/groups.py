"""The three groups and what each may do.

    编辑员  corrects what stands on the site and brings plans in as drafts
    审核员  also publishes, takes down, undoes, merges, and keeps the vocabularies
    管理员  also keeps the accounts

Superusers may do everything. Who is limited to some bases is said by a scope (plans/scopes.py).
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

EDITOR, REVIEWER, MANAGER = "编辑员", "审核员", "管理员"

# (app.model: actions); a page at the desk asks for exactly these.
_CONTENT = (
    "plans.section",
    "plans.erratum",
    "measures.task",
    "measures.programme",
    "measures.entry",
    "measures.measure",
    "measures.project",
    "measures.measureitem",
    "measures.entrytheme",
    "measures.entryinstrument",
    "measures.responsibility",
    "measures.quantity",
    "measures.target",
    "measures.baseline",
    "measures.supportstandard",
    "measures.quantitymention",
    "measures.organizationmention",
)
_VOCABULARY = (
    "measures.theme",
    "measures.themeword",
    "measures.instrument",
    "measures.instrumentword",
    "measures.metric",
    "measures.synonymgroup",
)
_ALL = ("view", "add", "change", "delete")

_EDITOR = {
    **dict.fromkeys(_CONTENT, _ALL),
    **dict.fromkeys(_VOCABULARY, ("view",)),
    "plans.demonstrationbase": ("view", "change"),
    "plans.workplan": ("view", "change"),
    "plans.intake": ("view", "add", "change"),
    "measures.organization": ("view", "add", "change"),
    "desk.change": ("view",),
}
_REVIEWER = {
    **_EDITOR,
    **dict.fromkeys(_VOCABULARY, _ALL),
    "plans.demonstrationbase": _ALL,
    "plans.workplan": _ALL,
    "plans.intake": ("view", "add", "change", "publish", "undo"),
    "plans.loadedrecord": ("view",),
    "measures.organization": (*_ALL, "merge"),
    "measures.metric": (*_ALL, "merge"),
}
_MANAGER = {**_REVIEWER, "auth.user": _ALL, "auth.group": ("view",), "plans.editorscope": _ALL}
GROUPS = {EDITOR: _EDITOR, REVIEWER: _REVIEWER, MANAGER: _MANAGER}


def set_up_groups():
    """Make the three groups, and let each do what is said here and nothing else. People stay in them.
    Raises LookupError for a permission that does not exist (migrate first)."""
    known = {}
    for one in Permission.objects.select_related("content_type"):
        action, _, model = one.codename.rpartition("_")
        known[f"{one.content_type.app_label}.{model}", action] = one
    with transaction.atomic():
        for name, rights in GROUPS.items():
            wanted = [(model, action) for model, actions in rights.items() for action in actions]
            if missing := [f"{action} {model}" for model, action in wanted if (model, action) not in known]:
                raise LookupError(f"permissions that do not exist: {', '.join(missing)}")
            group, _ = Group.objects.get_or_create(name=name)
            group.permissions.set(known[one] for one in wanted)
