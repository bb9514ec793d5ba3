"""Defects of a text are found by general rules, kept in the text, and said in a sentence."""

from plans.parsing import parse
from plans.parsing.copies import find_copies
from plans.parsing.source import Source
from plans.parsing.vocabulary import BaseTerm, Vocabulary
from tests.plans.parsing.samples import parse_text


def kinds(plan):
    return [erratum.kind for erratum in plan.errata]


def test_a_mark_without_a_note_is_said_and_a_mark_with_one_is_not():
    plan = parse_text("一、任务\n实施“千人计划”①和外包②形式的服务。\n②外包是指委托。\n")
    assert [(e.kind, "①" in e.text) for e in plan.errata] == [("mark.orphan", True)]


def test_a_mark_that_numbers_a_list_is_no_defect():
    assert kinds(parse_text("一、任务\n包括:①甲;②乙;③丙。\n")) == []


def test_a_paragraph_cut_in_a_word_reads_as_one():
    first = (
        "二是加强疏解腾退空间分区、分类管控,强化综合统筹和规划引导,"
        "完善配套设施和公共空间,提升承载能力和服务水平,着力补充城"
    )
    plan = parse_text(f"一、政策举措\n(一)甲\n一是做事。{first}\n\n市公共服务功能短板。三是改革。\n")
    assert kinds(plan) == ["paragraph.broken"]
    assert "补充城/市公共" in plan.errata[0].text
    assert [i.label for i in plan.measures[0].items] == ["一是", "二是", "三是"]


def test_an_opening_quotation_mark_left_open():
    plan = parse_text("一、任务\n贯彻“十三五规划,建设“双创”基地。\n")
    assert kinds(plan) == ["quote.unclosed"]


def test_annexes_announced_and_absent():
    plan = parse_text("一、任务\n正文。\n附件:1.工作指标\n2.任务分解表\n")
    assert kinds(plan) == ["annex.absent", "annex.absent"]
    assert "任务分解表" in plan.errata[1].text


def test_a_passage_pasted_twice_makes_no_second_measure():
    tail = (
        "对所持核心技术的团队来本区创办企业,其技术成果可作为无形资产入股。"
        "扶持建立服务机构。给予最高不超过20万元的补贴。"
    )
    first = "引导和支持科技企业多渠道融资,政府通过建立风险补偿金等方式,为挂牌企业提供股权融资、债券融"
    text = (
        "一、政策举措\n力争在三大方面取得突破。\n"
        f"(一)转化机制\n鼓励转让,时,高校给予奖励,{tail}\n(二)金融体系\n{first}"
        f"时,高校给予奖励,{tail}\n(二)金融体系\n{first}园区公共服务平台和政务大厅,建立发布网络。\n二、保障措施\n正文。\n"
    )
    plan = parse_text(text)
    assert [m.title for m in plan.measures] == ["转化机制", "金融体系"]
    assert kinds(plan) == ["total.differs", "text.splice", "text.duplicate", "heading.lost"]
    stray = [text[s.start : s.stop].strip() for s in plan.sections if s.kind == "stray"]
    assert stray[0].startswith("时,高校") and stray[0].endswith("债券融")
    assert stray[1].startswith("园区公共服务平台")


def test_a_passage_repeated_from_its_beginning_is_no_slip():
    passage = (
        "到年底,新增高新技术企业一百家以上,科技创新类企业达到两千家,众创空间和孵化器面积达到二十万平方米,带动就业十万人。\n"
        * 2
    )
    assert find_copies("一、甲\n" + passage + "二、乙\n" + passage, 0, 200) == []


def test_a_page_with_several_plans_is_split_and_the_titles_lose_their_numbers():
    page = "范文\n菜单\n" + "".join(
        f"{n}{name}双创示范基地工作方案\n引言。\n一、主要任务\n(一)甲\n1.甲一\n正文。\n"
        for n, name in [(1, "东区"), (2, "西区")]
    )
    vocabulary = Vocabulary(bases=(BaseTerm("east", ("东区",)),))
    plans = parse(Source.from_text(page + "为你推荐"), vocabulary).plans
    assert [(p.title, p.slug) for p in plans] == [
        ("东区双创示范基地工作方案", "east"),
        ("西区双创示范基地工作方案", ""),
    ]
    assert page[plans[0].start] == "1" and kinds(plans[0]) == ["title.number"]
    assert plans[1].end == len(page)


def test_a_notice_gives_way_to_the_document_it_carries():
    text = (
        "某市人民政府关于印发某市实施方案的通知\n各单位：\n现印发给你们。\n某市人民政府\n2022年1月1日\n"
        "某市双创工作实施方案\n一、任务\n正文。\n"
    )
    assert parse_text(text).title == "某市双创工作实施方案"


def test_a_wrapped_title_is_joined_and_a_line_after_the_first_number_is_none():
    text = "附件4\n\n某省健康体重管理与健康食品产业\n发展行动\n\n引言一句。\n一、任务\n正文。\n工作要点\n"
    assert parse_text(text).title == "某省健康体重管理与健康食品产业发展行动"
    assert parse_text("引言一句。\n一、任务\n正文。\n某某区实施方案\n").title == ""
