"""What a page may send, and how fast."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.server.build import SOCKET, running
from whalecurve.server.messages import asks_too_much, fields_of


def asking_for(names):
    message = BackMsg()
    message.file_urls_request.request_id = "r"
    message.file_urls_request.file_names.extend(f"file {n}.csv" for n in range(names))
    return message.SerializeToString()


def test_a_message_that_asks_for_too_many_addresses_is_told_from_others():
    assert [asks_too_much(asking_for(names)) for names in (0, 1, 200, 201, 200_000)] == [False] * 3 + [True] * 2
    rerun = BackMsg()
    rerun.rerun_script.widget_states.widgets.add(id="w").string_value = "x" * 100_000
    assert not asks_too_much(rerun.SerializeToString())


def test_names_spread_over_fields_that_are_merged_count_together():
    assert asks_too_much(asking_for(150) + asking_for(150))
    assert asks_too_much(asking_for(1) * 65)


@given(st.binary(max_size=300))
@example(b"\x82\x01\xff\xff\xff\xff\x0f")
@example(b"\xff" * 20)
def test_any_bytes_are_read_to_their_end_or_given_up(frame):
    assert isinstance(asks_too_much(frame), bool)
    assert len(list(fields_of(frame))) <= len(frame)


@given(st.lists(st.text(max_size=20), max_size=250), st.text(max_size=10))
def test_the_fields_are_those_that_the_protocol_has(names, request_id):
    message = BackMsg()
    message.file_urls_request.request_id = request_id
    message.file_urls_request.file_names.extend(names)
    assert asks_too_much(message.SerializeToString()) == (len(names) > 200)


def test_the_server_hangs_up_on_it(tmp_path):
    with running(tmp_path) as asking, asking.websocket_connect(SOCKET) as socket:
        socket.send_bytes(asking_for(200_000))
        with pytest.raises(WebSocketDisconnect) as end:
            socket.receive_text()
        assert end.value.code == 1008


def test_what_no_page_sends_is_left_unread(tmp_path):
    message = BackMsg()
    message.clear_cache = True
    with running(tmp_path) as asking, asking.websocket_connect(SOCKET) as socket:
        socket.send_bytes(message.SerializeToString())
        socket.send_text("hello")
        assert socket.receive_text() == "hello"
