"""Values of rows in words, as a person reads them: choices by their labels, linked rows by their names."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import BooleanField, ForeignKey
from django.utils import timezone
from django.utils.formats import date_format

from sbjd.desk.keeping import history_of, kept_of

EMPTY = "（空）"


class Names:
    """The names of linked rows. Ask for all of them first (`want`), then read: each model costs one query,
    and one more where some of its rows are gone and their last names are looked up in the history."""

    def __init__(self):
        self.wanted, self.known = {}, {}

    def want(self, field, pk):
        """`pk` of the rows that the foreign key `field` points at will be asked for."""
        model = field.related_model._meta.concrete_model
        if pk is not None and (model, pk) not in self.known:
            self.wanted.setdefault(model, set()).add(pk)

    def of(self, field, pk):
        """The name of one linked row."""
        model = field.related_model._meta.concrete_model
        if (model, pk) not in self.known:
            self.want(field, pk)
            self._read()
        return self.known[model, pk]

    def _read(self):
        for model, pks in self.wanted.items():
            found = {pk: str(row) for pk, row in model._base_manager.in_bulk(pks).items()}
            gone = pks - found.keys()
            if gone and kept_of(model) is not None:
                rows = history_of(model).objects.filter(id__in=gone).order_by("history_id")
                found |= {row.id: f"{row.instance}（已删除）" for row in rows}
            for pk in pks:
                self.known[model, pk] = found.get(pk, f"已删除的{model._meta.verbose_name}")
        self.wanted = {}


def words_of(field, value, names, spelled=()):
    """`value` of a model's `field` in words; "" for nothing. `spelled` are words the model's history gives
    for values without choices."""
    if value is None or value == "":
        return ""
    if value in spelled:
        return spelled[value]
    if isinstance(field, ForeignKey):
        return names.of(field, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, BooleanField):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "Y年n月j日 H:i")
    if isinstance(value, date):
        return date_format(value, "Y年n月j日")
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
