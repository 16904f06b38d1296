"""The list, one order, what a person does with it.

session: whose session it is
tasks, task_detail: the list; one order, Connect beside Xero
task_edits, task_ends, task_undo, check: what a person does
progress: how far the work is; Stop
task_shapes, invoice_shapes: what they look like in JSON
"""
