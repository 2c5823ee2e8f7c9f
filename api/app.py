"""The application: how its parts are put together and taken down."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI

from api.appointments import routes as appointments
from api.articles import routes as articles
from api.assistant import actions
from api.assistant.client import alike, rasa_client
from api.assistant.gateway import Gateway
from api.cases import routes as cases
from api.chat import routes as chat
from api.chat import transcripts
from api.coaching import routes as coaching
from api.desk import audit, holds, ratings, replies, search, service_levels, sessions
from api.desk import routes as desk
from api.events import routes as events
from api.experiments import routes as experiments
from api.feeds.routes import router_of
from api.files import routes as files
from api.forms import routes as forms
from api.found_items import routes as found_items
from api.http import document, health, metrics, pages
from api.http.bodies import BodyLimit
from api.http.dependencies import RateLimits
from api.http.errors import install_error_handlers
from api.http.headers import SafeHeaders
from api.http.logs import RequestLog, configure_logs
from api.insights import routes as insights
from api.insights import subscriptions as report_subscriptions
from api.insights.service import routes as service_insights
from api.journeys import routes as journeys
from api.live import sockets
from api.live.broadcaster import Broadcaster
from api.live.limits import Places
from api.mailbox import routes as mailbox
from api.mails import routes as mails
from api.models import routes as models
from api.notices import routes as notices
from api.people import account
from api.people import routes as people
from api.questionnaires import routes as questionnaires
from api.reviews import routes as reviews
from api.settings import get_settings
from api.staffing import routes as staffing
from api.staffing import shifts
from api.surveys import counters
from api.surveys import routes as surveys
from api.systems import keys
from api.systems import routes as systems
from api.webhooks import routes as webhooks
from crm import retrieval, survey_rules, verticals
from crm.store import close_store, open_store


def create_app() -> FastAPI:
    """A new application on the settings of this process."""
    settings = get_settings()
    app = FastAPI(
        title="Serviceloop",
        version="0.1.0",
        lifespan=_lifespan,
        # The page loads its script from elsewhere: for whoever develops, not beside customers' data.
        docs_url="/v1/docs" if settings.environment == "development" else None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders, over_tls=settings.public_url.startswith("https://"))
    app.add_middleware(RequestLog)
    install_error_handlers(app)
    parts = (
        chat,
        transcripts,
        mailbox,
        desk,
        search,
        sessions,
        ratings,
        holds,
        audit,
        replies,
        people,
        account,
        service_levels,
        webhooks,
        keys,
        systems,
        forms,
        files,
        cases,
        found_items,
        # Before what takes any word there for a token.
        counters,
        surveys,
        questionnaires,
        insights,
        journeys,
        staffing,
        shifts,
        coaching,
        service_insights,
        report_subscriptions,
        appointments,
        articles,
        mails,
        events,
        notices,
        reviews,
        models,
        experiments,
        sockets,
        health,
    )
    # Called several times a turn: before all the others it is found at once.
    app.router.routes.insert(0, actions.route)
    of_verticals = (
        router for vertical in verticals.enabled() for router in (*map(router_of, vertical.feeds), *vertical.routers)
    )
    for router in (*(part.router for part in parts), *of_verticals, surveys.one_click, pages.router):
        # Each says all of its paths itself. Included, they would be made anew for every application, half a second of
        # work, and looked through twice for every request.
        app.router.routes.extend(router.routes)
    pages.mount_assets(app)
    document.complete(app, {feed.name for vertical in verticals.enabled() for feed in vertical.feeds})
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings = get_settings()
    configure_logs(settings.log_level, readable=settings.environment == "development")
    open_store(settings.database_url)
    # A rule or a questionnaire that cannot be used is told now, not when somebody is to be asked.
    survey_rules.rules()
    for vertical in verticals.enabled():
        vertical.start()
    measured = metrics.time_transactions()
    broadcaster = Broadcaster()
    gateway = Gateway(rasa_client(settings), broadcaster)
    app.state.broadcaster, app.state.gateway, app.state.limits = broadcaster, gateway, RateLimits()
    app.state.places, app.state.writing = Places(), health.Writing()
    app.state.executor = actions.load_executor()
    retrieval.use(partial(alike, gateway.client))
    # The largest pictures take some hundred megabytes while they are read: one at a time.
    app.state.picture_room = asyncio.Semaphore(1)
    # A password costs some ten milliseconds of a core and 64 MiB: guessers wait for each other, and for nobody else.
    app.state.password_room = asyncio.Semaphore(1)
    async with broadcaster.running():
        yield
        retrieval.use(None)
        await gateway.close()
    measured()
    close_store()
