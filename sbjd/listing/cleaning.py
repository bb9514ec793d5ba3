"""What a reader's address asks for, made safe: whatever is not understood is dropped and said.

Nothing here raises on bad input: an address is typed, cut off in mail, or made up by a robot, and a list
page must answer it with a list.
"""

import re

LONGEST_WORDS = 100
LONGEST_NUMBER = 9
_SHOWN = 30
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]+")
# Pages carry these inside words, and nobody sees them.
_NOTHING = re.compile(r"[\u200b\ufeff]+")


def without_controls(value):
    """`value` with each run of control characters turned into one blank, without characters that have no
    width, and no blanks at its ends."""
    return _CONTROL.sub(" ", _NOTHING.sub("", value)).strip()


def as_shown(value):
    """`value` as a notice may quote it: no control characters, at most 30 characters."""
    value = without_controls(value)
    return value if len(value) <= _SHOWN else value[:_SHOWN] + "……"


def clean_words(raw):
    """Search words ready to use, and a list of sentences about what had to be changed.

    >>> clean_words("  知识产权 ")
    ('知识产权', [])
    """
    words, notices = without_controls(raw), []
    if words != raw.strip():
        notices.append("关键词中的控制字符已去除。")
    if len(words) > LONGEST_WORDS:
        words = words[:LONGEST_WORDS].rstrip()
        notices.append(f"关键词超过{LONGEST_WORDS}字，只用了前{LONGEST_WORDS}字。")
    return words, notices


def clean_number(raw):
    """A positive whole number of up to nine digits, or None.

    >>> clean_number("25"), clean_number("-1"), clean_number("²")
    (25, None, None)
    """
    raw = raw.strip()
    if len(raw) > LONGEST_NUMBER or not (raw.isascii() and raw.isdigit()):
        return None
    return int(raw) or None


def unknown_keys_notice(keys):
    """One sentence about parameters the page does not know, or "" when there are none."""
    keys = [as_shown(key) or "（空）" for key in keys]
    if not keys:
        return ""
    named = "、".join(f"“{key}”" for key in keys[:5])
    return f"不认识的参数{named}{'等' if len(keys) > 5 else ''}已忽略。"
