"""Consent, organisation, disconnect.

connection, consent: the way to Xero and back
own_app: the installation's own app at Xero
webhook: where Xero tells of changes
former: what a former installation has left
organisation, of_xero: what an organisation allows
"""
