"""Pictures of the screen in fixed states: the real app, driven by keys, as SVGs.

`python -m tests.ui.screenshots` draws them anew; each is to be looked at before it is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nn_tui.ui.app import SEASONED
from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.preferences import Preferences
from tests.ui.driving import LARGE, SMALL, Driver, opened, session_of

FOLDER = Path(__file__).parent / "screens"
"""Where the pictures are kept."""

VAST = (160, 50)


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the screen, and the keys that lead to it."""

    size: tuple[int, int]
    """Columns and lines."""
    steps: str
    """Keys that step the run: n, b and s."""
    place: tuple[int, int, int]
    """Epoch, batch and op where they end."""
    keys: tuple[str, ...] = ()
    """Keys pressed then."""
    is_ready: Callable[[Driver], bool] = field(default=lambda driver: True)
    """What must hold before the picture is taken."""
    dataset: str = "classic"
    """What is open."""
    given: dict[str, str] = field(default_factory=dict)
    """Hyperparameters that are not as the dataset suggests."""
    preferences: Preferences = SEASONED
    """What is remembered from earlier starts."""


SCENES = {
    # The picture of the README: amid epoch 31, row 2, a delta.
    "classic": Scene(
        LARGE, "n" * 30 + "s" * 8, (31, 1, 8), ("1", "down", "down", "6", "right"),
        lambda driver: "l1_delta[2,1] = " in driver.text_of(InspectorPanel),
    ),
    "classic-small": Scene(SMALL, "n" * 50, (50, 1, 14), ("1", "down")),
    "stepping-small": Scene(SMALL, "n" * 3 + "s" * 11, (4, 1, 11), ("5",)),
    "gradient-light": Scene(
        LARGE, "n" * 5 + "s" * 9, (6, 1, 9), ("v", "2", "right", "right"),
        preferences=Preferences(is_tour_over=True, is_light=True),
    ),
    "xor-vast": Scene(
        VAST, "n" * 20 + "s" * 7, (21, 1, 7), ("2", "m", "right", "down"), dataset="xor",
        given={"hidden": "8,8"},
    ),
    "moons-points": Scene(
        LARGE, "n" * 5, (5, 20, 31), ("1", "m"),
        lambda driver: "wrong" in driver.text_of(DatasetPanel), dataset="moons",
    ),
    "iris-wrong": Scene(
        SMALL, "n" * 3, (3, 5, 23), ("1", "/", *"wrong", "enter", "a"),
        lambda driver: "by |error|" in driver.text_of(DatasetPanel), dataset="iris",
    ),
    "shades-zoomed": Scene(
        SMALL, "n" * 3, (3, 5, 23), ("6", "/", *"synapse_0", "enter", "m", "z"),
        lambda driver: driver.view.array_name == "synapse_0", dataset="iris",
    ),
    "choices": Scene(LARGE, "", (0, 0, 0), ("3", *["down"] * 6, "enter"), dataset="iris"),
    "tour": Scene(SMALL, "", (0, 0, 0), ("i", ".")),
}  # fmt: skip
"""Every picture by name."""


async def draw(scene: Scene) -> str:
    """Go to a scene by keys.

    Returns:
        The screen as an SVG.
    """
    session = session_of(scene.dataset, **scene.given)
    async with opened(session, scene.size, scene.preferences) as driver:
        driver.type_ahead(*scene.steps)
        await driver.wait_for(lambda: driver.place == scene.place and not driver.moment.is_running)
        await driver.press(*scene.keys)
        await driver.wait_for(lambda: scene.is_ready(driver))
        await driver.pilot.pause()
        return driver.app.export_screenshot(title="nn-tui")


async def _draw_all() -> None:
    for name, scene in SCENES.items():
        (FOLDER / f"{name}.svg").write_text(await draw(scene), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(_draw_all())
