"""The folder that comes first on the Python path of a rehearsed runner, so that it keeps the stage's time."""
