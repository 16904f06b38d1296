"""How all installations fare, for the extension's owner.

owner: who may see it
admin: the list, without anything of anybody's customers
alive: whether the database answers, for anybody
"""
