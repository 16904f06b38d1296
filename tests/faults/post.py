"""The platform's news on their way to the extension: late, twice, in another order, or never."""

from __future__ import annotations

import copy

from connect.eaas.core.enums import ResultType

from tests.faults.market import News
from tests.world import World


class Post:
    """What was not heard yet, and what was."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.unheard: list[News] = []
        self.heard: list[News] = []

    def take(self, news: News) -> None:
        """Something new, a second after what came before."""
        self.unheard.append(news)
        self._world.later(seconds=1)

    def tell(self, number: int) -> None:
        """One of the news that were not heard yet. It stays unheard when we could not keep it."""
        news = self.unheard[number % len(self.unheard)]
        if self._kept(news):
            self.unheard.remove(news)
            self.heard.append(news)

    def tell_again(self, number: int) -> None:
        """One of the news that were heard already, as events that are delivered at least once come again."""
        self._kept(self.heard[number % len(self.heard)])

    def tell_all(self) -> None:
        """In the order in which it happened. For where nothing keeps us from hearing."""
        while self.unheard:
            self.tell(0)

    def coalesce(self, number: int) -> None:
        """What an order was before never comes where what it is now does."""
        pending = [news for news in self.unheard if news.payload["status"] == "pending"]
        if pending:
            self.unheard.remove(pending[number % len(pending)])

    def _kept(self, news: News) -> bool:
        payload = copy.deepcopy(news.payload)
        if payload["id"].startswith("UF-"):
            told = self._world.events({"id": news.seller.installation_id}).on_usage_file(payload)
        else:
            told = self._world.tell(news.seller.installation_id, payload)
        return bool(told.status == ResultType.SUCCESS)
