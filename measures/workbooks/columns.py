"""What a column of the workbook holds. Every value is a text to compare with: the text a cell shows.

A widget makes the text from a row's value (`render`), checks and tidies what somebody typed (`clean`; a
ValueError says what is wrong), and says what the desk's form takes for it (`control`).
"""

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from import_export.fields import Field
from import_export.widgets import Widget

from plans.merging.leading import Trails
from sbjd.listing.workbook import LONGEST_CELL, inert

YES, NO = "是", "否"
BETWEEN = "；"
MOST_DIGITS = 15
_SEPARATORS = re.compile(r"[；;\n]")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds no value that could be taken; `why` is the sentence for the user."""

    why: str


def shown(value):
    """The text of a cell's value.

    >>> shown(3.0), shown(" 家 "), shown(True), shown("'=1+1"), shown(None)
    ('3', '家', '是', '=1+1', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(str(value)))
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    bare = text[1:]
    return bare if text.startswith("'") and inert(bare) == text else text


def in_cell(text):
    """`text` as a cell holds it: it starts no formula and fits."""
    return inert(text)[:LONGEST_CELL]


def _number(number):
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Text(Widget):
    """A text of one line."""

    choices = ()
    numeric = False

    def render(self, value, obj=None, **kwargs):
        return shown(None if value is None else shown(in_cell(str(value))))

    def clean(self, value, row=None, **kwargs):
        return value

    def control(self, text):
        """What the form's control takes for `text`, one that `clean` gave."""
        return text


class Number(Text):
    """A number; in the cell it is one too, as long as a spreadsheet holds all of its digits."""

    numeric = True

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else _number(value)

    def clean(self, value, row=None, **kwargs):
        if not value:
            return ""
        try:
            number = Decimal(value.replace(",", "").replace("，", ""))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number.adjusted() > 30:
            raise ValueError(f"“{value}”不是数。请只写数字，单位写在“单位”列。")
        return _number(number)

    def cell(self, text):
        """`text` as the cell's value."""
        digits = sum(sign.isdigit() for sign in text)
        if not 0 < digits <= MOST_DIGITS:
            return in_cell(text)
        return float(text) if "." in text else int(text)


class Choice(Text):
    """One of a few values, shown by its name; what is stored is understood too."""

    def __init__(self, choices):
        super().__init__()
        self.names = {value: str(name) for value, name in choices}
        self.values = {name: value for value, name in self.names.items()}
        self.choices = tuple(self.values)

    def render(self, value, obj=None, **kwargs):
        return self.names.get(value, "")

    def clean(self, value, row=None, **kwargs):
        name = self.names.get(value, value)
        if name not in self.values:
            given = f"“{value}”不在可选之列" if value else "不能为空"
            raise ValueError(f"{given}，可填：{'、'.join(self.choices)}。")
        return name

    def control(self, text):
        return self.values[text]


class YesNo(Choice):
    """是 or 否; an empty cell is 否."""

    def __init__(self):
        super().__init__([(True, YES), (False, NO)])

    def render(self, value, obj=None, **kwargs):
        return super().render(bool(value))

    def clean(self, value, row=None, **kwargs):
        return super().clean(value or NO)


class Term(Text):
    """A row of a vocabulary, by its name; its slug is understood too. All of them are read once: a resource
    works on copies of its columns."""

    def __init__(self, model, offered=True):
        super().__init__()
        self.model, self.offered, self._known = model, offered, None

    @property
    def known(self):
        """{name or slug, old ones too: (key, name)}."""
        if self._known is None:
            rows = self.model.objects.values_list("pk", "slug", "name")
            rows = [(pk, slug, shown(in_cell(name))) for pk, slug, name in rows]
            self._known = {slug: (pk, name) for pk, slug, name in rows}
            self._known |= {name: (pk, name) for pk, _, name in rows}
            # A workbook that went out before two rows became one names the other.
            names = {pk: name for pk, _, name in rows}
            for word, pk in Trails(self.model).words.items():
                if pk in names:
                    self._known.setdefault(word, (pk, names[pk]))
        return self._known

    @property
    def choices(self):
        """The names to choose from in the cell."""
        return tuple(dict.fromkeys(name for _, name in self.known.values())) if self.offered else ()

    def render(self, value, obj=None, **kwargs):
        return super().render(value and value.name)

    def clean(self, value, row=None, **kwargs):
        if not value:
            return ""
        found = self.known.get(value)
        if found is None:
            raise ValueError(self._unknown(value))
        return found[1]

    def _unknown(self, value):
        names = [name for _, name in self.known.values()]
        near = difflib.get_close_matches(value, names, 1, 0.5)
        asked = f"是不是“{near[0]}”？" if near else "请填已有的名称或标识。"
        return f"没有名为“{value}”的{self.model._meta.verbose_name}，{asked}"

    def control(self, text):
        return str(self.known[text][0]) if text else ""


class Terms(Term):
    """Several rows of a vocabulary, by their names in one cell, in no order."""

    def render(self, value, obj=None, **kwargs):
        return BETWEEN.join(sorted(Term.render(self, one) for one in value))

    def clean(self, value, row=None, **kwargs):
        names = [name for part in _SEPARATORS.split(value) if part.strip() for name in self._names(part)]
        double = next((name for name in names if names.count(name) > 1), None)
        if double:
            raise ValueError(f"“{double}”写了两次。")
        return BETWEEN.join(sorted(names))

    def _names(self, part):
        """The names in a part: one, or several with 、 between them unless that belongs to a name."""
        part = part.strip()
        found = [part] if part in self.known else [one.strip() for one in part.split("、")]
        return [super(Terms, self).clean(one) for one in found if one]

    def control(self, text):
        return [self.known[name][0] for name in text.split(BETWEEN)] if text else []


class Column(Field):
    """A column. `get` gives the value of a row; a column that can be edited says which control of the form
    (`control`), or which rank or role (`place`) of which set of rows on its page (`part`), it stands for."""

    def __init__(self, label, get, widget=None, *, control="", part="", place=None, width=0, **options):
        self.editable = bool(control or part)
        super().__init__(column_name=label, widget=widget or Text(), readonly=not self.editable, **options)
        self.label, self.get, self.control, self.part, self.place = label, get, control, part, place
        self.width = width

    def get_value(self, instance):
        return self.get(instance)

    def text(self, row):
        """The text that the cell of `row` shows."""
        return self.widget.render(self.get(row))
