"""Incidents counted by two fields at once, with the incidents behind every number."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.analysis.fields import Coded, code_field
from geo.filters import Mask
from geo.record import Record

#: Row or column of all values together.
ALL = "all"


@dataclass(frozen=True, eq=False)
class Crosstab:
    """Chosen incidents by two fields; each stands in one row and one column.

    Parameters
    ----------
    rows, columns : the values that are shown, in their order.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    _mask: Mask
    _row: Coded
    _column: Coded

    def behind(self, row: str, column: str) -> Mask:
        """The incidents behind a number, shape (events,); either may be `ALL`."""
        found = self._mask.copy()
        for coded, value in ((self._row, row), (self._column, column)):
            if value != ALL:
                found &= coded.codes == coded.values.index(value)
        return found

    def counts(self) -> pd.DataFrame:
        """Numbers of incidents, int64, with a last row and a last column `ALL`."""
        width = len(self._column.values)
        cells = self._row.codes[self._mask] * width + self._column.codes[self._mask]
        found = np.bincount(cells, minlength=len(self._row.values) * width).reshape(-1, width)
        table = pd.DataFrame(found, index=list(self._row.values), columns=list(self._column.values))
        table = table.loc[list(self.rows), list(self.columns)].astype("int64")
        table[ALL] = table.sum(axis=1)
        table.loc[ALL] = table.sum()
        return table


def cross_fields(
    record: Record, mask: Mask, row: str, column: str, *, always: Collection[str] = ()
) -> Crosstab:
    """Count chosen incidents by two fields of `geo.analysis.fields.FIELDS`.

    Rows and columns without an incident are left out, so that totals add up all the same.

    Parameters
    ----------
    mask : the incidents, shape (events,).
    always : values that have a row although nothing is in it.
    """
    rows, columns = code_field(record, row), code_field(record, column)
    return Crosstab(
        _list_used(rows, mask, always), _list_used(columns, mask, ()), mask, rows, columns
    )


def _list_used(coded: Coded, mask: Mask, always: Collection[str]) -> tuple[str, ...]:
    used = np.bincount(coded.codes[mask], minlength=len(coded.values)) > 0
    return tuple(
        value
        for value, is_used in zip(coded.values, used, strict=True)
        if is_used or value in always
    )
