"""A stand-in of CloudBlue Connect: its REST API, its runner protocol and the gateway in front of an extension."""
