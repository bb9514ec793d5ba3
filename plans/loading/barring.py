"""What the committed fixtures leave alone: plans that the desk keeps, and plans taken down from the site.

Both survive every load and every upgrade of the software, whatever the committed files say of them.
"""

import json
from collections import defaultdict

from plans.loading.changes import Keeper
from plans.loading.schema import shapes
from plans.models import LoadedRecord, ShelvedPlan, ShelvedRow


class Barred:
    """The plans and shared rows that a load of fixtures passes over, read when it is made."""

    def __init__(self):
        kept = LoadedRecord.objects.filter(model="plans.workplan", keeper=Keeper.DESK)
        self.kept = set(kept.values_list("plan", flat=True))
        self.shelved = set(ShelvedPlan.objects.values_list("slug", flat=True))
        self.rows = defaultdict(set)
        for label, key in ShelvedRow.objects.values_list("model", "key"):
            self.rows[label].add(tuple(json.loads(key)))
        self.left_out = defaultdict(dict)

    def reason(self, plan):
        """Why the document of `plan` is passed over; "" if it is not."""
        if plan in self.shelved:
            return "方案已下架，没有载入。"
        return "方案由后台收录，没有载入。" if plan in self.kept else ""

    def without_shelved(self, content):
        """The rows of `content` without the shared rows that went down with a plan: a base would come
        back with nothing to show. A plan that names such a row brings it back."""
        rows = dict(content.rows)
        for label in rows.keys() & self.rows.keys() if not content.plan else ():
            out = self.rows[label]
            self.left_out[label] |= {key: row for key, row in rows[label].items() if key in out}
            rows[label] = {key: row for key, row in rows[label].items() if key not in out}
        for target, key in self._wanted(rows) if self.left_out else ():
            rows[target] = {key: self.left_out[target][key]} | rows.get(target, {})
        return rows

    def _wanted(self, rows):
        """The (label, key) of what was left out and `rows` point at."""
        return {
            (target.label, tuple(row[name]))
            for label, held in rows.items()
            for name, target in shapes()[label].foreign.items()
            if self.left_out.get(target.label)
            for row in held.values()
            if row.get(name) and tuple(row[name]) in self.left_out[target.label]
        }
