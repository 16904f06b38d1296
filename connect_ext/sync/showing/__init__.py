"""What a person is shown.

preview, estimates, task_story: what would be sent; amounts of a list; one task
overview, weeks, news: where everything stands; by the week; what is new to a person
"""
