"""The form keeps every value what it is, marks what was changed, and says what is wrong where it is wrong."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox

from xr2ct_core.config.train import TrainConfig
from xr2ct_core.config.tree import form_nodes
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.methods.registry import learned_method_specs
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.widgets.config_form import ConfigForm

CONFIGS = {
    **{method_id: spec.config_type() for method_id, spec in learned_method_specs().items()},
    "train": TrainConfig,
    "augment": AugmentConfig,
}


@pytest.fixture
def make_form(qtbot):
    def make(config_type=TrainConfig) -> ConfigForm:
        form = ConfigForm(form_nodes(config_type), Theme())
        qtbot.addWidget(form)
        form.show()
        return form

    return make


@pytest.mark.parametrize("name", CONFIGS)
def test_defaults_through_the_form_are_the_defaults(make_form, name) -> None:
    config_type = CONFIGS[name]
    values = make_form(config_type).values()
    assert config_type.model_validate(values) == config_type()
    assert values == config_type().model_dump()
    assert [type(value) for value in values.values()] == [type(value) for _, value in config_type()]


@pytest.mark.parametrize("value", [2e-4, 3.3e-7, 0.999, 0.123456789, 1e6])
def test_small_and_fine_numbers_survive(make_form, value) -> None:
    form = make_form(CONFIGS["x2ct-gan"])
    row = form.rows["reconstruction_weight"]
    row.show_value(value)
    assert row.value() == value


def test_a_number_written_in_powers_of_ten_is_taken_as_it_is(make_form, qtbot) -> None:
    form = make_form(CONFIGS["x2ct-gan"])
    editor = form.rows["learning_rate"].editor
    editor.lineEdit().setText("3e-5")
    with qtbot.waitSignal(form.edited) as edited:
        editor.editingFinishedEvent()
    assert edited.args == ["learning_rate", 3e-5]


def test_showing_values_is_not_an_edit(make_form) -> None:
    form, edits = make_form(), []
    form.edited.connect(lambda *edit: edits.append(edit))
    form.show_values(TrainConfig(steps=7, schedule="cosine", gradient_clip=0.5).model_dump())
    assert edits == [] and form.values()["steps"] == 7 and form.values()["schedule"] == "cosine"


def test_a_changed_value_is_marked_and_offers_the_way_back(make_form, qtbot) -> None:
    form = make_form()
    form.show_values(TrainConfig(steps=7).model_dump())
    row = form.rows["steps"]
    assert row.label.objectName() == "changed" and row.back.isVisible()
    assert form.rows["batch_size"].label.objectName() == "" and not form.rows["batch_size"].back.isVisible()
    with qtbot.waitSignal(form.reset_requested) as reset:
        row.back.click()
    assert reset.args == ["steps"]


def test_advanced_settings_are_folded_until_one_of_them_is_wrong(make_form) -> None:
    form = make_form()
    row = form.rows["ema_decay"]
    assert not row.editor.isVisible() and form.rows["steps"].editor.isVisible()
    form.show_problems({"ema_decay": "Should be less than 1."})
    assert row.editor.isVisible() and row.problem.isVisible() and row.problem.text() == "Should be less than 1."
    form.show_problems({})
    assert not row.problem.isVisible()


def test_help_stands_under_the_fields_on_demand(make_form) -> None:
    form = make_form()
    row = form.rows["steps"]
    assert not row.help.isVisible() and row.editor.toolTip() == row.help.text() != ""
    form.set_explained(True)
    assert row.help.isVisible()


def test_the_wheel_changes_no_value_that_has_no_focus(make_form) -> None:
    form = make_form()
    for name in ("steps", "schedule", "batch_size"):
        editor = form.rows[name].editor
        editor.clearFocus()
        event = QWheelEvent(
            QPointF(4, 4),
            QPointF(editor.mapToGlobal(QPoint(4, 4))),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(editor, event)
    assert form.values() == TrainConfig().model_dump()


@pytest.mark.parametrize("name", CONFIGS)
def test_every_field_has_a_name_and_a_help(make_form, name) -> None:
    form = make_form(CONFIGS[name])
    fields = [field for kind in (QAbstractSpinBox, QComboBox, QAbstractButton) for field in form.findChildren(kind)]
    assert all(field.accessibleName() or getattr(field, "text", str)() for field in fields)
    assert all(row.node.help for row in form.rows.values())
