"""The review bench: a document brought in, paragraph by paragraph, beside what was read from it.

    models.py     who ruled what and when
    steps.py      making a ruling and taking one back, with two people at it
    wording.py    what everything is called
    rows.py       a reading → the rows of the bench
    notes.py      … what stands beside each row
    paging.py     which rows one page shows, and which one is worked on
    actions.py    what a person pressed → rulings
    summary.py    what was found in each plan, and what its text says of that
    page.py       the page's context, put together from these
    views.py      the addresses

Rulings are values of plans.parsing.rulings; Intake.rulings holds those that count, in their order.
"""
