"""What a host needs - image, compose, proxy, unit, document - says the same as the code."""

import configparser
import re
import tomllib
from dataclasses import fields

import pytest

from tests.house.repository import ROOT, documents, package_files, relative, tracked_files
from whalecurve.intake.limits import Limits
from whalecurve.server.health import PATH as HEALTH
from whalecurve.server.settings import HOST, PROXIES
from whalecurve.service.access.mode import HOSTED, VARIABLE
from whalecurve.service.workspaces.quotas import PREFIX, Quotas

FILES = (
    ".dockerignore",
    "Dockerfile",
    "compose.yaml",
    "deploy/Caddyfile",
    "deploy/whalecurve@.service",
    "docs/hosting.md",
)
PORT = "8501"
USER = "10001:10001"
SETTING = re.compile(r"WHALECURVE_[A-Z_]+")
A_SECRET = re.compile(r"(?i)(?:secret|password)[\w-]*\s*[:=]\s*[\"']?(?![\"'$.{]|\s|/run/|\$)[\w+/-]{8,}")


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def instructions(dockerfile):
    """Word and rest of each instruction, continued lines joined, comments left out."""
    lines = "\n".join(line for line in dockerfile.splitlines() if not line.startswith("#"))
    joined = lines.replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]


def last_stage(dockerfile):
    """The instructions of the image that is run."""
    found = instructions(dockerfile)
    begin = max(number for number, (word, _) in enumerate(found) if word == "FROM")
    return found[begin:]


def environment(dockerfile):
    """The variables that the image sets."""
    pairs = [part for word, rest in last_stage(dockerfile) if word == "ENV" for part in rest.split()]
    return dict(pair.split("=", 1) for pair in pairs)


def test_the_helpers_find_what_they_look_for():
    shown = "FROM a AS b\nRUN x \\\n    && y\n# no\nFROM c\nENV A=1 \\\n    B=2\n"
    assert instructions(shown)[1] == ("RUN", "x      && y")
    assert last_stage(shown)[0] == ("FROM", "c")
    assert environment(shown) == {"A": "1", "B": "2"}
    assert A_SECRET.search('cookie_secret = "d3adb33fd3adb33f"')
    assert A_SECRET.search("POSTGRES_PASSWORD: hunter2hunter2")
    assert not A_SECRET.search("POSTGRES_PASSWORD: ${DATABASE_PASSWORD:?write one}")
    assert not A_SECRET.search('client_secret = "..."')


@pytest.mark.parametrize("name", FILES)
def test_every_setting_that_is_named_exists_in_the_code(name):
    code = "\n".join(path.read_text(encoding="utf-8") for path in package_files())
    assert set(SETTING.findall(text_of(name))) - set(SETTING.findall(code)) == set()


def test_no_secret_is_part_of_it():
    names = [
        path for path in tracked_files() if relative(path).startswith(("deploy/", "docs/")) or relative(path) in FILES
    ]
    found = {relative(path): A_SECRET.findall(path.read_text(encoding="utf-8")) for path in names}
    assert {name: secrets for name, secrets in found.items() if secrets} == {}
    assert not [relative(path) for path in tracked_files() if path.name in {"secrets.toml", ".env", "settings.env"}]


def test_the_image_serves_people_who_log_in_as_a_user_without_rights():
    stage = last_stage(text_of("Dockerfile"))
    set_to = environment(text_of("Dockerfile"))
    users = [rest for word, rest in stage if word == "USER"]
    assert users == [USER]
    assert stage.index(("USER", USER)) < [word for word, _ in stage].index("CMD")
    assert set_to[VARIABLE] == HOSTED
    assert set_to["WHALECURVE_DATA_DIR"] == "/data"
    assert {rest for word, rest in stage if word == "VOLUME"} == {'["/data"]'}


def test_the_image_holds_no_tools_for_building():
    run = " ".join(rest for word, rest in last_stage(text_of("Dockerfile")) if word == "RUN")
    assert "pip uninstall" in run
    assert not re.search(r"apt|apk|gcc|build-essential|pip install", run)
    assert "--only-binary=:all:" in text_of("Dockerfile")
    assert "--without-pip" in text_of("Dockerfile")


def test_port_and_health_are_those_of_the_app():
    dockerfile, compose, proxy = (text_of(name) for name in ("Dockerfile", "compose.yaml", "deploy/Caddyfile"))
    assert environment(dockerfile)["STREAMLIT_SERVER_PORT"] == PORT
    assert ("EXPOSE", PORT) in last_stage(dockerfile)
    assert f"http://127.0.0.1:{PORT}{HEALTH}" in dockerfile
    assert f"health_uri {HEALTH}\n" in proxy
    assert f"APP_PROCESSES: app-one:{PORT} app-two:{PORT}" in compose
    assert set(re.findall(r"app-[a-z]+(?=:\n    <<: \*app)", compose)) == {"app-one", "app-two"}


def test_python_is_one_that_the_project_takes():
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    least = tuple(int(part) for part in project["requires-python"].removeprefix(">=").split("."))
    (version,) = re.findall(r"^ARG PYTHON=(3\.\d+)$", text_of("Dockerfile"), re.MULTILINE)
    assert tuple(int(part) for part in version.split(".")) >= least
    assert version in text_of("run.py") or version in text_of("README.md")
    assert {rest.split()[0] for word, rest in instructions(text_of("Dockerfile")) if word == "FROM"} == {
        "python:${PYTHON}-slim"
    }


def test_only_what_the_image_needs_goes_to_the_builder():
    lines = [line for line in text_of(".dockerignore").splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*"
    allowed = {line.removeprefix("!").removesuffix("/*.py") for line in lines if line.startswith("!")}
    copied = {
        rest.split()[0]
        for word, rest in instructions(text_of("Dockerfile"))
        if word == "COPY" and not rest.startswith("--from")
    }
    assert {name.replace("src/whalecurve", "src") for name in allowed} == copied
    assert all((ROOT / name).exists() for name in allowed)


def test_compose_asks_for_every_secret_and_shows_no_port_but_the_proxys():
    compose = text_of("compose.yaml")
    assert re.findall(r"\$\{\w+(?!\w*:\?)", compose) == []
    assert set(re.findall(r'^      - "(\d+):', compose, re.MULTILINE)) == {"80", "443"}
    assert compose.count("ports:") == 1
    assert f"{HOST}: $" in compose
    assert f'{PROXIES}: "1"' in compose
    assert "pg_isready" in compose
    for hardening in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"):
        assert hardening in compose


def test_the_proxy_keeps_a_browser_on_one_process_and_lets_the_largest_upload_through():
    proxy = text_of("deploy/Caddyfile")
    assert "lb_policy cookie whalecurve_process {$STICKY_SECRET}" in proxy
    (largest,) = re.findall(r"max_size (\d+)MB", proxy)
    assert int(largest) * 1_000_000 > Limits().file_bytes
    assert "Host {$WHALECURVE_HOST}" in proxy


def test_the_proxy_writes_no_token_to_its_log():
    (pattern,) = re.findall(r'request>uri regexp "(.+?)"', text_of("deploy/Caddyfile"))
    shown = [re.sub(pattern, r"\1", uri) for uri in ("/s/abc-def?x=1", "/ranking?share=abc", "/", "/export/abc/x.csv")]
    assert shown == ["/s", "/ranking", "/", "/export"]
    assert "log_credentials" not in text_of("deploy/Caddyfile")


def test_the_unit_lets_the_process_do_little():
    unit = configparser.RawConfigParser(strict=False, delimiters=("=",))
    unit.optionxform = str
    unit.read_string(text_of("deploy/whalecurve@.service"))
    section = unit["Service"]
    assert section["User"] == "whalecurve"
    assert section["CapabilityBoundingSet"] == section["AmbientCapabilities"] == ""
    assert section["ProtectSystem"] == "strict"
    on = (
        "NoNewPrivileges",
        "PrivateDevices",
        "PrivateTmp",
        "ProtectHome",
        "RestrictNamespaces",
        "MemoryDenyWriteExecute",
    )
    assert {name: section[name] for name in on} == dict.fromkeys(on, "yes")
    assert section["ExecStart"].endswith("/streamlit run app.py")
    assert f"Environment={VARIABLE}={HOSTED}\n" in text_of("deploy/whalecurve@.service")


def test_the_document_names_every_quota_with_its_default():
    text = text_of("docs/hosting.md").partition(f"`{PREFIX}`")[2]
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| [^|]+ \| (\d+) \|$", text, re.MULTILINE))
    assert rows == {field.name.upper(): str(field.default) for field in fields(Quotas)}


def test_the_document_is_found_from_the_front_page():
    assert "docs/hosting.md" in documents()
