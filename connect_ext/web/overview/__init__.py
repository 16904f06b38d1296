"""Where an installation stands, and what needs somebody.

overview: all of it in one answer
overview_shapes: what it looks like in JSON
"""
