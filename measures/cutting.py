"""A long term cut into the words it is made of, for when it stands nowhere as a whole."""

import re

from sbjd.search.query import typed_term

# From here on single characters may be left over, as long as the words are most of the term.
LONG = 5
# What people put around what they look for, and what joins words.
_FILLER = re.compile(
    "怎[么样]|如何|什么|哪[些个里]|多少|有没有|是否|是不是|能否|请问|查[询找]|检索|搜索|有关|关于|相关|对于|以及|或[者是]"
    "|并且|还有|进行|可以|能够|需要|应[该当]|[我他]们|方面|情况|问题|等等|the|and|or|of|for"
)
_WORD = re.compile(r"\w")
_NUMBER = re.compile(r"[0-9]")
# What belongs to the number before it: one character, or a larger number's name with its unit.
_UNIT = re.compile(r"\w$|[百千万亿]\w*$")


def cut(term, book):
    """The words of a term as terms of their own, without those that say nothing; () when it is one word, or
    more is left over than words. `book` is the SynonymBook, whose words stay whole.

    >>> [word.text for word in cut(Term("怎么申请研发投入补贴"), SynonymBook.read())]
    ['申请', '研发投入', '补贴']
    """
    if term.exact:
        return ()
    pieces, number = [], ""
    for piece in book.pieces(term.text):
        if _NUMBER.match(piece):
            number += piece
        elif number and _UNIT.match(piece):  # 3年, 20亿元
            pieces.append(number + piece)
            number = ""
        else:
            pieces += [number, piece]
            number = ""
    pieces.append(number)
    pieces = [piece for piece in pieces if _WORD.match(piece)]
    length = sum(map(len, pieces))
    words = [piece for piece in dict.fromkeys(pieces) if len(piece) > 1]
    covered = sum(len(piece) for piece in pieces if len(piece) > 1)
    if len(words) < 2 or (covered < length if length < LONG else covered * 2 <= length):
        return ()
    return tuple(typed_term(word, term.field) for word in words if not _FILLER.fullmatch(word))
