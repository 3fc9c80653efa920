# Everything runs from .venv/, by relative path: the folder's own path may hold spaces.
# PYTHON=path chooses the Python that .venv/ is made from.

.DEFAULT_GOAL := help
.PHONY: help setup lab test figures evaluate bench bench-explorer fuzz check clean
.DELETE_ON_ERROR:

python := .venv/bin/python
ready := .venv/ready

# Notebooks run in their own folder, so the paths that a user gives are made absolute first.
user-paths = for name in ARTICLES FIGURES REPORTS; do eval "given=\$$$$name"; \
	case "$$given" in '') unset $$name ;; /*) export $$name ;; \
		*) eval "$$name=\$$PWD/\$$given"; export $$name ;; esac; done; \
	if [ -n "$${ARTICLES-}" ] && [ ! -e "$$ARTICLES" ]; then echo "ARTICLES: there is no $$ARTICLES" >&2; exit 2; fi

# A report is read offline too: it asks no other machine for scripts.
no-network = --HTMLExporter.require_js_url=data:, --HTMLExporter.mathjax_url=data:, \
	--HTMLExporter.widget_renderer_url=data:,

help:
	@echo 'make lab        set up if needed, then open the notebooks in JupyterLab'
	@echo 'make test       set up if needed, then every test'
	@echo 'make setup      only the set-up: .venv/ from requirements.lock; nothing to do on a second call'
	@echo 'make figures    without a screen: run every notebook, write figures/ and reports/'
	@echo 'make evaluate   precision and recall on every folder of hand-checked articles, and confidence'
	@echo 'make bench      speed, memory and quotes side by side: ours, the bare parser, textacy (docs/benchmarks.md)'
	@echo 'make bench-explorer    how fast the explorer answers on 100,000 invented rows, in a real browser'
	@echo 'make fuzz       articles in = articles out + problems, on 20,000 poisoned and garbled files; what bombs cost'
	@echo 'make check      format, lint, types, tests'
	@echo 'make clean      delete what make has made: .venv/, figures/, reports/, caches'
	@echo
	@echo 'ARTICLES=path make lab       the notebooks on your own folder (figures likewise)'
	@echo '$(python) -m analysis --help   the tables as CSV, Parquet or a spreadsheet'

setup: $(ready)

# An environment belongs to the folder that it was made in: in a moved or copied tree it is made again.
ifneq ($(shell cat .venv/folder 2>/dev/null),$(CURDIR))
.PHONY: $(ready)
endif

$(ready): requirements.lock pyproject.toml
	@set -e; \
	if [ "$$(cat .venv/folder 2>/dev/null)" != "$$(pwd -P)" ] || ! $(python) -c '' 2>/dev/null; then \
		rm -rf .venv; \
		for found in "$$PYTHON" python3 python3.13 python3.12 python3.11 python; do \
			[ -n "$$found" ] && "$$found" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
			found=; \
		done; \
		if [ -z "$$found" ]; then \
			echo 'Python 3.11 or newer is needed, and neither python3 nor python3.11 to python3.13 is one.' >&2; \
			echo 'Install it, or name it: PYTHON=/path/to/python3.12 make setup' >&2; exit 1; \
		fi; \
		echo "Setting up .venv/ with $$("$$found" --version); it takes some minutes, once."; \
		if command -v uv >/dev/null; then uv venv --quiet --seed --python "$$found" .venv; \
		elif ! "$$found" -m venv .venv; then \
			rm -rf .venv; echo "That Python cannot make an environment (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; \
		fi; \
		pwd -P >.venv/folder; \
	fi; \
	if command -v uv >/dev/null; then \
		uv pip install --quiet --python $(python) --compile-bytecode --require-hashes -r requirements.lock; \
		uv pip install --quiet --python $(python) --no-deps --no-build-isolation --editable .; \
	else \
		$(python) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
		$(python) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi; \
	touch $@

# A browser is opened only where there is a screen; nothing is fetched from the network.
lab: $(ready)
	@set -e; $(user-paths); set --; \
	[ "$$(id -u)" != 0 ] || set -- "$$@" --allow-root; \
	[ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ] || set -- "$$@" --no-browser; \
	exec $(python) -m jupyterlab --ServerApp.ip=127.0.0.1 --ServerApp.root_dir=. \
		--LabApp.default_url=/lab/tree/notebooks/1_articles.ipynb --LabApp.news_url=None \
		--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.extension_manager=readonly "$$@"

test: $(ready)
	@$(python) -m pytest

figures: $(ready)
	@set -e; $(user-paths); \
	$(python) -m analysis.reports --execute --to html --output-dir "$${REPORTS:-reports}" $(no-network) notebooks/*.ipynb

evaluate: $(ready)
	@$(python) -m analysis evaluate

# BENCH=path takes the texts of another folder; textacy goes into .venv-peers/, where that can be made.
bench: $(ready)
	@$(python) -m benchmarks.speed $${BENCH:+--texts "$$BENCH"}

# BENCH=options, such as --rows 10000 or --small.
bench-explorer: $(ready)
	@$(python) -m benchmarks.explorer $${BENCH-}

# FUZZ=options, such as --inputs 100000 --seed 2.
fuzz: $(ready)
	@$(python) -m benchmarks.fuzz $${FUZZ-}
	@$(python) -m benchmarks.bombs

check: $(ready)
	@$(python) -m ruff format --check .
	@$(python) -m ruff check .
	@$(python) -m mypy
	@$(python) -m pytest

clean:
	rm -rf .venv .venv-peers figures reports benchmarks/results .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache ./*.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} + ; find . -name .ipynb_checkpoints -prune -exec rm -rf {} +
