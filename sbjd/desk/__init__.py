"""The editor's desk: what every page of the admin shares. A kit; it knows no app.

    site.py      the admin site: names, order of the lists, labels of autocompletes
    editing.py   DeskAdmin and DeskInline: the reason for a change, parsed fields, history, links
    forms.py     forms that ask for the reason and leave printed text as printed
    filters.py   filters that ask yes or no
    history.py   what was edited and why, for the site, without names
"""
