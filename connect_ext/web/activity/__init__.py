"""The journal, and what is new in it.

activity: pages of it, and a person's visit
activity_file: the same as CSV
activity_shapes: what people ask for, and what entries look like in JSON
"""
