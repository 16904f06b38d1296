"""Consent, organisation, disconnect.

connection, consent: the way to Xero and back
webhook: where Xero tells of changes
former: what a former installation has left
organisation, of_xero: what an organisation allows
"""
