"""A list taken away: the same rows in the same order, as an Excel workbook, as CSV or as JSON.

Rows are read in chunks and written one by one, so a long list costs no memory. In a spreadsheet, a text
that could be taken for a formula gets an apostrophe before it.
"""

import csv
import json
import re
from collections import Counter
from itertools import islice

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from sbjd.listing.workbook import inert, workbook_file

CHUNK = 500
LONGEST_CONDITIONS = 40
FORMATS = (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))
_NOT_IN_FILENAMES = re.compile(r'[\\/:*?"<>|\s]+')
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_links(url):
    """(label, address) of the exports of the page at `url`: the same address with another ending."""
    path, mark, query = url.partition("?")
    return [(f"导出{label}", f"{path.rstrip('/')}.{ending}{mark}{query}") for ending, label in FORMATS]


def export(listing, columns, ending, request):
    """The response that downloads all rows of `listing` in `columns`; `ending` is one of FORMATS."""
    table = Taken(listing, columns, request.build_absolute_uri(listing.url(page=1)))
    name = file_name(listing, ending)
    if ending == "xlsx":
        return FileResponse(workbook_file(table), as_attachment=True, filename=name, content_type=XLSX)
    lines, kind = (csv_lines, "text/csv") if ending == "csv" else (json_lines, "application/json")
    response = StreamingHttpResponse(lines(table), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def file_name(listing, ending):
    """举措与项目_<条件>_20261123.xlsx, short enough for every file system."""
    conditions = _NOT_IN_FILENAMES.sub("-", listing.describe().replace("；", "_").replace("：", "-"))
    return f"{listing.title}_{conditions[:LONGEST_CONDITIONS]}_{timezone.localdate():%Y%m%d}.{ending}"


class Taken:
    """All rows of a list on their way into a file, and what the file says of itself.

    `listing` is a `Listing`, or whatever else has its `keys`, `rows_of`, `whole` and facts. Iterating gives
    each row as a list of plain values. `written` and `notes` are true once it is over."""

    def __init__(self, listing, columns, address):
        self.listing, self.columns, self.address = listing, columns, address
        self.written = 0
        self._tallies = Counter()

    @property
    def heads(self):
        """The names of the columns."""
        return [column.label for column in self.columns]

    def __iter__(self):
        tallied = [(place, column.key) for place, column in enumerate(self.columns) if column.tally]
        for row in self._rows():
            values = [column.value(row) for column in self.columns]
            self.written += 1
            self._tallies.update(key for place, key in tallied if values[place] == "是")
            yield values

    def _rows(self):
        # By keys: a database that sorts whole rows holds all their texts to do so.
        listing, load = self.listing, self.listing.declaration.load_export
        keys = iter(listing.keys())
        while part := list(islice(keys, CHUNK)):
            by_key = {row.pk: row for row in load(listing.rows_of(part))}
            yield from (by_key[key] for key in part if key in by_key)

    @property
    def facts(self):
        """What is known before the rows are read: (key, label, text)."""
        listing = self.listing
        return [
            ("title", "内容", listing.title),
            ("conditions", "筛选条件", listing.describe()),
            ("order", "排列顺序", listing.order.label + ("（降序）" if listing.descending else "")),
            ("address", "网址", self.address),
            ("taken", "导出时间", f"{timezone.localtime():%Y年%m月%d日 %H:%M}"),
        ]

    @property
    def notes(self):
        """What is known when all rows are written: (label, text), how many of how many first."""
        listing = self.listing
        whole, unit = listing.whole, listing.unit
        tallies = [
            (column.tally[0], column.tally[1].format(f"{self._tallies[column.key]:,}"))
            for column in self.columns
            if column.tally and self._tallies[column.key]
        ]
        return [
            ("条数", f"{self.written:,}{unit}（全部{whole:,}{unit}中）"),
            *tallies,
            *listing.declaration.export_notes(listing),
        ]


class _Line:
    """What csv.writer writes to when each line goes straight out."""

    def write(self, line):
        return line


def csv_lines(table):
    """The lines of a CSV file, the first with a byte order mark, by which Excel knows UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(table.heads)
    for row in table:
        yield writer.writerow(map(_csv_value, table.columns, row))


def _csv_value(column, value):
    """A value as a spreadsheet reads it: a part of 1 in per cent, which it takes for the number it is."""
    return f"{value:.0%}" if column.percent and isinstance(value, int | float) else inert(value)


def json_lines(table):
    """The lines of a JSON object: the facts, `columns` {key: name}, `rows` of objects, `notes`.

    A number is a number (23% is 0.23), what is missing null; no apostrophes, since nothing here becomes a
    formula."""
    keys = [column.key for column in table.columns]
    for key, _, text in table.facts:
        yield f"{'{' if key == 'title' else ','}{_json(key)}:{_json(text)}\n"
    yield f',"columns":{_json(dict(zip(keys, table.heads, strict=True)))}\n,"rows":[\n'
    for place, row in enumerate(table):
        yield f"{',' if place else ''}{_json(dict(zip(keys, row, strict=True)))}\n"
    yield f'],"count":{table.written},"notes":{_json(dict(table.notes))}}}\n'


def _json(value):
    return json.dumps(value, ensure_ascii=False)
