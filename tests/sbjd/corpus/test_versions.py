"""Every write to what the site shows is a new version, and says what it changed."""

import pytest
from django.db import connection, transaction
from django.db.models import F

from measures.models import Entry, EntryTheme, Organization, OrganizationMention, Quantity
from measures.register_views import Register
from plans.models import LoadedRecord, Section
from sbjd import corpus
from tests.measures.factory import make_measure, make_quantity, make_theme, mention_organization

pytestmark = pytest.mark.empty_database


def changed_by(write):
    """What `write()` changed, as readers are told."""
    before = corpus.revision()
    write()
    return corpus.changes_since(before)


def sql(statement, params=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def entry(db):
    return make_measure(theme="ip")


def test_looking_changes_nothing(entry):
    version = corpus.version()
    list(Entry.objects.all())
    assert corpus.version() == version
    assert corpus.changes_since(version.number) == {}


def test_saving_a_row_changes_it(entry):
    entry.title = "换了标题"
    assert changed_by(entry.save) == {"entry": {entry.pk}}


def test_rows_changed_together_are_each_named(entry):
    other = make_measure()
    assert changed_by(lambda: Entry.objects.filter(pk__in=[entry.pk, other.pk]).update(line=7)) == {
        "entry": {entry.pk, other.pk}
    }


def test_update_says_how_many_rows_it_changed(entry):
    assert Entry.objects.filter(pk=entry.pk).update(line=F("line") + 1) == 1


def test_an_update_of_no_rows_is_no_change(entry):
    version = corpus.version()
    assert Entry.objects.filter(pk=0).update(line=7) == 0
    assert corpus.version() == version


def test_a_link_changes_what_it_belongs_to(entry):
    theme = make_theme("finance")
    link = EntryTheme(entry=entry, theme=theme, rank=2)
    assert changed_by(link.save) == {"entry": {entry.pk}}
    assert changed_by(link.delete) == {"entry": {entry.pk}}


def test_a_link_moved_changes_old_and_new(entry):
    other = make_measure()
    link = entry.theme_links.get()
    moved = EntryTheme.objects.filter(pk=link.pk)
    assert changed_by(lambda: moved.update(entry=other, rank=3))["entry"] == {entry.pk, other.pk}


def test_what_hangs_on_nothing_changes_only_itself(entry):
    mention = mention_organization("深圳大学", entry)
    OrganizationMention.objects.update(entry=None)
    found = changed_by(lambda: OrganizationMention.objects.filter(pk=mention.pk).update(reason="看过"))
    assert found == {"organization_use": {mention.organization_id}}


def test_deleting_names_what_is_gone(entry):
    pk = entry.pk
    assert pk in changed_by(entry.delete)["entry"]


def test_raw_sql_is_seen(entry):
    found = changed_by(lambda: sql("UPDATE measures_entry SET title = 'X' WHERE id = %s", [entry.pk]))
    assert found == {"entry": {entry.pk}}


def test_bulk_create_and_its_upsert_are_seen(db):
    rows = [Organization(slug=f"o{n}", name=f"机构{n}") for n in range(3)]
    made = changed_by(lambda: Organization.objects.bulk_create(rows))["organization"]
    assert len(made) == 3
    again = [Organization(pk=pk, slug=f"p{pk}", name=f"改{pk}") for pk in made]
    found = changed_by(
        lambda: Organization.objects.bulk_create(
            again, update_conflicts=True, unique_fields=["pk"], update_fields=["name"]
        )
    )
    assert found == {"organization": made}
    assert set(Organization.objects.filter(name__startswith="改").values_list("pk", flat=True)) == made


def test_insert_that_ignores_conflicts_notes_what_it_inserted(db):
    """SQLite lets the clause of the outer statement reach into triggers: OR IGNORE must not silence them."""
    first = Organization.objects.create(slug="first", name="甲")
    before = corpus.revision()
    Organization.objects.bulk_create(
        [Organization(slug="first", name="甲"), Organization(slug="second", name="乙")], ignore_conflicts=True
    )
    second = Organization.objects.get(slug="second")
    assert corpus.changes_since(before) == {"organization": {second.pk}}
    Organization.objects.filter(pk=first.pk).update(aliases="又名")
    assert corpus.changes_since(before) == {"organization": {first.pk, second.pk}}


@pytest.mark.backend("sqlite")  # the only one that has these clauses
@pytest.mark.parametrize("clause", ["REPLACE", "IGNORE", "ABORT", "FAIL", "ROLLBACK"])
def test_conflict_clauses_of_sqlite_do_not_reach_into_the_triggers(entry, clause):
    theme = make_theme("ip")
    for definition in ("甲", "乙"):
        before = corpus.revision()
        update = f"UPDATE OR {clause} measures_theme SET definition = %s WHERE id = %s"  # noqa: S608
        sql(update, [definition, theme.pk])
        assert corpus.changes_since(before) == {"theme": {theme.pk}}
        before = corpus.revision()
        insert = f'INSERT OR {clause} INTO measures_theme (slug, name, definition, "order") '
        sql(insert + "VALUES (%s, %s, '', 1)", [f"t-{definition}", definition])
        assert len(corpus.changes_since(before)["theme"]) == 1


def test_only_the_last_change_of_a_thing_is_kept(entry):
    start = corpus.revision()
    for number in range(5):
        Entry.objects.filter(pk=entry.pk).update(line=number)
    assert corpus.revision() == start + 5
    assert corpus.number_of_changes_since(start) == 1
    assert corpus.number_of_changes_since(start, ["section"]) == 0
    assert corpus.changes_since(start, ["section", "entry"]) == {"entry": {entry.pk}}


def test_what_nobody_is_shown_is_not_watched(db):
    before = corpus.version()
    LoadedRecord.objects.create(model="x.y", key="z", values={})
    assert corpus.version() == before


def test_a_quantity_changes_itself_and_the_use_of_its_metric(entry):
    quantity = make_quantity()
    found = changed_by(lambda: Quantity.objects.filter(pk=quantity.pk).update(period="每年"))
    assert found == {"quantity": {quantity.pk}, "metric_use": {quantity.metric_id}}


def test_what_was_rolled_back_never_was(entry):
    version = corpus.version()
    with transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(line=7)
        inside = corpus.version()
        transaction.set_rollback(True)
    assert corpus.version() == version
    Entry.objects.filter(pk=entry.pk).update(line=8)
    assert corpus.version() != inside
    assert corpus.version().number > version.number


def test_a_new_lineage_is_another_version(entry):
    version = corpus.version()
    corpus.renew()
    assert corpus.version().number == version.number
    assert corpus.version().lineage != version.lineage


@pytest.mark.backend("postgres")  # in SQLite the stamp of each state is random
def test_a_dump_put_back_is_of_another_lineage(entry):
    version = corpus.version()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE corpus_revision RENAME TO corpus_revision_before")
        cursor.execute("CREATE TABLE corpus_revision (LIKE corpus_revision_before INCLUDING DEFAULTS)")
        cursor.execute("INSERT INTO corpus_revision SELECT * FROM corpus_revision_before")
    assert corpus.version().number == version.number
    assert corpus.version().lineage != version.lineage


@pytest.mark.django_db(transaction=True)
@pytest.mark.backend("postgres")  # SQLite has no TRUNCATE
def test_truncating_names_all_that_were_there():
    make_measure()
    start = corpus.revision()
    sections = set(Section.objects.values_list("pk", flat=True))
    sql("TRUNCATE plans_section CASCADE")
    assert corpus.changes_since(start)["section"] == sections


@pytest.mark.django_db(transaction=True)
def test_a_database_emptied_and_filled_again_is_of_another_lineage():
    make_measure()
    before = corpus.version()
    sql("DELETE FROM corpus_revision")
    assert corpus.revision() == 0
    Organization.objects.create(slug="a", name="甲")
    assert corpus.revision() > 0
    assert corpus.version().lineage != before.lineage


@pytest.mark.django_db(transaction=True)
def test_a_version_is_supposed_in_its_block_and_outside_of_transactions_alone():
    make_measure()
    before = corpus.version()
    with corpus.supposing(before):
        Entry.objects.update(line=7)
        assert corpus.version() == before != corpus.present()
        with transaction.atomic():
            assert corpus.version() == corpus.present()
        with pytest.raises(ZeroDivisionError), corpus.supposing(corpus.present()):
            assert corpus.version() == corpus.present()
            _ = 1 / 0
        assert corpus.version() == before
    assert corpus.version() == corpus.present()


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_is_of_the_version_that_the_database_has_whatever_is_supposed():
    make_measure()
    cube, before = Register.keeper().current(), corpus.version()
    added = make_measure()
    with corpus.supposing(before):
        assert Register.keeper().current() is cube
    assert Register.keeper().current().version == corpus.version()
    make_measure()
    with corpus.supposing(before):
        newer = Register.keeper().current()
    assert newer.version == corpus.present()
    assert added.pk in newer.everything and len(newer.everything) == 3
