# mitte: two commands are enough, `make run` and `make test`; both install what they need. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

GOLANGCI := v2.15.0
GOTESTSUM := v1.13.0
GOVULNCHECK := v1.9.0
TOOLS := $(CURDIR)/bin/tools
LISTEN ?= 127.0.0.1:8080
DATA ?=
FUZZTIME ?= 10s
# Property tests draw the same cases in every run, so that red means this change. 0 draws new ones.
export RAPID_SEED ?= 1
PKG ?= ./...

.PHONY: help setup setup/tests run demo migrate build web web/deps fmt lint lint/go lint/web test test/go test/unit \
	test/rooms test/web test/e2e fuzz bench cover golden verify vuln ci clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z][a-z\/]*:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install PostgreSQL, PostGIS and ogr2ogr from Debian's packages where they are missing
	@command -v go >/dev/null || { echo "Please install Go 1.26 or newer first: https://go.dev/doc/install" >&2; exit 1; }
	@bash cmd/setup/setup.sh

setup/tests: setup
	@command -v npm >/dev/null || { echo "Please install Node 20.19 or newer with npm first." >&2; exit 1; }
	@bash cmd/setup/setup.sh --tests

build: ## build bin/mitte
	@CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o bin/mitte ./cmd/mitte

run: setup build ## the map with the demo Altstadt on http://127.0.0.1:8080
	@exec bin/mitte serve $(if $(DATA),--data "$(DATA)") --listen "$(LISTEN)" --demo

demo: setup build ## load the demo Altstadt into an empty database
	@bin/mitte demo $(if $(DATA),--data "$(DATA)")

migrate: setup build ## bring the database to the newest schema
	@bin/mitte migrate $(if $(DATA),--data "$(DATA)")

web/deps: webmap/node_modules/.package-lock.json

webmap/node_modules/.package-lock.json: webmap/package.json webmap/package-lock.json
	@cd webmap && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web: web/deps ## build webmap/dist
	@cd webmap && npm run --silent build

fmt: $(TOOLS)/golangci-lint web/deps ## format Go and TypeScript
	@$(TOOLS)/golangci-lint fmt
	@cd webmap && npx biome check --write .

lint: lint/go lint/web ## all linters

lint/go: $(TOOLS)/golangci-lint
	@$(TOOLS)/golangci-lint run

lint/web: web/deps
	@cd webmap && npm run --silent check

test: setup/tests lint test/go verify test/web test/e2e ## every test, against a real PostGIS and a real browser

test/go: setup/tests web/deps $(TOOLS)/gotestsum
	@mkdir -p bin
	@$(TOOLS)/gotestsum --format pkgname --jsonfile bin/test.json -- -race -count=1 -timeout 20m $(PKG)

test/unit: ## the tests that need no database
	@go test -short $(PKG)

test/rooms: ## the imports between rooms
	@go test -count=1 -run TestRooms ./cmd/mitte

test/web: web/deps ## unit tests and size limits of the browser part
	@cd webmap && npm test --silent && npm run --silent size

test/e2e: setup/tests web/deps build ## the map in Chromium, desktop and phone
	@cd webmap && npm run --silent e2e

fuzz: ## new cases for the property tests, then each fuzz target for FUZZTIME
	@RAPID_SEED=0 go test -count=1 $$(go list -f '{{join .TestImports " "}} {{join .XTestImports " "}} {{.ImportPath}}' ./... | awk '/pgregory.net\/rapid/ { print $$NF }')
	@for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
	    go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package; \
	  done; \
	done

bench: ## Go benchmarks, ten runs each, for benchstat
	@go test -run '^$$' -bench . -benchmem -count=10 $(PKG)

cover: ## coverage per package
	@go test -cover $(PKG)

golden: ## write the golden files anew; read the diff before you commit it
	@go test ./api/... ./geo/... ./tiles/... -run 'Golden' -update

verify: web/deps ## committed files are what their sources make
	@go mod tidy -diff
	@cd webmap && npm run --silent build
	@test -z "$$(git status --porcelain -- webmap/dist)" || { git status --short -- webmap/dist; echo "webmap/dist is not what its sources build; run make web and commit it" >&2; exit 1; }

vuln: ## known vulnerabilities in what we build with
	@go run golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK) ./...

ci: test ## what CI runs

clean: ## remove what make built
	@rm -rf bin webmap/node_modules

$(TOOLS)/golangci-lint:
	@echo "building golangci-lint $(GOLANGCI)"
	@GOBIN=$(TOOLS) GOFLAGS= go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI)

$(TOOLS)/gotestsum:
	@GOBIN=$(TOOLS) GOFLAGS= go install gotest.tools/gotestsum@$(GOTESTSUM)
