"""Read one file and print what was understood: an outline for a person, or JSON for a program."""

import argparse
import json
import sys
from dataclasses import asdict

from plans.parsing import parse, read
from plans.parsing.formats.errors import UnreadableFile


def main(arguments=None):
    """Command line: `python -m plans.parsing [--json] FILE`; exit status 1 when the file cannot be read."""
    options = argparse.ArgumentParser(prog="python -m plans.parsing", description=__doc__)
    options.add_argument("--json", action="store_true", help="one JSON object instead of the outline")
    options.add_argument("file")
    given = options.parse_args(arguments)
    try:
        source = read(given.file)
    except UnreadableFile as error:
        sys.stderr.write(f"{error}\n")
        return 1
    parsed = parse(source)
    write = sys.stdout.write
    if given.json:
        write(json.dumps(as_json(parsed), ensure_ascii=False) + "\n")
    else:
        for plan in parsed.plans:
            write(as_outline(plan, source))
    return 0


def as_json(parsed):
    """What the command prints with --json: the keys of one plan for the whole file, and under "plans"
    each plan's own where there are several."""
    each = [_plan_json(plan, parsed.source) for plan in parsed.plans]
    if len(each) == 1:
        return each[0]
    whole = {"title": each[0]["title"], "start": 0, "end": len(parsed.source.text)}
    for key, value in each[0].items():
        if isinstance(value, list):
            whole[key] = [row for plan in each for row in plan[key]]
    return {**whole, "plans": each}


def _plan_json(plan, source):
    line = source.line_at

    def entries(rows):
        return [
            {
                "code": e.code,
                "title": e.title,
                "line": e.line,
                "items": len(e.items),
                "start": e.start,
                "end": e.end,
                "parent": e.parent,
                "rule": e.rule,
                "themes": [c.slug for c in e.themes],
                "instruments": [c.slug for c in e.instruments],
            }
            for e in rows
        ]

    return {
        "slug": plan.slug,
        "title": plan.title,
        "start": plan.start,
        "end": plan.end,
        "sections": [
            {
                "key": s.key,
                "line": s.line,
                "level": s.level,
                "label": s.label,
                "title": s.title,
                "run_in": s.run_in,
                "role": s.role,
                "start": s.start,
                "end": s.end,
                "stop": s.stop,
            }
            for s in plan.sections
            if s.kind == "heading"
        ],
        "tasks": entries(plan.tasks),
        "measures": entries(plan.measures),
        "programmes": entries(plan.programmes),
        "projects": entries(plan.projects),
        "quantities": [
            {
                "kind": q.kind,
                "line": line(m.start).number,
                "metric": q.metric_text,
                "slug": q.metric,
                "bound": q.bound,
                "basis": q.basis,
                "value": q.value,
                **_number(q),
                "unit": q.unit,
                "period": q.period,
                "masked": q.masked,
                "start": m.start,
                "end": m.end,
                "quote": source.text[m.start : m.end],
                "entry": m.entry,
                "rule": q.rule,
            }
            for q in plan.quantities
            for m in q.mentions
        ],
        "organizations": [{**asdict(o), "line": line(o.start).number} for o in plan.organizations],
        "errata": [asdict(e) for e in plan.errata],
        "problems": [asdict(p) for p in plan.problems],
        "totals": [{**asdict(t), "agrees": t.agrees} for t in plan.totals],
        "orphans": [asdict(p) for p in plan.paragraphs if p.use == "stray"],
    }


def _number(quantity):
    """The number as a program compares it: a fraction in words, which has no printed unit, in per cent
    (一半 is 50, not 0.5); anything else in the printed unit."""
    if quantity.plain_unit == "%" and not quantity.unit:
        return {"number": quantity.plain, "number_to": quantity.number_to}
    return {"number": quantity.number, "number_to": quantity.number_to}


def as_outline(plan, source):
    """One plan as text for a person: title, counts, the outline with codes, then what is doubtful."""
    codes = {}
    for entry in plan.entries():
        codes[entry.section] = entry
    kinds = {"target": 0, "baseline": 0, "support": 0}
    for quantity in plan.quantities:
        kinds[quantity.kind] += 1
    rows = [
        f"{plan.title or '（无题名）'}",
        f"  任务{len(plan.tasks)} 举措{len(plan.measures)}"
        f" 工程{len(plan.programmes)} 项目{len(plan.projects)}"
        f" 目标{kinds['target']} 现状{kinds['baseline']} 支持标准{kinds['support']}"
        f" 校勘{len(plan.errata)} 疑问{len(plan.problems)}",
    ]
    for section in plan.sections:
        if section.kind == "root":
            continue
        entry = codes.get(section.key)
        items = f" 分项{len(entry.items)}" if entry and entry.items else ""
        mark = f"  [{entry.code}]{items}" if entry else ""
        unnamed = "（重复文字）" if section.rule == "stray.copy" else "（残文）"
        name = f"{section.label}{section.title}" or unnamed
        rows.append(f"{section.line:>6} {'  ' * section.level}{name[:60]}{mark}")
    for heading, findings in (("校勘", plan.errata), ("疑问", plan.problems)):
        if findings:
            rows.append(f"  {heading}")
            rows += [f"{f.line:>6}   {f.kind}  {f.text}" for f in findings]
    for total in plan.totals:
        rows.append(
            f"{total.line:>6}   账实{'相符' if total.agrees else '不符'}：{total.what}，读到{total.read}"
        )
    return "\n".join(rows) + "\n\n"


if __name__ == "__main__":
    sys.exit(main())
