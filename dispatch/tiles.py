"""The operator's own map tiles: one setting, and what the content security policy must allow for it. Pure."""

from typing import Final
from urllib.parse import urlsplit

ARCHIVE: Final = ".pmtiles"


def fault(url: str) -> str:
    """Return what is wrong with a setting of map tiles, empty when nothing is. No setting is no fault."""
    if not url:
        return ""
    parts = urlsplit(url.replace("{s}", "s"))
    if parts.scheme not in ("https", "http", "") or (parts.scheme and not parts.netloc) or "'" in url or ";" in url:
        return "MAP_TILES_URL must be an http(s) address, or a path on this server"
    if not is_archive(url) and not all(part in url for part in ("{z}", "{x}", "{y}")):
        return "MAP_TILES_URL must hold {z}, {x} and {y}, or name a .pmtiles file of raster tiles"
    return ""


def is_archive(url: str) -> bool:
    """Return whether the address names one PMTiles file, which is read by ranges, and not tile by tile."""
    return urlsplit(url).path.endswith(ARCHIVE)


def policy(url: str) -> dict[str, str]:
    """Return the directive of the page's policy and the source it must allow; empty for this server's own."""
    parts = urlsplit(url.replace("{s}.", "*."))
    if not parts.netloc:
        return {}
    return {"connect-src" if is_archive(url) else "img-src": f"{parts.scheme}://{parts.netloc}"}
