"""The main window: puts the parts in their places and joins their signals to the session."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from playground import __version__
from playground.density.target import Target
from playground.errors import InputError
from playground.gan.snapshot import Snapshot
from playground.gui.drop import Drop
from playground.gui.files import Files
from playground.gui.keeper import Keeper
from playground.gui.menus import Menus
from playground.gui.message_bar import MessageBar
from playground.gui.session import Session
from playground.gui.split_offer import SplitOffer
from playground.gui.target_panel import TargetPanel
from playground.gui.toolbar import RunBar
from playground.plots.theme import DARK, LIGHT, Theme

if TYPE_CHECKING:
    from playground.gui.model_panel import ModelPanel

_ABOUT = f"""<h3>Distribution Playground {__version__}</h3>
<p>Watch GANs learn a density that you drew: a gray picture becomes points, and a GAN and a
conditional GAN learn to make such points.</p>"""
_STARTING = "Starting the training process…"
_NOTE_MS = 6000
_MIDDLE = 128


class Window(QMainWindow):
    """Opens at once with the target; the canvases follow when it is on the screen."""

    first_painted = Signal()

    def __init__(self, session: Session, keeper: Keeper) -> None:
        super().__init__()
        self._session = session
        self._keeper = keeper
        self._painted = False
        self._panels: tuple[ModelPanel, ...] = ()
        self.setWindowTitle("Distribution Playground")
        self.setAcceptDrops(True)
        self.run_bar = RunBar()
        self.target_panel = TargetPanel(session.easel, self.theme)
        self._files = Files(self, session.easel, session.desk, self.theme)
        self.gallery = self._files.gallery
        self.message_bar = MessageBar()
        self.split_offer = SplitOffer()
        self._gan_place, self._cgan_place = QStackedWidget(), QStackedWidget()
        self._cgan_place.addWidget(self.split_offer)
        self.addToolBar(self.run_bar)
        self.setCentralWidget(self._arranged())
        layers = self.target_panel.actions_of_layers
        self.menus = Menus(self.menuBar(), self.run_bar, layers)
        self._connect_views()
        self._connect_session()
        self._show_target(session.target)
        self.statusBar().showMessage(_STARTING)
        self.first_painted.connect(self._build_panels, Qt.ConnectionType.QueuedConnection)

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(1280, 768)

    @property
    def theme(self) -> Theme:
        """Light or dark, as the system's palette is."""
        return DARK if self.palette().window().color().lightness() < _MIDDLE else LIGHT

    @property
    def model_panels(self) -> "tuple[ModelPanel, ...]":
        """The canvases of GAN and CGAN; none before the window was painted."""
        return self._panels

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102, N802
        failure = self._keeper.flush()
        if failure and not self._may_lose(failure):
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._painted:
            self.target_panel.use_theme(self.theme)
            self._files.theme = self.theme
            self.gallery.start_painting(self.theme)
            self._rebuild()

    def _arranged(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 4, 4, 4)
        column.addWidget(self.target_panel)
        column.addWidget(self.gallery, 1)
        models = QWidget()
        row = QHBoxLayout(models)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self._gan_place, 1)
        row.addWidget(self._cgan_place, 1)
        self._ground = QWidget(autoFillBackground=True)
        stack = QVBoxLayout(self._ground)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.message_bar)
        stack.addWidget(models, 1)
        splitter = QSplitter(childrenCollapsible=False)
        splitter.addWidget(left)
        splitter.addWidget(self._ground)
        splitter.setStretchFactor(1, 1)
        return splitter

    def _connect_views(self) -> None:
        session = self._session
        menus = self.menus
        menus.open_files.triggered.connect(self._files.ask_files)
        menus.open_folder.triggered.connect(self._files.ask_folder)
        menus.earlier.aboutToShow.connect(
            lambda: self._files.list_earlier(menus.earlier, self._keeper)
        )
        menus.keep.triggered.connect(self._files.keep)
        menus.quit.triggered.connect(self.close)
        menus.new.triggered.connect(session.desk.new)
        layers = self.target_panel.actions_of_layers
        layers.split.connect(session.desk.split)
        layers.load.connect(self._files.ask_layer)
        layers.problem.connect(self.message_bar.say)
        layers.noted.connect(self.note)
        menus.about.triggered.connect(self._show_about)
        self.run_bar.toggled.connect(session.toggle)
        self.run_bar.reset.connect(self.message_bar.hide)
        self.run_bar.reset.connect(session.reset)
        self.run_bar.preset_changed.connect(session.set_preset)
        self.run_bar.seed_changed.connect(session.set_seed)
        self.run_bar.device_changed.connect(session.set_device)
        self.split_offer.split.connect(session.desk.split)
        self.menus.undo.triggered.connect(session.easel.undo)
        self.menus.redo.triggered.connect(session.easel.redo)
        session.easel.history.changed.connect(self._show_history)

    def _connect_session(self) -> None:
        session = self._session
        session.target_changed.connect(self._show_target)
        session.target_edited.connect(self._follow_target)
        session.waiting_changed.connect(self._show_waiting)
        session.run_started.connect(self._clear_panels)
        session.snapshots_taken.connect(self._show_snapshots)
        session.progress_changed.connect(self.run_bar.show_progress)
        session.playing_changed.connect(self.run_bar.show_playing)
        session.devices_known.connect(self._show_devices)
        session.problem.connect(self.message_bar.say)
        session.noted.connect(self.note)
        self._keeper.problem.connect(self.message_bar.say)

    def _build_panels(self) -> None:
        # matplotlib takes longer to import than all before it, so the window is shown without.
        from playground.gui.model_panel import ModelPanel

        gan, cgan = ModelPanel("GAN", conditional=False), ModelPanel("CGAN", conditional=True)
        self._gan_place.addWidget(gan)
        self._gan_place.setCurrentWidget(gan)
        self._cgan_place.addWidget(cgan)
        self._panels = (gan, cgan)
        self._rebuild()
        self.gallery.start_painting(self.theme)

    def _show_history(self) -> None:
        history = self._session.easel.history
        self.menus.show_history(history.undo_text, history.redo_text)

    def _follow_target(self, target: Target) -> None:
        """The same run has other points to learn."""
        several = len(target.layers) > 1
        for panel in self._panels[: 1 + several]:
            panel.edit_target(target, self.theme)

    def _show_waiting(self, waiting: bool) -> None:
        for panel in self._panels:
            panel.show_waiting(waiting)

    def _show_target(self, target: Target) -> None:
        self.message_bar.hide()
        self.gallery.mark(target.name)
        self._rebuild()

    def _rebuild(self) -> None:
        """Show target and theme in the panels, and the offer where there is no CGAN."""
        palette = self._ground.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(self.theme.figure))
        self._ground.setPalette(palette)
        several = len(self._session.target.layers) > 1
        self._show_waiting(self._session.waiting)
        if not self._panels:
            self.split_offer.setVisible(not several)
            return
        self.split_offer.setVisible(True)
        self._cgan_place.setCurrentWidget(self._panels[1] if several else self.split_offer)
        for panel in self._panels[: 1 + several]:
            panel.show_target(self._session.target, self.theme)
        self._gan_place.setContentsMargins(0, 0, 0, self._panels[1].legend_height if several else 0)

    def _clear_panels(self) -> None:
        for panel in self._panels:
            panel.clear()

    def _show_snapshots(self, snapshots: tuple[Snapshot, ...]) -> None:
        for panel, snapshot in zip(self._panels, snapshots, strict=False):
            panel.show_snapshot(snapshot)

    def _show_devices(self, devices: tuple[str, ...]) -> None:
        self.run_bar.show_devices(devices, self._session.device)
        if self.statusBar().currentMessage() == _STARTING:
            self.statusBar().clearMessage()

    def note(self, sentence: str) -> None:
        """Say in the status bar what was done."""
        self.statusBar().showMessage(sentence, _NOTE_MS)

    def _may_lose(self, failure: str) -> bool:
        """Ask whether to close although the drawing could not be kept."""
        ask = QMessageBox.question(
            self,
            "Close",
            f"The drawing could not be kept ({failure}). Close the window and lose it?",
            QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel,
        )
        return ask == QMessageBox.StandardButton.Close

    def _show_about(self) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "About", _ABOUT, parent=self)
        box.setIconPixmap(self.windowIcon().pixmap(48, 48))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102, N802
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: D102, N802
        self._judge(event)

    def _judge(self, event: QDragMoveEvent) -> None:
        """Say what a drop here would do."""
        try:
            drop = self._dropped(event)
        except InputError as error:
            self.note(str(error))
            event.ignore()
            return
        self.statusBar().showMessage(drop.sentence)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: D102, N802
        self.statusBar().clearMessage()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: D102, N802
        self.statusBar().clearMessage()
        try:
            drop = self._dropped(event)
        except InputError as error:
            self.message_bar.say(str(error))
            return
        event.acceptProposedAction()
        self._files.drop(drop)

    def _dropped(self, event: QDropEvent) -> Drop:
        """What is dragged; over the canvas it is to be added. InputError if it is of no use."""
        urls = event.mimeData().urls()
        panel = self.target_panel
        over = panel.rect().contains(panel.mapFrom(self, event.position().toPoint()))
        return Drop.of([Path(url.toLocalFile()) for url in urls if url.isLocalFile()], adds=over)
