"""A realistic report of an invented unit, as the document tree: what the renderers are tried on."""

from collections.abc import Sequence
from decimal import Decimal

from juesuan_gui.document import (
    Cell,
    CellRole,
    Column,
    Document,
    EdgeLine,
    Grid,
    Metadata,
    NumberFormat,
    Orientation,
    PageBreak,
    PageNumbering,
    Paragraph,
    Section,
    TableOfContents,
    Term,
    TextStyle,
)

UNIT = "某市医疗保障局"
YUAN = NumberFormat()
ORDINALS = "一二三四五六七八九十"
CLASSES = (
    "一般公共服务",
    "外交",
    "国防",
    "公共安全",
    "教育",
    "科学技术",
    "文化旅游体育与传媒",
    "社会保障和就业",
    "卫生健康",
    "节能环保",
    "城乡社区",
    "农林水",
    "交通运输",
    "资源勘探工业信息等",
    "商业服务业等",
    "金融",
    "援助其他地区",
    "自然资源海洋气象等",
    "住房保障",
    "粮油物资储备",
    "国有资本经营预算",
    "灾害防治及应急管理",
    "其他",
    "债务还本",
    "债务付息",
    "抗疫特别国债安排的",
)
INCOMES = (
    "一般公共预算财政拨款收入",
    "政府性基金预算财政拨款收入",
    "国有资本经营预算财政拨款收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
STAFF = (
    "301 工资福利支出",
    "30101 基本工资",
    "30102 津贴补贴",
    "30103 奖金",
    "30106 伙食补助费",
    "30107 绩效工资",
    "30108 机关事业单位基本养老保险缴费",
    "30109 职业年金缴费",
    "30110 职工基本医疗保险缴费",
    "30111 公务员医疗补助缴费",
    "30112 其他社会保障缴费",
    "30113 住房公积金",
    "30114 医疗费",
    "30199 其他工资福利支出",
    "303 对个人和家庭的补助",
    "30301 离休费",
    "30302 退休费",
    "30303 退职（役）费",
    "30304 抚恤金",
    "30305 生活补助",
    "30306 救济费",
    "30307 医疗费补助",
    "30308 助学金",
    "30309 奖励金",
    "30310 个人农业生产补贴",
    "30311 代缴社会保险费",
    "30399 其他对个人和家庭的补助",
)
GOODS = (
    "302 商品和服务支出",
    "30201 办公费",
    "30202 印刷费",
    "30203 咨询费",
    "30204 手续费",
    "30205 水费",
    "30206 电费",
    "30207 邮电费",
    "30208 取暖费",
    "30209 物业管理费",
    "30211 差旅费",
    "30212 因公出国（境）费用",
    "30213 维修（护）费",
    "30214 租赁费",
    "30215 会议费",
    "30216 培训费",
    "30217 公务接待费",
    "30218 专用材料费",
    "30224 被装购置费",
    "30225 专用燃料费",
    "30226 劳务费",
    "30227 委托业务费",
    "30228 工会经费",
    "30229 福利费",
    "30231 公务用车运行维护费",
    "30239 其他交通费用",
    "30240 税金及附加费用",
    "30299 其他商品和服务支出",
    "307 债务利息及费用支出",
    "30701 国内债务付息",
)
CAPITAL = (
    "310 资本性支出",
    "31001 房屋建筑物购建",
    "31002 办公设备购置",
    "31003 专用设备购置",
    "31005 基础设施建设",
    "31006 大型修缮",
    "31007 信息网络及软件购置更新",
    "31008 物资储备",
    "31009 土地补偿",
    "31010 安置补助",
    "31011 地上附着物和青苗补偿",
    "31012 拆迁补偿",
    "31013 公务用车购置",
    "31019 其他交通工具购置",
    "31021 文物和陈列品购置",
    "31022 无形资产购置",
    "31099 其他资本性支出",
    "312 对企业补助",
    "31201 资本金注入",
    "31203 政府投资基金股权投资",
    "31204 费用补贴",
    "31205 利息补贴",
    "31299 其他对企业补助",
    "399 其他支出",
    "39906 赠与",
    "39907 国家赔偿费用支出",
    "39908 对民间非营利组织和群众性自治组织补贴",
    "39999 其他支出",
)
CODED_ROWS = (
    ("201", "一般公共服务支出", "1234567.89"),
    ("20101", "人大事务", "1234567.89"),
    ("2010108", "代表工作", "1234567.89"),
    ("208", "社会保障和就业支出", "3021940.05"),
    ("20805", "行政事业单位养老支出", "3021940.05"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "2014626.70"),
    ("2080506", "机关事业单位职业年金缴费支出", "1007313.35"),
    ("210", "卫生健康支出", "186530412.60"),
    ("21011", "行政事业单位医疗", "2456780.11"),
    ("2101101", "行政单位医疗", "1456780.11"),
    ("2101103", "公务员医疗补助", "1000000.00"),
    ("21015", "医疗保障管理事务", "184073632.49"),
    ("2101501", "行政运行", "26541880.00"),
    ("2101504", "信息化建设", "7531752.49"),
    ("2101505", "医疗保障政策管理", "150000000.00"),
    ("221", "住房保障支出", "3312406.00"),
    ("22102", "住房改革支出", "3312406.00"),
    ("2210201", "住房公积金", "3312406.00"),
)


def head(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> Cell:
    """A head cell."""
    return Cell(row, column, text, CellRole.HEADER, rows, columns)


def figure(
    row: int, column: int, amount: Decimal, key: str, formula: Sequence[Term] = (), *, total: bool = False
) -> Cell:
    """An amount with its address."""
    role = CellRole.TOTAL_FIGURE if total else CellRole.FIGURE
    return Cell(
        row,
        column,
        YUAN.text_of(amount),
        role,
        bold=total,
        key=key,
        amount=amount,
        number_format=YUAN,
        formula=tuple(formula),
    )


def ordinal(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    prefix = "" if not tens else "十" if tens == 1 else ORDINALS[tens - 1] + "十"
    return prefix + (ORDINALS[ones - 1] if ones else "")


def table_title(text: str) -> Paragraph:
    """A table's title."""
    return Paragraph.of(text, TextStyle.TABLE_TITLE)


def note(text: str) -> Paragraph:
    """A note below a table."""
    return Paragraph.of(text, TextStyle.TABLE_NOTE)


def edge_lines(number: int) -> tuple[EdgeLine, ...]:
    """The usual two lines above a table."""
    return EdgeLine(right=f"公开{number:02d}表"), EdgeLine(f"公开部门：{UNIT}", right="金额单位：元")


def totals_table() -> Grid:
    """T1: two sides with line numbers."""
    cells = [head(0, 0, "收入", 1, 3), head(0, 3, "支出", 1, 3)]
    for column, text in enumerate(("项目", "行次", "决算数", "项目（按功能分类）", "行次", "决算数")):
        cells.append(head(1, column, text))
    for column, text in enumerate(("栏次", "", "1", "栏次", "", "2")):
        cells.append(Cell(2, column, text, CellRole.NUMBER_ROW))
    incomes = [Decimal("194099326.54"), Decimal(0), Decimal(0), *[Decimal(0)] * 4, Decimal("23715.20")]
    for index in range(26):
        row = index + 3
        name = f"{ordinal(index + 1)}、{INCOMES[index]}" if index < len(INCOMES) else ""
        cells.append(Cell(row, 0, name))
        cells.append(Cell(row, 1, str(index + 1), CellRole.LINE))
        if index < len(INCOMES):
            cells.append(figure(row, 2, incomes[index], f"T1.收{index + 1}"))
        cells.append(Cell(row, 3, f"{ordinal(index + 1)}、{CLASSES[index]}支出"))
        cells.append(Cell(row, 4, str(index + 31), CellRole.LINE))
        spent = {0: "1234567.89", 7: "3021940.05", 8: "186530412.60", 18: "3312406.00"}.get(index, "0")
        cells.append(figure(row, 5, Decimal(spent), f"T1.支{index + 31}"))
    income = [Term(1, f"T1.收{line}") for line in range(1, 9)]
    spending = [Term(1, f"T1.支{line}") for line in range(31, 57)]
    left = (
        ("本年收入合计", "194123041.74", income),
        ("使用非财政拨款结余", "0", ()),
        ("年初结转和结余", "1000000.00", ()),
        ("总计", "195123041.74", [Term(1, "T1.收27"), Term(1, "T1.收28"), Term(1, "T1.收29")]),
    )
    right = (
        ("本年支出合计", "194099326.54", spending),
        ("结余分配", "0", ()),
        ("年末结转和结余", "1023715.20", [Term(1, "T1.收30"), Term(-1, "T1.支57"), Term(-1, "T1.支58")]),
        ("总计", "195123041.74", [Term(1, "T1.支57"), Term(1, "T1.支58"), Term(1, "T1.支59")]),
    )
    for side, rows, letter, first in ((0, left, "收", 27), (3, right, "支", 57)):
        for index, (name, amount, terms) in enumerate(rows):
            row = 29 + index
            whole = index in (0, 3)
            cells.append(Cell(row, side, name, bold=whole))
            cells.append(Cell(row, side + 1, str(first + index), CellRole.LINE))
            cells.append(figure(row, side + 2, Decimal(amount), f"T1.{letter}{first + index}", terms, total=whole))
    return Grid(
        "T1",
        (Column(),) * 6,
        tuple(cells),
        3,
        table_title("收入支出决算总表"),
        edge_lines(1),
        (note("注：本表反映部门本年度的总收支和年末结转结余情况。"),),
        sheet_name="公开01表 收入支出决算总表",
    )


def income_table(repeats: int = 1) -> Grid:
    """T2: coded rows under a head of three levels."""
    cells = [
        head(0, 0, "项目", 1, 4),
        head(0, 4, "本年收入合计", 3),
        head(0, 5, "财政拨款收入", 3),
        head(0, 6, "上级补助收入", 3),
        head(0, 7, "事业收入", 1, 2),
        head(1, 7, "小计", 2),
        head(1, 8, "其中：教育收费", 2),
        head(0, 9, "经营收入", 3),
        head(0, 10, "附属单位上缴收入", 3),
        head(0, 11, "其他收入", 3),
        head(1, 0, "功能分类科目编码", 1, 3),
        head(1, 3, "科目名称", 2),
        head(2, 0, "类"),
        head(2, 1, "款"),
        head(2, 2, "项"),
        Cell(3, 0, "栏次", CellRole.NUMBER_ROW, 1, 4),
    ]
    cells += [Cell(3, column, str(column - 3), CellRole.NUMBER_ROW) for column in range(4, 12)]
    cells.append(Cell(4, 0, "合计", CellRole.LABEL, 1, 4, bold=True, alignment=None))
    rows = CODED_ROWS * repeats
    classes = [number for number, (code, _, _) in enumerate(rows) if len(code) == 3]
    for column in range(4, 12):
        whole = column in (4, 5)
        total = sum((Decimal(rows[number][2]) for number in classes), Decimal(0)) if whole else Decimal(0)
        terms = [Term(1, f"T2.{number}.{column}") for number in classes]
        cells.append(figure(4, column, total, f"T2.合计.{column}", terms, total=True))
    for number, (code, name, amount) in enumerate(rows):
        row = number + 5
        cells.append(Cell(row, 0, code, CellRole.CODE, 1, 3))
        cells.append(Cell(row, 3, name, indent={3: 0, 5: 1, 7: 2}[len(code)] // 2))
        for column in range(4, 12):
            value = Decimal(amount) if column in (4, 5) else Decimal(0)
            cells.append(figure(row, column, value, f"T2.{number}.{column}"))
    return Grid(
        "T2",
        (Column(),) * 12,
        tuple(cells),
        4,
        table_title("收入决算表"),
        edge_lines(2),
        (note("注：本表反映部门本年度取得的各项收入情况，数据取自财决03表。"),),
        sheet_name="公开02表 收入决算表",
    )


def basic_table() -> Grid:
    """T6: three blocks side by side, with a footer of merged cells."""
    cells = [head(0, 0, "人员经费", 1, 3), head(0, 3, "公用经费", 1, 6)]
    for block in range(3):
        for offset, text in enumerate(("科目编码", "科目名称", "决算数")):
            cells.append(head(1, 3 * block + offset, text))
    for block, items in enumerate((STAFF, GOODS, CAPITAL)):
        for index, item in enumerate(items):
            code, name = item.split(" ")
            row = index + 2
            cells.append(Cell(row, 3 * block, code, CellRole.CODE, alignment=None))
            cells.append(Cell(row, 3 * block + 1, name))
            amount = Decimal(0)
            if len(code) == 3:
                parts = [
                    other.split(" ")[0] for other in items if other.startswith(code) and len(other.split(" ")[0]) == 5
                ]
                amount = sum((Decimal(int(part)) * Decimal("10.07") for part in parts), Decimal(0))
                cells.append(
                    figure(row, 3 * block + 2, amount, f"T6.{code}", [Term(1, f"T6.{part}") for part in parts])
                )
            else:
                amount = Decimal(int(code)) * Decimal("10.07")
                cells.append(figure(row, 3 * block + 2, amount, f"T6.{code}"))
    known = {cell.key: cell.amount for cell in cells if cell.amount is not None}
    last = 2 + max(len(STAFF), len(GOODS), len(CAPITAL))
    staff = (known["T6.301"] or 0) + (known["T6.303"] or 0)
    public = sum((known[f"T6.{code}"] or Decimal(0) for code in ("302", "307", "310", "312", "399")), Decimal(0))
    cells.append(Cell(last, 0, "人员经费合计", CellRole.HEADER, 1, 2))
    cells.append(figure(last, 2, Decimal(staff), "T6.人员", [Term(1, "T6.301"), Term(1, "T6.303")], total=True))
    cells.append(Cell(last, 3, "公用经费合计", CellRole.HEADER, 1, 5))
    terms = [Term(1, f"T6.{code}") for code in ("302", "307", "310", "312", "399")]
    cells.append(figure(last, 8, public, "T6.公用", terms, total=True))
    cells.append(Cell(last + 1, 0, "合　计", CellRole.HEADER, 1, 2))
    total = figure(last + 1, 2, staff + public, "T6.合计", [Term(1, "T6.人员"), Term(1, "T6.公用")], total=True)
    cells.append(
        Cell(
            last + 1,
            2,
            total.text,
            total.role,
            1,
            7,
            bold=True,
            key=total.key,
            amount=total.amount,
            number_format=YUAN,
            formula=total.formula,
        )
    )
    return Grid(
        "T6",
        (Column(),) * 9,
        tuple(cells),
        2,
        table_title("一般公共预算财政拨款基本支出决算表"),
        edge_lines(6),
        (note("注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况，数据取自财决08-1表。"),),
        sheet_name="公开06表 基本支出决算表",
    )


def travel_table() -> Grid:
    """T7: twelve columns, one row, a marked stated total."""
    cells = [head(0, 0, "预算数", 1, 6), head(0, 6, "决算数", 1, 6)]
    for side in (0, 6):
        cells += [
            head(1, side, "合计", 2),
            head(1, side + 1, "因公出国（境）费", 2),
            head(1, side + 2, "公务用车购置及运行费", 1, 3),
            head(2, side + 2, "小计"),
            head(2, side + 3, "公务用车购置费"),
            head(2, side + 4, "公务用车运行费"),
            head(1, side + 5, "公务接待费", 2),
        ]
    cells += [Cell(3, column, str(column + 1), CellRole.NUMBER_ROW) for column in range(12)]
    amounts = ("268000.00", "0", "218000.00", "180000.00", "38000.00", "50000.00") * 2
    for column, amount in enumerate(amounts):
        side = column // 6 * 6
        terms: list[Term] = []
        if column == side:
            terms = [Term(1, f"T7.{side + 1}"), Term(1, f"T7.{side + 2}"), Term(1, f"T7.{side + 5}")]
        elif column == side + 2:
            terms = [Term(1, f"T7.{side + 3}"), Term(1, f"T7.{side + 4}")]
        if column == 6:
            cells.append(
                Cell(
                    4,
                    6,
                    "268,000.01",
                    CellRole.FIGURE,
                    key="T7.6",
                    amount=Decimal("268000.01"),
                    number_format=YUAN,
                    marked=True,
                )
            )
            continue
        cells.append(figure(4, column, Decimal(amount), f"T7.{column}", terms))
    return Grid(
        "T7",
        (Column(),) * 12,
        tuple(cells),
        4,
        table_title("一般公共预算财政拨款“三公”经费支出决算表"),
        edge_lines(7),
        (
            note(
                "注：本表反映部门本年度“三公”经费支出预决算情况。其中，预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数；"
                "决算数是包括当年一般公共预算财政拨款和以前年度结转资金安排的实际支出。"
            ),
        ),
        sheet_name="公开07表 “三公”经费支出决算表",
    )


def fund_table() -> Grid:
    """T8: an empty table, and the sentence that says why."""
    cells = [
        head(0, 0, "项目", 1, 4),
        head(1, 0, "功能分类科目编码", 1, 3),
        head(1, 3, "科目名称", 2),
        head(2, 0, "类"),
        head(2, 1, "款"),
        head(2, 2, "项"),
        head(0, 4, "年初结转和结余", 3),
        head(0, 5, "本年收入", 3),
        head(0, 6, "本年支出", 1, 3),
        head(1, 6, "小计", 2),
        head(1, 7, "基本支出", 2),
        head(1, 8, "项目支出", 2),
        head(0, 9, "年末结转和结余", 3),
        Cell(3, 0, "栏次", CellRole.NUMBER_ROW, 1, 4),
        Cell(4, 0, "合计", CellRole.LABEL, 1, 4),
        Cell(5, 0, "", CellRole.CODE, 1, 3),
        Cell(5, 9, "", CellRole.BLANK),
    ]
    cells += [Cell(3, column, str(column - 3), CellRole.NUMBER_ROW) for column in range(4, 10)]
    return Grid(
        "T8",
        (Column(),) * 10,
        tuple(cells),
        4,
        table_title("政府性基金预算财政拨款收入支出决算表"),
        edge_lines(8),
        (note("注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。"),),
        note(
            f"说明：{UNIT}本年度没有政府性基金预算财政拨款收入，也没有使用政府性基金预算财政拨款安排的支出，故本表无数据。"
        ),
        sheet_name="公开08表 政府性基金收支决算表",
    )


def narrative() -> tuple[Paragraph, ...]:
    """Some pages of text with headings of three levels."""
    body = (
        "2020年度收、支总计均为195,123,041.74元。与2019年度相比，收、支总计各增加12,304,560.18元，增长6.73%，"
        "主要原因是：一是按照《国务院办公厅关于推进医疗保障基金监管制度体系改革的指导意见》（国办发〔2020〕20号）要求，"
        "加强“互联网+医疗健康”平台建设；二是城乡居民基本医疗保险财政补助标准提高，达到每人每年550元；三是新增公务员医疗补助。"
    )
    more = (
        "其中：财政拨款收入194,099,326.54元，占99.99%；上级补助收入0元，占0.00%；事业收入0元；经营收入0元；"
        "附属单位上缴收入0元；其他收入23,715.20元，占0.01%。“三公”经费支出决算中，因公出国（境）费0元、公务用车购置及运行费218,000.00元、"
        "公务接待费50,000.00元（国内公务接待12批次、96人次）。"
    )
    parts: list[Paragraph] = [Paragraph.of("第三部分　2020年度部门决算情况说明", TextStyle.PART_TITLE)]
    for index, name in enumerate(
        (
            "收入支出决算总体情况说明",
            "收入决算情况说明",
            "支出决算情况说明",
            "财政拨款收入支出决算总体情况说明",
        )
    ):
        parts.append(Paragraph.of(f"{ORDINALS[index]}、{name}", TextStyle.HEADING_1))
        parts.append(Paragraph.of(body))
        parts.append(Paragraph.of("（一）收入决算结构情况", TextStyle.HEADING_2))
        parts.append(Paragraph.of(more))
        parts.append(Paragraph.of("1.一般公共预算财政拨款收入", TextStyle.HEADING_3))
        parts.append(Paragraph.of(more + body))
    parts.append(Paragraph.of(UNIT, TextStyle.SIGNATURE))
    parts.append(Paragraph.of("2021年8月30日", TextStyle.SIGNATURE))
    return tuple(parts)


def sample_document() -> Document:
    """The whole report."""
    portrait, landscape = Orientation.PORTRAIT, Orientation.LANDSCAPE
    cover = Section(
        (
            Paragraph.of(f"{UNIT}\n2020年度部门决算", TextStyle.COVER_TITLE),
            Paragraph.of(UNIT, TextStyle.COVER_LINE),
            Paragraph.of("2021年8月30日", TextStyle.COVER_LINE),
        ),
        numbering=PageNumbering.NONE,
    )
    contents = Section(
        (TableOfContents(Paragraph.of("目　　录", TextStyle.CONTENTS_TITLE), 2),),
        numbering=PageNumbering.NONE,
    )
    overview = Section(
        (
            Paragraph.of("第一部分　部门概况", TextStyle.PART_TITLE, key="概况"),
            Paragraph.of("一、部门职责", TextStyle.HEADING_1),
            Paragraph.of("贯彻执行国家、省关于医疗保险、生育保险、医疗救助等医疗保障制度的法律法规和政策。" * 6),
            Paragraph.of("二、机构设置", TextStyle.HEADING_1),
            Paragraph.of("本部门内设办公室、规划财务科、待遇保障科、医药服务管理科、基金监管科等5个科室。"),
        ),
        numbering=PageNumbering.START,
    )
    return Document(
        f"{UNIT}2020年度部门决算",
        (
            cover,
            contents,
            overview,
            Section(
                (
                    Paragraph.of("第二部分　2020年度部门决算表", TextStyle.PART_TITLE),
                    PageBreak(),
                    totals_table(),
                ),
                portrait,
            ),
            Section((income_table(),), landscape),
            Section((basic_table(),), landscape),
            Section((travel_table(), fund_table()), landscape),
            Section(narrative()),
        ),
        Metadata(UNIT, "部门决算公开", ("部门决算", "2020年度", UNIT)),
    )
