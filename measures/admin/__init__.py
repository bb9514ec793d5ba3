"""The desk's lists and forms of what the plans commit to.

    entries.py         measures and projects, their parts      outline.py        tasks and programmes
    classification.py  an entry's themes and instruments       quantities.py     numbers and their places
    vocabulary.py      themes, instruments, words, metrics     organizations.py  who is named, who does it
    signing.py         what a person changed says so           filters.py        what the lists narrow by
    quotes.py          the words a field was read from         start.py          what is left to do
    reviewing.py       found right, and on to the next         bulk.py           many entries at once
    recoding.py        which entries a changed word would move
"""

from measures.admin import classification, entries, organizations, outline, quantities, start, vocabulary

__all__ = ["classification", "entries", "organizations", "outline", "quantities", "start", "vocabulary"]
