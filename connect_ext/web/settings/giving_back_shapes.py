"""What settings say about reductions and cancellations: what they give back, for all products and for single ones."""

from __future__ import annotations

from pydantic import Field

from connect_ext.books.documents.policies import CancellationRule, ReductionRule, RefundLines
from connect_ext.books.settings.settings import Settings
from connect_ext.web.door.shapes import Out
from connect_ext.web.settings.settings_parts import CancellationFeeBody

DEFAULTS = Settings()
WINDOW = "Of the window of within_days, from the start of the period; the same for all products."


class GivingBackSettings(Out):
    """Field by field as in `books.settings.Settings`."""

    reductions: ReductionRule = Field(
        default=DEFAULTS.reductions, description="What a reduced quantity does to what is billed already."
    )
    reduction_days: int = Field(default=DEFAULTS.reduction_days, ge=0, le=366, description=WINDOW)
    reductions_by_product: dict[str, ReductionRule] = Field(
        default={},
        description="The same for single products, by product id.",
        example={"PRD-276-377-545": "quantity_changes_only"},
    )
    cancellation: CancellationRule = Field(
        default=DEFAULTS.cancellation, description="What a cancellation does to what is billed of the days after it."
    )
    cancellation_days: int = Field(default=DEFAULTS.cancellation_days, ge=0, le=366, description=WINDOW)
    cancellations_by_product: dict[str, CancellationRule] = Field(
        default={}, description="The same for single products, by product id.", example={"PRD-276-377-545": "no_credit"}
    )
    cancellation_fee: CancellationFeeBody = Field(
        default=CancellationFeeBody(), description="Charged when a subscription ends early."
    )
    refund_lines: RefundLines = Field(
        default=DEFAULTS.refund_lines, description="Where a refund stands that comes with charges of the same order."
    )
