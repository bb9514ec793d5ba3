"""What the page that compares is asked: bases, tasks or chosen entries, and on what."""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.urls import reverse

from measures.compare import FEWEST, MOST, Grouping, compare_bases, compare_entries, compare_tasks
from measures.emptiness import emptiness_of_bases
from measures.filters import bases, instruments, outline_terms, themes
from measures.models import Entry, EntryInstrument, EntryTheme, Task
from measures.selection import Selection
from measures.takeaway import GIVEN_ORDER
from plans.models import DemonstrationBase
from sbjd.listing.filters import Facet, ListFilterSet

_NARROWING = ("base", "task", "kind", "theme", "instrument")
_LINKS = {"instrument": EntryInstrument, "theme": EntryTheme}


class CompareFilterSet(ListFilterSet):
    """What is compared."""

    base = Facet(label="示范基地", path="plan__base__slug", options=bases)
    kind = Facet(label="类型", path="kind", options=lambda: Entry.Kind.choices)
    theme = Facet(label="主题", path="themes__slug", options=themes, many=True)
    instrument = Facet(label="政策工具", path="instruments__slug", options=instruments, many=True)


class CompareTasksFilterSet(ListFilterSet):
    """What is compared when that is tasks."""

    task = Facet(label="主要任务", path="task__code", options=outline_terms(Task))
    kind = Facet(label="类型", path="kind", options=lambda: Entry.Kind.choices)
    theme = Facet(label="主题", path="themes__slug", options=themes, many=True)
    instrument = Facet(label="政策工具", path="instruments__slug", options=instruments, many=True)


def question_of(data):
    """What is asked: entries ticked one by one, else tasks, else bases."""
    if any(data.getlist("code")):
        return ChosenQuestion(data)
    return (TaskQuestion if any(data.getlist("task")) else BaseQuestion)(data)


class BaseQuestion:
    """Bases on a theme or instrument."""

    compared, key, path = "基地", "base", "plan__base__slug"
    too_few = "请选择至少两个基地"
    too_many = "一次最多对比四个基地，只用了前四个。"
    filterset_class, unused_keys = CompareFilterSet, ("code", "task")
    list_url = ""

    def __init__(self, data):
        self.filters = self.filterset_class(_with_slugs(data), Entry.objects.all(), self.unused_keys)
        self.notices = self.filters.notices
        chosen = dict(self.filters.chosen)
        self.slugs = chosen.pop(self.key, [])
        if len(self.slugs) > MOST:
            self.notices.append(self.too_many)
            self.slugs = self.slugs[:MOST]
        self.narrowing = chosen
        self.grouping = _grouping(chosen)
        self.order = f"{self.compared}、{self.grouping.name}与方案顺序"

    @property
    def conditions(self):
        """Kind, themes and instruments as (key, value) pairs."""
        return [(key, value) for key, values in self.narrowing.items() for value in values]

    @property
    def url(self):
        """The address of this comparison."""
        path = reverse("compare")
        query = urlencode([*((self.key, slug) for slug in self.slugs), *self.conditions])
        return f"{path}?{query}" if query else path

    @property
    def subject(self):
        """What they are compared on: 知识产权; "" for everything."""
        return "、".join(self.filters.label_of(key, value) for key, value in self.conditions)

    @property
    def described(self):
        """What is compared, in one line."""
        names = "、".join(self._name(slug) for slug in self.slugs)
        return "；".join(filter(None, [f"{self.compared}：{names}" if names else "", self.subject])) or "全部"

    def _name(self, slug):
        return self.filters.label_of(self.key, slug)

    @property
    def rows(self):
        """The entries compared, side by side, group by group, as the page shows them."""
        if len(self.slugs) < FEWEST:
            return Entry.objects.none()
        key, chosen = self.grouping.key, self.grouping.chosen
        links = _LINKS[key].objects.filter(entry=OuterRef("pk"))
        links = links.filter(**{f"{key}__slug__in": chosen}) if chosen else links.filter(rank=1)
        links = links.order_by(f"{key}__order", f"{key}__slug")
        side_place = Case(
            *(When(**{self.path: slug}, then=Value(at)) for at, slug in enumerate(self.slugs)),
            output_field=IntegerField(),
        )
        rows = self.filters.narrowed({self.key: self.slugs, **self.narrowing}).annotate(
            group_order=Subquery(links.values(f"{key}__order")[:1]),
            group_slug=Subquery(links.values(f"{key}__slug")[:1]),
        )
        return rows.order_by(
            side_place, F("group_order").asc(nulls_last=True), F("group_slug"), "plan", "start", "pk"
        )

    def comparison(self):
        """The comparison, or None with fewer than two bases or tasks."""
        if len(self.slugs) < FEWEST:
            return None
        entries = list(self.rows.for_list().prefetch_related("organization_mentions__organization"))
        return self._sides_of(entries)

    def _sides_of(self, entries):
        found = {base.slug: base for base in DemonstrationBase.objects.filter(slug__in=self.slugs)}
        chosen = [found[slug] for slug in self.slugs]
        return compare_bases(chosen, entries, self.grouping, self.conditions, emptiness_of_bases(chosen))


class TaskQuestion(BaseQuestion):
    """Tasks of any bases, on a theme or instrument or whole."""

    compared, key, path = "主要任务", "task", "task__code"
    too_few = "请选择至少两项主要任务"
    too_many = "一次最多对比四项任务，只用了前四项。"
    filterset_class, unused_keys = CompareTasksFilterSet, ("code", "base")

    def __init__(self, data):
        super().__init__(data)
        if any(data.getlist("base")):
            self.notices.append("按所选任务对比，未用基地的条件。")

    @property
    def subject(self):
        """What they are compared on; the tasks themselves where nothing narrows them."""
        return super().subject or self.compared

    @property
    def described(self):
        """What is compared, in one line."""
        names = f"{self.compared}：{'、'.join(map(self._name, self.slugs))}" if self.slugs else ""
        return "；".join(filter(None, [names, super().subject])) or "全部"

    @property
    def bases_url(self):
        """The bases of the compared tasks on the same theme or instrument."""
        compared = DemonstrationBase.objects.filter(plans__tasks__code__in=self.slugs).distinct()
        pairs = [*(("base", base.slug) for base in compared), *self.conditions]
        return f"{reverse('compare')}?{urlencode(pairs)}"

    @cached_property
    def tasks(self):
        """The tasks, in the order asked for."""
        found = {task.code: task for task in Task.objects.for_list().filter(code__in=self.slugs)}
        return [found[code] for code in self.slugs]

    def _name(self, slug):
        task = next(one for one in self.tasks if one.code == slug)
        return f"{task.plan.base.short_name}·{task.title}"

    def _sides_of(self, entries):
        emptiness = emptiness_of_bases({task.plan.base for task in self.tasks})
        return compare_tasks(self.tasks, entries, self.grouping, self.conditions, emptiness)


class ChosenQuestion:
    """Entries ticked one by one: up to four stand side by side, more are put together by base."""

    subject, compared, key = "所选条目", "条目", "code"
    too_few = "请选择至少两条举措或项目"
    order = GIVEN_ORDER
    slugs, narrowing, conditions = (), {}, ()

    def __init__(self, data):
        self.chosen = Selection.read(data.getlist("code"))
        self.notices = self.chosen.notices
        self.filters = CompareFilterSet(_without_values(data), Entry.objects.all(), ("code", "task"))
        if any(data.getlist(key) for key in _NARROWING):
            self.notices.append("按所选条目对比，未用基地、主题与政策工具的条件。")
        self.notices += self.filters.notices

    @property
    def url(self):
        """The address of this comparison."""
        return f"{reverse('compare')}?{self.chosen.query()}"

    @property
    def list_url(self):
        """The chosen entries as a list."""
        return f"{reverse('list')}?{self.chosen.query()}"

    @property
    def described(self):
        """What is compared, in one line."""
        return f"选定的{len(self.chosen.codes)}条"

    @property
    def rows(self):
        """The entries compared, in the order given."""
        return self.chosen.rows

    def comparison(self):
        """The comparison, or None, with `too_few` to say why, of fewer than two entries or, of more than
        four, two bases."""
        entries = list(self.rows.for_list().prefetch_related("organization_mentions__organization"))
        if len(entries) < FEWEST:
            return None
        if len(entries) <= MOST:
            return compare_entries(entries)
        chosen = list({entry.plan.base_id: entry.plan.base for entry in entries}.values())
        if len(chosen) < FEWEST:
            self.too_few = f"所选{len(entries)}条同属一个基地；同一基地的条目一次最多对比四条"
            return None
        if len(chosen) > MOST:
            self.notices.append("所选条目多于四个基地，只对比了前四个基地的。")
            chosen = chosen[:MOST]
        return compare_bases(chosen, entries, Grouping("instrument"), [], emptiness_of_bases(chosen))


def _with_slugs(data):
    """`data` with the slugs of bases in place of their names, which may be typed."""
    names = [name for name in data.getlist("base") if not name.isascii()]
    if not names:
        return data
    named = DemonstrationBase.objects.filter(Q(short_name__in=names) | Q(name__in=names))
    slugs = {name: base.slug for base in named for name in (base.short_name, base.name)}
    data = data.copy()
    data.setlist("base", [slugs.get(name, name) for name in data.getlist("base")])
    return data


def _grouping(narrowing):
    """Several themes or several instruments stand one under another; entries on a single instrument are
    put together by theme, all others by instrument."""
    for key in ("theme", "instrument"):
        if len(narrowing.get(key, ())) > 1:
            return Grouping(key, tuple(narrowing[key]))
    return Grouping("theme" if "instrument" in narrowing and "theme" not in narrowing else "instrument")


def _without_values(data):
    data = data.copy()
    for key in _NARROWING:
        data.setlist(key, [])
    return data
