"""The pages: built by Vite into `web/dist`, served with headers that trust nobody else's script."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from api.http.dependencies import SettingsDep
from crm.errors import SiteNotFound

DIST = Path(__file__).parent.parent.parent / "web" / "dist"
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-src 'self'"
)

router = APIRouter(include_in_schema=False)


class ImmutableFiles(StaticFiles):
    """Files whose name holds their hash: a browser may keep them for ever."""

    def file_response(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def mount_assets(app: FastAPI) -> None:
    """Serve scripts, styles and pictures."""
    app.mount("/assets", ImmutableFiles(directory=DIST / "assets", check_dir=False), name="assets")


@router.get("/")
def site() -> FileResponse:
    """The demo site with the widget."""
    return _page("index.html", frame_ancestors=["'none'"])


@router.get("/chat")
def chat_page(settings: SettingsDep, site: str | None = None) -> FileResponse:
    """The widget's inside; only the site's own pages may frame it. A link to a message names no site."""
    site = site or next(iter(settings.sites), "")
    if site not in settings.sites:
        raise SiteNotFound
    return _page("chat.html", frame_ancestors=["'self'", *settings.sites[site]])


@router.get("/desk")
def desk_page() -> FileResponse:
    """The agents' desk."""
    return _page("desk.html", frame_ancestors=["'none'"])


@router.get("/insights")
@router.get("/insights/{report}")
def insights_page() -> FileResponse:
    """Reports, for supervisors; the page reads in its address which one is meant, and asks for the figures itself."""
    return _page("insights.html", frame_ancestors=["'none'"])


@router.get("/q/{token}")
@router.get("/s/{token}")
@router.get("/s/{token}/opt-out")
def survey_page(token: str) -> FileResponse:
    """The survey page, of a link or of a counter's code; it asks for the survey itself. Opening it changes nothing:
    mail programs look at links, too."""
    return _page("survey.html", frame_ancestors=["'none'"])


@router.get("/widget.js")
def loader() -> FileResponse:
    """The script that any site includes."""
    response = _file("widget.js", "text/javascript")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _page(name: str, *, frame_ancestors: Sequence[str]) -> FileResponse:
    response = _file(name, "text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = f"{_POLICY}; frame-ancestors {' '.join(frame_ancestors)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _file(name: str, media_type: str) -> FileResponse:
    if not (DIST / name).is_file():
        raise HTTPException(404, "The pages are not built yet. Run `make web`.")
    return FileResponse(DIST / name, media_type=media_type)
