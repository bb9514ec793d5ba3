"""Rows that are one: several organizations, or several metrics, become one of them, with links kept.

    mergeable.py  what a model says of merging its rows: names, refusals, how its rows are called
    models.py     MergedRow: what a row that went was called, and which row stays; FormerKey: what a row was
                  called before
    leading.py    where an old address or natural key leads now
    planning.py   what a merge would move, what collides, what becomes of the names; nothing is written
    joining.py    doing it, in one kept change
    undoing.py    putting everything back as it was
    renaming.py   a row that got another name stays the same one
    records.py    what loads remember of a merged or renamed row

What points at a row is found through the models' relations, so a later relation is not forgotten. A load
reads documents as the merges made them (plans/loading/following.py); a plan that was off the site meanwhile
comes back so too (plans/shelving).
"""
