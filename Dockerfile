FROM golang:1.26.7-bookworm AS build
WORKDIR /src
ENV CGO_ENABLED=0
# The largest libraries are compiled in a layer of their own, so that a rebuild after an
# edit is quick. `go mod download` would fetch more than twice as much: also the modules of the
# tests, the dashboards and cnnic_import.
COPY go.mod go.sum ./
RUN go build -trimpath \
      github.com/klauspost/compress/gzip \
      github.com/klauspost/compress/snappy \
      github.com/prometheus/client_golang/prometheus/promhttp \
      github.com/prometheus/exporter-toolkit/web/kingpinflag \
      github.com/prometheus/prometheus/prompb
COPY . .
ARG VERSION=dev
ARG REVISION=unknown
RUN go build -trimpath -o /cnnic_exporter -ldflags "-s -w \
      -X github.com/prometheus/common/version.Version=${VERSION} \
      -X github.com/prometheus/common/version.Revision=${REVISION}" ./cmd/cnnic_exporter

FROM gcr.io/distroless/static-debian12:nonroot
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.title="cnnic_exporter" \
      org.opencontainers.image.description="Prometheus exporter for CNNIC's statistics on how China uses the Internet" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /cnnic_exporter /
USER 65532:65532
EXPOSE 10755
ENTRYPOINT ["/cnnic_exporter"]
