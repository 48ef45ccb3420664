"""The client without a browser does what a browser does; the tests of abuse rely on it."""

import contextlib
from pathlib import Path

import pytest
import websockets
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.browser import free_port, live_server, stop, tail, wait_until_healthy
from tests.ready_server import start_streamlit
from tests.wire import Wire, WireError

pytestmark = pytest.mark.live

LITTLE_APP = """
import streamlit as st

def first():
    st.title("First page")
    st.session_state.setdefault("pressed", 0)
    size = st.slider("Size", 0.0, 10.0, 4.0, key="size")
    months = st.select_slider("Months", ["May", "June", "July"], ("May", "July"))
    name = st.text_input("Name", "nobody")
    often = st.number_input("How often", value=3)
    color = st.selectbox("Color", ["red", "blue"])
    sure = st.checkbox("Sure")
    st.button("Press", key="press", on_click=lambda: st.session_state.update(pressed=st.session_state.pressed + 1))
    given = st.file_uploader("Files", accept_multiple_files=True)
    content = [(one.name, one.getvalue()) for one in given]
    st.text(f"{size} {months} {name} {often} {color} {sure} {st.session_state.pressed} {content}")
    if st.button("Jump"):
        st.switch_page(second_page)
    part()
    if name == "break":
        raise ValueError("broken on purpose")
    if name != "hide":
        st.text("Sometimes here")

@st.fragment
def part():
    st.session_state["parts"] = st.session_state.get("parts", 0) + 1
    st.text(f"Part {st.toggle('Inside')} run {st.session_state['parts']}")

@st.fragment(run_every=0.2)
def clock():
    st.session_state["beats"] = st.session_state.get("beats", 0) + 1
    st.text(f"Beat {st.session_state['beats']}")

def second():
    st.title("Second page")
    st.text("x" * 20_000)
    clock()

second_page = st.Page(second)
st.navigation([st.Page(first, default=True), second_page]).run()
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("little")
    (folder / "app.py").write_text(LITTLE_APP, encoding="utf-8")
    with little_server(folder) as address:
        yield address


@contextlib.contextmanager
def little_server(folder: Path):
    address, log = f"http://127.0.0.1:{free_port()}", folder / "server.log"
    where = ("--server.port", address.rsplit(":", 1)[1], "--server.address", "127.0.0.1", "--server.headless", "true")
    with log.open("wb") as output:
        server = start_streamlit(["app.py", *where], folder=folder, output=output.fileno())
    try:
        wait_until_healthy(address, server)
        yield address
    except BaseException as error:
        error.add_note(f"The server said:\n{tail(log)}")
        raise
    finally:
        stop(server)


@pytest.fixture
def wire():
    with Wire() as ready:
        yield ready


def said(tab):
    return next(text for text in tab.page.texts() if text.startswith(("0.0 ", "4.0 ", "7.5 ")))


def test_a_page_stands_with_its_texts_and_widgets(wire, url):
    tab = wire.open(url)
    assert "First page" in tab.page.text
    assert said(tab) == "4.0 ('May', 'July') nobody 3 red False 0 []"
    assert tab.page.widget("size").label == "Size"
    with pytest.raises(LookupError, match=r"0 widgets are called 'Sise'; there are: slider 'Size' \(size\)"):
        tab.page.widget("Sise")


def test_every_kind_of_widget_can_be_set(wire, url):
    tab = wire.open(url)
    tab.set("Size", 7.5)
    tab.set("Months", "June", "July")
    tab.set("Name", "somebody")
    tab.set("How often", 5)
    tab.set("Color", "blue")
    tab.set("Sure", True)
    tab.click("press")
    tab.click("press")
    assert said(tab) == "7.5 ('June', 'July') somebody 5 blue True 2 []"


def test_a_widget_in_a_fragment_runs_the_fragment_alone(wire, url):
    tab = wire.open(url)
    tab.set("Inside", True)
    assert "Part True run 2" in tab.page.text
    assert "First page" in tab.page.text
    finished = tab.page.finished
    tab.rerun(fragment="forged", wait=0)
    tab.settle(0.5)
    assert tab.page.finished == finished


def test_what_a_run_does_not_draw_again_is_gone(wire, url):
    tab = wire.open(url)
    assert "Sometimes here" in tab.page.text
    tab.set("Name", "hide")
    assert "Sometimes here" not in tab.page.text
    assert tab.saw("Sometimes here")


def test_pages_are_opened_by_name_and_by_hash(wire, url):
    tab = wire.open(url, "second")
    assert "Second page" in tab.page.text
    tab.rerun()
    assert "x" * 20_000 in tab.page.text, "the second time the server sends the hash alone"
    tab.go("first")
    assert "First page" in tab.page.text
    tab.click("Jump")
    assert "Second page" in tab.page.text, "a page that the script switches to is waited for"


def test_fragments_run_by_themselves_where_the_app_asked_for_it(wire, url):
    tab = wire.open(url, "second")
    tab.beat()
    tab.until(lambda page: "Beat 4" in page.text, 10)


def test_files_are_uploaded(wire, url):
    tab = wire.open(url)
    tab.upload("Files", {"a.csv": b"one", "b.csv": b"two"})
    assert said(tab).endswith("[('a.csv', b'one'), ('b.csv', b'two')]")


def test_a_forged_state_arrives_as_it_is(wire, url):
    tab = wire.open(url)
    lie = WidgetState(id=tab.page.widget("Name").id, string_value="forged")
    tab.rerun([lie])
    assert "forged" in said(tab)


def test_a_session_is_named_again_with_what_it_held(wire, url):
    visitor = wire.visitor(url)
    tab = wire.open(visitor)
    tab.click("press")
    again = wire.connect(visitor, session=tab.page.session)
    again.rerun()
    assert again.page.session == tab.page.session
    assert said(again) == "4.0 ('May', 'July') nobody 3 red False 1 []"


def test_exceptions_of_the_page_are_seen(wire, url):
    tab = wire.open(url)
    tab.set("Name", "break")
    assert any("broken on purpose" in text for text in tab.page.exceptions)


def test_a_foreign_origin_is_refused_by_streamlit_already(wire, url):
    with pytest.raises(websockets.exceptions.InvalidStatus):
        wire.connect(wire.visitor(url), origin="https://evil.example")


def test_waiting_ends_with_what_the_page_says(wire, url):
    tab = wire.open(url)
    with pytest.raises(WireError, match=r"not within 0\.1 s; the page says"):
        tab.until(lambda page: page.not_found, 0.1)


def test_the_app_itself_is_used_over_the_wire(wire, tmp_path):
    with live_server(tmp_path / "data") as address:
        tab = wire.open(address, "data")
        tab.click("sample")
        assert tab.page.hash == tab.page.hashes["ranking"]
        tab.go("costs")
        slider = tab.page.widget("pool_0_slider").proto
        assert "losers" in tab.page.text
        tab.set("pool_0_slider", slider.max)
        assert "Profit now" in tab.page.text
        assert tab.page.exceptions == []
