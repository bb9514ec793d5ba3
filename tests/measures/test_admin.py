"""Editing at the desk, on the three plans: what is asked, refused, signed and kept."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from measures.models import (
    Entry,
    Measure,
    Metric,
    Organization,
    OrganizationMention,
    Quantity,
    Responsibility,
    Target,
    Task,
    Theme,
)
from plans.models import Section
from sbjd.desk.models import Change
from tests.measures.admin_forms import edit, errors, form_values, page_of

pytestmark = pytest.mark.django_db
WHY = {"change_reason": "核对原文"}


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", password="a-password-for-this-test")
    client.force_login(user)
    return client


def load():
    call_command("load_plans", write=True, verbosity=0)


def theme_row(entry, rank=1):
    """The prefix of the row of the theme with this rank on an entry's page."""
    links = list(entry.theme_links.order_by("rank").values_list("rank", flat=True))
    return f"theme_links-{links.index(rank)}"


def entry_with_themes(count):
    for entry in Entry.objects.in_plan_order().prefetch_related("theme_links"):
        if len(entry.theme_links.all()) == count:
            return entry
    raise AssertionError(f"no entry has {count} themes")


def unused_theme(entry):
    return Theme.objects.exclude(pk__in=entry.themes.values("pk")).order_by("order").first()


class TestReason:
    def test_a_change_asks_why(self, editor):
        entry = Measure.objects.first()
        refused = edit(editor, page_of(entry), reason="", title="新标题")
        assert "请填写修改理由。" in errors(refused)
        assert Measure.objects.get(pk=entry.pk).title == entry.title

    def test_the_history_says_what_and_why(self, editor):
        entry = Measure.objects.first()
        edit(editor, page_of(entry), reason="<b>误录</b>", title="新标题")
        for model in (Measure, Entry):
            page = editor.get(page_of(entry, "history", model)).content.decode()
            assert "标题" in page and "修改理由：&lt;b&gt;误录&lt;/b&gt;" in page
            assert "新标题" in page and entry.title in page

    def test_what_hangs_on_an_entry_is_in_its_history_too(self, editor):
        entry = entry_with_themes(1)
        before, after = entry.theme_links.get().theme, unused_theme(entry)
        edit(editor, page_of(entry), **{"theme_links-0-theme": after.pk})
        page = editor.get(page_of(entry, "history")).content.decode()
        assert f"主题“{before}”" in page and str(after) in page and "核对原文后改正" in page

    def test_adding_asks_why_too(self, editor):
        add = reverse("admin:measures_theme_add")
        values = {"slug": "green", "name": "绿色发展", "order": 99}
        assert "请填写修改理由。" in errors(editor.post(add, values))
        assert not Theme.objects.filter(slug="green").exists()
        assert not errors(editor.post(add, {**values, "change_reason": "新一批方案用到"}))
        theme = Theme.objects.get(slug="green")
        page = editor.get(page_of(theme, "history")).content.decode()
        assert "新增" in page and "新一批方案用到" in page and "绿色发展" in page

    def test_deleting_asks_why_too(self, editor):
        quantity = Quantity.objects.first()
        page = page_of(quantity, "delete")
        sent = form_values(editor.get(page))
        assert "请填写修改理由。" in editor.post(page, sent).content.decode()
        assert Quantity.objects.filter(pk=quantity.pk).exists()
        editor.post(page, {**sent, "change_reason": "重复"})
        assert not Quantity.objects.filter(pk=quantity.pk).exists()


class TestEntries:
    def test_opening_and_saving_changes_nothing(self, editor):
        """Line ends, blanks and numbers survive the way through a browser."""
        entries = [entry_with_themes(2), Entry.objects.filter(items__isnull=False).first()]
        rows = [*entries, Quantity.objects.filter(number_to__isnull=False).first(), Quantity.objects.first()]
        for row in [row for row in rows if row]:
            saved = edit(editor, page_of(row))
            assert errors(saved) == ""
            before, after = row, type(row).objects.get(pk=row.pk)
            for column in row._meta.concrete_fields:
                assert getattr(after, column.attname) == getattr(before, column.attname), column.name
            assert not Change.objects.exists()

    def test_a_new_title_or_text_is_found(self, editor):
        entry = Measure.objects.first()
        edit(editor, page_of(entry), title="ＡＩ新标题", text="甲\r\n乙①丙")
        entry.refresh_from_db()
        assert entry.text == "甲\n乙①丙"
        assert Measure.objects.matching("ai新标题 乙丙").get() == entry

    def test_what_the_parser_set_cannot_be_typed_over(self, editor):
        entry = Measure.objects.first()
        parsed = {"code": "x", "start": 0, "end": 9, "line": 9, "rule": "x", "body_start": 1}
        edit(editor, page_of(entry), title="新", **parsed)
        entry.refresh_from_db()
        assert entry.title == "新"
        same = Measure.objects.filter(start=entry.start, end=entry.end, line=entry.line, rule=entry.rule)
        assert same.get(pk=entry.pk).code.startswith("nanshan-m")

    def test_another_theme_is_a_persons_choice(self, editor):
        entry = entry_with_themes(2)
        kept = entry.theme_links.get(rank=2)
        theme = unused_theme(entry)
        assert not errors(edit(editor, page_of(entry), **{f"{theme_row(entry)}-theme": theme.pk}))
        link = entry.theme_links.get(rank=1)
        assert (link.theme, link.origin, link.reason, link.words) == (theme, "person", "核对原文后改正", "")
        again = entry.theme_links.get(rank=2)
        assert (again.pk, again.origin, again.words) == (kept.pk, kept.origin, kept.words)

    def test_two_themes_change_places(self, editor):
        entry = entry_with_themes(2)
        first, second = entry.theme_links.order_by("rank")
        changes = {f"{theme_row(entry, 1)}-rank": 2, f"{theme_row(entry, 2)}-rank": 1}
        assert not errors(edit(editor, page_of(entry), **changes))
        assert [link.theme for link in entry.theme_links.order_by("rank")] == [second.theme, first.theme]

    def test_a_theme_goes_and_another_takes_its_rank(self, editor):
        entry = entry_with_themes(2)
        theme = unused_theme(entry)
        values = {
            f"{theme_row(entry, 2)}-DELETE": "on",
            "theme_links-TOTAL_FORMS": 3,
            "theme_links-2-rank": 2,
            "theme_links-2-theme": theme.pk,
            "theme_links-2-reason": "正文第二段",
            "theme_links-2-entry": entry.pk,
        }
        assert not errors(edit(editor, page_of(entry), **values))
        added = entry.theme_links.get(rank=2)
        assert (added.theme, added.origin, added.reason) == (theme, "person", "正文第二段")
        assert entry.theme_links.count() == 2

    def test_mistakes_in_ranks_and_themes_are_said(self, editor):
        entry = entry_with_themes(2)
        first, second = entry.theme_links.order_by("rank")
        url, row = page_of(entry), theme_row(entry, 2)
        assert "有两个首要主题" in errors(edit(editor, url, **{f"{row}-rank": 1}))
        assert "选了两次" in errors(edit(editor, url, **{f"{row}-theme": first.theme_id}))
        assert "缺少首要主题" in errors(edit(editor, url, **{f"{theme_row(entry)}-DELETE": "on"}))
        assert list(entry.theme_links.order_by("rank")) == [first, second]

    def test_mistakes_on_a_links_own_page_are_said(self, editor):
        first, second = entry_with_themes(2).theme_links.order_by("rank")
        assert "已有首要主题" in errors(edit(editor, page_of(second), rank=1))
        assert "已有主题" in errors(edit(editor, page_of(second), theme=first.theme_id))
        assert "缺少首要主题" in errors(edit(editor, page_of(first), rank=3))

    def test_a_parent_is_of_the_same_plan(self, editor):
        entry = Measure.objects.filter(plan__slug="nanshan").first()
        other = Task.objects.filter(plan__slug="haidian").first()
        assert "属于另一份方案" in errors(edit(editor, page_of(entry), task=other.pk))

    def test_an_organization_is_added_by_the_words_that_name_it(self, editor):
        entry = Measure.objects.get(code="nanshan-m05")
        organization = Organization.objects.create(slug="孵化器联盟", name="孵化器联盟")
        prefix = "organization_mentions"
        new = form_values(editor.get(page_of(entry)))[f"{prefix}-TOTAL_FORMS"]
        values = {
            f"{prefix}-TOTAL_FORMS": int(new) + 1,
            f"{prefix}-{new}-organization": organization.pk,
            f"{prefix}-{new}-quote": "科技型中小企业",
            f"{prefix}-{new}-entry": entry.pk,
        }
        wrong = {**values, f"{prefix}-{new}-quote": "没有这句话"}
        assert "原文此处没有“没有这句话”" in errors(edit(editor, page_of(entry), **wrong))
        several = {**values, f"{prefix}-{new}-quote": "税收优惠"}
        assert "请多抄几个字" in errors(edit(editor, page_of(entry), **several))
        assert not errors(edit(editor, page_of(entry), **values))
        mention = OrganizationMention.objects.get(organization=organization)
        assert (mention.entry_id, mention.origin, mention.reason) == (entry.pk, "person", "核对原文后改正")
        place = slice(mention.start - mention.section.start, mention.end - mention.section.start)
        assert mention.section.text[place] == mention.quote
        assert f"第{mention.line}行" in editor.get(page_of(mention)).content.decode()

    def test_a_responsibility_stands_once(self, editor):
        entry = Entry.objects.filter(responsibilities=None).first()
        organizations = Organization.objects.all()[:2]
        row = {
            "responsibilities-TOTAL_FORMS": 1,
            "responsibilities-0-role": "lead",
            "responsibilities-0-organization": organizations[0].pk,
            "responsibilities-0-entry": entry.pk,
        }
        assert not errors(edit(editor, page_of(entry), **row))
        assert entry.responsibilities.get().code == f"{entry.code}-lead-{organizations[0].name}"
        second = {name.replace("-0-", "-1-"): value for name, value in row.items()}
        twice = {**second, "responsibilities-TOTAL_FORMS": 2}
        assert errors(edit(editor, page_of(entry), **twice))
        add = {"organization": organizations[0].pk, "role": "lead", "entry": entry.pk, "task": ""}
        page = editor.post(reverse("admin:measures_responsibility_add"), {**add, **WHY})
        assert "已是这里的牵头单位" in errors(page)
        assert Responsibility.objects.filter(entry=entry).count() == 1

    def test_an_item_is_added_by_its_words(self, editor):
        entry = Measure.objects.get(code="nanshan-m05")
        values = {
            "items-TOTAL_FORMS": 1,
            "items-0-text": "加大政策宣传力度",
            "items-0-title": "加大政策宣传力度",
            "items-0-entry": entry.pk,
        }
        assert not errors(edit(editor, page_of(entry), **values))
        item = entry.items.get()
        assert item.code == "nanshan-m05.1"
        assert entry.text[item.start - entry.start : item.end - entry.start] == item.text

    def test_a_measure_is_added_from_its_section(self, editor):
        section = Section.objects.filter(plan__slug="nanshan", role="safeguards", level=2).first()
        add = reverse("admin:measures_measure_add")
        values = {"section": section.pk, "code": "haidian-m99", "title": "", "task": "", **WHY}
        assert "编码须以“nanshan-”开头" in errors(editor.post(add, values))
        assert not errors(editor.post(add, {**values, "code": "nanshan-m99"}))
        entry = Entry.objects.get(code="nanshan-m99")
        assert (entry.kind, entry.title, entry.plan) == ("measure", section.title, section.plan)
        assert entry.text == section.text[: entry.end - entry.start]
        assert editor.get(page_of(entry)).status_code == 200
        assert editor.get(entry.get_absolute_url()).status_code == 200


class TestQuantities:
    def test_a_masked_value_takes_a_number_only_with_its_source(self, editor):
        quantity = Quantity.objects.filter(masked=True, unit="亿元").first()
        url = page_of(quantity)
        assert "须填写补录来源" in errors(edit(editor, url, number="2200"))
        assert "请同时填写数值" in errors(edit(editor, url, filled_source="年鉴"))
        assert not errors(edit(editor, url, number="2200", filled_source="年鉴", value="x", masked=""))
        quantity.refresh_from_db()
        assert (quantity.value, quantity.masked, quantity.number) == ("20XX", True, 2200)
        assert (quantity.plain, quantity.plain_unit) == (220_000_000_000, "元")
        assert (quantity.origin, quantity.reason) == ("person", "核对原文后改正")

    def test_the_plain_value_follows(self, editor):
        quantity = Quantity.objects.filter(unit="万家").first()
        edit(editor, page_of(quantity), number="3.5")
        quantity.refresh_from_db()
        assert (quantity.plain, quantity.plain_unit) == (35_000, "家")
        edit(editor, page_of(quantity), unit="家")
        quantity.refresh_from_db()
        assert quantity.plain == 3.5

    def test_a_factor_the_unit_does_not_say_is_kept(self, editor):
        quantity = Quantity.objects.filter(number="0.5", plain=50).first()
        edit(editor, page_of(quantity), number="0.6")
        quantity.refresh_from_db()
        assert quantity.plain == 60

    def test_a_range_is_in_order(self, editor):
        quantity = Quantity.objects.filter(masked=False, number__gt=1).first()
        assert "数值上限应不小于数值" in errors(edit(editor, page_of(quantity), number_to="0"))

    def test_what_becomes_another_kind_is_edited_on_as_that(self, editor):
        target = Target.objects.first()
        page = edit(editor, page_of(target), kind="baseline", _continue="1")
        assert editor.get(page.url).status_code == 200
        assert Quantity.objects.get(pk=target.pk).kind == "baseline"

    def test_a_quantity_is_added_by_the_words_that_state_it(self, editor):
        section = Section.objects.filter(plan__slug="nanshan", role="safeguards", level=2).first()
        quote = section.text.strip().splitlines()[-1][:30]
        add = reverse("admin:measures_target_add")
        values = {
            "plan": section.plan_id, "metric_text": "专项资金", "quote": "没有这句话", "basis": "level",
            "bound": ">=", "value": "3", "number": "3", "unit": "亿元", "metric": Metric.objects.first().pk,
            **WHY,
        }  # fmt: skip
        assert "原文此处没有" in errors(editor.post(add, values))
        assert not errors(editor.post(add, {**values, "quote": quote}))
        quantity = Target.objects.get(metric_text="专项资金", origin="person")
        assert re.fullmatch(r"nanshan-t-[0-9a-f]{6}", quantity.code)
        mention = quantity.mentions.get()
        assert (mention.quote, mention.section, quantity.position) == (quote, section, mention.start)
        assert quantity.plain == 300_000_000
        assert not errors(editor.post(add, {**values, "quote": quote}))
        assert Target.objects.filter(code=f"{quantity.code}-2").exists()
        assert editor.get(quantity.get_absolute_url()).status_code == 200

    def test_another_place_is_added_by_its_words(self, editor):
        quantity = Quantity.objects.filter(plan__slug="nanshan").first()
        entry = Measure.objects.get(code="nanshan-m05")
        row = {"mentions-1-quote": "固定资产加速折旧", "mentions-1-quantity": quantity.pk}
        values = {"mentions-TOTAL_FORMS": 2, **row}
        assert not errors(edit(editor, page_of(quantity), **values))
        assert quantity.mentions.get(entry=entry).quote == "固定资产加速折旧"


class TestEditsSurviveALoad:
    def test_title_theme_and_quantity(self, editor):
        entry, quantity = entry_with_themes(2), Quantity.objects.filter(masked=True).first()
        theme = unused_theme(entry)
        edit(editor, page_of(entry), title="改过的标题", **{f"{theme_row(entry)}-theme": theme.pk})
        edit(editor, page_of(quantity), number="16", filled_source="年报", period="到2016年底")
        load()
        entry.refresh_from_db()
        quantity.refresh_from_db()
        assert entry.title == "改过的标题"
        assert entry.theme_links.get(rank=1).theme == theme
        assert (quantity.number, quantity.filled_source, quantity.period) == (16, "年报", "到2016年底")

    def test_a_review(self, editor):
        entry = entry_with_themes(2)
        edit(editor, page_of(entry), reason="", _reviewed="审阅无误")
        load()
        entry.refresh_from_db()
        assert entry.reviewed_at and entry.reviewed_by.username == "editor"

    def test_a_renamed_organization_and_a_word(self, editor):
        mention = OrganizationMention.objects.select_related("organization").first()
        organization = mention.organization
        count = organization.mentions.count()
        edit(editor, page_of(organization), name="改过的名称", aliases=organization.name)
        theme = Theme.objects.filter(words__isnull=False).first()
        word = theme.words.order_by("-weight", "word").first()
        edit(editor, page_of(theme), **{"words-0-word": "改过的词"})
        words = set(theme.words.values_list("word", flat=True))
        assert "改过的词" in words and word.word not in words
        load()
        organization.refresh_from_db()
        assert organization.name == "改过的名称" and organization.mentions.count() == count
        assert set(theme.words.values_list("word", flat=True)) == words

    def test_what_was_added_and_what_was_deleted(self, editor):
        quantity = Quantity.objects.filter(mentions__entry=None).first()
        delete = page_of(quantity, "delete")
        editor.post(delete, {**form_values(editor.get(delete)), **WHY})
        section = Section.objects.filter(plan__slug="nanshan", role="safeguards", level=2).first()
        values = {"section": section.pk, "code": "nanshan-m99", "title": "新举措", "task": "", **WHY}
        editor.post(reverse("admin:measures_measure_add"), values)
        load()
        assert not Quantity.objects.filter(pk=quantity.pk).exists()
        assert Entry.objects.get(code="nanshan-m99").title == "新举措"
