"""The page that compares, and its export."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse

from measures.compare import FEWEST, MOST
from measures.compare_questions import question_of
from measures.models import Task, Theme
from measures.takeaway import CHOSEN_EXPORT, TakenAway
from measures.ticked_cells import comparison_of, is_ticked
from sbjd.listing.exports import export, export_links

TITLE = "基地对比"
# A list to choose from grows no longer than this; beyond, names and codes are typed.
MOST_OPTIONS = 300


def compare(request, ending=""):
    """Two to four bases or tasks on themes or instruments, or chosen entries; with an `ending` the
    export. Cells ticked in a matrix lead to the address of their comparison."""
    if is_ticked(request.GET) and not ending:
        query = urlencode(comparison_of(request.GET))
        return redirect(f"{reverse('compare')}?{query}" if query else reverse("compare"))
    question = question_of(request.GET)
    if ending:
        taken = TakenAway(TITLE, question.rows, question.described, question.order, question.url)
        return export(taken, CHOSEN_EXPORT, ending, request)
    comparison = question.comparison()
    context = {
        "comparison": comparison,
        "question": question,
        "too_few": "" if comparison else question.too_few,
        "exports": export_links(question.url) if comparison else (),
        "form": _form(question),
        "suggestions": () if comparison else _suggestions(question),
        "here": TITLE,
    }
    return render(request, "measures/compare.html", context)


def _form(question):
    """The fields of the form: one select each for theme and instrument, and four for bases, each with what
    is chosen in it; for tasks a tick for each that is chosen and one select. What else is chosen (a kind,
    further themes and instruments) stands ticked. Where there are very many bases or tasks, they are typed:
    the options are None."""
    options = question.filters.options
    slots = [*question.slugs, *[""] * MOST][:MOST]
    chosen = {key: next(iter(question.narrowing.get(key, [])), "") for key in ("theme", "instrument")}
    further = [(key, one) for key, one in question.conditions if chosen.get(key) != one]
    return {
        "bases": [(number, slug) for number, slug in zip("一二三四", slots, strict=True)],
        "base_options": _few(options.get("base")),
        "tasks": getattr(question, "tasks", ()),
        "task_options": _task_options(question) if question.key == "task" else (),
        "further": [(key, one, question.filters.label_of(key, one)) for key, one in further],
        "theme_options": options["theme"],
        "theme": chosen["theme"],
        "instrument_options": options["instrument"],
        "instrument": chosen["instrument"],
    }


def _few(options):
    return options if options and options.total <= MOST_OPTIONS else None


def _task_options(question):
    """The tasks not compared yet: (code, title, base), or None where there are too many."""
    tasks = Task.objects.exclude(code__in=question.slugs).order_by("plan__base__order", "plan", "start")
    rows = list(tasks.values_list("code", "title", "plan__base__short_name")[: MOST_OPTIONS + 1])
    return rows if len(rows) <= MOST_OPTIONS else None


def _suggestions(question):
    """Where there are few bases, all of them on every theme: (theme, address)."""
    slugs = [option.value for option in question.filters.options.get("base", ())]
    if not FEWEST <= len(slugs) <= MOST:
        return []
    pairs = [("base", slug) for slug in slugs]
    path = reverse("compare")
    return [
        (theme.name, f"{path}?{urlencode([*pairs, ('theme', theme.slug)])}") for theme in Theme.objects.all()
    ]
