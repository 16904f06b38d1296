Feature: Orders wait for the connection to Xero
  Not being connected is a normal state: what the marketplace tells is kept, and is synced once the reseller connects.

  Background:
    Given the reseller "Bluegum Cloud" with the customer "Wattle Bakery Pty Ltd"
    And the reseller has installed the extension and chosen its accounts
    And asset request
    And request with marketplace "Australia"
    And request with product "Skyline Backup"
    And request with connection "production of Skyline Backup" of type "production"
    And request with asset tier1 "Bluegum Cloud"
    And request with asset customer "Wattle Bakery Pty Ltd"
    And request with items
      | item                         | mpn        | quantity |
      | Skyline Backup seat, monthly | SKB-SEAT-M | 25       |

  Scenario: An order that comes before the reseller has given consent waits for it
    When subscription request is processed
    And the vendor approves the request
    And the reseller presses Sync, and one order is due
    And the schedule runs
    Then the order has one sync task, which is "pending"
    And Xero holds nothing
    When the reseller connects to "Harbour Cloud Ltd" in Xero
    And the reseller presses Sync, and one order is due
    Then the order has one sync task, which is "synced"
    And Xero holds one draft invoice for "Wattle Bakery Pty Ltd" with the lines
      | quantity | unit amount | amount | account |
      | 25       | 4.95        | 123.75 | 200     |
    And the invoice comes to 136.13 AUD with 12.38 tax

  Scenario: After a disconnect nothing reaches Xero until the reseller connects again
    Given the reseller connects to "Harbour Cloud Ltd" in Xero
    Then Xero lists the app as connected
    When the reseller disconnects from Xero
    Then the reseller is not connected
    And Xero lists the app as not connected
    When subscription request is processed
    And the vendor approves the request
    And the reseller presses Sync, and one order is due
    And the schedule runs
    Then the order has one sync task, which is "pending"
    And Xero holds nothing
    When the reseller connects to "Harbour Cloud Ltd" in Xero
    And the schedule runs
    Then the order has one sync task, which is "synced"
    And Xero holds one invoice
