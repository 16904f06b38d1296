"""Whether this environment is alive, for whoever watches it from outside: ok or not, and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Annotated

from connect.eaas.core.decorators import unauthorized
from connect.eaas.core.inject.common import get_call_context, get_config
from connect.eaas.core.inject.models import Context
from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from connect_ext.app import database_for
from connect_ext.config import NotConfigured

logger = logging.getLogger("connect_ext.health")
router = APIRouter(prefix="/health", include_in_schema=False)

UNCACHED = {"Cache-Control": "no-store"}


@unauthorized()
@router.get("", response_class=JSONResponse)
def alive(
    context: Annotated[Context, Depends(get_call_context)], variables: Annotated[Mapping[str, str], Depends(get_config)]
) -> JSONResponse:
    """200 where the database answers, else 503. Who asks is not known here, so what is wrong stands in the log only."""
    good = _database_answers(variables, context.environment_type)
    return JSONResponse({"ok": good}, status_code=200 if good else 503, headers=UNCACHED)


def _database_answers(variables: Mapping[str, str], environment_type: str | None) -> bool:
    database = database_for(variables, environment_type)
    if isinstance(database, NotConfigured):
        logger.error("health.not_configured")
        return False
    try:
        with database.transaction():  # a connection is made, or tested
            return True
    except SQLAlchemyError as failed:
        logger.error("health.failed error=%s", type(failed).__name__)  # its text names the database's host and user
        return False
