"""What every list shares: cleaning of what was asked, facets, chips, orders, pages, tables and exports.

A list page is a declaration (`views.ListView`): a set of filters, columns, orders. The same declaration
answers `.xlsx`, `.csv` and `.json`, so a list and its export cannot disagree. The kit knows no app.
"""
