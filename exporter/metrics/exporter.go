package metrics

import "github.com/prometheus/common/version"

var exporter = []Metric{
	{
		"cnnic_exporter_dataset_last_reload_successful", nil,
		"Whether the last attempt to load the dataset succeeded; after a failed one the previous dataset is still served.",
		func(s Snapshot, add addFunc) {
			if s.ReloadFailed {
				add(0)
			} else {
				add(1)
			}
		},
	},
	{
		"cnnic_exporter_dataset_last_reload_success_timestamp_seconds", nil,
		"Time at which the dataset that is served was loaded, as a Unix time.",
		func(s Snapshot, add addFunc) { add(unixTime(s.Loaded).Value) },
	},
	{
		"cnnic_exporter_build_info",
		[]string{"version", "revision", "branch", "goversion", "goos", "goarch", "tags"},
		"Version of the exporter and what it was built with, always 1.",
		func(_ Snapshot, add addFunc) {
			add(1, version.Version, version.GetRevision(), version.Branch,
				version.GoVersion, version.GoOS, version.GoArch, version.GetTags())
		},
	},
}
