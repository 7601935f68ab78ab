# A small container for one replica: nobody's rights, nothing that is written to it.
# docker build --tag digit-lab . && docker run --read-only --tmpfs /tmp -p 127.0.0.1:8501:8501 digit-lab

FROM python:3.11.14-slim-bookworm AS packages
COPY requirements.lock /
# Each file is compared with its hash; nothing is built here, so nothing else runs.
RUN python -m venv /packages \
    && /packages/bin/pip install --quiet --no-cache-dir --disable-pip-version-check \
       --require-hashes --only-binary :all: --requirement /requirements.lock \
    && /packages/bin/pip uninstall --quiet --yes pip setuptools

FROM python:3.11.14-slim-bookworm
COPY --from=packages /packages /packages
WORKDIR /digit-lab
COPY app.py ./
COPY .streamlit .streamlit
COPY digit_model digit_model
COPY pages pages
COPY server server
# Python could not keep what it compiles later: the file system will be read-only.
RUN ["/packages/bin/python", "-m", "compileall", "-q", "."]
ENV PATH=/packages/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib
USER 10001:10001
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://localhost:8501/healthz', timeout=4)"]
# Everybody who reaches the container is answered; whom that is, others decide.
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.headless=true"]
