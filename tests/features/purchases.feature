Feature: An approved purchase becomes an invoice, once
  A customer buys from a reseller on the marketplace. Once the vendor has approved the purchase and the reseller
  presses Sync, the reseller's books in Xero hold one draft invoice of it; of anything else they hold nothing.

  Background:
    Given the reseller "Bluegum Cloud" with the customer "Wattle Bakery Pty Ltd"
    And the reseller has installed the extension and chosen its accounts
    And the reseller connects to "Harbour Cloud Ltd" in Xero
    And asset request
    And request with marketplace "Australia"
    And request with product "Northwind Office"
    And request with connection "production of Northwind Office" of type "production"
    And request with asset tier1 "Bluegum Cloud"
    And request with asset customer "Wattle Bakery Pty Ltd"
    And request with items
      | item                      | mpn       | quantity |
      | Northwind Office, monthly | NRD-OFF-M | 10       |
      | Onboarding                | NRD-SETUP | 1        |

  Scenario: An approved purchase becomes a draft invoice at the prices of the price list
    When subscription request is processed
    Then request status is "pending"
    When the vendor approves the request
    Then request status is "approved"
    When the reseller presses Sync, and one order is due
    Then the order has one sync task, which is "synced"
    And Xero holds one draft invoice for "Wattle Bakery Pty Ltd" with the lines
      | quantity | unit amount | amount | account |
      | 10       | 12.50       | 125.00 | 200     |
      | 1        | 250.00      | 250.00 | 260     |
    And the invoice comes to 412.50 AUD with 37.50 tax
    And it names the number that Xero gave the invoice

  Scenario: A purchase that is not decided yet is nobody's business
    When subscription request is processed
    And the reseller presses Sync, and nothing is due
    And the schedule runs
    Then request status is "pending"
    And the order has no sync task
    And Xero holds nothing

  Scenario Outline: A purchase on a <type> connection never becomes an invoice, and says why
    Given request with connection "<type> of Northwind Office" of type "<type>"
    When subscription request is processed
    And the vendor approves the request
    And the reseller presses Sync, and nothing is due
    And the schedule runs
    Then request status is "approved"
    And the order has one sync task, which is "ignored"
    And its reason says "It is on a <type> connection; only orders on a production connection move money."
    And Xero holds nothing

    Examples:
      | type    |
      | preview |
      | test    |

  Scenario: A declined purchase never becomes an invoice, and says why
    When subscription request is processed
    And the vendor declines the request because "The customer's tenant does not exist."
    And the reseller presses Sync, and nothing is due
    And the schedule runs
    Then request status is "failed"
    And request reason is "The customer's tenant does not exist."
    And the order has one sync task, which is "ignored"
    And its reason says "The request is failed in Connect, so it moves no money."
    And Xero holds nothing

  Scenario: An approval that is delivered twice, and once more after Sync, makes one invoice
    When subscription request is processed
    And the vendor approves the request
    And the platform delivers the same event again
    And the reseller presses Sync, and one order is due
    Then the order has one sync task, which is "synced"
    When the platform delivers the same event again
    And the reseller presses Sync, and nothing is due
    And the schedule runs
    Then the order has one sync task, which is "synced"
    And Xero holds one invoice
