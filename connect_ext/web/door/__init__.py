"""What every request passes, and how every answer looks.

asgi, one_voice, framing, body_limit, always_a_page: around every request
caller, our_pages: who calls, and for which installation
clients, in_flight: what a request works with; one slow call at a time
shapes, answers, problem_details, bugs, return_page: what is answered
"""
