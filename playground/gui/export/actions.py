"""File ▸ Export: what is seen, the run's past, points, figures and scripts as files."""

from collections.abc import Callable, Sequence, Sized
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from playground.app.metrics_log import MetricsLog
from playground.app.session import Session
from playground.app.translation import tr_message
from playground.density.sampler import Labels, Points
from playground.errors import InputError
from playground.gan.history import History
from playground.gui.export.dialogs import film_form, picture_form, samples_form
from playground.gui.export.files import ExportFiles
from playground.plots.theme import LIGHT
from playground.worker.export_jobs import (
    DensityJob,
    FrameStyle,
    PictureJob,
    PointsJob,
    PointsKind,
    film_of,
)

if TYPE_CHECKING:
    from playground.gui.main_window import MainWindow
    from playground.plots.scene import Scene

PLACES = (0, 1)


class ExportActions(QObject):
    """Fills the menu, asks how and where to, and has the files made.

    Choices are remembered while the window is open. What cannot be exported yet is off and says why
    in its tooltip.
    """

    problem = Signal(str)
    noted = Signal(str)

    def __init__(self, window: "MainWindow", session: Session, menu: QMenu) -> None:
        super().__init__(window)
        self._window, self._session, self._stage = window, session, window.stage
        self._remembered: dict[str, dict[str, Any]] = {}
        self._wanted: tuple[Path, PointsKind] | None = None
        self._layered = False
        self.ledger = MetricsLog(session, self)
        self.files = ExportFiles(window)
        self.files.problem.connect(self.problem)
        self.files.noted.connect(self.noted)
        self._fill(menu)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self._offer)
        for change in (session.run_started, session.entrants_changed, session.waiting_changed):
            change.connect(self._offer)
        session.run.frame_shown.connect(self._offer_first)
        session.run.sampled.connect(self._write_points)
        session.run.worker_lost.connect(self._lose_points)
        self._offer()

    def close(self) -> None:
        """Leave what is in the making."""
        self.files.close()

    def _fill(self, menu: QMenu) -> None:
        self.picture = self._act(menu, self.tr("&Picture…"), self._ask_picture, "Ctrl+P")
        self.film = self._act(menu, self.tr("&Film…"), self._ask_film, "Ctrl+Shift+P")
        self.samples = self._act(menu, self.tr("&Samples…"), self._ask_samples)
        menu.addSeparator()
        self.metrics = [self._act(menu, "", partial(self._write_metrics, i)) for i in PLACES]
        menu.addSeparator()
        self.scripts = [self._act(menu, "", partial(self._write_script, i)) for i in PLACES]

    def _act(self, menu: QMenu, text: str, do: Callable[[], None], keys: str = "") -> QAction:
        action = QAction(text, self, shortcut=QKeySequence(keys))
        action.triggered.connect(lambda: do())
        menu.addAction(action)
        return action

    def _offer_first(self) -> None:
        """A picture, and then one after it, open up what was off; later ones change nothing."""
        if not (self.picture.isEnabled() and self.film.isEnabled()):
            self._offer()

    def _offer(self) -> None:
        """Say what can be exported now, and of the rest why not."""
        session = self._session
        starting = self.tr("There is no picture yet: the training process is starting.")
        fresh = self.tr("Nothing has been trained yet: press ▶ first.")
        empty = self.tr("The drawing is empty: paint something first.")
        self._allow(self.picture, "" if self._seen(PLACES) else starting)
        self._allow(self.film, "" if self._filmed(PLACES) else fresh)
        sources = self._seen(PLACES) or not session.waiting
        self._allow(self.samples, "" if sources else empty)
        for place, title in enumerate(session.lineup.titles):
            self.metrics[place].setText(self.tr("&Metrics of {title}…").format(title=title))
            self.scripts[place].setText(self.tr("P&yTorch script of {title}…").format(title=title))
            lacks = tr_message(session.entrants[place].lacks(session.target))
            still = "" if self.ledger.has_moved(place) else fresh
            self._allow(self.metrics[place], lacks or still)
            self._allow(self.scripts[place], empty if session.waiting else lacks)

    def _allow(self, action: QAction, reason: str) -> None:
        action.setEnabled(not reason)
        action.setToolTip(reason)

    def _ask_picture(self) -> None:
        shown = self._sides(self._seen(PLACES))
        form = picture_form(self._window, shown, self._remembered.get("picture", {}))
        form.confirmed.connect(self._make_picture)
        form.open()

    def _make_picture(self, chosen: dict[str, Any]) -> None:
        self._remembered["picture"] = chosen
        path = self.files.ask(self._name(chosen["places"]), chosen["kind"])
        if path is None:
            return
        scenes = tuple(self._scenes(chosen["places"]).values())
        if not self._are_all(scenes, chosen["places"]):
            return
        look = self._look(light=chosen["light"])
        self.files.make(PictureJob(scenes, look, chosen["kind"], chosen["dpi"]), path)

    def _ask_film(self) -> None:
        shown = self._sides(list(self._filmed(PLACES)))
        form = film_form(self._window, shown, self._remembered.get("film", {}))
        form.confirmed.connect(self._make_film)
        form.open()

    def _make_film(self, chosen: dict[str, Any]) -> None:
        self._remembered["film"] = chosen
        places = chosen["places"]
        path = self.files.ask(self._name(places), chosen["kind"])
        if path is None:
            return
        histories = self._filmed(places)
        if not self._are_all(histories, places):
            return
        plan = self._session.run.plan
        configs = plan.by_place
        scenes = self._scenes(list(histories))
        order = film_of(
            [replace(scene, config=configs[place]) for place, scene in scenes.items()],
            list(histories.values()),
            device=plan.device,
            look=self._look(light=chosen["light"]),
            kind=chosen["kind"],
            seconds=chosen["seconds"],
            per_second=chosen["per_second"],
        )
        self.files.make(order, path)

    def _ask_samples(self) -> None:
        session = self._session
        titles = {place: session.lineup.titles[place] for place in self._seen(PLACES)}
        layers = {
            place: [layer.name for layer in session.target.layers]
            for place in titles
            if session.entrants[place].config.model == "cgan"
        }
        density = "" if session.waiting else session.target.name
        form = samples_form(
            self._window, titles, layers, density, self._remembered.get("samples", {})
        )
        form.confirmed.connect(self._draw_samples)
        form.open()

    def _draw_samples(self, chosen: dict[str, Any]) -> None:
        self._remembered["samples"] = chosen
        session, kind = self._session, chosen["kind"]
        place, layer = chosen["source"]
        path = self.files.ask(f"{self._name((place,))}-samples", kind)
        if path is None:
            return
        if place is None:
            order = DensityJob(session.target, chosen["n"], chosen["seed"], kind)
            self.files.make(order, path)
            return
        if self._wanted is not None:
            self.problem.emit(self.tr("Other points are being drawn; try again in a moment."))
            return
        scenes = self._scenes((place,))
        if not self._are_all(scenes, (place,)):
            return
        weights = scenes[place].snapshot.g_weights
        self._wanted = path, kind
        self._layered = session.entrants[place].config.has_layers
        session.run.sample(place, chosen["n"], chosen["seed"], layer, weights)

    def _write_points(self, points: Points, layer: Labels) -> None:
        if self._wanted is None:
            return
        if not len(points):
            self._lose_points()
            return
        (path, kind), self._wanted = self._wanted, None
        self.files.make(PointsJob(points, layer if self._layered else None, kind), path)

    def _lose_points(self) -> None:
        if self._wanted is not None:
            text = self.tr("{path} was not written: the run ended before its points were drawn.")
            self.problem.emit(text.format(path=self._wanted[0]))
        self._wanted = None

    def _write_metrics(self, place: int) -> None:
        path = self.files.ask(f"{self._name((place,))}-metrics", "csv")
        if path is not None:
            self.files.write(self.ledger.table(place), path)

    def _write_script(self, place: int) -> None:
        from playground.script.script import script_of  # brings jinja2

        config = self._session.run.plan.by_place[place]
        try:
            source = script_of(config, self._session.target)
        except InputError as error:
            self.problem.emit(tr_message(error))
            return
        path = self.files.ask(f"train-{self._name((place,))}", "py")
        if path is not None:
            self.files.write(source.encode(), path)

    def _are_all(self, found: Sized, places: Sequence[int]) -> bool:
        """Whether there still is what a person chose; if not, say so."""
        if len(found) < len(places):
            self.problem.emit(self.tr("The run began anew meanwhile; export it again."))
        return len(found) == len(places)

    def _seen(self, places: Sequence[int]) -> list[int]:
        """Those whose panels are there to be seen, with a picture."""
        panels = self._stage.panels
        return [i for i in places if panels and panels[i].has_picture]

    def _scenes(self, places: Sequence[int]) -> "dict[int, Scene]":
        """What is seen of them, by place."""
        return {place: self._stage.panels[place].scene for place in self._seen(places)}

    def _filmed(self, places: Sequence[int]) -> dict[int, History]:
        """The pasts of those that have one and are seen, by place."""
        histories = self._session.run.histories
        return {
            place: histories[place]
            for place in self._seen(places)
            if place in histories and len(histories[place].snapshots) > 1
        }

    def _sides(self, places: Sequence[int]) -> list[tuple[str, tuple[int, ...]]]:
        """What a picture can be of."""
        titles = self._session.lineup.titles
        sides: list[tuple[str, tuple[int, ...]]] = [(titles[i], (i,)) for i in places]
        both = [(self.tr("Both, side by side"), tuple(places))] if len(places) > 1 else []
        return [*both, *sides]

    def _look(self, *, light: bool) -> FrameStyle:
        from matplotlib import rcParams

        from playground.gui.panels.labels import worded

        theme = worded(LIGHT if light else self._window.theme)
        return FrameStyle(theme, tuple(rcParams["font.family"]))

    def _name(self, places: Sequence[int | None]) -> str:
        """A file's name for what is of these places."""
        models = [self._session.entrants[i].config.model for i in places if i is not None]
        return "-".join([*models, self._session.target.name])
