"""Taking a plan off the site and putting it back exactly as it was.

    shelve("haidian", by=user, reason="…")     every row of the plan leaves the tables, kept as a snapshot
    restore(shelf, by=user)                    the same rows with the same database numbers are back

What is not in the tables cannot show: no page, list, count, search or export has to know of it.
"""
