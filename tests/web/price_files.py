"""Files of price tables as people and programs make them, good and bad."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st
from openpyxl import Workbook

from connect_ext.books.ids import MarketplaceId, ProductItemId, TierAccountId
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import PriceRow
from connect_ext.books.prices.price_cells import INVISIBLE, LONGEST_PERIOD, LONGEST_TEXT

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

TEXTS = (
    st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@'\t,;\"_x0041"), min_size=1, max_size=12)
    | st.sampled_from(["=1+1", "'=1", "''@", "+61", "-", "_x0041_", "x005F_", "007", "TRUE", "2026-01-01", "1e5"])
).filter(lambda text: text == text.strip() and not INVISIBLE.search(text) and len(text) <= LONGEST_TEXT)
NUMBERS = st.decimals(0, Decimal("99999999999.9999"), places=4, allow_nan=False)


def price_rows() -> st.SearchStrategy[PriceRow]:
    """Rows as the table may hold them."""
    days = st.none() | st.dates()
    return st.builds(
        PriceRow,
        product_item=st.none() | TEXTS.map(ProductItemId),
        mpn=TEXTS,
        marketplace_id=st.none() | TEXTS.map(MarketplaceId),
        customer_id=st.none() | TEXTS.map(TierAccountId),
        period_months=st.none() | st.integers(0, LONGEST_PERIOD),
        currency=st.sampled_from([Currency("AUD"), Currency("JPY")]),
        minimum_quantity=NUMBERS,
        price=NUMBERS,
        discount=st.decimals(0, 100, places=4, allow_nan=False),
        valid_from=days,
        valid_to=days,
    ).filter(lambda row: row.valid_from is None or row.valid_to is None or row.valid_from <= row.valid_to)


def a_workbook(*rows: Sequence[Any], formats: Mapping[str, str] | None = None) -> bytes:
    """As openpyxl writes it: a text that begins with an equals sign is a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def an_archive(parts: Mapping[str, str | bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def by_hand(sheet: str, **parts: str) -> bytes:
    """A workbook of one sheet whose `sheetData` is given; `shared`, `styles` and `workbook` replace those parts."""
    shared = parts.get("shared", f'<sst xmlns="{MAIN}"/>')
    styles = parts.get(
        "styles", f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    workbook = parts.get("workbook", '<sheets><sheet name="S" sheetId="1" r:id="a"/></sheets>')
    head = '<?xml version="1.0"?>'
    relations = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in (
            ("a", "worksheet", "worksheets/sheet1.xml"),
            ("b", "sharedStrings", "sharedStrings.xml"),
            ("c", "styles", "/xl/styles.xml"),
        )
    )
    main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    return an_archive(
        {
            "_rels/.rels": f'{head}<Relationships xmlns="{PACKAGE}">{main}</Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}</workbook>',
            "xl/sharedStrings.xml": shared,
            "xl/styles.xml": styles,
            "xl/worksheets/sheet1.xml": sheet
            if sheet.startswith(("<?xml", "<!"))
            else f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        }
    )


def full_rows(count: int) -> list[PriceRow]:
    """Rows with every column, as long as they get."""
    return [
        PriceRow(
            product_item=ProductItemId(f"PRD-276-377-545-{number:04}"),
            mpn=f"MPN-R-{number:04}",
            marketplace_id=MarketplaceId("MP-12345"),
            customer_id=TierAccountId("TA-0000-0000-0001"),
            period_months=12,
            currency=Currency("AUD"),
            minimum_quantity=Decimal(10),
            price=Decimal("99999999999.9999"),
            discount=Decimal("33.3333"),
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 12, 31),
        )
        for number in range(count)
    ]
