from __future__ import annotations

import pytest

from connect_ext.books.documents.document import Tracking
from connect_ext.books.mapping.tracking import TrackingBy, TrackingCategory, TrackingRule, tracking_of, why_untrackable
from tests.books.builders import a_party, an_order


def test_a_fixed_rule_gives_every_line_its_option_and_an_empty_one_none() -> None:
    rules = (TrackingRule(category="Region", option="South"), TrackingRule(category="Team"))
    assert tracking_of(rules, an_order(), a_party()) == (Tracking(category="Region", option="South"),)


@pytest.mark.parametrize(
    ("by", "name"),
    [
        (TrackingBy.MARKETPLACE, "MP-12345"),
        (TrackingBy.MARKETPLACE, "australia"),
        (TrackingBy.PRODUCT, "PRD-276-377-545"),
        (TrackingBy.PRODUCT, "Harbour Mail"),
        (TrackingBy.CUSTOMER, "TA-2000-0000-0001"),
        (TrackingBy.CUSTOMER, "Blue Lake Pty Ltd"),
    ],
)
def test_a_rule_follows_an_id_or_a_name_and_all_others_take_its_own_option(by: TrackingBy, name: str) -> None:
    fits = TrackingRule(category="Region", by=by, option="Rest", options={name: "South"})
    other = TrackingRule(category="Region", by=by, option="Rest", options={"Somebody": "South"})
    assert tracking_of((fits,), an_order(), a_party()) == (Tracking(category="Region", option="South"),)
    assert tracking_of((other,), an_order(), a_party()) == (Tracking(category="Region", option="Rest"),)


def test_an_id_is_more_than_a_name_that_may_repeat() -> None:
    options = {"Australia": "By name", "MP-12345": "By id"}
    rule = TrackingRule(category="Region", by=TrackingBy.MARKETPLACE, options=options)
    assert tracking_of((rule,), an_order(), a_party())[0].option == "By id"


def test_only_active_options_of_active_categories_can_be_carried() -> None:
    known = (TrackingCategory(name="Region", options=("South",)),)
    assert why_untrackable("Region", "South", known) is None
    assert why_untrackable("Region", "North", known) == "is no active option of “Region”"
    assert "there is no active tracking category “Team”" in (why_untrackable("Team", "South", known) or "")
