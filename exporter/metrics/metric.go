// Package metrics publishes a dataset as Prometheus metrics. Its catalogue is
// the one place for a metric's name, help, unit and labels.
package metrics

import (
	"slices"
	"time"

	"cnnic_exporter/exporter/dataset"
)

// Metric describes one metric family and where its samples come from.
type Metric struct {
	// Name is the full name, which ends in the unit.
	Name string
	// Unit is the base unit as OpenMetrics prints it, empty for a metric whose
	// value is always 1 or a number without a unit.
	Unit string
	// Labels are the label names, in the order in which read gives the values.
	Labels []string

	read func(Snapshot, add)

	// Help explains the value and names its source.
	Help string
}

// Snapshot is the state that /metrics shows until the next load.
type Snapshot struct {
	*dataset.Dataset
	// Loaded is when the dataset was read.
	Loaded time.Time
	// ReloadFailed is true after a later attempt to load a dataset failed.
	ReloadFailed bool
}

// add takes one sample: its value and the values of the metric's labels.
type add func(value float64, labels ...string)

// source ends the help of every metric that carries a figure of the reports.
const source = " Source: CNNIC, Statistical Report on China's Internet Development."

// Catalogue lists every metric of /metrics.
var Catalogue = slices.Concat(
	applications, changes("cnnic_application_", "since the survey", false, changeLabels),
	latest, changes("cnnic_latest_application_", "to the newest survey since the one", true, latestChangeLabels),
	segments, nation, platforms, newestFigures, surveys, terms, exporter,
)

func labels(names ...string) []string { return names }
