"""Who may use which address of the desk. An address that is in no row here fails the test that reads this:
whoever adds one says who may use it.

A row is named like the address; what stands for a model stands for its pages. Only those who are named may
look; `EVERYBODY` is everybody at the desk, in a group or not.
"""

from measures.groups import EDITOR, MANAGER, REVIEWER

NOBODY = frozenset()
MANAGERS = frozenset({MANAGER})
REVIEWERS = MANAGERS | {REVIEWER}
EDITORS = REVIEWERS | {EDITOR}
EVERYBODY = "everybody"

_KEPT = {"changelist": EDITORS, "change": EDITORS, "history": EDITORS}
_CONTENT = {**_KEPT, "add": EDITORS, "delete": EDITORS, "restore": EDITORS}
_READ = {**_KEPT, "add": NOBODY, "delete": NOBODY}
_VOCABULARY = {**_KEPT, "add": REVIEWERS, "delete": REVIEWERS, "restore": REVIEWERS}
_MERGING = {"alike": REVIEWERS, "merge": REVIEWERS, "unmerge": REVIEWERS}
_WORKBOOK = {"workbook": EDITORS, "workbook_export": EDITORS}


def _only(who, pages):
    """The same pages for fewer people."""
    return {page: people & who for page, people in pages.items()}


MODELS = {
    "plans.demonstrationbase": {**_CONTENT, "add": REVIEWERS, "delete": REVIEWERS},
    "plans.workplan": {**_CONTENT, "add": NOBODY, "delete": REVIEWERS},
    "plans.section": {**_CONTENT, "add": NOBODY},
    "plans.erratum": _CONTENT,
    "plans.intake": {
        **_KEPT,
        "add": EDITORS,
        "delete": NOBODY,
        "file": EDITORS,
        "discard": EDITORS,
        "changes": EDITORS,  # to look at; publishing asks for its own right
        "undo": REVIEWERS,
        "bench": EDITORS,
        "bench_rule": EDITORS,
        "bench_undo": EDITORS,
        "bench_version": EDITORS,
    },
    "plans.shelvedplan": {**_only(REVIEWERS, _KEPT), "add": REVIEWERS, "delete": NOBODY},
    "plans.loadedrecord": _only(REVIEWERS, _READ),
    "measures.entry": _CONTENT | _WORKBOOK,
    "measures.measure": _CONTENT | _WORKBOOK,
    "measures.project": _CONTENT | _WORKBOOK,
    "measures.measureitem": _CONTENT,
    "measures.entrytheme": _CONTENT,
    "measures.entryinstrument": _CONTENT,
    "measures.responsibility": _CONTENT,
    "measures.organizationmention": _CONTENT,
    "measures.quantity": _CONTENT | _WORKBOOK,
    "measures.target": _CONTENT | _WORKBOOK,
    "measures.baseline": _CONTENT | _WORKBOOK,
    "measures.supportstandard": _CONTENT | _WORKBOOK,
    "measures.quantitymention": _CONTENT,
    "measures.task": _CONTENT,
    "measures.programme": _CONTENT,
    "measures.organization": {**_CONTENT, **_MERGING, "delete": REVIEWERS},
    "measures.metric": _VOCABULARY | _MERGING,
    "measures.theme": _VOCABULARY,
    "measures.instrument": _VOCABULARY,
    "measures.themeword": _VOCABULARY,
    "measures.instrumentword": _VOCABULARY,
    "measures.synonymgroup": _VOCABULARY,
    "auth.user": {page: MANAGERS for page in ("changelist", "add", "change", "delete", "history")}
    | {"password_change": MANAGERS},
    "auth.group": {**_only(MANAGERS, _KEPT), "add": NOBODY, "delete": NOBODY},
    "desk.change": _READ,
}
# Pages of no model: who may look, the address (or what leads to it), and what an answer is.
OTHERS = {
    "index": EVERYBODY,
    "password_change": EVERYBODY,
    "password_change_done": EVERYBODY,
    "jsi18n": EVERYBODY,
    "autocomplete": EDITORS,
    "view_on_site": EVERYBODY,  # leads to pages of the site alone
    "app_list": EDITORS,
    "login": EVERYBODY,
    "logout": EVERYBODY,
}
# What touches all bases at once is for nobody who is limited to some.
UNLIMITED = {f"measures_{model}_{page}" for model in ("organization", "metric") for page in _MERGING}
# What belongs to all bases, and so is limited by rights alone.
SHARED = {
    "measures.organization", "measures.metric", "measures.theme", "measures.instrument",
    "measures.themeword", "measures.instrumentword", "measures.synonymgroup", "auth.user", "auth.group",
}  # fmt: skip


def table():
    """{name of an address: who may use it}."""
    pages = {
        f"{model.replace('.', '_')}_{page}": people
        for model, of_model in MODELS.items()
        for page, people in of_model.items()
    }
    return pages | OTHERS
