"""Similar measures: of other bases, by shared weighty words, and never out of date."""

import jieba
import pytest
from django.conf import settings

from measures.models import Entry
from measures.segmenting import segmenter
from measures.similar import similar_to
from tests.measures.factory import make_measure

LOAN = "鼓励银行开展知识产权质押贷款，对质押贷款给予贴息，设立风险补偿资金池。"
OTHERS = (
    "举办创客马拉松和双创周活动，营造创新文化氛围。",
    "建设人才公寓，解决青年人才住房问题。",
    "推行商事登记制度改革，压缩审批时限。",
    "建设军民融合产业园，引导军工企业落户。",
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]


@pytest.fixture
def loan():
    for body in OTHERS:
        make_measure("其他", body)
    return make_measure("发展质押融资", LOAN)


def titles(entry):
    return [one.entry.title for one in similar_to(entry)]


def test_finds_what_shares_telling_words(loan):
    make_measure("推广质押贷款", "推动银行发放知识产权质押贷款，完善风险补偿。", base="haidian")
    make_measure("文化活动", "举办双创周活动。", base="haidian")
    (found,) = similar_to(loan)
    assert found.entry.title == "推广质押贷款"
    assert found.grade == "高"
    assert any("质押" in word for word in found.words)


def test_never_finds_its_own_base(loan):
    make_measure("推广质押贷款", LOAN)
    assert titles(loan) == []


def test_at_most_two_of_a_base_and_five_in_all(loan):
    for base in ("a", "bb", "ccc", "dddd"):
        for _ in range(3):
            make_measure("发展质押融资", LOAN, base=base)
    bases = [one.entry.plan.base.slug for one in similar_to(loan)]
    assert len(bases) == 5
    assert max(bases.count(base) for base in bases) == 2


def test_an_edit_counts_at_once(loan):
    other = make_measure("推广质押贷款", LOAN, base="haidian")
    assert titles(loan) == ["推广质押贷款"]
    Entry.objects.filter(pk=other.pk).update(text="推广质押贷款\n举办双创周活动。")
    assert titles(loan) == []


def test_pages_show_it_or_say_that_there_is_none(client, loan):
    page = client.get(loan.get_absolute_url()).content.decode()
    assert "未发现类似举措" in page and "系统计算，仅供参考" in page
    other = make_measure("推广质押贷款", LOAN, base="haidian")
    page = client.get(loan.get_absolute_url()).content.decode()
    assert f'href="{other.get_absolute_url()}"' in page
    assert "共有词“" in page and "相似度高" in page
    assert f"/compare/?code={loan.code}&amp;code={other.code}" in page


def test_queries_do_not_grow_with_entries(loan, django_assert_max_num_queries):
    loan = Entry.objects.select_related("plan").get(pk=loan.pk)
    for base in ("a", "bb", "ccc"):
        make_measure("发展质押融资", LOAN, base=base)
        similar_to(loan)  # which looks up the words in this version of the corpus
        with django_assert_max_num_queries(7):  # versions 3, index 1, the text, lengths, average, entries
            similar_to(loan)
    assert len(similar_to(loan)) == 3


def test_words_of_the_vocabulary_stay_whole():
    assert "知识产权质押" in segmenter().words("鼓励知识产权质押") or "知识产权" in segmenter().words(
        "鼓励知识产权"
    )
    assert segmenter().words("到2016年,给予10%的,是") == ["给予"]


def test_the_dictionary_leaves_nothing_behind():
    segmenter().words("知识产权")
    assert segmenter().initialized
    assert not jieba.dt.initialized
    assert not list(settings.DATA_DIR.glob("**/jieba*"))


def test_a_word_that_the_code_uses_itself(loan):
    make_measure("推广质押贷款", f"version key {LOAN}", base="haidian")
    asked = make_measure("发展质押融资", f"version key {LOAN}", base="bb")
    assert "推广质押贷款" in titles(asked)
