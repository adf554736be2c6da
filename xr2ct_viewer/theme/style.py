"""Turns a palette into Qt's palette and style sheet. Fusion underneath, so that every platform looks the same."""

from importlib.resources import files

from PySide6.QtGui import QColor, QPalette

from xr2ct_viewer.theme.palettes import Palette


def qt_palette(palette: Palette) -> QPalette:
    """Qt's colour roles for the palette."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: palette.ground,
        roles.WindowText: palette.text,
        roles.Base: palette.sunken,
        roles.AlternateBase: palette.raised,
        roles.ToolTipBase: palette.raised,
        roles.ToolTipText: palette.text,
        roles.PlaceholderText: palette.muted,
        roles.Text: palette.text,
        roles.Button: palette.raised,
        roles.ButtonText: palette.text,
        roles.BrightText: palette.danger,
        roles.Link: palette.focus,
        roles.Highlight: palette.accent,
        roles.HighlightedText: palette.on_accent,
        roles.Mid: palette.line,
    }
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.disabled))
    return result


def style_sheet(p: Palette) -> str:
    """Shape and spacing; colours repeat the palette where Fusion would shade them itself."""
    chevron = "chevron-light.png" if p.name == "light" else "chevron-dark.png"
    return f"""
* {{ outline: none; }}
QMainWindow, QDialog {{ background: {p.ground}; }}
QToolTip {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.line}; padding: 4px 6px; }}
QMenuBar {{ background: {p.ground}; color: {p.text}; padding: 2px 6px; border-bottom: 1px solid {p.line}; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {p.hover}; }}
QMenu {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 12px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {p.accent}; color: {p.on_accent}; }}
QMenu::item:disabled {{ color: {p.disabled}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {p.line}; margin: 4px 8px; }}
QToolBar {{ background: {p.ground}; border: none; border-bottom: 1px solid {p.line}; padding: 4px 8px; spacing: 5px; }}
QPushButton, QToolButton {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.line};
  border-radius: 6px; padding: 5px 10px; }}
QPushButton:hover, QToolButton:hover {{ background: {p.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {p.sunken}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {p.disabled}; }}
QPushButton:focus, QToolButton:focus {{ border: 1px solid {p.focus}; }}
QToolButton:checked, QPushButton:checked {{ background: {p.accent}; color: {p.on_accent};
  border-color: {p.accent}; }}
QToolButton:checked:focus, QPushButton:checked:focus {{ border: 1px solid {p.text}; }}
QPushButton#primary {{ background: {p.accent}; color: {p.on_accent}; border: 1px solid {p.accent};
  font-weight: 600; padding: 8px 16px; }}
QPushButton#primary:hover {{ background: {p.accent_hover}; }}
QPushButton#primary:focus {{ border: 2px solid {p.text}; padding: 7px 15px; }}
QPushButton#primary:disabled {{ background: {p.raised}; color: {p.disabled}; border-color: {p.line}; }}
QPushButton#compactPrimary {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent};
  font-weight: 600; padding: 4px 12px; }}
QPushButton#compactPrimary:hover {{ background: {p.accent_hover}; }}
QPushButton#compactPrimary:focus {{ border-color: {p.text}; }}
QPushButton#compactPrimary:disabled {{ background: {p.raised}; color: {p.disabled}; border-color: {p.line}; }}
QPushButton#large, QPushButton#largePrimary {{ font-size: 11pt; padding: 11px 22px; }}
QPushButton#largePrimary {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent};
  font-weight: 600; }}
QPushButton#largePrimary:hover {{ background: {p.accent_hover}; }}
QPushButton#largePrimary:focus, QPushButton#large:focus {{ border: 2px solid {p.focus}; padding: 10px 21px; }}
QPushButton#largePrimary:focus {{ border-color: {p.text}; }}
QPushButton#stop {{ border: 1px solid {p.danger}; color: {p.danger}; font-weight: 600; padding: 8px 16px;
  background: transparent; }}
QPushButton#stop:hover {{ background: {p.hover}; }}
QPushButton#link, QToolButton#link {{ background: transparent; border: 1px solid transparent; color: {p.muted};
  text-align: left; padding: 3px 4px; }}
QPushButton#link:hover, QToolButton#link:hover {{ color: {p.text}; }}
QPushButton#link:focus, QToolButton#link:focus {{ border-color: {p.focus}; }}
QToolButton#caution {{ background: transparent; border: 1px solid transparent; color: {p.warning};
  text-align: left; padding: 3px 4px; }}
QToolButton#caution:hover {{ background: {p.hover}; }}
QToolButton#caution:focus {{ border-color: {p.focus}; }}
QToolButton#flat {{ background: transparent; border: 1px solid transparent; padding: 4px; }}
QToolButton#flat:hover {{ background: {p.hover}; }}
QToolButton#flat:focus {{ border-color: {p.focus}; }}
QToolButton#flat:checked {{ background: {p.accent}; }}
QComboBox, QAbstractSpinBox, QLineEdit {{ background: {p.sunken}; color: {p.text};
  border: 1px solid {p.line}; border-radius: 5px; padding: 4px 8px; min-height: 18px;
  selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
QComboBox:hover, QAbstractSpinBox:hover, QLineEdit:hover {{ border-color: {p.muted}; }}
QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus {{ border-color: {p.focus}; }}
QComboBox:disabled, QAbstractSpinBox:disabled, QLineEdit:disabled, QCheckBox:disabled {{ color: {p.disabled}; }}
QComboBox::drop-down {{ border: none; width: 22px; }}
QComboBox::down-arrow {{ image: url("{_picture(chevron)}"); width: 12px; height: 12px; }}
QRadioButton {{ spacing: 8px; padding: 3px; }}
QRadioButton::indicator {{ width: 12px; height: 12px; border: 2px solid {p.muted}; border-radius: 8px;
  background: {p.sunken}; }}
QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 4px solid {p.accent}; background: {p.on_accent}; }}
QRadioButton::indicator:disabled {{ border-color: {p.disabled}; }}
QRadioButton:focus {{ color: {p.focus}; }}
QAbstractSpinBox QLineEdit {{ background: transparent; border: none; border-radius: 0; padding: 0 7px;
  min-height: 0; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ subcontrol-origin: border; width: 0; border: none;
  background: none; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ width: 0; height: 0; image: none; }}
QAbstractSpinBox {{ padding-right: 0; }}
QCheckBox {{ spacing: 8px; padding: 3px 0; }}
QCheckBox:focus {{ color: {p.focus}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {p.line}; }}
QTabBar::tab {{ background: transparent; color: {p.muted}; padding: 6px 14px; border: none;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {p.text}; border-bottom: 2px solid {p.accent}; }}
QTabBar::tab:hover {{ color: {p.text}; }}
QTabBar::tab:focus {{ color: {p.focus}; }}
QTreeView, QTableView {{ background: {p.sunken}; color: {p.text}; border: 1px solid {p.line}; border-radius: 6px;
  gridline-color: {p.line}; selection-background-color: {p.hover}; selection-color: {p.text}; }}
QTreeView:focus, QTableView:focus {{ border-color: {p.focus}; }}
QTreeView::indicator, QTableView::indicator, QCheckBox::indicator {{ width: 12px; height: 12px;
  border: 1px solid {p.muted}; border-radius: 3px; background: {p.sunken}; }}
QTreeView::indicator:checked, QTableView::indicator:checked, QCheckBox::indicator:checked {{
  background: {p.accent}; border-color: {p.accent}; image: url("{_picture("check.png")}"); }}
QTreeView::indicator:indeterminate {{ background: {p.muted}; }}
QCheckBox::indicator:disabled {{ border-color: {p.disabled}; }}
QHeaderView {{ background: {p.ground}; border: none; }}
QHeaderView::section {{ background: {p.ground}; color: {p.muted}; border: none; border-bottom: 1px solid {p.line};
  padding: 4px 6px; }}
QComboBox QAbstractItemView {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.line};
  selection-background-color: {p.accent}; selection-color: {p.on_accent}; outline: none; padding: 2px; }}
QProgressBar {{ background: {p.sunken}; border: 1px solid {p.line}; border-radius: 5px; height: 10px;
  text-align: center; color: {p.text}; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: 4px; }}
QListWidget {{ background: transparent; border: none; color: {p.text}; }}
QListWidget::item {{ padding: 6px 8px; border-radius: 5px; }}
QListWidget::item:hover {{ background: {p.hover}; }}
QListWidget::item:selected {{ background: {p.hover}; color: {p.text}; border-left: 3px solid {p.accent}; }}
QListWidget:focus {{ border: 1px solid {p.focus}; border-radius: 5px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {p.line}; border-radius: 4px; min-height: 28px; margin: 1px 2px; }}
QScrollBar::handle:vertical:hover {{ background: {p.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; }}
QScrollBar::handle:horizontal {{ background: {p.line}; border-radius: 4px; min-width: 28px; margin: 2px 1px; }}
QSplitter::handle {{ background: {p.ground}; }}
QSplitter::handle:hover {{ background: {p.line}; }}
QStatusBar {{ background: {p.ground}; color: {p.muted}; }}
QStatusBar::item {{ border: none; }}
QFrame#card {{ background: {p.raised}; border: 1px solid {p.line}; border-radius: 8px; }}
QWidget#stage {{ background: {p.stage}; }}
QFrame#tile {{ background: {p.stage}; border: 1px solid {p.line}; border-radius: 4px; }}
QFrame#tileHeader {{ background: {p.raised}; border: none; border-top-left-radius: 3px;
  border-top-right-radius: 3px; }}
QLabel#tileTitle {{ color: {p.muted}; font-weight: 600; }}
QLabel#tileHint {{ color: #a0abb6; }}
QLabel#stageTitle {{ color: #e4e8ec; font-size: 12pt; }}
QLabel#muted, ElidedLabel#muted {{ color: {p.muted}; }}
QLabel#good {{ color: {p.good}; }}
QLabel#warning {{ color: {p.warning}; }}
QLabel#danger {{ color: {p.danger}; }}
QLabel#heading, ElidedLabel#heading {{ font-weight: 600; font-size: 10.5pt; }}
QLabel#changed {{ color: {p.focus}; font-weight: 600; }}
QFrame#sourceRow {{ background: {p.sunken}; border: 1px solid {p.line}; border-radius: 5px; }}
QWidget#workspaceSwitch {{ background: {p.sunken}; border: 1px solid {p.line}; border-radius: 8px; }}
QWidget#workspaceSwitch QToolButton {{ background: transparent; border: 1px solid transparent; padding: 4px 12px;
  font-weight: 600; }}
QWidget#workspaceSwitch QToolButton:hover {{ background: {p.hover}; }}
QWidget#workspaceSwitch QToolButton:checked {{ background: {p.accent}; border-color: {p.accent}; }}
QWidget#workspaceSwitch QToolButton:focus {{ border-color: {p.focus}; }}
QWidget#workspaceSwitch QToolButton:checked:focus {{ border-color: {p.text}; }}
QLabel#step {{ background: {p.accent}; color: {p.on_accent}; border-radius: 10px; font-weight: 600; }}
QLabel#stepDone {{ background: {p.good}; color: {p.ground}; border-radius: 10px; font-weight: 600; }}
QLabel#stepWaiting {{ background: {p.hover}; color: {p.muted}; border-radius: 10px; font-weight: 600; }}
QLabel#title {{ font-size: 22pt; font-weight: 600; }}
QLabel#subtitle {{ font-size: 11.5pt; color: {p.muted}; }}
QLabel#number {{ font-weight: 600; }}
QLabel#banner {{ background: {p.banner}; color: {p.on_banner}; font-weight: 600; padding: 4px 10px; }}
QFrame#dropZone {{ border: 2px dashed {p.line}; border-radius: 10px; background: transparent; }}
QFrame#dropZone[active="true"] {{ border-color: {p.accent}; background: {p.hover}; }}
QPushButton#exportButton {{ padding: 5px 14px; font-weight: 600; }}
QPushButton#exportButton[ready="true"] {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; }}
QPushButton#exportButton[ready="true"]:hover {{ background: {p.accent_hover}; }}
QPushButton#exportButton[ready="true"]:focus {{ border-color: {p.text}; }}
QToolButton#overlay {{ background: rgba(30, 36, 42, 200); border: 1px solid #37404a; border-radius: 5px;
  padding: 2px; color: #e4e8ec; }}
QToolButton#overlay:hover {{ background: #37404a; }}
QFrame#viewToolbar {{ background: {p.ground}; border-bottom: 1px solid {p.line}; }}
QFrame#viewToolbar QToolButton {{ padding: 2px 4px; }}
QFrame#viewToolbar QComboBox {{ padding: 1px 4px 1px 6px; min-width: 58px; max-width: 90px; }}
QFrame#lensBar {{ background: {p.ground}; border-bottom: 1px solid {p.line}; }}
QFrame#lensBar QToolButton {{ padding: 3px 9px; background: transparent; border-color: transparent; }}
QFrame#lensBar QToolButton:hover {{ background: {p.hover}; }}
QFrame#lensBar QToolButton:focus {{ border-color: {p.focus}; }}
QFrame#lensBar QToolButton:checked {{ background: {p.accent}; border-color: {p.accent}; }}
QFrame#lensBar QToolButton:checked:focus {{ border-color: {p.text}; }}
QFrame#columnFoot {{ background: {p.ground}; border: none; border-top: 1px solid {p.line}; }}
QFrame#toolsBar {{ background: {p.ground}; border: none; border-right: 1px solid {p.line}; }}
QTreeWidget#measureList::item {{ padding: 4px 0; }}
QFrame#measurePanel {{ background: {p.ground}; border: none; border-left: 1px solid {p.line}; }}
QToolButton#tool {{ background: transparent; border: 1px solid transparent; padding: 0; }}
QToolButton#tool:hover {{ background: {p.hover}; }}
QToolButton#tool:focus {{ border-color: {p.focus}; }}
QToolButton#tool:checked {{ background: {p.accent}; border-color: {p.accent}; }}
QToolButton#tool:checked:focus {{ border-color: {p.text}; }}
QLabel#viewNote {{ background: #0b0d0f; color: #f2c060; padding: 3px; }}
QLabel#verdict {{ font-size: 12pt; }}
QLabel#emptyState {{ background: #000000; color: #a0abb6; padding: 24px; }}
QLabel#badge {{ color: {p.muted}; padding: 0 4px; }}
QLabel#syntheticTag {{ color: {p.warning}; border: 1px solid {p.warning}; border-radius: 4px; padding: 0 5px;
  font-weight: 600; font-size: 8pt; }}
QTextBrowser {{ background: {p.sunken}; color: {p.text}; border: 1px solid {p.line}; border-radius: 6px; }}
QPlainTextEdit {{ background: {p.sunken}; color: {p.text}; border: 1px solid {p.line}; border-radius: 6px; }}
QFrame#separator {{ background: {p.line}; max-height: 1px; min-height: 1px; border: none; }}
QLabel#key {{ background: {p.sunken}; border: 1px solid {p.line}; border-radius: 4px; padding: 1px 6px;
  font-weight: 600; }}
QListWidget#pages {{ background: {p.sunken}; border: 1px solid {p.line}; border-radius: 6px; padding: 4px; }}
QTreeView#roomy::item {{ padding: 4px 4px; }}
QKeySequenceEdit {{ min-width: 120px; }}
{_strong_focus(p) if p.name == "contrast" else ""}"""


def _strong_focus(p: Palette) -> str:
    """Thicker rings, and selections that differ by more than a shade, for high contrast."""
    return f"""
QPushButton:focus, QToolButton:focus, QComboBox:focus, QAbstractSpinBox:focus, QLineEdit:focus, QTreeView:focus,
QTableView:focus, QTextBrowser:focus, QPlainTextEdit:focus, QSlider:focus {{ border: 2px solid {p.focus}; }}
QToolButton:checked:focus, QPushButton:checked:focus {{ border: 2px solid {p.focus}; }}
QTreeView, QTableView, QListWidget {{ selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked, QTableView::indicator:checked {{
  border: 2px solid {p.text}; }}
QPushButton:disabled, QToolButton:disabled {{ border-style: dashed; }}
QSlider::groove:horizontal {{ height: 4px; background: {p.muted}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {p.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 10px; margin: -6px 0; background: {p.ground}; border: 2px solid {p.text};
  border-radius: 4px; }}
"""


def _picture(name: str) -> str:
    return str(files("xr2ct_resources").joinpath("icons", name)).replace("\\", "/")
