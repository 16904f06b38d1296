"""Everything that a batch depends on.

gather: all of it, for many tasks at once
own, own_changes, usage_billed: what we hold ourselves
assets, pricing: subscriptions and prices
facts, drafts, mapped_items: the organisation, its drafts and items
contacts, merged, similar: the contacts of the customers
by_setting: suggestions that a setting applies
fallen, standing: what of the billed still stands
"""
