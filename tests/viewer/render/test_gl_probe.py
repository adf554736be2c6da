"""What the OpenGL probe concludes."""

import pytest

from xr2ct_viewer.render.gl_probe import GlInfo, classify, parse_probe, probe_gl


@pytest.mark.parametrize(
    ("renderer", "kind"),
    [
        ("llvmpipe (LLVM 15.0.6, 256 bits)", "software"),
        ("softpipe", "software"),
        ("Google SwiftShader", "software"),
        ("Microsoft Basic Render Driver", "software"),
        ("NVIDIA GeForce RTX 4070/PCIe/SSE2", "hardware"),
        ("Mesa Intel(R) UHD Graphics 620 (KBL GT2)", "hardware"),
        ("", "none"),
    ],
)
def test_the_renderer_string_tells_hardware_from_software(renderer: str, kind: str) -> None:
    assert classify(renderer) == kind


@pytest.mark.parametrize("output", ["", "Segmentation fault", "[]", '{"other": 1}'])
def test_a_crashed_probe_means_no_opengl_and_says_why(output: str) -> None:
    info = parse_probe(output, exit_code=-11)
    assert info.kind == "none"
    assert "-11" in info.reason


def test_warnings_before_the_answer_are_ignored() -> None:
    info = parse_probe('libEGL warning: something\n{"renderer": "llvmpipe"}\n', exit_code=0)
    assert info == GlInfo("software", "llvmpipe")
    assert info.badge == "CPU"


def test_the_real_probe_answers_here() -> None:
    assert probe_gl().kind in ("hardware", "software", "none")
