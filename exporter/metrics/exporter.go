package metrics

import "github.com/prometheus/common/version"

// exporter are the metrics of the exporter itself.
var exporter = []Metric{
	{
		"cnnic_exporter_dataset_last_reload_successful", "", nil, func(s Snapshot, add add) {
			if s.ReloadFailed {
				add(0)
				return
			}
			add(1)
		},
		"Whether the last attempt to load the dataset succeeded; after a failed one the dataset before it is still served.",
	},
	{
		"cnnic_exporter_dataset_last_reload_success_timestamp_seconds", "seconds", nil, func(s Snapshot, add add) { add(seconds(s.Loaded)) },
		"Time at which the dataset that is served was loaded, as a Unix time.",
	},
	{
		"cnnic_exporter_build_info", "", labels("version", "revision", "branch", "goversion", "goos", "goarch", "tags"), func(_ Snapshot, add add) {
			add(1, version.Version, version.GetRevision(), version.Branch, version.GoVersion, version.GoOS, version.GoArch, version.GetTags())
		},
		"Version of the exporter and what it was built with, always 1.",
	},
}
