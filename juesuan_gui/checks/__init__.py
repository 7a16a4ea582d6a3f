"""Catalogue, engine, findings and roots: which relations of a report do not hold, and why."""

from juesuan_gui.checks.audit import Audit, AuditResult
from juesuan_gui.checks.findings import Finding, Held, Operand
from juesuan_gui.checks.judge import Outcome
from juesuan_gui.checks.wording import Wording

__all__ = ["Audit", "AuditResult", "Finding", "Held", "Operand", "Outcome", "Wording"]
