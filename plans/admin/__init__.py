"""The desk's lists and forms of what was printed.

    documents.py  bases and plans          outline.py  sections and errata
    records.py    what a load remembers    quotes.py   the words a field was read from
    locating.py   where a quote stands     filters.py  what the lists narrow by
"""

from plans.admin import documents, outline, records

__all__ = ["documents", "outline", "records"]
