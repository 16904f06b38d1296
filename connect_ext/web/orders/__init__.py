"""The list, one order, what a person does with it.

session: whose session it is
task_filters, tasks, causes: the list; what orders wait for alike
task_detail, task_preview: one order, Connect beside Xero; what Xero would receive
task_edits, task_prices, task_target, task_ends, task_undo, task_drift, task_bulk, check: what a person does
progress: how far the work is; Stop
task_shapes, invoice_shapes, drift_shapes: what they look like in JSON
"""
