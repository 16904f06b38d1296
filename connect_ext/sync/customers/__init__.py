"""Contacts follow what their customers change in the marketplace.

wanted: a request is kept, or only told of, by the settings
following: each beside its contact in Xero: proposed, or sent
sending: one contact's change, sent exactly once
deciding: a person applies it, or keeps what Xero has
"""
