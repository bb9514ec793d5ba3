"""How a row stood when it went out, sealed in a hidden cell: by it what somebody changed in the workbook is
told from what others have changed at the desk since."""

import hashlib

from django.core import signing

LABEL = "标记（请勿改动）"
_SALT = "measures.workbooks"


def digest(text):
    """A short form of a text that is only compared."""
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()


def sealed(kind, code, texts, fixed):
    """The mark of the row `code` of a workbook of `kind`: `texts` {key: text} of the columns that can be
    edited, `fixed` {key: text} of the others, of which only the digests are kept."""
    fixed = {key: digest(text) for key, text in fixed.items()}
    return signing.dumps([kind, code, texts, fixed], salt=_SALT, compress=True)


def unsealed(mark, kind):
    """(code, texts, digests of the others) of a mark. Raises ValueError with the sentence for the user."""
    try:
        made_for, code, texts, fixed = signing.loads(mark, salt=_SALT)
    except signing.BadSignature:
        raise ValueError("隐藏的标记不见了或被改动过，请从列表重新导出，在新的工作簿里改。") from None
    if made_for != kind:
        raise ValueError("这一行来自另一种工作簿，请到它自己的列表导入。")
    return code, texts, fixed
