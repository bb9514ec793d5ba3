"""Sections cut into the paragraphs a reader sees."""

from dataclasses import dataclass

from plans.passages import PlanText


@dataclass
class FakeSection:
    """As much of a Section as the cutting looks at."""

    key: str
    start: int
    heading_end: int
    text: str

    @property
    def end(self):
        return self.start + len(self.text)

    @property
    def anchor(self):
        return f"s-{self.key}"


@dataclass
class FakeErratum:
    kind: str
    start: int
    end: int


def plan(*parts, start=100, errata=()):
    """PlanText of (heading, rest) parts."""
    sections = []
    for number, (heading, rest) in enumerate(parts):
        sections.append(FakeSection(str(number), start, start + len(heading), heading + rest))
        start = sections[-1].end
    return PlanText(sections, errata)


def shown(text):
    return {
        key: [(p.anchor, text.between(p.start, p.end), p.follows_heading) for p in found]
        for key, found in text.passages().items()
    }


def test_paragraphs_are_counted_from_one_in_their_section():
    text = plan(("方案", "\n引言。\n"), ("一、基础", "\n\n第一段。\n\n第二段。\n"))
    assert shown(text) == {
        "0": [("s-0-p1", "引言。", False)],
        "1": [("s-1-p1", "第一段。", False), ("s-1-p2", "第二段。", False)],
    }


def test_the_body_behind_a_run_in_heading_follows_it():
    assert shown(plan(("1.平台计划", "。围绕产业。\n第二段。"))) == {
        "0": [("s-0-p1", "。围绕产业。", True), ("s-0-p2", "第二段。", False)]
    }


def test_a_section_may_begin_in_the_middle_of_a_line():
    text = plan(("(四)机制", "\n落实办法。"), ("(五)流动", "\n建立机制。\n"), ("", "残文。"))
    assert [found[0][1] for found in shown(text).values()] == ["落实办法。", "建立机制。", "残文。"]
    assert shown(text)["2"][0][2] is False


def test_a_broken_paragraph_is_one():
    body = "\n补充城\n\n市功能。\n下一段。"
    cut = 100 + len("(八)土地") + body.index("城") + 1
    text = plan(("(八)土地", body), errata=[FakeErratum("paragraph.broken", cut, cut + 2)])
    first, second = text.passages()["0"]
    assert text.between(first.start, first.end) == "补充城\n\n市功能。"
    assert first.breaks == [(cut, cut + 2)]
    assert text.between(second.start, second.end) == "下一段。"


def test_a_number_glued_to_the_title_is_no_part_of_it():
    text = plan(("1南山方案", "\n"), errata=[FakeErratum("title.number", 100, 101)])
    assert text.between(*text.heading(text.sections[0])) == "南山方案"


def test_a_hard_wrapped_text_reads_as_paragraphs():
    line = "为深入贯彻落实创新驱动发展战略推动大众创业万众创新示范基地建设结合"
    body = "\n" + "".join(f"{line}\n" * 3 + "本段到此为止。\n" for _ in range(8))
    text = plan(("一、总体要求", body))
    found = text.passages()["0"]
    assert len(found) == 8
    assert len(found[0].breaks) == 3


def test_a_section_left_over_from_an_older_text_is_passed_over():
    """A person kept an entry of it; its offsets count in a text that is no longer there."""
    now = [FakeSection("0", 5, 7, "题名\n"), FakeSection("1", 8, 11, "一、章\n正文。\n")]
    old = FakeSection("9", 10, 60, "从前的正文。" * 30)
    text = PlanText([*now, old])
    assert text.text == "题名\n一、章\n正文。\n"
    assert text.passages()["9"] == []
    assert "9" not in [stretch.section.key for stretch in text.stretches()]
