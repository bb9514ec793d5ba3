"""The editor's desk: what every page of the admin shares. A kit; it knows no app.

    site.py           the admin site: names, order of the lists, panels of the start page, a log-in that
                      ran out (the rest of that in static/sbjd/unsent.js)
    editing.py        DeskAdmin and DeskInline: what every list and form does alike
    forms.py          forms that ask for the reason and leave printed text as printed
    filters.py        filters that ask yes or no
    models.py         Change: who, when, what about, why
    keeping.py        `history = Kept(...)` on a model; what is part of what
    changes.py        change(): one transaction that keeps what it did
    history.py        versions of a row; what was edited, for the site
    history_pages.py  the pages of a row's history
    restoring.py      putting a version back
    differences.py    differences field by field, as values for a page; wording.py: values in words
    merging.py        two people filled in one form; filled.py: forms as texts; together.py: the question
    deleting.py       deleting with a reason, and never what somebody just changed
    bulk.py           many rows at once, with a preview
    admin.py          the log of all changes
"""
