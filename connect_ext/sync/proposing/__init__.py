"""From tasks to what is to be sent; nothing is sent yet.

proposals, prepare, planning: from tasks to proposals, and to the changes that are missing
agreed, already, holding, new_contacts, numbers, one_by_one: what is not sent now, and why
"""
