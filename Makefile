# The commands of the project. Everything is built from the package registries; nothing else is fetched.
PYTHON ?= python3
VENV ?= .venv
export RUSTUP_AUTO_INSTALL = 0
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test release-check bench gen install-c clean

# The profile of the example district, from a fresh clone.
demo: $(VENV)/installed
	$(VENV)/bin/cei assess tests/example/ejemplo-district-2025-26.json

# The package, built and installed. Built anew when anything it is made of has changed.
$(VENV)/installed: Cargo.toml $(shell find cei-core/src cei-core/data cei-core/*.rs cei-py schemas -type f -not -path '*/__pycache__/*' 2>/dev/null)
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet ./cei-py
	touch $@

# What every change must pass.
test: $(VENV)/installed
	$(VENV)/bin/pip install --quiet --requirement tests/requirements.txt
	$(VENV)/bin/python tests/run

# The rest: what takes longer or needs more than a machine has.
release-check: test
	$(VENV)/bin/python tests/run --release

# Speed, side by side with what a user would pick instead.
bench: $(VENV)/installed
	$(VENV)/bin/pip install --quiet --requirement tests/requirements.txt --requirement tests/bench/requirements.txt
	MATURIN_PEP517_ARGS="--profile wheel" $(VENV)/bin/pip install --quiet --force-reinstall --no-deps ./cei-py
	touch -d @0 $(VENV)/installed # the next `make test` installs what it tests
	$(VENV)/bin/python tests/bench/run

# What is made by machine and checked in: schemas, the table of codes, the C header, the corpus, the example.
gen:
	CEI_GEN=1 cargo test --quiet $$($(PYTHON) tests/built.py) --test generated
	CEI_GEN=1 cargo test --quiet --package cei-c-header
	$(PYTHON) tests/clients/abi.py --write
	$(PYTHON) tests/make_vectors.py
	$(PYTHON) tests/example/make.py
	$(MAKE) $(VENV)/installed
	$(VENV)/bin/python cei-py/docs/make_reference.py

# The C library as programs use it: headers, libcei.so, libcei.a, a pkg-config file, a CMake package.
PREFIX ?= /usr/local
install-c:
	cargo --config cei-c/package/dist.toml build --quiet --package cei-c --profile dist
	cei-c/package/install $(PREFIX) $${CARGO_TARGET_DIR:-target}/dist

clean:
	rm -rf $(VENV) target build
