"""Two people on one row: the second to save meets what the first changed, and nothing is overwritten in
silence. Works without scripts: the page that asks is a form that sends itself again with the answers.

`Together` does it for the form of a ModelAdmin; `meet`, `ask` and `tell_what_was_taken` for any other."""

from dataclasses import dataclass

from django.contrib import messages
from django.utils import timezone
from django.utils.formats import date_format

from sbjd.desk.differences import FieldDifference
from sbjd.desk.filled import OPENED, OpenForms, sealed, unsealed
from sbjd.desk.history import changes_of, latest_change
from sbjd.desk.keeping import kept_of
from sbjd.desk.merging import MINE, ROW, THEIRS, merge
from sbjd.desk.pages import desk_page

SEEN, CHOICE = "seen_as", "choice:"


@dataclass(slots=True)
class Question:
    """One conflict in words. `theirs` and `mine` are `FieldDifference`s against what was opened."""

    key: str
    title: str
    label: str
    theirs: list
    mine: list

    @property
    def name(self):
        """The name of the control that answers it."""
        return f"{CHOICE}{self.key}"


class Together:
    """For a ModelAdmin: compares what was sent with what others saved since the form was opened."""

    def meet_others(self, request, row):
        """Put what others changed since into the form that `request` sends, or answer with the page that
        asks about it; None where nothing is to be asked."""
        met = meet(request, OpenForms.of(self, request, row), latest_change)
        if met is None:
            return None
        others = changes_of(self.watched(row), type(row), row.pk, met.since)
        said = [saying(one.name, one.when, one.get_action_display(), f"理由：{one.why}") for one in others]
        return ask(self, request, row, met, said)

    def tell_what_was_taken(self, request):
        """Say, after a form was saved, what of others' changes it now holds."""
        tell_what_was_taken(request)

    def opened_as(self, request, form, formsets, row):
        """What the form that is being shown was opened as; one shown again with its mistakes keeps what it
        was opened as at first."""
        if request.method == "POST":
            return request.POST.get(OPENED, "")
        return sealed(OpenForms(form, formsets).filled(), latest_change())


@dataclass(slots=True)
class Met:
    """What two changed in one form and somebody has to decide. `since` is the number of the latest change
    when the form was opened, `now` what it would be opened as now, sealed."""

    forms: OpenForms
    merged: object
    since: int
    now: str


def meet(request, forms, latest):
    """Compare what `request` sends of `forms`, `OpenForms` as they would be opened now, with what others
    saved since they were opened. Gives `Met` where somebody has to decide; otherwise None, and the others'
    changes are put into what the request sends. `latest()` is the number of the latest change of the row."""
    opened, since = unsealed(request.POST.get(OPENED, ""))
    theirs = forms.filled()
    if (opened.fields, opened.rows) == (theirs.fields, theirs.rows):
        return None
    merged = merge(opened, theirs, forms.sent(request.POST, opened), _choices(request, theirs))
    now = sealed(theirs, latest())
    if merged.conflicts:
        return Met(forms, merged, since, now)
    data = request.POST.copy()
    forms.write(merged.filled, data)
    for name in [name for name in data if name == SEEN or name.startswith(CHOICE)]:
        del data[name]
    data[OPENED] = now
    request.POST = data
    request.taken_from_others = [_sentence(forms, one) for one in merged.taken]
    return None


def _choices(request, theirs):
    """The answers of a page that asked, unless somebody has changed the row once more since."""
    seen, _ = unsealed(request.POST.get(SEEN, ""))
    if (seen.fields, seen.rows) != (theirs.fields, theirs.rows):
        return {}
    return {
        name.removeprefix(CHOICE): answer for name, answer in request.POST.items() if name.startswith(CHOICE)
    }


def ask(model_admin, request, row, met, others):
    """The page on which somebody decides. `others` are sentences: who changed `row` meanwhile."""
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in (SEEN, "csrfmiddlewaretoken") and not name.startswith(CHOICE)
    ]
    context = {
        "title": "另一位编辑刚刚改过这里",
        "original": row,
        "questions": [_question(met.forms, one) for one in met.merged.conflicts],
        "taken": [_sentence(met.forms, one) for one in met.merged.taken],
        "others": others,
        "sent": [*sent, (SEEN, met.now)],
        "MINE": MINE,
        "THEIRS": THEIRS,
    }
    return desk_page(model_admin, request, "admin/desk/conflict.html", context, status=409)


def saying(name, when, *words):
    """Who did something at the desk, when, and what."""
    return "，".join((name, date_format(timezone.localtime(when), "n月j日 H:i"), *words))


def tell_what_was_taken(request):
    """Say, after a form was saved, what of others' changes it now holds."""
    taken = getattr(request, "taken_from_others", ())
    if taken:
        messages.warning(request, f"保存时并入了另一位编辑刚才的修改：{'；'.join(taken)}。")


def _title(forms, one):
    """What a row of a set is called: 主题“知识产权”; "" for the form's own fields."""
    if not one.prefix:
        return ""
    formset = forms.formsets[one.prefix]
    kept = kept_of(formset.model)
    kind = (kept and kept.titled) or str(formset.model._meta.verbose_name)
    texts = next((value for value in (one.opened, one.theirs, one.mine) if isinstance(value, dict)), None)
    if texts is None:
        row = next((f for f in formset.initial_forms if str(f.instance.pk) == one.row), None)
        texts = {} if row is None else {bound.name: bound.value() for bound in row}
        texts[one.name] = one.opened
    for name in kept.called if kept else ():
        if texts.get(name):
            return f"{kind}“{forms.spoken(one.prefix, name, str(texts[name]))[:40]}”"
    return kind


def _question(forms, one):
    title = _title(forms, one)
    if one.name != ROW:
        label = str(forms.field(one.prefix, one.name).label)
        opened, theirs, mine = (
            forms.spoken(one.prefix, one.name, text or "") for text in (one.opened, one.theirs, one.mine)
        )
        return Question(
            one.key,
            title,
            label,
            [FieldDifference(label, opened, theirs)],
            [FieldDifference(label, opened, mine)],
        )
    return Question(one.key, title, "整行", *(_of_row(forms, one, side) for side in (one.theirs, one.mine)))


def _of_row(forms, one, side):
    """What one side did to a row that the other deleted; [] for the side that deleted it."""
    if side is None:
        return []
    opened = one.opened or {}
    return [
        FieldDifference(
            str(forms.field(one.prefix, name).label),
            forms.spoken(one.prefix, name, opened.get(name, "")),
            forms.spoken(one.prefix, name, text),
        )
        for name, text in side.items()
        if text != opened.get(name, "")
    ]


def _sentence(forms, one):
    """What was taken from the others without asking, in a few words."""
    title = _title(forms, one)
    if one.name == ROW:
        return f"{'删除' if one.theirs is None else '新增'}{title}"
    label = str(forms.field(one.prefix, one.name).label)
    new = forms.spoken(one.prefix, one.name, one.theirs) or "（空）"
    new = new if len(new) <= 40 else f"{new[:40]}…"
    return f"{title}{'的' if title else ''}{label}改为“{new}”"
