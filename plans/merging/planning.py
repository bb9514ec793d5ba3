"""What merging rows would do; nothing is written."""

from dataclasses import dataclass, field

from django.core import signing
from django.db.models import UniqueConstraint

from plans.loading.following import follow
from plans.loading.schema import relations, shapes
from plans.merging.leading import row_of_number
from plans.merging.mergeable import Refused, Taking
from sbjd.desk.changes import read

MOST = 10
_SALT = "plans.merging"


@dataclass(slots=True)
class Move:
    """What moves through one foreign key, `column`: `rows`, `codes` {key of a row: its new code}, and
    `doubles`, rows that go because the row that stays has their like already: {key: the like, in words}."""

    column: object
    rows: list = field(default_factory=list)
    codes: dict = field(default_factory=dict)
    doubles: dict = field(default_factory=dict)

    @property
    def model(self):
        """The table whose rows move."""
        return self.column.model

    @property
    def moving(self):
        """The rows that stay, pointing at the row that stays."""
        return [row for row in self.rows if row.pk not in self.doubles]


@dataclass(slots=True)
class Plan:
    """One merge: `goes` become `stays`, of which `fields` change: [(column, old value, new value)]."""

    stays: object
    goes: list
    moves: list
    taking: Taking
    fields: list
    digest: str = ""


def rows_to_merge(mergeable, pks):
    """The rows with these keys, in their order. Raises Refused when one is gone, saying where to if it was
    merged, when there is only one, or too many."""
    pks = list(dict.fromkeys(pks))
    name, found = mergeable.model._meta.verbose_name, mergeable.model._base_manager.in_bulk(pks)
    for pk in pks:
        if pk in found:
            continue
        now = row_of_number(mergeable.model, pk)
        if now is not None:
            raise Refused(f"所选的一个{name}已并入“{now}”，没有再次合并。")
        raise Refused(f"所选的一个{name}已不在库中，可能已被删除。")
    if len(pks) < 2:
        raise Refused(f"请选择至少两个{name}。")
    if len(pks) > MOST:
        raise Refused(f"一次最多合并{MOST}个{name}，请分几次合并。")
    return [found[pk] for pk in pks]


def plan_merge(mergeable, stays, goes):
    """The `Plan` of merging `goes` into `stays`. Raises Refused."""
    taking = mergeable.takes(stays, goes)
    fields = []
    for name, new in taking.values.items():
        column = stays._meta.get_field(name)
        if column.max_length and len(new) > column.max_length:
            raise Refused(
                f"合并后的{column.verbose_name}有{len(new)}字，超过{column.max_length}字，请先删减再合并。"
            )
        if new != getattr(stays, name):
            fields.append((column, getattr(stays, name), new))
    moves = moves_to(stays, goes, mergeable.spoken, mergeable.related)
    made = Plan(stays, goes, moves, taking, fields)
    made.digest = _digest(made)
    return made


def moves_to(stays, goes, spoken=str, related=None):
    """The `Move`s of all rows that point at `goes`, through every relation of their model; `spoken` says what
    a row is called, `related` {label: paths to load with its rows}."""
    made = []
    for relation in relations(type(stays)):
        paths = (related or {}).get(relation.field.model._meta.label_lower, ())
        made.append(_move(relation.field, stays, goes, spoken, paths))
    return [move for move in made if move.rows]


def _digest(made):
    """A name for exactly this plan."""
    rows = read(type(made.stays)._base_manager.filter(pk__in=[made.stays.pk, *(row.pk for row in made.goes)]))
    moves = [
        (str(move.column), read(_rows_of(move.column, made.goes)), sorted(move.doubles.items()))
        for move in made.moves
    ]
    fields = [(column.name, old, new) for column, old, new in made.fields]
    return signing.Signer(salt=_SALT).signature(repr((made.stays.pk, rows, moves, fields)))


def _rows_of(column, rows):
    return column.model._base_manager.filter(**{f"{column.name}__in": [row.pk for row in rows]})


def _move(column, stays, goes, spoken, related):
    """What of the rows that point at `goes` through one foreign key can point at `stays`."""
    move = Move(column, list(_rows_of(column, goes).select_related(*related).order_by("pk")))
    if not move.rows:
        return move
    own = list(_rows_of(column, [stays]).select_related(*related).order_by("pk"))
    for names in _told_apart(column):
        others = [name for name in names if name != column.attname]
        taken = {tuple(getattr(row, name) for name in others): row for row in own}
        for row in _in_order(move.moving, column, goes):
            like = taken.setdefault(tuple(getattr(row, name) for name in others), row)
            if like is not row:
                move.doubles[row.pk] = spoken(like)
    shape = shapes().get(column.model._meta.label_lower)
    if shape and shape.model.code_of:
        _recode(shape, move, own, stays, goes, spoken)
    return move


def _in_order(rows, column, goes):
    """`rows` by what they point at, then by their keys, so that it is always the same one that remains."""
    places = {row.pk: place for place, row in enumerate(sorted(goes, key=lambda row: row.natural_key()))}
    return sorted(rows, key=lambda row: (places[getattr(row, column.attname)], row.pk))


def _told_apart(column):
    """The sets of columns, this foreign key among them, that no two rows of its table may share."""
    if column.unique:
        yield (column.attname,)
    meta = column.model._meta
    sets = [one.fields for one in meta.constraints if isinstance(one, UniqueConstraint) and one.fields]
    for names in (*sets, *meta.unique_together):
        if column.name in names:
            yield tuple(meta.get_field(name).attname for name in names)


def _recode(shape, move, own, stays, goes, spoken):
    """Find the rows whose code says what they link: one that would say what another says already goes."""
    target = shapes()[type(stays)._meta.label_lower]
    new_key = stays.natural_key()
    moved = {target.label: {row.natural_key(): new_key for row in goes}}
    read_own = {pk: values for pk, values in shape.read(_rows_of(move.column, [stays])).values()}
    said = {}
    for row in own:
        said.setdefault(shape.model.code_of(read_own[row.pk]), row)
    values = {pk: values for pk, values in shape.read(_rows_of(move.column, goes)).values()}
    for row in _in_order(move.moving, move.column, goes):
        led = follow(shape, values[row.pk], moved)
        like = said.setdefault(shape.model.code_of(led), row)
        if like is not row:
            move.doubles[row.pk] = spoken(like)
        elif led["code"] != values[row.pk]["code"]:
            move.codes[row.pk] = led["code"]
    borne = shape.pks([(code,) for code in move.codes.values()])
    leaving = set(move.doubles)
    for pk, code in list(move.codes.items()):
        if borne.get((code,), pk) not in {pk, *leaving}:
            del move.codes[pk]  # another row bears that code already: this one keeps its own
