"""What became of a user's own Word template, in values and in sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A placeholder that stays as it is: its words, the sentence it stands in, and why."""

    text: str
    around: str
    reason: str

    @property
    def words(self) -> str:
        """It as it stands in the template, in its brackets."""
        return self.text if self.text[:1] in ("{", "｛") else f"{{{{{self.text}}}}}"


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """What became of a template: how many placeholders were filled, which not, and what the report lacks."""

    filled: int
    not_understood: tuple[NotUnderstood, ...]
    needs: tuple[str, ...]

    def sentences(self) -> list[str]:
        """The result in Chinese sentences, for window and command line; nothing where all went well."""
        said = [f"模板里的“{item.words}”没有填：{item.reason}（在“{item.around}”）。" for item in self.not_understood]
        if self.needs:
            said.append(f"有 {len(self.needs)} 处数据还没有填，印成【待填】：{'；'.join(self.needs[:5])}。")
        return said
