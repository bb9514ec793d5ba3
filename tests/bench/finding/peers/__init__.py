"""What the site is measured against: plain SQL, Whoosh, tantivy, Datasette, the ORM.

Each has the same rows, and the texts folded alike. A library that is not installed is said, not an error.
"""
