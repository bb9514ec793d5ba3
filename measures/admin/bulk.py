"""What is done to many entries at once: themes, instruments, organizations, reviewed or not."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils import timezone

from measures.models import (
    Entry,
    EntryInstrument,
    EntryTheme,
    Instrument,
    Organization,
    OrganizationMention,
    Origin,
    Responsibility,
    Theme,
)
from measures.recoding.kinds import INSTRUMENTS, THEMES
from measures.recoding.planning import behind
from measures.recoding.writing import links_of, write_moves
from plans.admin.locating import place_at, plan_text
from plans.parsing.keys import responsibility_code
from plans.vocabulary import database_terms
from sbjd.desk.bulk import Bulk, Planned
from sbjd.desk.models import Change

EMPTY, ADD, PRIMARY = "empty", "add", "primary"
MOST_TERMS = 3


class TermForm(forms.Form):
    """A theme or an instrument, and what to do where there are some already."""

    place = forms.ChoiceField(
        label="已有的怎么办",
        widget=forms.RadioSelect,
        initial=EMPTY,
        choices=(
            (EMPTY, "只给还没有的"),
            (ADD, "加在已有的之后"),
            (PRIMARY, "改为首要，已有的顺延（第三个之后的去掉）"),
        ),
    )


class ThemeForm(TermForm):
    term = forms.ModelChoiceField(Theme.objects.order_by("order", "slug"), label="主题")
    field_order = ("term", "place")


class InstrumentForm(TermForm):
    term = forms.ModelChoiceField(Instrument.objects.order_by("order", "slug"), label="政策工具")
    field_order = ("term", "place")


class SetTerm(Bulk):
    """Give entries a theme or an instrument."""

    def __init__(self, link_model, field, links, form_class):
        self.link_model, self.field, self.links, self.form_class = link_model, field, links, form_class
        noun = str(link_model._meta.get_field(field).verbose_name)
        self.noun, self.name, self.label = noun, f"set_{field}", f"设置{noun}…"
        self.needs = (("add", link_model), ("change", link_model), ("delete", link_model))

    def plan(self, rows, values, user):
        return [self._planned(row, values["term"], values["place"]) for row in rows]

    def _planned(self, row, term, place):
        terms = [getattr(link, self.field) for link in self._of(row)]
        new, left = terms, ""
        if place == EMPTY and terms:
            left = f"已有{self.noun}"
        elif place == PRIMARY:
            new = [term, *(one for one in terms if one != term)][:MOST_TERMS]
            left = f"首要{self.noun}已是它" if new == terms else ""
        elif term in terms:
            left = f"已有这个{self.noun}"
        elif len(terms) == MOST_TERMS:
            left = f"已有{MOST_TERMS}个{self.noun}"
        else:
            new = [*terms, term]
        return Planned(row, "、".join(map(str, terms)), "、".join(map(str, new)), left)

    def _of(self, row):
        return sorted(getattr(row, self.links).all(), key=lambda link: link.rank)

    def watched(self, pks):
        return [self.link_model.objects.filter(entry__in=pks)]

    def write(self, rows, values, user, why):
        """Every link that changes leaves before it comes back: no two may have one rank for a moment."""
        term, leaving, coming = values["term"], [], []
        for row in rows:
            links = self._of(row)
            own = next((link for link in links if getattr(link, self.field) == term), None)
            given = own or self.link_model(entry=row, **{self.field: term})
            others = [link for link in links if link is not own]
            ordered = [given, *others] if values["place"] == PRIMARY else [*others, given]
            leaving += [link.pk for link in links]
            for rank, link in enumerate(ordered[:MOST_TERMS], 1):
                if link is given or link.rank != rank:
                    link.rank, link.origin, link.reason = rank, Origin.PERSON, why[:300]
                coming.append(link)
        self.link_model.objects.filter(pk__in=leaving).delete()
        self.link_model.objects.bulk_create([link for link in coming if link.pk])
        self.link_model.objects.bulk_create([link for link in coming if not link.pk])

    def told(self, values, count):
        return f"为{count}条设置{self.noun}“{values['term']}”"


class OrganizationForm(forms.Form):
    """An organization, found by typing."""

    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        label="机构",
        widget=AutocompleteSelect(OrganizationMention._meta.get_field("organization"), admin.site),
    )


class ResponsibilityForm(OrganizationForm):
    role = forms.ChoiceField(label="职责", choices=Responsibility.Role.choices)
    place = forms.ChoiceField(
        label="已有的怎么办",
        widget=forms.RadioSelect,
        initial=EMPTY,
        choices=((EMPTY, "只给还没有责任单位的"), (ADD, "加在已有的之外")),
    )


class AddResponsibility(Bulk):
    """Name an organization as responsible."""

    name, label, form_class = "add_responsibility", "添加责任单位…", ResponsibilityForm
    needs = (("add", Responsibility),)
    shown = ("responsibilities__organization",)

    def plan(self, rows, values, user):
        planned = []
        for row in rows:
            found = list(row.responsibilities.all())
            left = ""
            if any((r.organization, r.role) == (values["organization"], values["role"]) for r in found):
                left = "已是责任单位"
            elif values["place"] == EMPTY and found:
                left = "已有责任单位"
            old = "、".join(map(str, found))
            new = f"{values['organization']}（{Responsibility.Role(values['role']).label}）"
            planned.append(Planned(row, old, f"{old}、{new}" if old else new, left))
        return planned

    def watched(self, pks):
        return [Responsibility.objects.filter(entry__in=pks)]

    def write(self, rows, values, user, why):
        organization, role = values["organization"], values["role"]
        Responsibility.objects.bulk_create(
            Responsibility(
                entry=row,
                organization=organization,
                role=role,
                code=responsibility_code(row.code, role, organization.name),
            )
            for row in rows
        )

    def told(self, values, count):
        return f"为{count}条添加责任单位“{values['organization']}”"


class _Texts:
    """The printed words of plans, each read once."""

    def __init__(self):
        self.of_plan = {}

    def place(self, row, organization):
        """The `Place` of the first of an organization's names in an entry, longer names first; or None."""
        if row.plan_id not in self.of_plan:
            self.of_plan[row.plan_id] = plan_text(row.plan)
        text = self.of_plan[row.plan_id]
        words = text.between(row.start, row.end)
        names = [organization.name, *filter(None, organization.aliases.split("、"))]
        for name in sorted(names, key=len, reverse=True):
            at = words.find(name)
            if at >= 0:
                return place_at(text, row.start + at, row.start + at + len(name))
        return None


class AddOrganization(Bulk):
    """Mark where an organization is named: by its name or another of its names, in the printed words."""

    name, label, form_class = "add_organization", "标明提及的机构…", OrganizationForm
    needs = (("add", OrganizationMention),)
    shown = ("organization_mentions__organization",)

    def plan(self, rows, values, user):
        organization, texts = values["organization"], _Texts()
        planned = []
        for row in rows:
            found = list(dict.fromkeys(str(m.organization) for m in row.organization_mentions.all()))
            left = "" if texts.place(row, organization) else "原文中没有它的名称"
            if str(organization) in found:
                left = "已标明"
            old = "、".join(found)
            new = f"{old}、{organization}" if old else str(organization)
            planned.append(Planned(row, old, new, left))
        return planned

    def watched(self, pks):
        return [OrganizationMention.objects.filter(entry__in=pks)]

    def write(self, rows, values, user, why):
        texts = _Texts()
        for row in rows:
            place = texts.place(row, values["organization"])
            OrganizationMention.objects.get_or_create(
                organization=values["organization"],
                section=place.section,
                start=place.start,
                defaults={
                    "entry": row,
                    "quote": place.quote,
                    "line": place.line,
                    "end": place.end,
                    "reason": why[:300],
                },
            )

    def told(self, values, count):
        return f"在{count}条中标明机构“{values['organization']}”"


class Review(Bulk):
    """Say that everything about an entry was found right, or take that back."""

    kind = Change.Action.REVIEW

    def __init__(self, reviewed):
        self.reviewed = reviewed
        self.name = "mark_reviewed" if reviewed else "unmark_reviewed"
        self.label = "标为已审阅…" if reviewed else "标为未审阅…"

    def plan(self, rows, values, user):
        words = {True: "已审阅", False: "未审阅"}
        planned = []
        for row in rows:
            is_so = bool(row.reviewed_at)
            left = words[is_so] if is_so == self.reviewed else ""
            planned.append(Planned(row, words[is_so], words[self.reviewed], left))
        return planned

    def watched(self, pks):
        return [Entry.objects.filter(pk__in=pks)]

    def write(self, rows, values, user, why):
        at, by = (timezone.now(), user) if self.reviewed else (None, None)
        Entry.objects.filter(pk__in=[row.pk for row in rows]).update(reviewed_at=at, reviewed_by=by)


class Recode(Bulk):
    """Give entries what the words of the vocabulary say now: after words were saved by themselves."""

    kind = Change.Action.RECODE

    def __init__(self, coded):
        self.coded, self.name = coded, f"recode_{coded.field}"
        self.label = f"按现在的词表重新归{coded.noun}…"
        self.needs = tuple((do, coded.link_model) for do in ("add", "change", "delete"))

    def plan(self, rows, values, user):
        moves = behind([row.pk for row in rows], self.coded, database_terms())
        planned = []
        for row in rows:
            move = moves.get(row.pk)
            old, new = ("、".join(given.name for given in side) for side in move.sides) if move else ("", "")
            planned.append(Planned(row, old, new, move.held if move else "与词表一致"))
        return planned

    def watched(self, pks):
        return links_of(pks, self.coded)

    def write(self, rows, values, user, why):
        moves = behind([row.pk for row in rows], self.coded, database_terms())
        write_moves([moves[row.pk] for row in rows], self.coded)

    def told(self, values, count):
        return f"{count}条按词表重新归{self.coded.noun}"


BULKS = (
    SetTerm(EntryTheme, "theme", "theme_links", ThemeForm),
    SetTerm(EntryInstrument, "instrument", "instrument_links", InstrumentForm),
    Recode(THEMES),
    Recode(INSTRUMENTS),
    AddResponsibility(),
    AddOrganization(),
    Review(True),
    Review(False),
)
