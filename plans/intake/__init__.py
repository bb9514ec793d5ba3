"""Documents brought in at the desk: a file or pasted text, on its way to a published plan.

    models.py       the document, the plans in it, what was done with it
    receiving.py    bytes → a draft; the same file again is recognised
    reading.py      a draft → what the parser reads in it, with the desk's own vocabulary and rulings
    proposing.py    … → what it is: base, title, issuer, number, date, slugs, to be confirmed
    likeness.py     nearly the same text, among drafts and published plans
    publishing.py   what publishing would change, and doing it in one transaction
    undoing.py      taking one publication back

A draft is in none of the site's tables, so no page can show it.
"""
