"""Pages of a list: 25, 50 or 100 rows each; a page that is not there is the first one."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator

from sbjd.listing.cleaning import as_shown, clean_number

SIZES = (25, 50, 100)


@dataclass
class PageLink:
    """A page to go to; a gap between pages has number 0."""

    number: int
    url: str = ""
    current: bool = False


@dataclass
class SizeLink:
    """A page size to choose."""

    size: int
    url: str
    current: bool


def asked_page(data):
    """(size, number) of the page that `data`, the query of an address, asks for, and sentences on what of it
    is no size or number."""
    notices = []
    size, raw = data.get("size", ""), data.get("page", "")
    number, wanted = clean_number(raw), clean_number(size)
    if size.strip() and wanted not in SIZES:
        notices.append("每页条数只能是25、50或100，现按25条显示。")
    if raw.strip() and number is None:
        notices.append(f"没有第“{as_shown(raw)}”页，现显示第1页。")
    return wanted if wanted in SIZES else SIZES[0], number or 1, notices


class Pages:
    """The pages of `total` rows, of which number `asked` is shown; `rows_from(start, stop)` reads the rows
    from one place to before another, `url(**changes)` makes the addresses.

    `notice` is a sentence when the page asked for does not exist."""

    def __init__(self, total, rows_from, asked, size, url):
        paginator = Paginator(range(total), size)
        self.total, self._rows_from = total, rows_from
        self.notice = ""
        if asked > paginator.num_pages:
            self.notice = f"没有第{asked}页，现显示第1页。"
            asked = 1
        self._page = paginator.get_page(asked)
        self._url, self.size, self.number, self.last = url, size, asked, paginator.num_pages

    @property
    def places(self):
        """The places of this page's rows among all, a range from 0."""
        return self._page.object_list

    @cached_property
    def rows(self):
        """The rows of this page."""
        return self._rows_from(self.places.start, self.places.stop)

    @property
    def first_row(self):
        """The number of the first row on this page, from 1; 0 in an empty list."""
        return self._page.start_index()

    @property
    def last_row(self):
        """The number of the last row on this page."""
        return self._page.end_index()

    @property
    def needed(self):
        """Whether there is another page, or another page size would show something else."""
        return self.total > SIZES[0]

    @property
    def previous_url(self):
        """The page before this one, or ""."""
        return self._url(page=self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self):
        """The page after this one, or ""."""
        return self._url(page=self.number + 1) if self.number < self.last else ""

    @property
    def links(self):
        """The pages around this one and at both ends, with gaps between."""
        elided = self._page.paginator.get_elided_page_range(self.number, on_each_side=2, on_ends=1)
        return [
            PageLink(one, self._url(page=one), one == self.number) if isinstance(one, int) else PageLink(0)
            for one in elided
        ]

    @property
    def sizes(self):
        """The page sizes to choose from."""
        return [SizeLink(size, self._url(size=size, page=1), size == self.size) for size in SIZES]
