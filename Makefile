# Everything runs in .venv; a fresh machine needs only Python 3.11 or newer and PyPI.
PYTHON ?= python3
UV := .tools/bin/uv
RUN := $(UV) run --locked --no-sync

.PHONY: demo test lint score bench wheel clean

demo: .venv/installed ## install, build the graph of the sample corpus, print who responded, write docgraph-demo.html
	$(RUN) docgraph demo

test: .venv/dev lint ## install what the tests need and pass them
	$(RUN) coverage run -m pytest --doctest-modules docgraph tests
	$(RUN) coverage report --fail-under=85
	$(RUN) python tests/wheel_check.py

lint: .venv/dev ## style, types, direction of imports
	$(RUN) ruff format --check .
	$(RUN) ruff check .
	$(RUN) mypy
	$(RUN) lint-imports

wheel: $(UV) ## build the wheel into dist/
	$(UV) build --wheel

bench: .venv/bench ## print the benchmark table
	$(RUN) python tests/benchmarks/run.py

$(UV):
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet uv

.venv/installed: $(UV) pyproject.toml uv.lock
	$(UV) sync --locked --no-default-groups --inexact
	touch $@

.venv/dev: $(UV) pyproject.toml uv.lock
	$(UV) sync --locked --group dev
	touch $@

.venv/bench: $(UV) pyproject.toml uv.lock
	$(UV) sync --locked --group dev --group bench
	touch $@

clean:
	rm -rf .venv .tools dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
