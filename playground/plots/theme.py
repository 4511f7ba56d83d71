"""The colours and shapes of all pictures, for light and dark surroundings."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

GENERATED_MARKERS = ("o", "s", "^", "D", "v")
REAL_MARKERS = ("x", "+", "1", "2", "3")


@dataclass(frozen=True)
class Theme:
    """Colours as `#rrggbb`, type sizes in points, and the language of the words.

    `words` translates what stands on the panels: an English text or template to the same in another
    language. As it is, it leaves them English.

    Each colour means one thing. `layers` are the eight colours of Okabe and Ito ("Color Universal
    Design", 2008), which people with any kind of colour vision can tell apart, in the order of
    their contrast on `face`. Where layers are not told apart, real points are gray and those of a
    generator have the colour `generated`. What belongs to a network has that network's colour:
    `discriminator` is for D's loss and for what D takes for real, `generator` for G's loss and for
    what D takes for generated.
    """

    name: str
    figure: str
    face: str
    text: str
    muted: str
    frame: str
    layers: tuple[str, ...]
    generated: str
    discriminator: str
    generator: str
    title_size: float = 10.5
    caption_size: float = 9.0
    tick_size: float = 8.0
    density_map: str = "hot"
    words: Callable[[str], str] = field(default=str)

    @property
    def real(self) -> str:
        """The colour of real points where layers are not told apart."""
        return self.muted

    def tint(self, color: str, share: float) -> tuple[float, float, float]:
        """`color` over the panels' ground with this much cover (0 … 1), as RGB in 0 … 1."""
        over, ground = _rgb(color), _rgb(self.face)
        red, green, blue = over * share + ground * (1 - share)
        return float(red), float(green), float(blue)

    def layer_color(self, layer: int) -> str:
        """The colour of a layer; after eight they come round again, with other markers."""
        return self.layers[layer % len(self.layers)]


LIGHT = Theme(
    name="light",
    figure="#ffffff",
    face="#ffffff",
    text="#1f2328",
    muted="#59636e",
    frame="#b4bac1",
    layers=(
        "#0072b2",
        "#d55e00",
        "#009e73",
        "#cc79a7",
        "#e69f00",
        "#56b4e9",
        "#000000",
        "#f0e442",
    ),
    generated="#7b3fc6",
    discriminator="#01766c",
    generator="#8c510a",
)

DARK = Theme(
    name="dark",
    figure="#1b1d21",
    face="#121316",
    text="#e6e8eb",
    muted="#a0a7b0",
    frame="#4a5058",
    layers=(
        "#56b4e9",
        "#e69f00",
        "#009e73",
        "#cc79a7",
        "#f0e442",
        "#d55e00",
        "#ffffff",
        "#0072b2",
    ),
    generated="#b996ff",
    discriminator="#3fc1b0",
    generator="#c9975f",
)


def _rgb(color: str) -> NDArray[np.float64]:
    """`#rrggbb` in 0 … 1 [3]. The window knows its themes before it has matplotlib."""
    return np.frombuffer(bytes.fromhex(color[1:]), np.uint8) / 255


def generated_marker(layer: int) -> str:
    """The filled shape of a layer's generated points; with its colour unique up to 40 layers."""
    return GENERATED_MARKERS[layer % len(GENERATED_MARKERS)]


def real_marker(layer: int) -> str:
    """The stroke of a layer's real points: a cross, another one when the colours come round."""
    return REAL_MARKERS[layer // len(LIGHT.layers) % len(REAL_MARKERS)]
