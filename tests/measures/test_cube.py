"""The sets that count the lists say what the database says, after any edit, and what a plain filter says."""

import copy
from collections import Counter
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from measures.models import (
    Entry,
    EntryInstrument,
    EntryTheme,
    Organization,
    OrganizationMention,
    Programme,
    Quantity,
    QuantityMention,
    Responsibility,
    Task,
    Theme,
)
from measures.organization_views import Organizations
from measures.outline_views import Programmes, Tasks
from measures.quantity_views import Metrics, Targets
from measures.register_views import Register
from plans.models import DemonstrationBase, Section
from sbjd import corpus
from sbjd.listing.cube import Selection, cube, holding, order
from sbjd.listing.options import NONE, SOME
from tests.measures.factory import (
    make_base,
    make_instrument,
    make_measure,
    make_programme,
    make_project,
    make_quantity,
    make_responsibility,
    make_task,
    make_theme,
    mention_organization,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]

LISTS = (Register, Targets, Metrics, Organizations, Tasks, Programmes)
BASES = ("nanshan", "haidian", "liangjiang")
THEMES = ("ip", "finance", "talent")
EXAMPLES = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would write to the database for minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """A few rows are as many blocks and terms that are not held as a million would be."""
    monkeypatch.setattr(order, "BLOCK", 3)
    monkeypatch.setattr(order, "PROBES", 2)
    monkeypatch.setattr(holding, "HELD", 3)


def plan_of(declaration):
    """The plan of a list's cube, its long facets drawing two options."""
    plan = declaration.keeper().plan
    facets = {name: copy.copy(one) for name, one in plan.facets.items()}
    for one in facets.values():
        one.most = 2 if one.terms else one.most
    return replace(plan, facets=facets)


# What people and programs do to the corpus ---------------------------------------------------------------


def any_of(draw, model):
    """Some row of `model`, or None when there is none."""
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    return model.objects.get(pk=draw(st.sampled_from(keys))) if keys else None


def add_entry(draw):
    base = draw(st.sampled_from(BASES))
    themes = draw(st.lists(st.sampled_from(THEMES), unique=True, max_size=3))
    organization = draw(st.sampled_from(["", "甲大学", "乙公司", "丙局"]))
    make = draw(st.sampled_from([make_measure, make_project]))
    if Entry.objects.count() > 12:
        return
    row = make("标题", "正文若干。", base=base, themes=themes, organization=organization)
    Entry.objects.filter(pk=row.pk).update(code=f"e{row.pk}")


def delete_entry(draw):
    if row := any_of(draw, Entry):
        row.delete()


def delete_entries_of_a_base(draw):
    Entry.objects.filter(plan__base__slug=draw(st.sampled_from(BASES))).delete()


def move_entry(draw):
    if row := any_of(draw, Entry):
        at = draw(st.integers(0, 400))
        Entry.objects.filter(pk=row.pk).update(start=at, body_start=at, end=at + 1)


def move_entry_by_sql(draw):
    if row := any_of(draw, Entry):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE measures_entry SET start = 0 WHERE id = %s", [row.pk])


def give_theme(draw):
    if row := any_of(draw, Entry):
        row.theme_links.all().delete()
        EntryTheme.objects.create(entry=row, theme=make_theme(draw(st.sampled_from(THEMES))), rank=1)


def take_theme(draw):
    if row := any_of(draw, EntryTheme):
        EntryTheme.objects.filter(pk=row.pk).delete()


def exchange_theme_by_sql(draw):
    if (row := any_of(draw, Entry)) and (theme := any_of(draw, Theme)):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM measures_entrytheme WHERE entry_id = %s", [row.pk])
            cursor.execute(
                "INSERT INTO measures_entrytheme (entry_id, theme_id, rank, origin, words, reason) "
                "VALUES (%s, %s, 1, 'rule', '', '')",
                [row.pk, theme.pk],
            )


def give_instrument(draw):
    if row := any_of(draw, Entry):
        instrument = make_instrument(draw(st.sampled_from(["tax", "funding"])))
        EntryInstrument.objects.update_or_create(entry=row, rank=1, defaults={"instrument": instrument})


def rename_theme(draw):
    if row := any_of(draw, Theme):
        slug = draw(st.sampled_from(["neu", "alt"]))
        if not Theme.objects.filter(slug=slug).exists():
            Theme.objects.filter(pk=row.pk).update(slug=slug, name=slug, order=draw(st.integers(0, 5)))


def name_organization(draw):
    if (row := any_of(draw, Entry)) and not row.organization_mentions.exists():
        mention_organization(draw(st.sampled_from(["甲大学", "乙公司", "丙局", "丁会", "戊院"])), row)


def forget_mention(draw):
    if row := any_of(draw, OrganizationMention):
        row.delete()


def take_mention_out_of_its_entry(draw):
    if row := any_of(draw, OrganizationMention):
        OrganizationMention.objects.filter(pk=row.pk).update(entry=None)


def edit_organization(draw):
    if row := any_of(draw, Organization):
        row.kind = draw(st.sampled_from(["", "高校", "企业"]))
        row.slug = draw(st.sampled_from(["neu", "alt", row.slug]))
        if not Organization.objects.exclude(pk=row.pk).filter(slug=row.slug).exists():
            row.save()


def delete_organization(draw):
    if row := any_of(draw, Organization):
        row.delete()


def state_quantity(draw):
    entry = any_of(draw, Entry)
    if entry:
        kind = draw(st.sampled_from(Quantity.Kind.values))
        period = draw(st.sampled_from(["", "每年", "到2020年", "三年内"]))
        metric = draw(st.sampled_from(["firms", "patents", "funds", ""]))
        row = make_quantity(5, entry=entry, kind=kind, metric=metric, period=period)
        Quantity.objects.filter(pk=row.pk).update(code=f"q{row.pk}")


def edit_quantity(draw):
    if row := any_of(draw, Quantity):
        kind, period = (
            draw(st.sampled_from(Quantity.Kind.values)),
            draw(st.sampled_from(["", "每年", "五年"])),
        )
        Quantity.objects.filter(pk=row.pk).update(
            kind=kind, period=period, masked=draw(st.booleans()), number=None
        )


def delete_quantity(draw):
    if row := any_of(draw, Quantity):
        row.delete()


def forget_where_a_quantity_stands(draw):
    if row := any_of(draw, QuantityMention):
        QuantityMention.objects.filter(pk=row.pk).delete()


def make_responsible(draw):
    if (row := any_of(draw, Entry)) and not row.responsibilities.exists():
        make_responsibility(row)


def relieve(draw):
    if row := any_of(draw, Responsibility):
        row.delete()


def give_parent(draw):
    row = any_of(draw, Entry)
    if row and row.kind == "measure":
        task = any_of(draw, Task)
        Entry.objects.filter(pk=row.pk).update(task=draw(st.sampled_from([None, task])))
    elif row:
        Entry.objects.filter(pk=row.pk).update(programme=any_of(draw, Programme))


def add_heading(draw):
    number = draw(st.integers(1, 30))
    base = draw(st.sampled_from(BASES))
    if draw(st.booleans()) and not Task.objects.filter(code=f"{base}-t{number}").exists():
        make_task(base, number)
    elif not Programme.objects.filter(code=f"{base}-g{number}").exists():
        make_programme(base, number)


def delete_task(draw):
    if row := any_of(draw, Task):
        Entry.objects.filter(task=row).update(task=None)
        row.delete()


def edit_base(draw):
    make_base(draw(st.sampled_from(BASES)))
    row = any_of(draw, DemonstrationBase)
    DemonstrationBase.objects.filter(pk=row.pk).update(
        province=draw(st.sampled_from(["", "广东省", "北京市"])),
        batch=draw(st.sampled_from([None, 1, 2])),
        order=draw(st.integers(0, 9)),
    )


def exchange_orders_of_all_bases(draw):
    DemonstrationBase.objects.update(order=20 - F("order"))


def delete_sections(draw):
    if row := any_of(draw, Section):
        if row.key == "0":
            return
        row.delete()
        for rest in Section.objects.exclude(key__in=["0", "3", "4"]):  # the factory counts to find a new key
            Section.objects.filter(pk=rest.pk).update(key=f"x{rest.pk}")


EDITS = (
    add_entry, add_entry, delete_entry, delete_entries_of_a_base, move_entry, move_entry_by_sql, give_theme,
    take_theme, exchange_theme_by_sql, give_instrument, rename_theme, name_organization, forget_mention,
    take_mention_out_of_its_entry, edit_organization, delete_organization, state_quantity, edit_quantity,
    delete_quantity, forget_where_a_quantity_stands, make_responsible, relieve, give_parent, add_heading,
    delete_task, edit_base, exchange_orders_of_all_bases, delete_sections,
)  # fmt: skip


def fill(draw):
    """Some entries, each with this and that."""
    for _ in range(draw(st.integers(0, 6))):
        add_entry(draw)
    for edit in (give_theme, name_organization, state_quantity, make_responsible, add_heading, give_parent):
        edit(draw)


@pytest.fixture
def undone():
    """A transaction to be undone: `with undone():` leaves the database as it was."""

    class Undone(transaction.Atomic):
        def __exit__(self, *error):
            transaction.set_rollback(True)
            super().__exit__(*error)

    return lambda: Undone(using=None, savepoint=True, durable=False)


# The comparisons -----------------------------------------------------------------------------------------


def assert_same(one, fresh):
    """A cube brought up to date holds what one just read holds."""
    assert one.everything == fresh.everything
    for name, held in one.held.items():
        other = fresh.held[name]
        assert list(held.options) == list(other.options), name
        assert held.options.total == other.options.total, name
        values = {*held.sets, *other.sets}
        assert one.sets_of(name, values) == fresh.sets_of(name, values), name
    for name in one.orders:
        assert list(one.order(name)) == list(fresh.order(name)), name


@EXAMPLES
@given(data=st.data())
def test_bringing_up_to_date_is_reading_again(data, undone):
    with undone():
        fill(data.draw)
        plans = {declaration: plan_of(declaration) for declaration in LISTS}
        cubes = {one: cube.Cube.read(plan, corpus.version()) for one, plan in plans.items()}
        for one, made in cubes.items():  # the orders somebody has asked for are kept up as well
            for column in one.columns:
                if column.order:
                    made.order((column.key, True))
        for _ in range(data.draw(st.integers(1, 3))):
            for edit in data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4)):
                edit(data.draw)
            for one, made in cubes.items():
                now = corpus.version()
                changed = corpus.changes_since(made.version.number)
                cubes[one] = made.brought_to(now, changed) if changed else made
                assert_same(cubes[one], cube.Cube.read(plans[one], now))


def values_of(entry):
    """{facet: values} of an entry, read one by one."""
    base = entry.plan.base
    quantities = [mention.quantity for mention in entry.quantity_mentions.all()]
    return {
        "base": {base.slug},
        "kind": {entry.kind},
        "theme": {theme.slug for theme in entry.themes.all()} or {NONE},
        "instrument": {instrument.slug for instrument in entry.instruments.all()} or {NONE},
        "quantity": {quantity.kind for quantity in quantities} or {NONE},
        "period": {SOME} if any(quantity.period for quantity in quantities) else {NONE},
        "responsible": {SOME} if entry.responsibilities.exists() else {NONE},
        "task": {entry.task.code if entry.task else NONE},
        "programme": {entry.programme.code if entry.programme else NONE},
        "org": {organization.slug for organization in entry.organizations.all()} or {NONE},
        "province": {base.province or NONE},
        "batch": {NONE if base.batch is None else str(base.batch)},
    }


@EXAMPLES
@given(data=st.data())
def test_lists_and_counts_are_those_of_a_plain_filter(data, undone):
    with undone():
        fill(data.draw)
        for edit in data.draw(st.lists(st.sampled_from(EDITS), max_size=4)):
            edit(data.draw)
        made = cube.Cube.read(plan_of(Register), corpus.version())
        entries = sorted(Entry.objects.all(), key=lambda e: (e.plan.base.order, e.plan.slug, e.start, e.pk))
        values = {entry.pk: values_of(entry) for entry in entries}
        offered = {
            name: sorted({v for own in values.values() for v in own[name]} | {NONE}) for name in made.held
        }
        names = data.draw(st.lists(st.sampled_from(sorted(offered)), unique=True, max_size=3))
        chosen = {
            name: data.draw(st.lists(st.sampled_from(offered[name]), unique=True, min_size=1))
            for name in names
        }

        def fits(pk, but=""):
            return all(not values[pk][name].isdisjoint(want) for name, want in chosen.items() if name != but)

        selection = Selection(made, chosen)
        expected = [entry.pk for entry in entries if fits(entry.pk)]
        assert list(selection.sorted(("plan", False))) == expected
        start = data.draw(st.integers(0, 4))
        assert selection.page(("plan", False), start, start + 2) == expected[start : start + 2]
        for name, options in offered.items():
            counted = Counter(
                value for pk, own in values.items() if fits(pk, but=name) for value in own[name]
            )
            assert selection.counts(name, options) == {value: counted[value] for value in options}, name
            drawn = {option.value: counted[option.value] for option in made.options[name]}
            assert selection.counts(name) == drawn, name
