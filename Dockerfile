# syntax=docker/dockerfile:1

# Python of both stages; `--build-arg PYTHON=3.12` takes another one that pyproject.toml allows.
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS packages
WORKDIR /build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt ./
# Ready-made packages only: nothing is compiled, so no stage needs a compiler. No pip inside what is carried over.
RUN python -m venv --without-pip /opt/packages \
    && python -m pip --python /opt/packages/bin/python install --only-binary=:all: --requirement requirements.txt

FROM python:${PYTHON}-slim
# The number is fixed so that the rights on a volume stay right from one image to the next.
RUN groupadd --gid 10001 whalecurve \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin whalecurve \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data \
    && python -m pip uninstall --yes pip
COPY --from=packages /opt/packages /opt/packages
WORKDIR /app
COPY app.py ./
COPY .streamlit/config.toml .streamlit/config.toml
COPY pages pages
COPY src src
# Compiled here, because the file system may be read-only later.
RUN python -m compileall -q app.py pages src
# A container serves others: people must log in, and without a login configured it does not start.
ENV PATH=/opt/packages/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=/app/src \
    PYTHONUNBUFFERED=1 \
    STREAMLIT_LOGGER_HIDE_WELCOME_MESSAGE=true \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_FILE_WATCHER_TYPE=none \
    STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_SERVER_PORT=8501 \
    WHALECURVE_DATA_DIR=/data \
    WHALECURVE_MODE=hosted
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/healthz', timeout=4)"]
CMD ["streamlit", "run", "app.py"]
