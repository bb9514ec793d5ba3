"""What was edited, when and why, as the site tells its readers: the desk's own history, without names."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db.models import DateTimeField, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext

_REASON = " 修改理由："


@dataclass
class Edit:
    """One edit: when, what was changed in words, and why ("" where no reason was asked for)."""

    when: datetime
    what: str
    why: str = ""


def with_reason(what, reason):
    """The history's sentence: what was changed, and why."""
    return f"{what}{_REASON}{reason.strip()}"


def edits_of(row, *parts):
    """What was added to or changed in `row` and in the `parts` that have pages of their own at the desk,
    newest first, in one query. A form saved without a change is no edit."""
    of_any = Q()
    for one in (row, *parts):
        of_any |= _of_faces(type(one)) & Q(object_id=str(one.pk))
    entries = LogEntry.objects.filter(of_any, action_flag__in=(ADDITION, CHANGE))
    read = (_read(entry) for entry in entries.order_by("-action_time", "-pk"))
    return [edit for edit in read if edit.what != gettext("No fields changed.")]


def last_edit(model, saying):
    """For `annotate` on rows of `model`: when the last edit was made whose words hold `saying`, or the
    row was added."""
    said = Q(action_flag=CHANGE, change_message__contains=saying) | Q(action_flag=ADDITION)
    entries = LogEntry.objects.filter(_of_faces(model), said, object_id=Cast(OuterRef("pk"), TextField()))
    return Subquery(entries.order_by("-action_time").values("action_time")[:1], output_field=DateTimeField())


def _of_faces(model):
    """Edits of a table through whichever of its faces (举措, 举措与项目 …), asked for by their names so
    that no query for content types comes before."""
    concrete = model._meta.concrete_model
    names = [one._meta.model_name for one in apps.get_models() if one._meta.concrete_model is concrete]
    return Q(content_type__app_label=concrete._meta.app_label, content_type__model__in=names)


def _read(entry):
    what, _, why = entry.get_change_message().partition(_REASON)
    return Edit(entry.action_time, what.strip(), why)
