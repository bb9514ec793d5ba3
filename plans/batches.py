"""The batches in which bases were named, in words."""

_NUMERALS = "〇一二三四五六七八九十"


def batch_name(batch):
    """第一批, 第二批 …; "" when the batch is not known.

    >>> batch_name(2), batch_name(12), batch_name(None)
    ('第二批', '第12批', '')
    """
    if not batch:
        return ""
    return f"第{_NUMERALS[batch]}批" if batch < len(_NUMERALS) else f"第{batch}批"
