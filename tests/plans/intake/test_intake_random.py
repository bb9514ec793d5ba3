"""Texts, edits, re-readings, undos and unpublishing in any order: no edit is lost."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.models import Entry, EntryInstrument, EntryTheme, Instrument, Quantity, Theme
from plans.intake.publishing import PublishError, publish, put_back, take_down
from plans.intake.receiving import keep, understand
from plans.intake.undoing import UndoError, plan_undo, undo
from plans.loading import apply, default_documents, plan_changes
from plans.models import IntakePlan, WorkPlan
from plans.parsing.rulings import Place, Ruling, to_json
from sbjd.desk.changes import change, rows_of
from tests.plans.intake.making import TITLE
from tests.plans.loading.contents import everything

pytestmark = pytest.mark.django_db

REVIEWED = datetime(2026, 11, 23, 8, tzinfo=UTC)
CODES = ("m1.1", "m1.2", "m1.3")
TITLES = st.sampled_from(["加大财税支持", "引进高端人才", "建设众创空间", "保护知识产权"])
BODIES = st.sampled_from(["给予最高20万元补贴。", "新增孵化器10家。", "依托北京印刷学院合作。"])
TEXTS = st.lists(st.tuples(TITLES, BODIES), min_size=1, max_size=3)
STEPS = st.lists(
    st.one_of(
        TEXTS,
        st.tuples(st.just("title"), st.sampled_from(CODES), st.sampled_from(["人工甲", "人工乙"])),
        st.tuples(st.just("theme"), st.sampled_from(CODES), st.sampled_from(["space", "military"])),
        st.tuples(st.just("instrument"), st.sampled_from(CODES), st.sampled_from(["tax", "trade"])),
        st.tuples(st.just("value"), st.sampled_from(CODES), st.integers(100, 102)),
        st.tuples(st.just("review"), st.sampled_from(CODES), st.none()),
        st.tuples(st.just("rule"), st.sampled_from(CODES), st.sampled_from(["裁定甲", "裁定乙"])),
        st.tuples(st.just("shelve"), st.none(), st.none()),
        st.tuples(st.just("undo"), st.none(), st.none()),
        st.tuples(st.just("fixtures"), st.none(), st.none()),
    ),
    min_size=2,
    max_size=7,
)


def text_of(measures):
    lines = [TITLE, "一、主要任务", "(一)优化环境", "围绕需要完善体系。"]
    for number, (title, body) in enumerate(measures, 1):
        lines += [f"举措{number}:{title}", body]
    return "\n".join(lines) + "\n"


class Editor:
    """Works at the desk, and remembers which of the edits must be found from now on."""

    def __init__(self, first):
        self.wanted, self.part, self.number, self.last = {}, None, 0, None
        self.user, _ = get_user_model().objects.get_or_create(username="lin", defaults={"is_staff": True})
        self.bring(first)

    def bring(self, measures):
        """A new text of the plan."""
        self.number += 1
        data = f"{text_of(measures)}版本{self.number}\n".encode()
        intake, _ = keep(understand(data, f"第{self.number}版.txt"))
        on_site = WorkPlan.objects.filter(slug="daxing").exists()
        intake.parts.update(
            confirmed=True, slug="daxing", base_slug="daxing", revises=on_site, title=TITLE,
            base_name="北京市大兴区", base_short_name="大兴",
        )  # fmt: skip
        self.part = intake.parts.get()
        self.publish()

    def publish(self):
        try:
            self.last = publish(self.part)
        except PublishError as error:
            assert "已经如此" in str(error)

    @contextmanager
    def at_desk(self, code):
        """Gives the entry with this code, None if there is none; what is done to it is kept as an edit."""
        entry = Entry.objects.filter(code=f"daxing-{code}").first()
        if entry is None:
            yield None
            return
        with change(self.user, "核对", subject=entry) as kept:
            kept.watch([*rows_of(entry), Quantity.objects.filter(mentions__entry=entry)])
            yield entry

    def title(self, code, value):
        with self.at_desk(code) as entry:
            if entry:
                Entry.objects.filter(pk=entry.pk).update(title=value)
                self.wanted["title", code] = value

    def theme(self, code, slug):
        with self.at_desk(code) as entry:
            if entry:
                entry.theme_links.all().delete()
                EntryTheme.objects.create(entry=entry, theme=Theme.objects.get(slug=slug), rank=1)
                self.wanted["theme", code] = [slug]

    def instrument(self, code, slug):
        with self.at_desk(code) as entry:
            if entry:
                entry.instrument_links.all().delete()
                given = Instrument.objects.get(slug=slug)
                EntryInstrument.objects.create(entry=entry, instrument=given, rank=1)
                self.wanted["instrument", code] = [slug]

    def value(self, code, number):
        with self.at_desk(code) as entry:
            mention = entry and entry.quantity_mentions.first()
            if mention:
                Quantity.objects.filter(pk=mention.quantity_id).update(number=number)
                self.wanted["value", mention.quantity.code] = number

    def review(self, code, _):
        with self.at_desk(code) as entry:
            if entry:
                Entry.objects.filter(pk=entry.pk).update(reviewed_at=REVIEWED, reviewed_by=self.user)
                self.wanted["review", code] = True

    def rule(self, code, words):
        """A ruling on the heading, and the plan published again with it."""
        intake = IntakePlan.objects.get(slug="daxing", state="published").intake
        heading = f"举措{code[-1]}:"
        line = next((one for one in intake.source["text"].splitlines() if one.startswith(heading)), None)
        if line:
            intake.rulings += to_json([Ruling("title", Place(line), title=words)])
            intake.rulings_number += 1
            intake.save()
            self.part = intake.parts.get()
            self.publish()

    def shelve(self, *_):
        before = everything()
        put_back(take_down("daxing"))
        assert everything() == before

    def undo(self, *_):
        if self.last is None or IntakePlan.objects.get(pk=self.last.before["part"]).state != "published":
            return
        try:
            plan = plan_undo(self.last)
        except UndoError:
            return
        if self.last.before["new"] or plan.conflicts:
            return
        undo(self.last)
        self.last = None

    def fixtures(self, *_):
        apply(plan_changes(default_documents()))

    def check(self):
        for (what, code), value in self.wanted.items():
            if what == "value":
                assert Quantity.objects.get(code=code).number == value
                continue
            entry = Entry.objects.get(code=f"daxing-{code}")
            if what == "title":
                assert entry.title == value
            elif what == "review":
                assert (entry.reviewed_at, entry.reviewed_by) == (REVIEWED, self.user)
            elif what == "instrument":
                assert list(entry.instrument_links.values_list("instrument__slug", flat=True)) == value
            else:
                assert list(entry.theme_links.values_list("theme__slug", flat=True)) == value


@settings(
    max_examples=14,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=TEXTS, steps=STEPS)
def test_no_edit_is_lost(first, steps):
    with transaction.atomic():
        editor = Editor(first)
        for step in steps:
            if isinstance(step, list):
                editor.bring(step)
            else:
                getattr(editor, step[0])(*step[1:])
            editor.check()
        transaction.set_rollback(True)
