"""Copied text: Word's HTML, web pages, RTF and plain text become lines with few marks, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_gui.reading.pasted_text import pasted_lines

WORD_LIST = (
    "<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Wingdings'>"
    "<span style='mso-list:Ignore'>{label}<span>&nbsp;&nbsp;</span></span></span><![endif]>拟订规划</p>"
)


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<h2 style='x'>职责<o:p></o:p></h2><p>负责<b>全</b>市\n工作。</p>", "# 职责\n负责全市工作。"),
        ("<p>on two\nlines</p>", "on two lines"),
        (WORD_LIST.format(label="l"), "- 拟订规划"),
        (WORD_LIST.format(label="（一）"), "（一）拟订规划"),
        ("<ul><li>甲<li>乙</ul><ol><li>子</li><li>丑</li></ol>后", "- 甲\n- 乙\n1.子\n2.丑\n后"),
        ("<style>p{}</style><!-- 注 --><script>1</script><p style='display:none'>藏</p>露", "露"),
        ("<table><tr><td colspan=2>项目</td><td>金额</td></tr><tr><td>a|b</td><td><p>x</p></td><td>1.50</td></tr></table>",
         "| 项目 | | 金额 |\n| a／b | x | 1.50 |"),
        ("<table><tr><td>框里的一段话</td></tr></table>", "框里的一段话"),
        ("甲<br>乙<p></p><div>　丙&nbsp;丁</div>", "甲\n乙\n丙 丁"),
        ("<table><tr><td>没有结束", "没有结束"),
        ("<table><tr><td rowspan=2>事项</td><td colspan=2>金额</td></tr><tr><td>预算</td><td>决算</td></tr>"
         "<tr><td>甲</td><td>1</td><td>2</td></tr></table>", "| 事项 | 金额 | |\n| | 预算 | 决算 |\n| 甲 | 1 | 2 |"),
        ("<p>一段<del>删</del><ins>加</ins>文字<a class=msocomanchor href='#_msocom_1'>[A1]</a>。</p>"
         "<div style='mso-element:comment-list'><div class=msocomtxt><p>批注</p></div></div>", "一段加文字。"),
    ],
)  # fmt: skip
def test_html_becomes_lines(html: str, lines: str) -> None:
    assert pasted_lines(html, "", "x") == lines


def test_rtf_becomes_lines() -> None:
    rtf = (
        r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 \'cb\'ce\'cc\'e5;}}{\*\generator W;}\pard\f0 \'b8\'ba\'d4\'f0"
        r"\u20840?{\v xx}{\deleted yy}\u24066?\v zz\v0\par \trowd\cellx9\intbl A\cell B\par b\cell\row\pard \{x\}\par}"
    )
    assert pasted_lines("", rtf, "x") == "负责全市\n| A | B b |\n{x}"


def test_plain_text_is_tidied() -> None:
    assert pasted_lines("", "", "甲　\r\n\r\n  乙\t丙\n") == "甲\n乙 丙"


@settings(max_examples=60, deadline=None)
@given(st.text("<>/=&;'\"{}\\ \nabtdrplioul甲乙*'0123", max_size=80))
def test_nothing_pasted_breaks(mess: str) -> None:
    for text in (pasted_lines(mess), pasted_lines("", "{\\rtf1" + mess), pasted_lines("", "", mess)):
        assert "\r" not in text and "\n\n" not in text
