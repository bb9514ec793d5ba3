"""Where names lead that nothing is called any more: those of merged rows to the row that stays, through any
number of merges, and former names to the row that was renamed."""

import json

from plans.models import FormerKey, MergedRow


def followed_models():
    """The labels of the models of which a row was ever merged or renamed."""
    merged = MergedRow.objects.order_by().values_list("model", flat=True).distinct()
    return sorted({*merged, *FormerKey.objects.order_by().values_list("model", flat=True).distinct()})


class Trails:
    """The merges and renames of one model, read when this is made. A row that bears an old name again comes
    before what the name once meant: ask here only where there is none."""

    def __init__(self, model):
        self.model = model._meta.concrete_model
        self._into, self._by_slug, self._by_key, self._by_name = {}, {}, {}, {}
        rows = MergedRow.objects.filter(model=self.model._meta.label_lower).order_by("pk")
        for number, into, slug, key, name in rows.values_list("number", "into", "slug", "key", "name"):
            self._into[number] = into
            self._by_slug[slug] = self._by_name[name] = self._by_key[tuple(json.loads(key))] = number

    def _former(self):
        """{former natural key: database number of the row that was renamed}."""
        rows = FormerKey.objects.filter(model=self.model._meta.label_lower)
        return {tuple(json.loads(key)): number for key, number in rows.values_list("key", "number")}

    @property
    def keys(self):
        """{natural key of a merged row, or former one of a renamed row: database number of the row that it
        is now}."""
        return {key: self.end(number) for key, number in (self._by_key | self._former()).items()}

    @property
    def numbers(self):
        """{database number of a merged row: that of the row that it is now}."""
        return {number: self.end(number) for number in self._into}

    @property
    def slugs(self):
        """{address of a merged row: database number of the row that it is now}."""
        return {slug: self.end(number) for slug, number in self._by_slug.items() if slug}

    @property
    def words(self):
        """{address or name of a merged row, or former name: database number of the row that it is now}."""
        names = self._by_name | {name: number for (name,), number in self._former().items()}
        return {name: self.end(number) for name, number in names.items()} | self.slugs

    def end(self, number):
        """The row that the row with this number has become; the number itself if it was never merged."""
        seen = set()
        while number in self._into and number not in seen:
            seen.add(number)
            number = self._into[number]
        return number


def row_of_slug(model, slug):
    """The row of `model` that the one with this address has become; None if no merge tells of it, or the
    row is gone."""
    number = Trails(model).slugs.get(slug)
    return None if number is None else model._base_manager.filter(pk=number).first()


def row_of_number(model, number):
    """The same for a database number."""
    trails = Trails(model)
    end = trails.end(number)
    return None if end == number else model._base_manager.filter(pk=end).first()


def numbers_now(model, numbers):
    """{number: that of the row it has become} for those of `numbers` that were merged."""
    ends = Trails(model).numbers
    return {number: ends[number] for number in numbers if number in ends}


def slugs_now(model, slugs):
    """{slug: (slug, name) of the row that it is now} for those of `slugs` that a merge tells of."""
    ends = Trails(model).slugs if slugs else {}
    wanted = {slug: ends[slug] for slug in slugs if slug in ends}
    rows = model._base_manager.in_bulk(set(wanted.values())) if wanted else {}
    return {slug: (rows[pk].slug, str(rows[pk])) for slug, pk in wanted.items() if pk in rows}
