"""The written half of a generated report: every section in one of many wordings, its figures from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from juesuan_gui.forms import CodeCatalogue, Form
from tests.generator.cards import PlainCard
from tests.generator.documents_facts import LEVELS, Facts
from tests.generator.documents_words import Teller
from tests.generator.ledger import OTHER_SOURCES

_NUMERALS = "一二三四五六七八九十"
_CARS = (
    "副部（省）级以上领导用车",
    "主要领导干部用车",
    "机要通信用车",
    "应急保障用车",
    "执法执勤用车",
    "特种专业技术用车",
    "离退休干部用车",
    "其他用车",
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its heading without ordinal, and its paragraphs, whose figures are marks."""

    title: str
    paragraphs: tuple[str, ...]


def sections(
    teller: Teller, facts: Facts, form: Form, codes: CodeCatalogue, cards: Sequence[PlainCard]
) -> Iterator[Section]:
    """The sections of 决算情况说明 in their usual order."""
    told = (
        ("收入支出决算总体情况说明", _totals(teller, facts)),
        ("收入决算情况说明", _income(teller, facts)),
        ("支出决算情况说明", _spending(teller, facts)),
        ("财政拨款收入支出决算总体情况说明", _fiscal(teller, facts)),
        ("一般公共预算财政拨款支出决算情况说明", _general(teller, facts, codes)),
        ("一般公共预算财政拨款基本支出决算情况说明", _basic(teller, facts, form)),
        ("“三公”经费支出决算情况说明", _travel(teller, facts)),
        ("政府性基金预算财政拨款支出决算情况说明", _fund(teller, facts)),
        ("国有资本经营预算财政拨款支出决算情况说明", _capital(teller, facts)),
        ("机关运行经费支出情况说明", _running(teller, facts)),
        ("政府采购支出情况说明", _purchases(teller)),
        ("国有资产占有使用情况说明", _assets(teller)),
        ("预算绩效情况说明", _performance(teller, cards)),
    )
    for title, paragraphs in told:
        teller.section = title
        yield Section(title, tuple(paragraphs))


def _lead(teller: Teller) -> str:
    return teller.random.choice(
        (
            f"{teller.year}年度",
            f"{teller.year}年度，",
            f"{teller.office}{teller.year}年度",
            f"本部门{teller.year}年度",
            f"{teller.year}年",
        )
    )


def _join(items: Iterable[str], teller: Teller) -> str:
    return teller.random.choice(("；", "；", "，")).join(items) + "。"


def _totals(teller: Teller, facts: Facts) -> Iterator[str]:
    income, spent = facts.at("T1", "收入总计", "决算数"), facts.at("T1", "支出总计", "决算数")
    whole = facts.at("T1", "本年收入合计", "决算数")
    name = teller.random.choice(("收入支出总计", "收、支总计", "收入总计", "both", "both", "parts", "sums"))
    lead = _lead(teller)
    if name == "both":
        text = f"{lead}收入总计{teller.money(income)}，支出总计{teller.money(spent)}"
        yield text + teller.change("收、支总计各", income, facts.before["总计"])
    elif name == "parts":
        yield (
            f"{lead}收入总计{teller.money(income)}"
            + teller.change("收入总计", income, facts.before["总计"])
            + f"支出总计{teller.money(spent)}。"
        )
    elif name == "sums":
        text = f"{lead}本年收入合计{teller.money(whole)}"
        yield text + teller.change("本年收入合计", whole, facts.before["收入"])
        total = facts.at("T1", "本年支出合计", "决算数")
        yield f"{lead}本年支出合计{teller.money(total)}" + teller.change("本年支出合计", total, facts.before["支出"])
    else:
        yield f"{lead}{name}{teller.money(income)}" + teller.change(name, income, facts.before["总计"])


def _parts(teller: Teller, parts: list[tuple[str, int]], whole: int, names: tuple[str, ...]) -> str:
    """其中：… with shares, or a parallel list, or only amounts."""
    parts = [part for part in parts if teller.prints(part[1])] or parts[:1]
    of = teller.random.choice(names)
    way = teller.random.randint(0, 5)
    if way == 0 and len(parts) > 1:
        listed = "、".join(name for name, _ in parts[:-1]) + f"和{parts[-1][0]}"
        amounts = "、".join(teller.money(fen) for _, fen in parts[:-1]) + f"和{teller.money(parts[-1][1])}"
        shares = "、".join(teller.rate(fen, whole, "share") for _, fen in parts[:-1])
        return f"其中：{listed}分别为{amounts}，分别占{of}的{shares}和{teller.rate(parts[-1][1], whole, 'share')}。"
    if way == 1:
        return "其中：" + _join((f"{name}{teller.money(fen)}" for name, fen in parts), teller)
    mark = {2: "，占", 3: f"，占{of}", 4: f"，占{of}的", 5: "，占比"}.get(way, "，占")
    return "其中：" + _join(
        (f"{name}{teller.money(fen)}{mark}{teller.rate(fen, whole, 'share')}" for name, fen in parts), teller
    )


def _income(teller: Teller, facts: Facts) -> Iterator[str]:
    whole = facts.at("T2", "合计", "本年收入合计")
    parts = [(name, facts.at("T2", "合计", name)) for name in ("财政拨款收入", *OTHER_SOURCES)]
    text = f"{_lead(teller)}{teller.random.choice(('本年收入合计', '收入合计'))}{teller.money(whole)}"
    if len([fen for _, fen in parts if fen]) == 1:
        yield text + teller.random.choice(
            ("，均为财政拨款收入。", "，全部为财政拨款收入。", f"，其中：财政拨款收入{teller.money(whole)}，占100%。")
        )
    else:
        yield text + "，" + _parts(teller, parts, whole, ("收入合计", "本年收入", "本年收入合计"))


def _spending(teller: Teller, facts: Facts) -> Iterator[str]:
    whole = facts.at("T3", "合计", "本年支出合计")
    names = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    parts = [(name, facts.at("T3", "合计", name)) for name in names]
    text = f"{_lead(teller)}{teller.random.choice(('本年支出合计', '支出合计'))}{teller.money(whole)}"
    yield text + "，" + _parts(teller, parts, whole, ("支出合计", "本年支出", "本年支出合计"))


def _fiscal(teller: Teller, facts: Facts) -> Iterator[str]:
    total = facts.at("T4", "支出总计", "合计")
    lead = _lead(teller)
    name = teller.random.choice(
        ("财政拨款收、支总计", "财政拨款收入支出总计", "财政拨款收入总计", "财政拨款支出总计", "both", "flow")
    )
    if name == "both":
        text = f"{lead}财政拨款收入总计{teller.money(total)}，财政拨款支出总计{teller.money(total)}"
        yield text + teller.change("财政拨款收、支总计各", total, facts.before["财政总计"])
    elif name == "flow":
        income, opening = facts.at("T4", "本年收入合计", "金额"), facts.at("T4", "年初财政拨款结转和结余", "金额")
        yield (
            f"{lead}财政拨款收入总计{teller.money(total)}，其中：本年财政拨款收入{teller.money(income)}，"
            f"年初财政拨款结转和结余{teller.money(opening)}。"
        )
    else:
        yield f"{lead}{name}{teller.money(total)}" + teller.change(name, total, facts.before["财政总计"])


def _general(teller: Teller, facts: Facts, codes: CodeCatalogue) -> Iterator[str]:
    whole, spent = facts.at("T5", "合计", "合计"), facts.at("T3", "合计", "本年支出合计")
    lead, name = _lead(teller), "一般公共预算财政拨款支出"
    yield "（一）一般公共预算财政拨款支出决算总体情况"
    share = teller.rate(whole, spent, "share")
    yield f"{lead}{name}{teller.money(whole)}，占本年支出合计的{share}" + teller.change(
        name, whole, facts.before["一般公共"]
    )
    yield "（二）一般公共预算财政拨款支出决算结构情况"
    classes = facts.codes("T5", "合计", 3)
    kinds = [(f"{codes.name(code)}（类）", facts.at("T5", code, "合计")) for code in classes]
    verb = teller.random.choice(("支出", "", "")) if all("支出" not in kind for kind, _ in kinds) else ""
    yield (
        f"{lead}{name}{teller.money(whole)}，主要用于以下方面："
        if teller.random.random() < 0.7
        else f"{name}主要用于以下方面："
    ) + _join((f"{kind}{verb}{teller.money(fen)}，占{teller.rate(fen, whole, 'share')}" for kind, fen in kinds), teller)
    yield "（三）一般公共预算财政拨款支出决算具体情况"
    planned = facts.budget["合计"]
    text = f"{lead}{name}年初预算为{teller.money(planned, 'loose')}，支出决算为{teller.money(whole)}"
    yield (
        text
        + (f"，完成年初预算的{teller.rate(whole, planned, 'completion')}。" if teller.prints(planned) else "。")
        + "其中："
    )
    way = teller.random.randint(0, 3)
    rows = facts.codes("T5", "合计", teller.random.choice((3, 7)))
    for place, code in enumerate(rows, 1):
        yield f"{place}." + _one_code(teller, facts, codes, code, way)


def _one_code(teller: Teller, facts: Facts, codes: CodeCatalogue, code: str, way: int) -> str:
    path = [code[:length] for length in (3, 5, 7) if length <= len(code)]
    name = "".join(f"{codes.name(part)}（{LEVELS[len(part)]}）" for part in path)
    if len(code) == 3 and way > 1:
        name = f"“{codes.name(code)}”（类）"
    planned, spent = facts.budget.get(code, 0), facts.at("T5", code, "合计")
    if way > 1:
        if not planned:
            return f"{name}{teller.year}年度决算{teller.money(spent)}，年初未安排预算，主要原因：{teller.reason()}。"
        text = f"{name}{teller.year}年度决算{teller.money(spent)}"
        if planned == spent:
            return text + f"，与{teller.year}年年初预算{teller.mark('loose', '持平')}。"
        more, grown = ("增加", "增长") if spent > planned else ("减少", "下降")
        is_plain = abs(spent - planned) >= 20 * teller.style.text_step
        kinds = ("direction", "change") if is_plain else ("loose", "loose")
        return text + (
            f"，比{teller.year}年年初预算{teller.mark(kinds[0], more)}{teller.money(abs(spent - planned), kinds[1])}，"
            f"{grown}{teller.rate(spent - planned, planned, 'rate')}。主要原因：{teller.reason()}。"
        )
    text = f"{name}。年初预算为{teller.money(planned, 'budget')}，支出决算为{teller.money(spent)}"
    if teller.prints(planned):
        text += f"，完成年初预算的{teller.rate(spent, planned, 'completion')}"
    if planned == spent:
        return text + f"，决算数{teller.mark('compared', '与年初预算数持平')}。"
    kind = "compared" if abs(spent - planned) > 3 * teller.style.text_step else "loose"
    word = "大于" if spent > planned else "小于"
    return text + f"，决算数{teller.mark(kind, f'{word}年初预算数的主要原因：{teller.reason()}')}。"


def _basic(teller: Teller, facts: Facts, form: Form) -> Iterator[str]:
    basic, staff, public = facts.at("T5", "合计", "基本支出"), facts.at("T6", "人员经费合计", "金额"), facts.public
    lists = []
    for groups in (("301", "303"), ("302", "307", "310", "312", "399")):
        names = [
            form.table("T6").rows[row].label
            for row in form.table("T6").rows
            if len(row) == 5 and row[:3] in groups and facts.at("T6", row, "金额")
        ]
        lists.append("、".join(names))
    name = teller.random.choice(("一般公共预算财政拨款基本支出", "一般公共预算财政拨款基本支出", "基本支出"))
    text = f"{_lead(teller)}{name}{teller.money(basic)}"
    for words, fen, names in (("人员经费", staff, lists[0]), ("公用经费", public, lists[1])):
        text += ("，其中：" if words == "人员经费" else "；") + f"{words}{teller.money(fen)}"
        text += f"，主要包括：{names}" if names and teller.random.random() < 0.6 else ""
    yield text + "。"
    if teller.random.random() < 0.4:
        for place, group in enumerate(("301", "302", "303"), 1):
            fen = facts.at("T6", group, "金额")
            if fen:
                yield f"{place}.{form.table('T6').rows[group].label}{teller.money(fen)}。"


def _travel(teller: Teller, facts: Facts) -> Iterator[str]:
    final, planned = facts.at("T7", "金额", "决算合计"), facts.at("T7", "金额", "预算合计")
    lead = _lead(teller)
    if not final and not planned:
        yield teller.random.choice(
            (
                "本部门{}年度无“三公”经费财政拨款支出。",
                "{}年度没有发生“三公”经费支出。",
                "{}年度“三公”经费财政拨款支出预算为0元，支出决算为0元。",
            )
        ).format(teller.year)
        return
    yield _planned(teller, f"{lead}“三公”经费财政拨款支出", planned, final) + _since(
        teller, "“三公”经费财政拨款支出", final, facts.before["三公"]
    )
    items = [
        (name, facts.at("T7", "金额", f"预算{column}"), facts.at("T7", "金额", f"决算{column}"))
        for name, column in (
            ("因公出国（境）费", "因公出国（境）费"),
            ("公务用车购置及运行费", "公务用车小计"),
            ("公务接待费", "公务接待费"),
        )
    ]
    teller.random.shuffle(items)
    for place, (name, plan, spent) in enumerate(items, 1):
        text = f"{place}." + _planned(teller, name, plan, spent)
        if name == "公务用车购置及运行费" and spent:
            bought, run = facts.at("T7", "金额", "决算公务用车购置费"), facts.at("T7", "金额", "决算公务用车运行费")
            text += f"其中：公务用车购置费支出{teller.money(bought)}，公务用车运行费支出{teller.money(run)}。"
        yield text


def _planned(teller: Teller, name: str, planned: int, final: int) -> str:
    if not final and not planned:
        return teller.random.choice(
            (f"{name}预算为0元，支出决算为0元。", f"{name.removesuffix('支出')}支出决算为0{teller.style.unit}。")
        )
    plan = teller.money(planned, "tied")
    rate = teller.rate(final, planned, "completion") if teller.prints(planned) else ""
    if not rate:
        return f"{name.removesuffix('支出')}支出决算为{teller.money(final)}。"
    return teller.one_of(
        lambda: f"{name}年初预算为{plan}，支出决算为{teller.money(final)}，完成年初预算的{rate}。",
        lambda: f"{name}预算为{plan}，支出决算为{teller.money(final)}，完成预算的{rate}。",
        lambda: f"{name}年初预算数为{plan}，决算数为{teller.money(final)}，完成年初预算的{rate}。",
        lambda: f"{name}决算数{teller.money(final)}，完成年初预算{plan}的{rate}。",
    )


def _since(teller: Teller, subject: str, now: int, before: int) -> str:
    if teller.random.random() < 0.5 or not teller.prints(before):
        return ""
    return f"{subject}{teller.money(now)}" + teller.change(subject, now, before)


def _none(teller: Teller, kind: str) -> str:
    return teller.random.choice(
        (
            f"{teller.office}{teller.year}年度无{kind}财政拨款收入和支出。",
            f"本部门{teller.year}年度没有{kind}财政拨款收入，也没有使用{kind}安排的支出。",
            f"{teller.year}年度{kind}财政拨款本年支出0{teller.style.unit}。",
            "本年度无此项支出。",
        )
    )


def _fund(teller: Teller, facts: Facts) -> Iterator[str]:
    flow = [facts.at("T8", "合计", name) for name in ("年初结转和结余", "本年收入", "本年支出", "年末结转和结余")]
    if not any(flow):
        yield _none(teller, "政府性基金预算")
        return
    names = ("年初结转和结余", "本年收入", "本年支出", "年末结转和结余")
    yield (
        f"{_lead(teller)}政府性基金预算财政拨款"
        + "，".join(f"{name}{teller.money(fen)}" for name, fen in zip(names, flow, strict=True))
        + "。"
    )


def _capital(teller: Teller, facts: Facts) -> Iterator[str]:
    spent = facts.at("T9", "合计", "合计")
    if not spent:
        yield _none(teller, "国有资本经营预算")
        return
    name = "国有资本经营预算财政拨款支出"
    yield f"{_lead(teller)}{name}{teller.money(spent)}" + teller.change(name, spent, facts.before["国资"])


def _running(teller: Teller, facts: Facts) -> Iterator[str]:
    if not facts.public:
        yield "本部门不是行政单位，没有机关运行经费。"
        return
    name = teller.random.choice(("机关运行经费支出", "机关运行经费"))
    yield f"{_lead(teller)}{name}{teller.money(facts.public, 'bound')}" + teller.change(
        name, facts.public, facts.before["机关运行"]
    )


def _purchases(teller: Teller) -> Iterator[str]:
    random, lead = teller.random, _lead(teller)
    if random.random() < 0.2:
        yield f"{lead}无政府采购支出。"
        return
    goods, works, services = (random.randint(0, 5_000) * 1_000_000 + random.randint(0, 99) * 10_000 for _ in range(3))
    whole = goods + works + services + 1_000_000
    goods += 1_000_000
    small = whole * random.randint(40, 100) // 100
    tiny = small * random.randint(30, 100) // 100
    yield (
        f"{lead}政府采购支出总额{teller.money(whole)}，其中：政府采购货物支出{teller.money(goods)}、"
        f"政府采购工程支出{teller.money(works)}、政府采购服务支出{teller.money(services)}。"
        f"授予中小企业合同金额{teller.money(small, 'share')}，占政府采购支出总额的{teller.rate(small, whole, 'share')}，"
        f"其中：授予小微企业合同金额{teller.money(tiny, 'share')}，占政府采购支出总额的{teller.rate(tiny, whole, 'share')}。"
    )


def _assets(teller: Teller) -> Iterator[str]:
    random = teller.random
    counts = [random.choice((0, 0, 1, 2, 3, 7)) for _ in _CARS]
    listed = "、".join(f"{name}{count}辆" for name, count in zip(_CARS, counts, strict=True))
    yield (
        f"截至{teller.year}年12月31日，本部门共有车辆{teller.count(sum(counts), 'count')}辆，其中：{listed}；"
        f"单价50万元（含）以上通用设备{random.randint(0, 3)}台（套），单价100万元（含）以上专用设备{random.randint(0, 3)}台（套）。"
    )


def _performance(teller: Teller, cards: Sequence[PlainCard]) -> Iterator[str]:
    random = teller.random
    if cards:
        money = sum(int(Decimal(card.money[0].budget) * 1_000_000) for card in cards)
        best = len(cards)
        yield f"本部门对{best}个项目开展了绩效自评，涉及资金{teller.money(money, 'loose')}，自评表见附件。"
        return
    best, good, fair = random.randint(1, 9), random.randint(0, 4), random.randint(0, 2)
    money = random.randint(100, 9_000) * 1_000_000
    yield (
        f"本部门对{best + good + fair}个项目开展了绩效自评，涉及资金{teller.money(money, 'loose')}。"
        f"评价结果为优的项目{best}个，良的项目{good}个，合格的项目{fair}个。"
    )


def numeral(value: int) -> str:
    """一 … 十九."""
    return _NUMERALS[value - 1] if value <= 10 else "十" + _NUMERALS[value - 11]
