"""Entries coded by rule, and what an editor of the vocabulary sends."""

from measures.recoding.kinds import THEMES
from measures.recoding.reading import coded
from plans.parsing.extract.classify import chooser
from plans.parsing.fixture import choice_fields
from plans.vocabulary import database_terms
from tests.measures.admin_forms import form_values, page_of
from tests.measures.factory import make_measure


def given(entry, links="theme_links", term="theme"):
    """The terms of an entry in their order."""
    return [getattr(link, term).slug for link in getattr(entry, links).order_by("rank")]


def code(*entries, kind=THEMES):
    """Give entries what the words of the database say, as the parser would have."""
    kind.link_model.objects.filter(entry__in=entries).delete()
    terms = kind.terms(database_terms())
    keys = dict(kind.term_model.objects.values_list("slug", "pk"))
    for entry in coded([entry.pk for entry in entries], kind):
        for choice in chooser(terms, kind.field).choices(entry.zones):
            values = {f"{kind.term}_id": keys[choice.slug], **choice_fields(choice)}
            kind.link_model.objects.create(entry_id=entry.pk, **values)


def ruled(title, body="", **more):
    """A measure with the themes that the words give it."""
    entry = make_measure(title, body or "各部门抓好落实。", **more)
    code(entry)
    return entry


def typed(client, theme, *rows, reason="补充用语", **more):
    """What the form of `theme` sends once `rows` (word, weight) are added to its words."""
    values = form_values(client.get(page_of(theme)))
    count = int(values["words-TOTAL_FORMS"])
    for number, (word, weight) in enumerate(rows, count):
        values |= {f"words-{number}-word": word, f"words-{number}-weight": weight}
        values |= {f"words-{number}-id": "", f"words-{number}-theme": theme.pk}
    values |= {"words-TOTAL_FORMS": count + len(rows), "change_reason": reason, **more}
    return values


def answer(client, page, choice, url=None):
    """Send the preview `page` with one of its buttons."""
    return client.post(url or page.request["PATH_INFO"], {**form_values(page), "recode": choice}, follow=True)


def is_preview(page):
    return page.status_code == 200 and "影响预览" in page.content.decode()
