"""The pages in a real browser, inside the portal, in front of the real runner and both stand-ins."""
