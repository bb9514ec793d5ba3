"""A list goes out as a workbook, is corrected, and comes back: what is said, what is written, what is not."""

import io
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from measures.models import Entry, Quantity, Theme
from plans.models import EditorScope
from sbjd.desk.models import Change
from tests.measures.admin_forms import form_values, list_of, page_of
from tests.measures.factory import (
    make_instrument,
    make_measure,
    make_metric,
    make_organization,
    make_plan,
    make_project,
    make_quantity,
    make_responsibility,
    make_theme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.empty_database]
ENTRIES, QUANTITIES = "/admin/measures/entry/", "/admin/measures/quantity/"
MARK = "标记（请勿改动）"


@pytest.fixture
def desk(client):
    user = get_user_model().objects.create_superuser("lin", password="a-password-for-this-test")
    client.force_login(user)
    return client


def take_out(client, url=ENTRIES, query=""):
    """The workbook of a list, as openpyxl opens it."""
    response = client.get(f"{url}workbook/export/{query}")
    assert response.status_code == 200
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))


class Sheet:
    """The sheet 数据 of a workbook, by the names of its columns and the codes of its rows."""

    def __init__(self, book):
        self.book, self.sheet = book, book["数据"]

    @property
    def heads(self):
        return [cell.value for cell in self.sheet[1]]

    @property
    def codes(self):
        return [row[0].value for row in self.sheet.iter_rows(min_row=2)]

    def cell(self, code, label):
        return self.sheet.cell(self.codes.index(code) + 2, self.heads.index(label) + 1)

    def row(self, code):
        return {head: self.cell(code, head).value for head in self.heads}

    def set(self, code, **values):
        for label, value in values.items():
            self.cell(code, label).value = value


def as_file(book, name="改正.xlsx"):
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def bring_in(client, book, url=ENTRIES):
    """Upload a workbook (or any file); the page that answers."""
    file = book if isinstance(book, SimpleUploadedFile) else as_file(book)
    return client.post(f"{url}workbook/", {"file": file})


def confirm(client, page, reason="核对原件", url=ENTRIES):
    return client.post(f"{url}workbook/", {**form_values(page), "change_reason": reason, "_write": "写入"})


def told(page):
    """{title of row: {field: (old, new)}} of a preview."""
    return {
        row.title: {field.label: (field.old, field.new) for field in row.fields}
        for row in page.context["found"].rows
    }


def problems(page):
    """[(place, sentence)] of the page that refuses rows."""
    assert page.status_code == 200
    assert "_write" not in page.content.decode()
    return [(one.place, one.said) for one in page.context["found"].problems]


def refusal(page):
    """The sentence of the page that refuses the file."""
    assert page.context["found"] is None
    return " ".join(page.context["upload"].errors["file"])


def themes(entry):
    return [link.theme.slug for link in entry.theme_links.order_by("rank")]


# Entries: out, corrected, in ------------------------------------------------------------------------------


def test_corrected_entries_come_back(desk):
    first = make_measure("甲", themes=("fiscal", "space"), instrument="funding")
    second = make_measure("乙")
    make_theme("talent")
    make_instrument("tax")
    make_organization("区科技局"), make_organization("区财政局")
    book = take_out(desk)
    sheet = Sheet(book)
    assert sheet.row(first.code)["首要主题"] == "fiscal"
    assert sheet.row(first.code)["原文"].startswith("举措1:甲")
    assert book["数据"].column_dimensions["P"].hidden
    sheet.set(
        first.code, 首要主题="space", 第二主题="talent", 首要政策工具="tax", 牵头单位="区科技局、区财政局"
    )
    sheet.set(second.code, 首要主题="fiscal", 已审阅="是")
    page = bring_in(desk, book)
    assert told(page) == {
        "第2行 nanshan-m01 甲": {
            "首要主题": ("fiscal", "space"),
            "第二主题": ("space", "talent"),
            "首要政策工具": ("funding", "tax"),
            "牵头单位": ("", "区科技局；区财政局"),
        },
        "第3行 nanshan-m02 乙": {"首要主题": ("", "fiscal"), "已审阅": ("否", "是")},
    }
    assert not Change.objects.exists() and themes(first) == ["fiscal", "space"]
    assert confirm(desk, page).status_code == 302
    assert themes(first) == ["space", "talent"]
    assert [link.instrument.slug for link in first.instrument_links.all()] == ["tax"]
    assert {str(one) for one in first.responsibilities.all()} == {"区科技局（牵头）", "区财政局（牵头）"}
    second.refresh_from_db()
    assert themes(second) == ["fiscal"] and second.reviewed_by.username == "lin"
    link = first.theme_links.get(rank=1)
    assert (link.origin, link.reason) == ("person", "核对原件")
    change = Change.objects.get()
    assert (change.action, change.why) == ("import", "核对原件")
    assert change.what == "按工作簿改2条举措与项目"
    for row in (first, second):
        assert "核对原件" in desk.get(page_of(row, "history")).content.decode()
    assert "talent" in desk.get(first.get_absolute_url()).content.decode()


def test_an_unchanged_workbook_changes_nothing(desk):
    make_measure("甲", "一行。\n二行。", themes=("fiscal", "space"), organization="深圳大学")
    make_responsibility(make_project("乙"), "区科技局、区财政局")
    book = take_out(desk)
    book["数据"].delete_cols(15)  # the text, which nobody needs
    assert "没有要修改的" in bring_in(desk, book).content.decode()


def test_the_workbook_holds_what_the_list_shows(desk):
    make_measure("甲"), make_project("乙"), make_measure("丙", base="haidian")
    haidian = make_plan("haidian").base
    book = take_out(desk, query=f"?plan__base__id__exact={haidian.pk}")
    assert Sheet(book).codes == ["haidian-m01"]
    about = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert "海淀" in about["筛选条件"] and about["条数"] == "1"
    assert Sheet(take_out(desk, "/admin/measures/project/")).codes == ["nanshan-p01"]
    listed = desk.get(f"{ENTRIES}?kind__exact=project").content.decode()
    assert "/admin/measures/entry/workbook/export/?kind__exact=project" in listed
    assert "导入工作簿" in listed


def test_choices_are_offered_in_the_cells(desk):
    make_measure("甲", theme="fiscal")
    book = take_out(desk)
    offers = {str(one.sqref): one.formula1 for one in book["数据"].data_validations.dataValidation}
    assert offers["F2:F5001 G2:G5001 H2:H5001"] == "'词表'!$A$2:$A$2"
    assert book["词表"]["A2"].value == "fiscal"


def test_a_slug_is_understood(desk):
    entry = make_measure("甲")
    Theme.objects.create(slug="ip", name="知识产权")
    book = take_out(desk)
    Sheet(book).set(entry.code, 首要主题="ip")
    page = bring_in(desk, book)
    assert told(page) == {"第2行 nanshan-m01 甲": {"首要主题": ("", "知识产权")}}


# Quantities -----------------------------------------------------------------------------------------------


def test_corrected_quantities_come_back(desk):
    row = make_quantity(100, unit="家", metric="")
    make_metric("firms")
    book = take_out(desk, QUANTITIES)
    sheet = Sheet(book)
    assert sheet.row(row.code)["数值"] == 100
    sheet.set(
        row.code, 数值=3.5, 单位="万家", 比较="≥", 口径="新增", 指标="高新技术企业数量", 期限="到2020年"
    )
    page = bring_in(desk, book, QUANTITIES)
    assert told(page)[f"第2行 {row.code} 高新技术企业 100"] == {
        "指标": ("", "高新技术企业数量"),
        "口径": ("达到", "新增"),
        "比较": ("=", "≥"),
        "数值": ("100", "3.5"),
        "单位": ("家", "万家"),
        "期限": ("", "到2020年"),
        "换算数值（随之改变）": ("100", "35000"),
    }
    assert confirm(desk, page, url=QUANTITIES).status_code == 302
    row.refresh_from_db()
    assert (row.number, row.unit, row.plain, row.bound, row.basis) == (3.5, "万家", 35000, ">=", "increment")
    assert (row.origin, row.reason, row.period) == ("person", "核对原件", "到2020年")
    assert "核对原件" in desk.get(page_of(row, "history")).content.decode()


def test_a_quantity_is_checked_as_its_form_checks_it(desk):
    masked, plain = make_quantity(masked=True), make_quantity(5)
    book = take_out(desk, QUANTITIES)
    sheet = Sheet(book)
    sheet.set(masked.code, 数值=20)
    sheet.set(plain.code, 数值上限=3, 比较="大约")
    found = problems(bring_in(desk, book, QUANTITIES))
    assert found[0] == ("数据，第2行，“补录来源”列（N2）", "补录遮蔽的数值时，须填写补录来源。")
    assert found[1] == ("数据，第3行，“比较”列（I3）", "“大约”不在可选之列，可填：≥、≤、=、约。")
    sheet.set(masked.code, 补录来源="区政府公报")
    sheet.set(plain.code, 比较="约")
    assert problems(bring_in(desk, book, QUANTITIES)) == [
        ("数据，第3行，“数值上限”列（K3）", "数值上限应不小于数值。")
    ]
    sheet.set(plain.code, 数值上限=None)
    page = bring_in(desk, book, QUANTITIES)
    assert confirm(desk, page, url=QUANTITIES).status_code == 302
    masked.refresh_from_db()
    assert (masked.number, masked.value, masked.filled_source) == (20, "20XX", "区政府公报")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("很多", "不是数"),
        ("1e99", "不是数"),
        ("=1+1", "公式"),
        ("#N/A", "错误值"),
        (10**25, "不"),
    ],
)
def test_a_number_that_is_none(desk, value, said):
    row = make_quantity(5)
    book = take_out(desk, QUANTITIES)
    Sheet(book).set(row.code, 数值=value)
    if value == "#N/A":
        Sheet(book).cell(row.code, "数值").data_type = "e"
    [(place, sentence)] = problems(bring_in(desk, book, QUANTITIES))
    assert place == "数据，第2行，“数值”列（J2）"
    assert said in sentence


# What is refused ------------------------------------------------------------------------------------------


def test_one_wrong_cell_and_nothing_is_written(desk):
    first, second = make_measure("甲"), make_measure("乙")
    Theme.objects.create(slug="ip", name="知识产权")
    book = take_out(desk)
    sheet = Sheet(book)
    sheet.set(first.code, 首要主题="知识产权")
    sheet.set(second.code, 首要主题="知识产劝")
    page = bring_in(desk, book)
    assert problems(page) == [
        ("数据，第3行，“首要主题”列（F3）", "没有名为“知识产劝”的主题，是不是“知识产权”？")
    ]
    assert "什么都没有写入" in page.content.decode()
    assert themes(first) == [] and not Change.objects.exists()


def test_the_sets_are_checked_as_on_the_page(desk):
    first, second, third = make_measure("甲"), make_measure("乙", theme="ip"), make_measure("丙")
    make_organization("区科技局")
    book = take_out(desk)
    sheet = Sheet(book)
    sheet.set(first.code, 第二主题="知识产权")
    sheet.set(second.code, 第三主题="知识产权")
    sheet.set(third.code, 牵头单位="区科技局；区科技局", 配合单位="没有的局")
    assert [said for _, said in problems(bring_in(desk, book))] == [
        "缺少首要主题：请把其中一个的次序改为“首要”。",
        "主题“知识产权”选了两次，每个主题只能选一次。",
        "“区科技局”写了两次。",
        "没有名为“没有的局”的机构，请填已有的名称或标识。",
    ]


def test_printed_text_stays(desk):
    entry = make_measure("甲")
    book = take_out(desk)
    Sheet(book).set(entry.code, 标题="改过的标题", 原文="改过的原文")
    found = problems(bring_in(desk, book))
    assert found[0] == (
        "数据，第2行，“标题”列（B2）",
        "这一列只供查看，不能在工作簿里改：现在是“甲”，表中是“改过的标题”。",
    )
    assert found[1][0] == "数据，第2行，“原文”列（O2）"


def test_codes_unknown_twice_and_out_of_line(desk):
    first, second = make_measure("甲"), make_measure("乙")
    book = take_out(desk)
    sheet = Sheet(book)
    sheet.set(first.code, 编码="nanshan-m99")
    assert problems(bring_in(desk, book)) == [
        (
            "数据，第2行，“编码”列（A2）",
            "没有编码为“nanshan-m99”的举措与项目。工作簿只改已有的条目，不能新增。",
        )
    ]
    sheet.set("nanshan-m99", 编码=second.code)
    found = problems(bring_in(desk, book))
    assert [place for place, _ in found] == ["数据，第2行，“编码”列（A2）", "数据，第3行，“编码”列（A3）"]
    assert "不止一次（第2、3行）" in found[0][1]
    sheet.sheet.delete_rows(3)
    [(_, said)] = problems(bring_in(desk, book))
    assert "这一行导出时却是“nanshan-m01”" in said
    sheet.set(second.code, 编码="")
    assert "编码是空的" in problems(bring_in(desk, book))[0][1]


def test_the_mark_is_needed(desk):
    entry = make_measure("甲")
    book = take_out(desk)
    Sheet(book).set(entry.code, 首要主题="甲", **{MARK: "改过"})
    [(_, said)] = problems(bring_in(desk, book))
    assert "请从列表重新导出" in said
    book["数据"].delete_cols(16)
    assert refusal(bring_in(desk, book)) == f"工作表“数据”缺少列“{MARK}”。请从列表重新导出。"


def test_missing_and_double_columns(desk):
    make_measure("甲")
    book = take_out(desk)
    book["数据"]["G1"] = "备注"
    assert "缺少列“第二主题”" in refusal(bring_in(desk, book))
    book["数据"]["G1"] = "首要主题"
    assert "两列都叫“首要主题”" in refusal(bring_in(desk, book))


def test_another_lists_workbook(desk):
    make_measure("甲"), make_quantity(5)
    assert "缺少列" in refusal(bring_in(desk, take_out(desk, QUANTITIES)))


def test_changed_since_it_went_out(desk):
    first, second = make_measure("甲", theme="fiscal"), make_measure("乙", theme="fiscal")
    for slug in ("talent", "space"):
        make_theme(slug)
    book = take_out(desk)
    for entry in (first, second):
        entry.theme_links.update(theme=make_theme("talent"))
    sheet = Sheet(book)
    sheet.set(first.code, 首要主题="space")
    page = bring_in(desk, book)
    assert problems(page) == [
        (
            "数据，第2行，“首要主题”列（F2）",
            "导出之后有人把“fiscal”改成了“talent”，表中是“space”。请改成现在的值，或重新导出再改。",
        )
    ]
    assert "有1行在导出之后被人改过" in page.content.decode()
    sheet.set(first.code, 首要主题="fiscal", 已审阅="是")
    assert "表中是“fiscal”" in problems(bring_in(desk, book))[0][1]
    sheet.set(first.code, 首要主题="talent")
    assert told(bring_in(desk, book)) == {"第2行 nanshan-m01 甲": {"已审阅": ("否", "是")}}


def test_changed_between_preview_and_confirmation(desk):
    entry = make_measure("甲", theme="fiscal")
    make_theme("talent"), make_theme("space")
    book = take_out(desk)
    Sheet(book).set(entry.code, 首要主题="space")
    page = bring_in(desk, book)
    entry.theme_links.update(theme=make_theme("talent"))
    again = confirm(desk, page)
    assert "表中是“space”" in problems(again)[0][1]
    assert themes(entry) == ["talent"] and not Change.objects.exists()


def test_a_reason_is_asked_for(desk):
    entry = make_measure("甲")
    make_theme("space")
    book = take_out(desk)
    Sheet(book).set(entry.code, 首要主题="space")
    page = confirm(desk, bring_in(desk, book), reason=" ")
    assert "请填写修改理由" in page.content.decode() and themes(entry) == []
    assert confirm(desk, page).status_code == 302
    assert themes(entry) == ["space"]


def test_a_preview_cannot_be_made_up(desk):
    sent = {"rows": "made-up", "planned_as": "", "change_reason": "核对", "_write": "写入"}
    page = desk.post(f"{ENTRIES}workbook/", sent, follow=True)
    assert "预览已失效" in page.content.decode()


# Files that are none --------------------------------------------------------------------------------------


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        ("编码,标题".encode(), "这不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "旧版 .xls"),
        (packed(**{"word__document.xml": "<a/>"}), "这不是 Excel 工作簿"),
        (packed(**{"xl__workbook.xml": "<a/>"}), "已损坏"),
        (packed(**{"xl__workbook.xml": "<a/>"})[:-30], "这不是 Excel 工作簿"),
        (packed(**{"xl__workbook.xml": b"0" * 30 * 1024 * 1024}), "解压后太大"),
        (packed(**{"xl__workbook.xml": "<!DOCTYPE a><a/>"}), "实体声明"),
    ],
)
def test_files_that_are_no_workbook(desk, data, said):
    make_measure("甲")
    assert said in refusal(bring_in(desk, SimpleUploadedFile("改正.xlsx", data)))


def test_no_file(desk):
    page = desk.post(f"{ENTRIES}workbook/")
    assert "请选择文件" in page.content.decode()


def test_workbooks_without_rows(desk):
    book = Workbook()
    assert refusal(bring_in(desk, book)) == "工作簿里没有名为“数据”的工作表（有：Sheet）。"
    book.create_sheet("数据")
    assert "第一行是空的" in refusal(bring_in(desk, book))
    assert "没有内容" in refusal(bring_in(desk, take_out(desk)))


def test_a_sheet_that_claims_to_be_huge(desk):
    make_measure("甲")
    book = take_out(desk)
    book["数据"]["XFD1048576"] = "x"
    assert "没有要修改的" in bring_in(desk, book).content.decode()
    book["数据"]["A5002"] = "x"
    assert "超过5,000行" in refusal(bring_in(desk, book))


# Formulas -------------------------------------------------------------------------------------------------


def test_text_that_looks_like_a_formula(desk):
    row = make_quantity(5, period='=HYPERLINK("http://example.com")', metric_text="+1+1", unit="@家")
    book = take_out(desk, QUANTITIES)
    cells = [Sheet(book).cell(row.code, label) for label in ("期限", "原文指标", "单位")]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert all(cell.value.startswith("'") for cell in cells)
    assert "没有要修改的" in bring_in(desk, book, QUANTITIES).content.decode()
    Sheet(book).set(row.code, 口径="新增")
    assert confirm(desk, bring_in(desk, book, QUANTITIES), url=QUANTITIES).status_code == 302
    row.refresh_from_db()
    assert (row.period, row.unit) == ('=HYPERLINK("http://example.com")', "@家")


# Who may --------------------------------------------------------------------------------------------------


@pytest.fixture
def person(client):
    """Log a person in who has just these permissions."""

    def make(*names):
        user = get_user_model().objects.create_user(
            "wang", password="a-password-for-this-test", is_staff=True
        )
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return make


def test_who_may_look_may_take_out_only(person):
    make_measure("甲")
    client = person("view_entry")
    assert Sheet(take_out(client)).codes == ["nanshan-m01"]
    assert "导入工作簿" not in client.get(list_of(Entry)).content.decode()
    assert client.get(f"{ENTRIES}workbook/").status_code == 403
    assert client.post(f"{ENTRIES}workbook/", {"_write": "写入"}).status_code == 403
    assert client.get(f"{QUANTITIES}workbook/export/").status_code == 403


def test_nobody_else(client):
    assert client.get(f"{ENTRIES}workbook/export/").status_code == 302
    assert client.get(f"{ENTRIES}workbook/").status_code == 302


def test_what_one_may_not_edit_on_the_page_one_may_not_by_workbook(person):
    entry = make_measure("甲")
    make_theme("space")
    client = person("view_entry", "change_entry")
    book = take_out(client)
    Sheet(book).set(entry.code, 首要主题="space")
    [(place, said)] = problems(bring_in(client, book))
    assert "首要主题" in place and "没有修改它的权限" in said
    Sheet(book).set(entry.code, 首要主题=None, 已审阅="是")
    assert confirm(client, bring_in(client, book)).status_code == 302
    entry.refresh_from_db()
    assert entry.reviewed_by.username == "wang"


def test_rows_of_other_bases_do_not_exist(person, desk):
    make_quantity(5), make_quantity(6, base="haidian")
    book = take_out(desk, QUANTITIES)
    assert len(Sheet(book).codes) == 2
    client = person("view_quantity", "change_quantity")
    scope = EditorScope.objects.create(user=get_user_model().objects.get(username="wang"))
    scope.bases.add(make_plan("nanshan").base)
    mine = Quantity.objects.get(plan__slug="nanshan").code
    other = Quantity.objects.get(plan__slug="haidian").code
    assert Sheet(take_out(client, QUANTITIES)).codes == [mine]
    Sheet(book).set(other, 期限="到2020年")
    [(_, said)] = problems(bring_in(client, book, QUANTITIES))
    assert said.startswith(f"没有编码为“{other}”")
