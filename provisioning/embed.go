// Package provisioning holds what a monitoring stack takes in. The rules are
// written by hand for Prometheus; what else carries them is generated from these.
package provisioning

import "embed"

// Rules are Prometheus's rule files, at prometheus/rules/*.yml.
//
//go:embed prometheus/rules/*.yml
var Rules embed.FS
