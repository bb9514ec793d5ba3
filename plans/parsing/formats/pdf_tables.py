"""Ruled tables of a PDF page: from the lines that are drawn to rows of cells.

Rules that touch make one table. A cell is an area between neighbouring rules; where the rule between two
areas is missing they are one cell, whose words stand in its first place. A frame of one column is none.
"""

from dataclasses import dataclass

from plans.parsing.formats.pdf_page import joined, letter_size, spaced_text

_NEAR = 3.0
_THIN = 3.0
_MOST_RULES = 2_000
_MOST_TABLES = 40
_MOST_AREAS = 20_000


@dataclass(slots=True)
class Table:
    """A grid: `columns` are x from left to right, `levels` y from top to bottom, `cells` maps an area
    (row, column) to the area its cell begins in."""

    columns: list
    levels: list
    cells: dict

    def area_of(self, x, y):
        """(row, column) of the area around a point, or None."""
        if not (self.columns[0] <= x <= self.columns[-1] and self.levels[-1] <= y <= self.levels[0]):
            return None
        column = sum(1 for edge in self.columns[1:-1] if edge <= x)
        row = sum(1 for edge in self.levels[1:-1] if edge >= y)
        return row, column


def page_tables(rules, width, height):
    """The tables drawn with `rules` (left, bottom, right, top) on a page, from top to bottom."""
    across, down = [], []
    for left, bottom, right, top in rules:
        left, right = max(left, 0), min(right, width)
        bottom, top = max(bottom, 0), min(top, height)
        if top - bottom < _THIN and right - left > 8:
            across.append(((bottom + top) / 2, left, right))
        elif right - left < _THIN and top - bottom > 5:
            down.append(((left + right) / 2, bottom, top))
    across, down = _merged(across), _merged(down)
    if len(across) + len(down) > _MOST_RULES:
        return []
    tables = [_table(*group) for group in _groups(across, down)]
    return sorted((table for table in tables if table), key=lambda table: -table.levels[0])[:_MOST_TABLES]


def _merged(rules):
    """Rules on one line that touch, as one: (place, from, to)."""
    merged, line = [], []
    for rule in sorted(rules):
        if line and rule[0] - line[0][0] > _THIN:
            merged.extend(_joined(line))
            line = []
        line.append(rule)
    return merged + _joined(line)


def _joined(line):
    found = []
    for place, start, end in sorted(line, key=lambda rule: rule[1]):
        if found and start <= found[-1][2] + _NEAR:
            found[-1] = (found[-1][0], found[-1][1], max(end, found[-1][2]))
        else:
            found.append((place, start, end))
    return found


def _groups(across, down):
    """Rules that touch each other, as (across, down) lists."""
    parent = list(range(len(across) + len(down)))

    def root(index):
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, (y, left, right) in enumerate(across):
        for j, (x, bottom, top) in enumerate(down):
            if left - _NEAR <= x <= right + _NEAR and bottom - _NEAR <= y <= top + _NEAR:
                parent[root(i)] = root(len(across) + j)
    groups = {}
    for i, rule in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(rule)
    return groups.values()


def _places(values):
    places = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _table(across, down):
    columns = _places([x for x, _, _ in down])
    levels = _places([y for y, _, _ in across])[::-1]
    areas = (len(columns) - 1) * (len(levels) - 1)
    if len(columns) < 3 or len(levels) < 2 or areas > _MOST_AREAS:
        return None
    at_level = [[rule for rule in across if abs(rule[0] - level) <= _NEAR] for level in levels]
    at_column = [[rule for rule in down if abs(rule[0] - column) <= _NEAR] for column in columns]
    cells = {}
    for row in range(len(levels) - 1):
        y = (levels[row] + levels[row + 1]) / 2
        for column in range(len(columns) - 1):
            x = (columns[column] + columns[column + 1]) / 2
            begins = (row, column)
            if column and not _drawn(at_column[column], y):
                begins = cells[row, column - 1]
            elif row and not _drawn(at_level[row], x):
                begins = cells[row - 1, column]
            cells[row, column] = begins
    return Table(columns, levels, cells)


def _drawn(rules, through):
    return any(start <= through <= end for _, start, end in rules)


def table_text(table, glyph_lines):
    """The table's rows as lists of cells, and the lines of glyphs that are left outside of it."""
    words, outside = {}, []
    for glyphs in glyph_lines:
        inside, rest = {}, []
        for glyph in glyphs:
            area = table.area_of(*glyph.centre)
            if area is None:
                rest.append(glyph)
            else:
                inside.setdefault(table.cells[area], []).append(glyph)
        for cell, own in inside.items():
            if any(not glyph.character.isspace() for glyph in own):
                words.setdefault(cell, []).append(own)
        if any(not glyph.character.isspace() for glyph in rest):
            outside.append(rest)
    rows = []
    for row in range(len(table.levels) - 1):
        cells = []
        for column in range(len(table.columns) - 1):
            text = ""
            for glyphs in sorted(words.get((row, column), ()), key=lambda own: (-own[0].top, own[0].left)):
                text = joined(text, spaced_text(glyphs, letter_size(glyphs)))
            cells.append(text)
        rows.append(cells)
    return rows, outside
