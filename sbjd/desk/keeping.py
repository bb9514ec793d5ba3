"""What a model says of its history: `history = Kept(...)` beside its fields.

The history is django-simple-history's, one table beside each model. Two things differ from its habit.
Nothing is kept by itself when a row is saved: a load writes thousands of rows, and none of them is an edit;
sbjd/desk/changes.py keeps what a person's change did, all of it together. And every row of a history says
of which `Change` it is part.
"""

from functools import cache

from django.apps import apps
from django.db import models
from django.db.models.signals import post_delete, post_save, pre_delete
from simple_history.models import HistoricalRecords

LONGEST_REASON = 300


class OfChange(models.Model):
    """A row of a history. Without a change it is what stood there before somebody's first change, or what
    a load made of it since the last one."""

    change = models.ForeignKey(
        "desk.Change", models.PROTECT, null=True, related_name="+", verbose_name="修改"
    )

    class Meta:
        abstract = True


class Kept(HistoricalRecords):
    """The history of one model.

    `of` names the foreign keys by which its rows are part of another row and are edited and read with it;
    `called` the fields that name a row there (none: its `str`); `titled` the kind of part it is, where that
    is another word than the model's name. `quiet` fields are shown at the desk, but not to readers;
    `silent` ones to nobody, because others say the same. `spelled` gives words for values that have no
    choices: {field: {value: word}}.
    """

    def __init__(self, of=(), called=(), titled="", quiet=(), silent=(), spelled=None):
        super().__init__(
            bases=(OfChange,),
            history_change_reason_field=models.CharField("修改理由", max_length=LONGEST_REASON, null=True),
        )
        self.of, self.called, self.titled = of, called, titled
        self.quiet, self.silent, self.spelled = frozenset(quiet), frozenset(silent), spelled or {}

    def finalize(self, sender, **kwargs):
        """Make the history's model. What a save or a deletion does is not kept by signals."""
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            sender.kept = self
            for signal, receiver in (
                (post_save, self.post_save),
                (post_delete, self.post_delete),
                (pre_delete, self.pre_delete),
            ):
                signal.disconnect(receiver, sender=sender)

    def get_meta_options(self, model):
        """Who may look at a row may look at its history: it needs no rights of its own."""
        name = f"编辑记录：{model._meta.verbose_name}"
        own = {"verbose_name": name, "verbose_name_plural": name, "default_permissions": ()}
        return super().get_meta_options(model) | own


def kept_of(model):
    """The `Kept` of a model or of any of its faces; None when it has no history."""
    return getattr(model._meta.concrete_model, "kept", None)


@cache
def history_of(model):
    """The model of the history of `model`. To ask simple-history each time costs milliseconds."""
    return model._meta.concrete_model.history.model


def kept_models():
    """All models that have a history."""
    return [model for model in apps.get_models() if "kept" in vars(model)]


def parts_of(model):
    """[(model, field name)] of the rows that are part of a row of `model`, in the order of their models."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.concrete_model._meta.related_objects
        if (kept := kept_of(relation.related_model)) and relation.field.name in kept.of
    ]


@cache
def columns_of(model):
    """The concrete columns of a model that its history holds, or would hold, without its key."""
    concrete = model._meta.concrete_model
    kept = kept_of(concrete) is not None
    fields = history_of(concrete).tracked_fields if kept else concrete._meta.concrete_fields
    return tuple(field for field in fields if not field.primary_key)
