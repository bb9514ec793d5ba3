"""Small plans as documents: text, Word and PDF, as an office would send them."""

from plans.intake.publishing import publish
from plans.intake.receiving import keep, understand
from tests.plans.parsing.formats.docx_making import docx_bytes, paragraph
from tests.plans.parsing.formats.pdf_making import pdf_bytes, wrapped

TITLE = "北京市大兴区双创示范基地建设工作方案"
MEASURES = (
    ("加大财税支持力度", "设立双创专项资金，对初创企业给予最高不超过20万元的补贴，由区财政局牵头。"),
    ("建设众创空间", "依托北京印刷学院建设众创空间，到2018年新增孵化器10家以上。"),
    ("完善知识产权保护", "建立知识产权快速维权中心，支持专利质押融资。"),
)


def text_of(measures=MEASURES, title=TITLE, *, goal="到2018年，高新技术企业达到300家。"):
    """The text of a plan with these measures, (title, body)."""
    lines = [
        "京兴政发〔2017〕8号",
        title,
        "一、基础条件",
        "大兴区现有高新技术企业200家，创新创业氛围浓厚。",
        "二、发展目标",
        goal,
        "三、主要任务",
        "(一)优化双创环境",
        "围绕创新创业的需要，完善政策体系。",
    ]
    for number, (name, body) in enumerate(measures, 1):
        lines += [f"举措{number}:{name}", body]
    lines += ["四、保障措施", "(一)加强组织领导", "成立领导小组，统筹推进各项工作。", "2017年3月15日"]
    return "\n".join(lines) + "\n"


def docx_of(text):
    """A Word file with a paragraph a line."""
    return docx_bytes("".join(paragraph(line) for line in text.splitlines()))


def pdf_of(text):
    """A PDF of one page or more."""
    lines, pages = text.splitlines(), []
    while lines:
        pages.append(lines[:20])
        lines = lines[20:]
    return pdf_bytes(wrapped(pages))


def receive(text=None, name="大兴区工作方案.txt", by=None):
    """A draft with its facts confirmed as proposed; gives its first plan."""
    intake, _ = keep(understand((text or text_of()).encode(), name), by)
    intake.parts.update(confirmed=True)
    return intake.parts.select_related("intake").get(position=0)


def published(text=None, name="大兴区工作方案.txt"):
    """A plan brought in and published."""
    part = receive(text, name)
    publish(part)
    part.refresh_from_db()
    return part
