"""The only place that speaks to Xero: xero-python behind one sender; encode, decode, consent, failures."""
