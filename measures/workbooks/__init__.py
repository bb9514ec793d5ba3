"""Measures, projects and quantities as a workbook that goes out, is corrected, and comes back.

    columns.py      what a column holds: from a row into a cell, from a cell into a control of the form
    book.py         the file that goes out       reading.py   the file that comes back
    marks.py        how a row stood when it went out, sealed in a hidden column
    resource.py     the way of the rows of a file: found by code, compared, checked, saved
    entries.py      the columns of measures and projects
    quantities.py   the columns of quantities
    pages.py        the desk's pages: taking out, bringing in with a preview

The machinery is django-import-export's: fields and widgets, the loader that finds rows by code, the way of
each row. Checking and saving are the desk's own forms, so a workbook allows what the forms allow. Its admin
pages are not used: they need scripts and styles inside the page, and know no reason and no third side.
"""
