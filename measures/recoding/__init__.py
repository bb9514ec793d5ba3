"""Giving stored entries their themes and instruments anew when the words of the vocabulary change.

    kinds.py     what is given: themes, or instruments
    touched.py   in which entries a changed word may speak: asked of the search index
    reading.py   entries as the rule reads them, and what they were given
    planning.py  what would move, and what stays because somebody decided it; nothing is written
    writing.py   doing it, as a change of its own that the history tells

The rule is the parser's own (plans/parsing/extract/classify.py), applied to the rows of an entry instead of
to its plan.
"""
