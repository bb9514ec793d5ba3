"""Full text: one folding, one tokeniser and one definition of a match, for the database index, for the
words marked on a page and for whatever compares texts.

    folding   printed text → the text that is compared, and the way back
    tokens    folded text → runs of units → what the index holds
    terms     what one looks for; `Term.pattern` defines what matches it
    index     a table of texts that answers with the keys of those that match
"""
