Feature: A missing price is a problem that the reseller can solve

  Scenario: A price in the reseller's own table stands in for a price list that is missing
    Given the vendor lists "Tidal Monitor" with the item "Tidal Monitor probe" and MPN "TDL-PROBE" without a price list
    And the reseller "Bluegum Cloud" with the customer "Wattle Bakery Pty Ltd"
    And the reseller has installed the extension and chosen its accounts
    And the reseller connects to "Harbour Cloud Ltd" in Xero
    And asset request
    And request with marketplace "Australia"
    And request with product "Tidal Monitor"
    And request with connection "production of Tidal Monitor" of type "production"
    And request with asset tier1 "Bluegum Cloud"
    And request with asset customer "Wattle Bakery Pty Ltd"
    And request with item "Tidal Monitor probe" with mpn "TDL-PROBE" x3
    When subscription request is processed
    And the vendor approves the request
    And the reseller presses Sync, and one order is due
    Then the order has one sync task, which is "attention"
    And its problem is XI-101 of "TDL-PROBE", to be solved on the screen "prices"
    And its advice says "to your own price table"
    And Xero holds nothing
    When the reseller adds the price 19.90 AUD for "TDL-PROBE" to its own price table
    Then the order has one sync task, which is "synced"
    And Xero holds one draft invoice for "Wattle Bakery Pty Ltd" with the lines
      | quantity | unit amount | amount | account |
      | 3        | 19.90       | 59.70  | 200     |
    And the invoice comes to 65.67 AUD with 5.97 tax
