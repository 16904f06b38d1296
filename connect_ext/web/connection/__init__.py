"""Consent, organisation, disconnect.

connection, consent: the way to Xero and back
organisation, of_xero: what an organisation allows
"""
