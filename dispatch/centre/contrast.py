"""Whether a colour can be read on every ground it stands on, in both themes. Figures: WCAG 2.2, 1.4.3 and 1.4.11."""

import colorsys
import re
from typing import Final

HEX: Final = re.compile(r"#[0-9a-f]{6}")
TEXT: Final = 4.5  # the least ratio of text to its ground
RED: Final = 18  # degrees of hue on either side of red that are kept for immediate danger

# The grounds that the words of a state stand on, as static/css/tokens.css has them (a test compares).
GROUNDS: Final[dict[str, dict[str, str]]] = {
    "dark": {
        "ground": "#0d1117",
        "panel": "#131a23",
        "raised": "#1b2430",
        "danger-ground": "#4a1216",
        "warn-ground": "#3b2d0a",
        "accent-ground": "#12324f",
        "violet-ground": "#2e2150",
        "calm-ground": "#0f3140",
        "good-ground": "#0e3526",
    },
    "light": {
        "ground": "#eef1f5",
        "panel": "#ffffff",
        "raised": "#f4f6f9",
        "danger-ground": "#fde3e4",
        "warn-ground": "#fdf0cf",
        "accent-ground": "#dcebfa",
        "violet-ground": "#ece3fb",
        "calm-ground": "#dbf0f6",
        "good-ground": "#dcf4e7",
    },
}


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours (`#rrggbb`), 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def worst(name: str, theme: str, colour: str) -> tuple[float, str]:
    """Return the least contrast of a state's colour on the grounds it stands on, and which ground that is."""
    grounds = {g: GROUNDS[theme][g] for g in ("ground", "panel", "raised", f"{name}-ground")}
    return min((ratio(colour, value), ground) for ground, value in grounds.items())


def is_red(colour: str) -> bool:
    """Return whether people would call it red: near red in hue, and not grey."""
    hue, _, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _parts(colour)))
    degrees = hue * 360
    return saturation > 0.2 and min(degrees, 360 - degrees) <= RED


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
