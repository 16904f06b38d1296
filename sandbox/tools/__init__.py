"""Programs that only building and testing the pages need, found on this machine or brought into the environment."""
