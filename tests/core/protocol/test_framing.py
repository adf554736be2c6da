"""Framing of the worker protocol."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xr2ct_core.protocol.framing import ProtocolError, command_decoder, encode, event_decoder
from xr2ct_core.protocol.messages import MAX_LINE_BYTES, Log, Ping, Progress, Result, Start, Stop


def test_a_message_survives_the_way_through_the_pipe() -> None:
    start = Start(job="a", task="reconstruct", config={"pair_path": "/ä.json"}, out_dir="/o")
    assert command_decoder().feed(encode(start)) == [start]


@given(cuts=st.lists(st.integers(0, 400), max_size=8))
def test_any_cutting_of_the_stream_gives_the_same_messages(cuts: list[int]) -> None:
    sent = [Ping(job="é"), Stop(job="x", grace_s=2.5), Ping()]
    stream = b"".join(encode(message) for message in sent)
    edges = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    decoder = command_decoder()
    received = [message for first, last in pairwise(edges) for message in decoder.feed(stream[first:last])]
    assert received == sent


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"\xff\xfe{}",
        b'{"t": "dance"}',
        b'{"v": 1}',
        b"[1, 2]",
        b"null",
        b'{"t": "start", "task": "reconstruct"}',
        b'{"t": "stop", "grace_s": "soon"}',
        b"[" * 100_000,
    ],
)
def test_a_bad_line_is_reported_and_the_next_one_is_read(line: bytes) -> None:
    bad, good = command_decoder().feed(line + b"\n" + encode(Ping()))
    assert isinstance(bad, ProtocolError) and bad.code == "protocol"
    assert isinstance(good, Ping)


def test_a_line_over_the_limit_is_dropped_once_however_it_arrives() -> None:
    decoder = command_decoder()
    received = []
    for _ in range(5):
        received += decoder.feed(b"x" * (MAX_LINE_BYTES // 2))
    received += decoder.feed(b"tail\n" + encode(Ping()))
    assert [type(item).__name__ for item in received] == ["ProtocolError", "Ping"]


def test_a_complete_line_over_the_limit_is_dropped_too() -> None:
    received = command_decoder().feed(b"y" * MAX_LINE_BYTES + b"\n" + encode(Ping()))
    assert [type(item).__name__ for item in received] == ["ProtocolError", "Ping"]


def test_empty_lines_mean_nothing() -> None:
    assert event_decoder().feed(b"\n \r\n\n") == []


def test_unknown_fields_are_ignored() -> None:
    line = json.dumps({"t": "progress", "step": 1, "total": 2, "mood": "good"}).encode() + b"\n"
    (event,) = event_decoder().feed(line)
    assert isinstance(event, Progress) and event.step == 1


def test_a_message_too_long_for_the_pipe_is_refused_by_the_sender() -> None:
    with pytest.raises(ProtocolError, match="too long"):
        encode(Log(text="x" * MAX_LINE_BYTES))


def test_a_number_that_is_none_does_not_break_the_json() -> None:
    line = encode(Result(summary={"psnr": float("inf")}))
    assert json.loads(line)["summary"] == {"psnr": None}


@pytest.mark.parametrize(
    "line", [rb'{"t": "ping", "job": "\ud800"}', rb'{"t": "start", "task": "x", "config": {"\udcfc": 1}}']
)
def test_halves_of_characters_are_no_message(line: bytes) -> None:
    bad, good = command_decoder().feed(line + b"\n" + rb'{"t": "ping", "job": "\ud83d\ude00"}' + b"\n")
    assert isinstance(bad, ProtocolError) and "halves of characters" in bad.message
    assert isinstance(good, Ping) and good.job == "\U0001f600"


def test_a_job_has_a_short_name() -> None:
    (bad,) = command_decoder().feed(json.dumps({"t": "ping", "job": "x" * 201}).encode() + b"\n")
    assert isinstance(bad, ProtocolError) and "job" in bad.message


@pytest.mark.parametrize("value", ["\udcfc", object()])
def test_what_cannot_be_sent_is_refused_by_the_sender(value: object) -> None:
    with pytest.raises(ProtocolError, match="A result message holds what cannot be sent"):
        encode(Result(summary={"value": value}))
