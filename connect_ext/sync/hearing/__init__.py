"""What Xero says back: of documents that people approve, get paid, edit, void, or whose contacts they merge.

notice: what a webhook tells of is written down
hearing: all that is to be heard of one organisation: told, or asked for
asking: what has changed since it was last asked for
looking_at: each document as it is now, beside what we posted
fallen: what was voided or deleted is free, and its orders are a person's
accepting, restoring, reissuing: a person takes over what Xero holds, has put back what we posted, or has it sent anew
"""
