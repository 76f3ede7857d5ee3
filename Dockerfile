FROM golang:1.26.7-bookworm AS build
WORKDIR /src
ENV CGO_ENABLED=0
COPY . .
ARG VERSION=dev
ARG REVISION=unknown
# The caches outlive a build, so that one after an edit takes seconds.
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    go build -trimpath -o /cnnic_exporter -ldflags "-s -w \
      -X github.com/prometheus/common/version.Version=${VERSION} \
      -X github.com/prometheus/common/version.Revision=${REVISION}" ./cmd/cnnic_exporter

FROM gcr.io/distroless/static-debian12:nonroot
LABEL org.opencontainers.image.title="cnnic_exporter" \
      org.opencontainers.image.description="Prometheus exporter for CNNIC's statistics of how China uses the Internet" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /cnnic_exporter /
USER 65532:65532
EXPOSE 10755
ENTRYPOINT ["/cnnic_exporter"]
