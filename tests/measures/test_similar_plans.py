"""Similar measures of the three plans: pairs that a reader would put together."""

import pytest

from measures.models import Entry
from measures.similar import similar_to

# The left one is asked about; the right one must be among those found, with a word they share.
PAIRS = (
    ("nanshan-m19", "haidian-pm03", "知识产权保护"),
    ("nanshan-m02", "haidian-m1.2", "行政审批"),
    ("nanshan-m07", "haidian-p5.1", "信贷"),
    ("nanshan-m14", "haidian-m3.2", "众筹"),
    ("nanshan-p20", "liangjiang-p09", "军民融合"),
    ("liangjiang-p19", "nanshan-m15", "双创文化"),
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "other", "word"), PAIRS)
def test_pairs(code, other, word):
    found = {one.entry.code: one.words for one in similar_to(Entry.objects.get(code=code))}
    assert other in found
    assert any(word in shared for shared in found[other])


def test_most_of_what_is_graded_high_has_a_theme_in_common():
    themes = {
        entry.pk: {link.theme_id for link in entry.theme_links.all()}
        for entry in Entry.objects.prefetch_related("theme_links")
    }
    pairs = [
        (entry.pk, one.entry.pk)
        for entry in Entry.objects.select_related("plan")
        for one in similar_to(entry)
        if one.grade == "高"
    ]
    common = sum(bool(themes[one] & themes[other]) for one, other in pairs)
    assert len(pairs) >= 50
    assert common / len(pairs) >= 0.85
