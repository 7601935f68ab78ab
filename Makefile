PORT    ?= 8501
# Whom the server listens to: this machine alone, or 0.0.0.0 for everybody.
ADDRESS ?= localhost
PYTHON  ?= python3
BIN     := .venv/bin

.PHONY: run setup test lint lock bench load screenshots clean

run: setup
	$(BIN)/streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT)

setup: .venv/.installed

# The very versions that were tested; each file's hash is checked.
.venv/.installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo 'Python 3.11 or newer is needed; name one with: make PYTHON=python3.12'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	touch $@

test: .venv/.installed-dev
	$(BIN)/python -m harness.chromium
	$(BIN)/python -m harness.proxy
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Both locks hold for every Python and system that the app runs on.
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --upgrade \
    --universal --python-version 3.11 --generate-hashes

lock: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(LOCK) requirements.txt --output-file requirements.lock
	$(LOCK) requirements-dev.txt --constraints requirements.lock --output-file requirements-dev.lock

bench: .venv/.installed-dev
	$(BIN)/python -m benchmarks

load: .venv/.installed-dev
	$(BIN)/python -m harness.proxy
	$(BIN)/python -m benchmarks.load --docs

screenshots: .venv/.installed-dev
	$(BIN)/python -m benchmarks.screenshots

clean:
	rm -rf .venv
