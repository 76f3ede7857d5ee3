# The commands for working on cnnic_exporter. `make` lists them.
golangci-lint = go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
goreleaser = go run github.com/goreleaser/goreleaser/v2@v2.15.1
# The version as packages have it, without the v of a tag. A source archive has no git history.
version = $$( (git describe --tags --always --dirty 2>/dev/null || echo dev) | sed 's/^v//')

.PHONY: help build test lint generate bench fuzz image dist

help: ## List the targets.
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile

build: ## Build the programs into build/.
	CGO_ENABLED=0 go build -trimpath -o build/ \
		-ldflags "-X github.com/prometheus/common/version.Version=$(version)" \
		./cmd/cnnic_exporter ./cmd/cnnic_import

# Tests that wait for scrapes leave the processors idle, so eight of each package run at a
# time. `make lint` vets: to vet here, too, would only prolong the run. With -count=1 Go uses no
# cached results: those of provisioning/ miss changes of files outside that module, such as docker-compose.yml.
test: ## Run the tests of the programs, and of the files for Kubernetes, Grafana and others.
	go test -vet=off -parallel 8 ./...
	cd provisioning && go test -vet=off -count=1 -parallel 8 ./...

lint: ## Check format, style and the modules.
	$(golangci-lint) run
	cd provisioning && $(golangci-lint) run --config ../.golangci.yml
	go mod tidy -diff
	cd provisioning && go mod tidy -diff

generate: ## Regenerate the generated files under provisioning/.
	cd provisioning && go generate ./...

bench: ## Measure scrapes, starts, loads and memory, as docs/performance.md states them.
	go test -run '^$$' -bench Scrape -benchtime 200x ./exporter/server
	go test -run '^$$' -bench Start -benchtime 20x ./cmd/cnnic_exporter
	go test -run '^$$' -bench Scale -benchtime 1x -timeout 30m ./exporter/server

fuzz: ## Run each fuzz target with 2,000 inputs.
	.ci/fuzz

image: ## Build the image that compose runs.
	docker build -t cnnic_exporter:local --build-arg VERSION=$(version) \
		--build-arg REVISION=$$(git rev-parse HEAD 2>/dev/null) .

dist: ## Build archives, packages, checksums and SBOMs into dist/, without publishing.
	$(goreleaser) release --snapshot --clean --skip=docker
