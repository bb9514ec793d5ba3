"""The desk's lists and forms of what was printed.

    documents.py  bases and plans          outline.py  sections and errata
    records.py    what a load remembers    quotes.py   the words a field was read from
    locating.py   where a quote stands     filters.py  what the lists narrow by
    intake.py     documents brought in     shelves.py  plans taken off the site
    people.py     accounts and groups      merging.py  rows that are one
"""

from plans.admin import documents, intake, outline, people, records, shelves

__all__ = ["documents", "intake", "outline", "people", "records", "shelves"]
