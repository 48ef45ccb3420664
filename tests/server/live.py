"""A real server that does not start, another site beside it, and requests written by hand."""

import contextlib
import http.server
import os
import socket
import subprocess
import sys
import threading
import time

from tests.browser import ROOT, free_port


def refused_start(folder, *options, **environment):
    """Exit status and output of a server that does not start."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    done = subprocess.run(
        [*command, "--server.port", str(free_port()), *options],
        cwd=ROOT,
        env={**os.environ, "WHALECURVE_DATA_DIR": str(folder), **environment},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


@contextlib.contextmanager
def foreign_page(html, name="localhost"):
    """Another site: a page under a name and port of its own; its origin."""
    body = html.encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as site:
        thread = threading.Thread(target=site.serve_forever, daemon=True)
        thread.start()
        yield f"http://{name}:{site.server_port}"
        site.shutdown()
        thread.join()


def ask(url, text, *, seconds=10):
    """What a server answers to a request written by hand."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=seconds) as line:
        answer = b""
        with contextlib.suppress(TimeoutError, ConnectionError):
            line.sendall(text.encode("latin-1"))
            while part := line.recv(65_536):
                answer += part
    return answer


def eventually(condition, *, seconds=20):
    """Whether something comes true in time."""
    deadline = time.monotonic() + seconds
    while not (done := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return done
