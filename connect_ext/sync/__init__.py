"""The road from a notice to a settled task: intake, gather, propose, plan, apply, settle; driven by `drain`."""
