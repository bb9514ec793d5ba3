"""Edits, new texts and loads in any order: no edit is lost, and a second load finds nothing to do."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.models import (
    Entry,
    EntryInstrument,
    EntryTheme,
    Instrument,
    MeasureItem,
    Organization,
    Quantity,
    Theme,
)
from plans.loading import apply, plan_changes
from tests.plans.loading.contents import everything
from tests.plans.loading.making import THEMES, Said, documents

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]

REVIEWED = datetime(2026, 11, 23, 8, tzinfo=UTC)
CODES = ("m01", "m02", "m03")
PAIRS = tuple(permutations(THEMES, 2))
WORDS = st.sampled_from(["甲", "乙", "丙"])
SAID = st.builds(
    Said,
    title=WORDS,
    themes=st.lists(st.sampled_from(THEMES), max_size=3, unique=True).map(tuple),
    items=st.lists(WORDS, max_size=2).map(tuple),
    values=st.lists(st.sampled_from(["3", "5"]), max_size=2, unique=True).map(tuple),
    organizations=st.lists(st.sampled_from(["深圳大学", "腾讯公司"]), max_size=2, unique=True).map(tuple),
)
TEXTS = st.dictionaries(st.sampled_from(CODES), SAID, max_size=3)
EDITS = st.one_of(
    st.tuples(st.just("title"), st.sampled_from(CODES), WORDS.map("人工{}".format)),
    st.tuples(st.just("themes"), st.sampled_from(CODES), st.sampled_from(PAIRS)),
    st.tuples(st.just("unlink"), st.sampled_from(CODES), st.none()),
    st.tuples(st.just("forget"), st.sampled_from(CODES), st.none()),
    st.tuples(st.just("item"), st.sampled_from(CODES), WORDS.map("人工{}".format)),
    st.tuples(st.just("value"), st.sampled_from(CODES), st.integers(100, 102)),
    st.tuples(st.just("delete"), st.sampled_from(CODES), st.none()),
    st.tuples(st.just("instruments"), st.sampled_from(CODES), st.sampled_from(PAIRS)),
    st.tuples(st.just("review"), st.sampled_from(CODES), st.none()),
    st.tuples(st.just("own"), st.sampled_from(CODES), WORDS.map("自写{}".format)),
)
STEPS = st.lists(st.one_of(TEXTS, EDITS), min_size=2, max_size=8)


class Person:
    """Edits the database and remembers what must be found there from now on."""

    def __init__(self):
        self.wanted = {}

    def edit(self, what, code, value):
        """Do one edit, if there is something to edit."""
        entry = Entry.objects.filter(code=f"nanshan-{code}").first()
        if entry is not None:
            getattr(self, what)(entry, value)

    def title(self, entry, value):
        entry.title = value
        entry.save()
        self.wanted["title", entry.code] = value

    def themes(self, entry, slugs):
        entry.theme_links.all().delete()
        for rank, slug in enumerate(slugs, 1):
            EntryTheme.objects.create(entry=entry, theme=Theme.objects.get(slug=slug), rank=rank)
        self.wanted["themes", entry.code] = list(slugs)

    def instruments(self, entry, slugs):
        entry.instrument_links.all().delete()
        for rank, slug in enumerate(slugs, 1):
            named = {"name": slug, "side": "supply"}
            instrument, _ = Instrument.objects.get_or_create(slug=slug, defaults=named)
            EntryInstrument.objects.create(entry=entry, instrument=instrument, rank=rank)
        self.wanted["instruments", entry.code] = list(slugs)

    def review(self, entry, _):
        Entry.objects.filter(pk=entry.pk).update(reviewed_at=REVIEWED)
        self.wanted["reviewed", entry.code] = True

    def item(self, entry, value):
        item = entry.items.first()
        if item is not None:
            item.text = value
            item.save()
            self.wanted["item", item.code] = value

    def value(self, entry, value):
        mention = entry.quantity_mentions.first()
        if mention is not None:
            Quantity.objects.filter(pk=mention.quantity_id).update(number=value)
            self.wanted["value", mention.quantity.code] = value

    def unlink(self, entry, _):
        mention = entry.organization_mentions.first()
        if mention is not None:
            mention.delete()
            self.wanted["mentions", entry.code] = mentioned(entry)

    def forget(self, entry, _):
        mention = entry.organization_mentions.first()
        if mention is not None:
            name = mention.organization.name
            mention.organization.delete()
            # The mentions of that organization go with it, whoever had touched the others.
            self.wanted = {key: value for key, value in self.wanted.items() if key[0] != "mentions"}
            self.wanted["forgotten", name] = True

    def own(self, entry, value):
        code = f"{value}-{entry.code}"
        MeasureItem.objects.update_or_create(
            code=code, defaults={"entry": entry, "text": value, "line": 1, "start": 1, "end": 2}
        )
        self.wanted["item", code] = value

    def delete(self, entry, _):
        codes = {entry.code, *entry.items.values_list("code", flat=True)}
        Entry.objects.get(pk=entry.pk).delete()
        self.wanted = {key: value for key, value in self.wanted.items() if key[1] not in codes}
        self.wanted["deleted", entry.code] = True

    def check(self):
        """Everything the person did is there."""
        for (what, code), value in self.wanted.items():
            if what == "title":
                found = Entry.objects.get(code=code)
                assert found.title == value
            elif what == "themes":
                links = EntryTheme.objects.filter(entry__code=code).order_by("rank")
                assert list(links.values_list("theme__slug", flat=True)) == value
            elif what == "instruments":
                links = EntryInstrument.objects.filter(entry__code=code).order_by("rank")
                assert list(links.values_list("instrument__slug", flat=True)) == value
            elif what == "reviewed":
                assert Entry.objects.get(code=code).reviewed_at == REVIEWED
            elif what == "item":
                assert MeasureItem.objects.get(code=code).text == value
            elif what == "mentions":
                assert mentioned(Entry.objects.get(code=code)) == value
            elif what == "forgotten":
                assert not Organization.objects.filter(name=code).exists()
            elif what == "value":
                assert Quantity.objects.get(code=code).number == value
            else:
                assert not Entry.objects.filter(code=code).exists()


def mentioned(entry):
    return sorted(entry.organization_mentions.values_list("organization__name", flat=True))


def load(text, person):
    apply(plan_changes(documents(text)))
    for code in CODES:
        # A code that the fixtures gave up and took up again is a new row.
        if code not in text:
            person.wanted.pop(("deleted", f"nanshan-{code}"), None)
    named = {name for said in text.values() for name in said.organizations}
    for name in ("深圳大学", "腾讯公司"):
        if name not in named:
            person.wanted.pop(("forgotten", name), None)
    person.check()
    for code, said in text.items():
        # Once the text says what the person made of it, it is no edit any more and follows the text.
        if person.wanted.get(("mentions", f"nanshan-{code}")) == sorted(said.organizations):
            del person.wanted["mentions", f"nanshan-{code}"]
    assert not plan_changes(documents(text))
    untouched(text, person)


def untouched(text, person):
    """Where nobody edited, the database says what the text says."""
    for code, said in text.items():
        full = f"nanshan-{code}"
        entry = Entry.objects.filter(code=full).first()
        if entry is not None and ("title", full) not in person.wanted:
            assert entry.title == said.title
        if entry is not None and ("themes", full) not in person.wanted:
            slugs = entry.theme_links.order_by("rank").values_list("theme__slug", flat=True)
            assert tuple(slugs) == said.themes


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=TEXTS, steps=STEPS)
def test_no_edit_is_lost(first, steps):
    with transaction.atomic():
        person, text = Person(), first
        load(text, person)
        for step in steps:
            if isinstance(step, dict):
                text = step
                load(text, person)
            else:
                person.edit(*step)
        load(text, person)
        before = everything()
        apply(plan_changes(documents(text)))
        assert everything() == before
        transaction.set_rollback(True)
