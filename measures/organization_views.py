"""Organizations: who is named in the plans, where, and as what."""

from itertools import groupby

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from measures.context import ShownMention
from measures.filters import OrganizationFilterSet
from measures.models import Organization
from plans.merging.leading import row_of_slug
from plans.missing import moved_for_good, not_found
from sbjd.listing.columns import Column, Link, Order
from sbjd.listing.views import ListView


def _entries_link(row):
    url = f"{reverse('measures')}?{urlencode({'org': row.slug})}"
    return Link(str(row.entry_count), url) if row.entry_count else Link("0")


class Organizations(ListView):
    """Organizations."""

    title, url_name, unit = "机构", "organizations", "个"
    lead = "方案中点名的企业、高校、科研院所、协会与政府部门。"
    filterset_class = OrganizationFilterSet
    orders = (Order("mentions", "提及次数", ("-mention_count", "name")),)
    columns = (
        Column(
            "name",
            "名称",
            lambda o: o.name,
            cell=lambda o: Link(o.name, o.get_absolute_url()),
            order=("name",),
            header=True,
        ),
        Column("kind", "类型", lambda o: o.kind, order=("kind?",)),
        Column("base_count", "基地数", lambda o: o.base_count, numeric=True, order=("base_count",)),
        Column(
            "entry_count",
            "举措与项目",
            lambda o: o.entry_count,
            cell=_entries_link,
            numeric=True,
            order=("entry_count",),
        ),
        Column(
            "mention_count", "提及次数", lambda o: o.mention_count, numeric=True, order=("mention_count",)
        ),
    )
    export_columns = (
        Column("slug", "标识", lambda o: o.slug),
        *columns,
        Column("aliases", "其他名称", lambda o: o.aliases),
    )

    def get_queryset(self):
        return Organization.objects.all()

    def with_counts(self, rows):
        return rows.for_list()


def organization(request, slug):
    """One organization: every place that names it, plan by plan, and what it is responsible for."""
    row = Organization.objects.for_list().filter(slug=slug).first()
    if row is None:
        if now := row_of_slug(Organization, slug):
            return moved_for_good(request, now.get_absolute_url())
        return not_found(request, "没有这个机构。", [("机构", reverse("organizations"))])
    mentions = row.mentions.select_related(
        "section__plan__base", "section__parent__parent__parent", "entry"
    ).order_by("section__plan__base__order", "section__plan", "start")
    groups = [
        (plan, [ShownMention.of(mention, plan) for mention in own])
        for plan, own in groupby(mentions, key=lambda mention: mention.section.plan)
    ]
    context = {
        "row": row,
        "groups": groups,
        "responsibilities": row.responsibilities.select_related("entry", "task"),
        "entries": _entries_link(row),
        "trail": [Link("机构", reverse("organizations"))],
        "here": row.name,
    }
    return render(request, "measures/organization.html", context)
