"""The one error that reading a file can end in."""


class UnreadableFile(ValueError):
    """A file that is refused. `what` is wrong with it, `where` (page, byte, part; may be empty), and
    what the user can do about it (`remedy`) are Chinese clauses; `str()` gives the whole sentence:

    >>> str(UnreadableFile("文件有打开密码", "", "请去掉密码后再上传"))
    '文件有打开密码。请去掉密码后再上传。'
    """

    def __init__(self, what, where="", remedy="请换一份文件"):
        super().__init__(what, where, remedy)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self):
        place = f"（{self.where}）" if self.where else ""
        return f"{self.what}{place}。{self.remedy}。"
