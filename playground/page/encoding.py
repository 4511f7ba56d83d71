"""How arrays and texts are written into a page."""

import base64
import json
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def base64_of(array: NDArray[Any]) -> str:
    """The bytes of `array`, row by row and little-endian, in base64."""
    ordered = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    return base64.b64encode(ordered.tobytes()).decode()


def script_json(content: Any) -> str:
    """`content` as JSON that stays one text inside a `<script>`, whatever its strings hold.

    There `</script` and `<!--` would end it; U+2028 and U+2029 are line ends in older JavaScript.
    Raises ValueError for numbers that JSON does not have.
    """
    text = json.dumps(content, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def number(value: float, digits: int = 5) -> float | None:
    """`value` to so many significant digits; None where it is no finite number."""
    return float(f"{value:.{digits}g}") if np.isfinite(value) else None


def gray_png(pixels: NDArray[np.uint8]) -> str:
    """The address of a gray picture that the page itself holds."""
    file = BytesIO()
    Image.fromarray(pixels).save(file, format="PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
