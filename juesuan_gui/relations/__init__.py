"""The relation language: parse, evaluate, trace, over an abstract look-up. Knows no form.

Grammar (Chinese names are data; ASCII brackets group, full-width ones belong to names)::

    condition  := conjunction ("或" conjunction)*
    conjunction:= comparison ("且" comparison)*
    comparison := expression ("=" | "≠" | "<=" | ">=" | "<" | ">") expression | "非" comparison | "(" condition ")"
    expression := term (("+" | "-") term)*
    term       := factor (("×" | "*" | "/") factor)*
    factor     := "-" factor | number ["元"|"万元"|"亿元"|"%"] | 「printed figure」 | function "(" … ")" |
                  "Σ" address | address | "(" expression ")"
    address    := ["单位[" name "]."] [period "."] [basis "."] table ["[" row "]"] ["." row-or-column] ["." column]

Row selectors in brackets: a row's name or code; 本行 (the row a rule runs over); 科目 (the row with the same
code in another table); inside Σ also 下级 (children of the row), @group, 21* (codes), 类/款/项 (a level).
The column 本列 is the column a rule runs over; in Σ the instance ``*`` means every card.
"""

from juesuan_gui.relations.address import Address, Basis, Period
from juesuan_gui.relations.evaluate import (
    Binding,
    Lookup,
    Unread,
    compile_condition,
    compile_expression,
    operands,
    references,
)
from juesuan_gui.relations.linear import LinearForm, linear_form
from juesuan_gui.relations.parse import RelationError, Resolver, parse_condition, parse_expression
from juesuan_gui.relations.syntax import (
    THIS_COLUMN,
    Binary,
    Call,
    Comparison,
    Condition,
    Conjunction,
    Disjunction,
    Expression,
    Literal,
    Negation,
    Negative,
    RawReference,
    Reference,
    RowSelector,
    SelectorKind,
    Total,
)

__all__ = [
    "THIS_COLUMN",
    "Address",
    "Basis",
    "Binary",
    "Binding",
    "Call",
    "Comparison",
    "Condition",
    "Conjunction",
    "Disjunction",
    "Expression",
    "LinearForm",
    "Literal",
    "Lookup",
    "Negation",
    "Negative",
    "Period",
    "RawReference",
    "Reference",
    "RelationError",
    "Resolver",
    "RowSelector",
    "SelectorKind",
    "Total",
    "Unread",
    "compile_condition",
    "compile_expression",
    "linear_form",
    "operands",
    "parse_condition",
    "parse_expression",
    "references",
]
