"""Everything that a batch depends on.

gather: all of it, for many tasks at once
own, own_changes, usage_billed: what we hold ourselves
assets, pricing: subscriptions and prices
facts, drafts, merged, similar, mapped_items: the organisation, its drafts, contacts and items
by_setting: suggestions that a setting applies
fallen, standing: what of the billed still stands
"""
