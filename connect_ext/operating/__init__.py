"""What whoever runs the extension can do from a shell (`python -m connect_ext`), for all installations at once.

place: where the shell is: the variables of the product and of the runner
check: whether everything is there that the extension needs
status: how each installation fares
secrets: keys are changed
leaving: one installation's data, handed over and erased
"""
