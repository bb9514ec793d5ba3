"""Which rows of a list a change in the corpus touches: read off the paths of its facets and orders."""

from django.core.exceptions import FieldDoesNotExist

from sbjd.corpus.watching import own_subject, use_of


def subjects_on(model, paths):
    """{subject: set of paths from `model` to what may have changed}, "pk" for the row itself; of a path that
    is no field (a number counted for the row) only what hangs on the row."""
    found = {}
    if own := own_subject(model):
        found = {own: {"pk"}, use_of(own): {"pk"}}
    for path in paths:
        at, before = model, []
        for name in path.split("__"):
            try:
                step = at._meta.get_field(name)
            except FieldDoesNotExist:
                break
            if not step.is_relation:
                break
            at = step.related_model
            before.append(name)
            if subject := own_subject(at):
                found.setdefault(subject, set()).add("__".join(before))
    return found


def paths_of(expressions):
    """The paths that `order_by` expressions name: "-name" and F("name").desc() lead along `name`."""
    found = []
    for one in expressions:
        if isinstance(one, str):
            found.append(one.removeprefix("-"))
            continue
        waiting = [one]
        while waiting:
            part = waiting.pop()
            if hasattr(part, "name"):
                found.append(part.name)
            waiting += [source for source in getattr(part, "get_source_expressions", list)() if source]
    return found


def is_field(model, path):
    """Whether `path` leads from `model` along fields alone; else it is a number counted for the row."""
    at = model
    for name in path.split("__"):
        if name == "pk":
            return True
        try:
            step = at._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        at = step.related_model if step.is_relation else None
    return True
