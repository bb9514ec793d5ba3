"""How search words are read: blanks between words mean AND, quotation marks hold a phrase together."""

import re

_PIECE = re.compile(r'[“"„”]([^“”"„]+)[“”"„]|([^\s“”"„]+)')


def split_words(text):
    """The words and quoted phrases of a query, each once, in order; U+3000 is a blank like any other.

    >>> split_words('知识产权　质押 “成果 转化” 质押')
    ['知识产权', '质押', '成果 转化']
    """
    found = (phrase.strip() or word for phrase, word in _PIECE.findall(text))
    return list(dict.fromkeys(filter(None, found)))
