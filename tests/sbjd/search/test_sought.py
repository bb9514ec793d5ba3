"""What is sought is one question, asked of an index or of a text at hand."""

import pytest
from pyroaring import BitMap

from sbjd.search.folding import fold
from sbjd.search.sought import Sought
from sbjd.search.terms import Term

TEXTS = {
    1: ("质押融资", "鼓励知识产权质押贷款，给予补贴。"),
    2: ("补贴办法", "研发补贴。"),
    3: ("孵化器", "建设孵化器，质押无关。"),
    4: ("其他", "贷款与补贴。"),
}


class PlainIndex:
    """An index that reads every text."""

    def ids(self, term, title_only=False, among=None):
        keys = TEXTS if among is None else among
        return BitMap(
            key
            for key, (title, text) in TEXTS.items()
            if key in keys
            and (term.found_in(title) or (not (title_only or term.field) and term.found_in(text)))
        )


def terms(*texts, field=""):
    return tuple(Term(text, field=field) for text in texts)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), {1, 2, 3, 4}),
        (Sought(terms("质押")), {1, 3}),
        (Sought(terms("质押", "补贴")), {1}),
        (Sought(terms("补贴", field="title")), {2}),
        (Sought(terms("补贴"), excluded=terms("研发")), {1, 4}),
        (Sought(excluded=terms("补贴")), {3}),
        (Sought(words=terms("质押", "贷款", "补贴"), fewest=2), {1, 4}),
        (Sought(words=terms("质押", "贷款", "补贴"), fewest=3), {1}),
        (Sought(terms("贷款"), words=terms("质押", "补贴", "孵化"), fewest=1), {1, 4}),
    ],
)
def test_the_index_and_the_text_agree(sought, found):
    assert set(sought.ids(PlainIndex(), lambda: BitMap(TEXTS))) == found
    assert {key for key, pair in TEXTS.items() if sought.held_by(*map(fold, pair))} == found
