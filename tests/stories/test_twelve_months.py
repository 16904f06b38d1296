"""A year of two customers in two currencies, worked out by hand, so that a pocket calculator can check every amount.

Harbour & Sons pays in AUD, from the price list: a monthly seat 12.50, from 15 June 2027 on 13.20; a yearly seat 146.00
from that day on; onboarding 250.00. Bräuer pays in USD, from our own price row: a yearly seat 90.00. GST is 10 %,
rounded line by line. Amounts are net + tax = total. Periods begin on the 31st, or on the last day of a shorter month.

AUD      what                                             worked out as                      net     tax    total
31 Dec   A  10 monthly seats                              10 x 12.50                      125.00   12.50   137.50
            onboarding, once                              1 x 250.00                      250.00   25.00   275.00
31 Jan   the month to 27 Feb (28 days)                    10 x 12.50                      125.00   12.50   137.50
 3 Feb   U  usage of January: voided in Xero, so it counts nothing: 500 GB, 14.00 + 3.50 = 17.50, 1.75, 19.25
 5 Feb   B  to 14 seats from 20 Jan, told when February is billed already
            20 to 30 Jan: 11 days of 31                   4 x 12.50 x 11/31 = 17.7419...
            31 Jan to 27 Feb: the whole month             4 x 12.50         = 50.00
            both on one line                              17.7419... + 50.00               67.74    6.77    74.51
10 Feb   W  usage of January, put right: 460 GB           as reported                      16.10    1.61    17.71
28 Feb   the month to 30 Mar (31 days)                    14 x 12.50                      175.00   17.50   192.50
20 Mar   E  back to 12 seats: 20 to 30 Mar, 11 of 31      3 x 12.50 x 11/31 = 13.3064...   13.31    1.33    14.64
31 Mar   the month to 29 Apr                              12 x 12.50                      150.00   15.00   165.00
30 Apr   the month to 30 May                              12 x 12.50                      150.00   15.00   165.00
31 May   the month to 29 Jun: the price of its first day  12 x 12.50                      150.00   15.00   165.00
30 Jun   the month to 30 Jul: the new price               12 x 13.20                      158.40   15.84   174.24
31 Jul   the month to 30 Aug                              12 x 13.20                      158.40   15.84   174.24
31 Aug   the month to 29 Sep                              12 x 13.20                      158.40   15.84   174.24
30 Sep   the month to 30 Oct (31 days), a draft of 158.40, of which the switch of 10 Oct leaves 10 days:
            158.40 less 12 x 13.20 x 21/31 = 107.3032...  158.40 - 107.30                  51.10    5.11    56.21
10 Oct   F  4 yearly seats instead, to 30 Dec: 22 + 30 + 30 = 82 days of 365
                                                          4 x 146 x 82/365                131.20   13.12   144.32
 1 Dec   G  fee: 10 % of the 48.00 that are left          48.00 x 10/100                    4.80    0.48     5.28
                                                          invoices                       1884.45  188.44  2072.89
15 Mar   C  credit, to 9 seats: 15 to 30 Mar, 16 of 31    5 x 12.50 x 16/31 = 32.2580...  -32.26   -3.23   -35.49
 1 Dec   G  credit, cancelled: 1 to 30 Dec, 30 of 365     4 x 146 x 30/365                -48.00   -4.80   -52.80
                                                          credit notes                    -80.26   -8.03   -88.29
                                                          AUD of the year                1804.19  180.41  1984.60

USD      what                                             worked out as                      net     tax    total
31 Dec   D  3 yearly seats                                3 x 90                          270.00   27.00   297.00
 2 Jun   V  usage of May                                  as reported                       7.00    0.70     7.70
 2 Aug   K  to 5 seats from 1 Aug; that day is locked, so it waits and is dated the next. 1 Aug to 30 Dec:
            31 + 30 + 31 + 30 + 30 = 152 of 365
                                                          2 x 90 x 152/365 = 74.9589...    74.96    7.50    82.46
31 Dec   M  renewed: 4 yearly seats                       4 x 90                          360.00   36.00   396.00
                                                          invoices                        711.96   71.20   783.16
 1 Oct   L  credit, to 4 seats: 1 Oct to 30 Dec, 91 days  1 x 90 x 91/365 = 22.4383...    -22.44   -2.24   -24.68
                                                          USD of the year                 689.52   68.96   758.48

By month, net of credit notes, each document on its own date (AUD; USD):
Dec 2026 375.00; 270.00   Jan 125.00   Feb 258.84 (67.74 + 16.10 + 175)   Mar 131.05 (150 + 13.31 - 32.26)
Apr 150.00   May 150.00   Jun 158.40; 7.00   Jul 158.40   Aug 158.40; 74.96   Sep 51.10   Oct 131.20; -22.44   Nov -
Dec 2027 -43.20 (4.80 - 48); 360.00                       Sums: 1804.19 AUD; 689.52 USD
"""

from __future__ import annotations

from connect_ext.books.documents.reference import mark_of
from sandbox.xero import BooksView
from tests.stories.story import Story
from tests.stories.totals import by_month, net_of_credits, summed, sums

# Copied from the calculation above.
INVOICES = {"AUD": sums("1884.45", "188.44", "2072.89"), "USD": sums("711.96", "71.20", "783.16")}
CREDITS = {"AUD": sums("80.26", "8.03", "88.29"), "USD": sums("22.44", "2.24", "24.68")}
THE_YEAR = {"AUD": sums("1804.19", "180.41", "1984.60"), "USD": sums("689.52", "68.96", "758.48")}
BY_MONTH = {
    "AUD": {
        "2026-12": "375.00", "2027-01": "125.00", "2027-02": "258.84", "2027-03": "131.05", "2027-04": "150.00",
        "2027-05": "150.00", "2027-06": "158.40", "2027-07": "158.40", "2027-08": "158.40", "2027-09": "51.10",
        "2027-10": "131.20", "2027-12": "-43.20",
    },
    "USD": {"2026-12": "270.00", "2027-06": "7.00", "2027-08": "74.96", "2027-10": "-22.44", "2027-12": "360.00"},
}  # fmt: skip


def test_a_year_of_two_customers_in_two_currencies(story: Story) -> None:
    """
    setting  auto-sync runs every five minutes
    setting  cancellation is credit unused part
    setting  cancellation fee is 10 % of what is left
    setting  price sources are own table, marketplace
    price    NRD-OFF-Y 90.00 USD for Bräuer Design Studio
    listed   NRD-OFF-M 13.20 from 2027-06-15 on
    listed   NRD-OFF-Y 146.00 from 2027-06-15 on
    order    A purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     10 x NRD-OFF-M
    line     1 x NRD-SETUP
    order    H purchase for Harbour & Sons Pty Ltd by Southern Cross Cloud
    line     unlimited x SKB-GB
    order    D purchase for Bräuer Design Studio by Southern Cross Cloud
    line     3 x NRD-OFF-Y
    order    J purchase for Bräuer Design Studio by Southern Cross Cloud
    line     unlimited x SKB-GB
    order    B change of A
    line     14 x NRD-OFF-M
    starts   2027-01-20
    order    C change of A
    line     9 x NRD-OFF-M
    order    E change of A
    line     12 x NRD-OFF-M
    order    F change of A
    line     0 x NRD-OFF-M
    line     4 x NRD-OFF-Y
    order    G cancel of A
    order    K change of D
    line     5 x NRD-OFF-Y
    order    L change of D
    line     4 x NRD-OFF-Y
    order    M renew of D
    line     4 x NRD-OFF-Y
    starts   2027-12-31
    usage    U of schema tr
    used     400 x SKB-GB of H for 14.00
    used     100 x SKB-GB of H for 3.50
    usage    W of schema tr
    used     460 x SKB-GB of H for 16.10
    usage    V of schema pr in USD
    used     5 x SKB-GB of J for 7.00
    then     the clock moves to 2026-12-31
    then     A is told
    then     H is told
    then     D is told
    then     J is told
    then     the schedule fires
    then     the schedule fires every day until 2027-02-03
    then     U is told
    then     the schedule fires every day until 2027-02-05
    then     a person approves the invoice of U.H
    then     a person voids the invoice of U.H
    then     B is told
    then     the schedule fires
    then     the schedule fires every day until 2027-02-10
    then     W is told
    then     the schedule fires
    then     the schedule fires every day until 2027-03-01
    then     a person approves the invoice of A@2027-02-28
    then     the schedule fires every day until 2027-03-15
    then     C is told
    then     the schedule fires
    then     the schedule fires every day until 2027-03-16
    then     a person approves the credit note of C
    then     the schedule fires every day until 2027-03-20
    then     E is told
    then     the schedule fires
    then     the schedule fires every day until 2027-06-02
    then     V is told
    then     the schedule fires
    then     the schedule fires every day until 2027-08-01
    then     the lock moves to 2027-08-01
    then     K is told
    then     the schedule fires
    then     the schedule fires every day until 2027-09-01
    then     a person approves the invoice of K
    then     a person pays the invoice of K
    then     the schedule fires every day until 2027-10-01
    then     L is told
    then     the schedule fires
    then     the schedule fires every day until 2027-10-10
    then     F is told
    then     the schedule fires
    then     the schedule fires every day until 2027-10-20
    then     a person approves the invoice of F
    then     the schedule fires every day until 2027-12-01
    then     G is told
    then     the schedule fires
    then     the schedule fires every day until 2027-12-02
    then     a person approves the credit note of G
    then     the schedule fires every day until 2027-12-30
    then     the clock moves to 2027-12-31
    then     M is told
    then     the schedule fires
    ---
    contact  Bräuer Design Studio, numbered
    contact  Harbour & Sons Pty Ltd, numbered
    invoice  A draft AUD for Harbour & Sons Pty Ltd, reference {A}, subtotal 375.00, total 412.50, dated 2026-12-31
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A}/1
    text     Northwind Office, monthly, per month from 2026-12-31
    line     1 x 250.00 = 250.00 account 260 tax OUTPUT mark {A}/2
    text     Northwind Office: Onboarding
    invoice  A@2027-01-31 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-01-31}, subtotal 125.00, total 137.50,
             dated 2027-01-31
    line     10 x 12.50 = 125.00 account 200 tax OUTPUT mark {A@2027-01-31}/1
    text     Northwind Office, monthly, per month, 2027-01-31 to 2027-02-27
    invoice  U.H voided AUD for Harbour & Sons Pty Ltd, reference {U.H}, subtotal 17.50, total 19.25, dated 2027-02-03
    line     500 x 0.035 = 17.50 account 200 tax OUTPUT mark {U.H}/1
    text     Skyline Backup storage, 2027-01-01 to 2027-01-31, 500
    invoice  B draft AUD for Harbour & Sons Pty Ltd, reference {B}, subtotal 67.74, total 74.51, dated 2027-02-05
    line     4 x 16.9355 = 67.74 account 200 tax OUTPUT mark {B}/1
    text     Northwind Office, monthly, per month, 2027-01-20 to 2027-02-27 (11/31 of a month + 1 month)
    invoice  W.H draft AUD for Harbour & Sons Pty Ltd, reference {W.H}, subtotal 16.10, total 17.71, dated 2027-02-10
    line     460 x 0.035 = 16.10 account 200 tax OUTPUT mark {W.H}/1
    text     Skyline Backup storage, 2027-01-01 to 2027-01-31, 460
    invoice  A@2027-02-28 authorised AUD for Harbour & Sons Pty Ltd, reference {A@2027-02-28}, subtotal 175.00, total
             192.50, dated 2027-02-28
    line     14 x 12.50 = 175.00 account 200 tax OUTPUT mark {A@2027-02-28}/1
    text     Northwind Office, monthly, per month, 2027-02-28 to 2027-03-30
    credit   C paid AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0007 of 2027-02-28, subtotal 32.26, total
             35.49, dated 2027-03-15
    line     1 x 32.26 = 32.26 account 200 tax OUTPUT mark {C}/3
    text     Credit: Northwind Office, monthly, per month, 2027-02-28 to 2027-03-30, 2027-03-15 to before 2027-03-31,
             reduced from 14 to 9 (5 x 12.5 AUD x 16/31 of a month)
    allocation 35.49 to A@2027-02-28
    invoice  E draft AUD for Harbour & Sons Pty Ltd, reference {E}, subtotal 13.31, total 14.64, dated 2027-03-20
    line     3 x 4.4355 = 13.31 account 200 tax OUTPUT mark {E}/1
    text     Northwind Office, monthly, per month, 2027-03-20 to 2027-03-30 (11/31 of a month)
    invoice  A@2027-03-31 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-03-31}, subtotal 150.00, total 165.00,
             dated 2027-03-31
    line     12 x 12.50 = 150.00 account 200 tax OUTPUT mark {A@2027-03-31}/1
    text     Northwind Office, monthly, per month, 2027-03-31 to 2027-04-29
    invoice  A@2027-04-30 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-04-30}, subtotal 150.00, total 165.00,
             dated 2027-04-30
    line     12 x 12.50 = 150.00 account 200 tax OUTPUT mark {A@2027-04-30}/1
    text     Northwind Office, monthly, per month, 2027-04-30 to 2027-05-30
    invoice  A@2027-05-31 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-05-31}, subtotal 150.00, total 165.00,
             dated 2027-05-31
    line     12 x 12.50 = 150.00 account 200 tax OUTPUT mark {A@2027-05-31}/1
    text     Northwind Office, monthly, per month, 2027-05-31 to 2027-06-29
    invoice  A@2027-06-30 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-06-30}, subtotal 158.40, total 174.24,
             dated 2027-06-30
    line     12 x 13.20 = 158.40 account 200 tax OUTPUT mark {A@2027-06-30}/1
    text     Northwind Office, monthly, per month, 2027-06-30 to 2027-07-30
    invoice  A@2027-07-31 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-07-31}, subtotal 158.40, total 174.24,
             dated 2027-07-31
    line     12 x 13.20 = 158.40 account 200 tax OUTPUT mark {A@2027-07-31}/1
    text     Northwind Office, monthly, per month, 2027-07-31 to 2027-08-30
    invoice  A@2027-08-31 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-08-31}, subtotal 158.40, total 174.24,
             dated 2027-08-31
    line     12 x 13.20 = 158.40 account 200 tax OUTPUT mark {A@2027-08-31}/1
    text     Northwind Office, monthly, per month, 2027-08-31 to 2027-09-29
    invoice  A@2027-09-30 draft AUD for Harbour & Sons Pty Ltd, reference {A@2027-09-30}, subtotal 51.10, total 56.21,
             dated 2027-09-30
    line     1 x 51.10 = 51.10 account 200 tax OUTPUT mark {A@2027-09-30}/1
    text     Northwind Office, monthly, per month, 2027-09-30 to 2027-10-30, reduced from 12 to 0 (12 x 13.2 AUD x 21/31
             of a month) from 2027-10-10
    invoice  F authorised AUD for Harbour & Sons Pty Ltd, reference {F}, subtotal 131.20, total 144.32, dated 2027-10-10
    line     4 x 32.80 = 131.20 account 200 tax OUTPUT mark {F}/3
    text     Northwind Office, yearly, per year, 2027-10-10 to 2027-12-30 (82/365 of a year)
    invoice  G draft AUD for Harbour & Sons Pty Ltd, reference {G}, subtotal 4.80, total 5.28, dated 2027-12-01
    line     1 x 4.80 = 4.80 account 260 tax OUTPUT mark {G}/3
    text     Cancellation fee: Northwind Office, {asset} cancelled from 2027-12-01, 10 % of the 48 AUD left
    credit   G paid AUD for Harbour & Sons Pty Ltd, reference Credit for INV-0018 of 2027-10-10, subtotal 48.00, total
             52.80, dated 2027-12-01
    line     1 x 48.00 = 48.00 account 200 tax OUTPUT mark {G}/4
    text     Credit: Northwind Office, yearly, per year, 2027-10-10 to 2027-12-30 (82/365 of a year), 2027-12-01 to
             before 2027-12-31, cancelled (4 x 146 AUD x 30/365 of a year)
    allocation 52.80 to F
    invoice  D draft USD for Bräuer Design Studio, reference {D}, subtotal 270.00, total 297.00, dated 2026-12-31
    line     3 x 90.00 = 270.00 account 200 tax OUTPUT mark {D}/1
    text     Northwind Office, yearly, per year from 2026-12-31
    invoice  V.J draft USD for Bräuer Design Studio, reference {V.J}, subtotal 7.00, total 7.70, dated 2027-06-02
    line     5 x 1.40 = 7.00 account 200 tax OUTPUT mark {V.J}/1
    text     Skyline Backup storage, 2027-05-01 to 2027-05-31, 5
    invoice  K paid USD for Bräuer Design Studio, reference {K}, subtotal 74.96, total 82.46, dated 2027-08-02
    line     2 x 37.4795 = 74.96 account 200 tax OUTPUT mark {K}/1
    text     Northwind Office, yearly, per year, 2027-08-01 to 2027-12-30 (152/365 of a year)
    credit   L draft USD for Bräuer Design Studio, reference Credit for INV-0015 of 2027-08-02, subtotal 22.44, total
             24.68, dated 2027-10-01
    line     1 x 22.44 = 22.44 account 200 tax OUTPUT mark {L}/2
    text     Credit: Northwind Office, yearly, per year, 2027-08-01 to 2027-12-30 (152/365 of a year), 2027-10-01 to
             before 2027-12-31, reduced from 5 to 4 (1 x 90 USD x 91/365 of a year)
    invoice  M draft USD for Bräuer Design Studio, reference {M}, subtotal 360.00, total 396.00
    line     4 x 90.00 = 360.00 account 200 tax OUTPUT mark {M}/1
    text     Northwind Office, yearly, per year, 2027-12-31 to 2028-12-30
    task     A synced
    task     A@2027-01-31 synced
    task     A@2027-02-28 synced
    task     A@2027-03-31 synced
    task     A@2027-04-30 synced
    task     A@2027-05-31 synced
    task     A@2027-06-30 synced
    task     A@2027-07-31 synced
    task     A@2027-08-31 synced
    task     A@2027-09-30 synced
    task     B synced
    task     C synced
    task     D synced
    task     E synced
    task     F synced
    task     G synced
    task     H synced
    task     J synced
    task     K synced
    task     L synced XI-702
    task     M synced
    task     U.H attention XI-814
    task     V.J synced
    task     W.H synced
    """
    story.plays()
    books = story.books()
    assert summed(books.invoices) == INVOICES
    assert summed(books.credit_notes) == CREDITS
    assert net_of_credits(books) == THE_YEAR
    assert {currency: by_month(books, currency) for currency in BY_MONTH} == BY_MONTH
    explained = story.explanations()
    assert [mark for mark in marks(books) if not explained.get(mark, "").endswith(".")] == []


def marks(books: BooksView) -> set[str]:
    """Of every line that was ever sent."""
    lines = [line for one in (*books.invoices, *books.credit_notes) for line in one["LineItems"]]
    return {mark_of(line["Description"]) or "a line without a mark" for line in lines}
