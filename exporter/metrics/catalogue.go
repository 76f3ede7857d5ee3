// Package metrics publishes a dataset as Prometheus metrics. Its catalogue is
// the one place where a metric's name, help, unit and labels stand.
package metrics

import (
	"time"

	"cnnic_exporter/exporter/dataset"
)

// Metric describes one metric family and where its samples come from.
type Metric struct {
	// Name is the full name, which ends in the unit.
	Name string
	// Help says what the value is and who states it.
	Help string
	// Unit is the base unit as OpenMetrics prints it, empty for a metric whose
	// value is always 1 or a number without a unit.
	Unit string
	// Labels are the label names, in the order in which read gives the values.
	Labels []string

	read func(Snapshot, emit)
}

// Snapshot is what /metrics shows until the next load.
type Snapshot struct {
	*dataset.Dataset
	// Loaded is when the dataset was read.
	Loaded time.Time
	// ReloadFailed says that a later attempt to read another dataset failed.
	ReloadFailed bool
}

// emit takes one sample.
type emit func(value float64, labels ...string)

// source ends the help of every metric that carries a figure of the reports.
const source = " Source: CNNIC, Statistical Report on China's Internet Development."

// Label lists that several metrics share.
var (
	usageLabels      = []string{"application", "sector", "period"}
	supersededLabels = []string{"application", "sector", "period", "report"}
	changeLabels     = []string{"application", "sector", "period", "interval"}
	segmentLabels    = []string{"application", "sector", "segment", "qualifier", "period"}
	indicatorLabels  = []string{"indicator", "qualifier", "period"}
	platformLabels   = []string{"platform", "indicator", "qualifier", "period"}
)

// Catalogue lists every metric of /metrics.
var Catalogue = []Metric{
	{
		"cnnic_application_users",
		"People who used the application. Applications overlap, so a sum over them counts people several times." + source,
		"users", usageLabels,
		usage(func(u *dataset.Usage) dataset.Number { return u.Users }),
	},
	{
		"cnnic_application_users_rounding",
		"Unit in people to which the source rounded the number of users; 10000 is as exact as the report's table." + source,
		"", usageLabels,
		usage(func(u *dataset.Usage) dataset.Number { return u.Rounding }),
	},
	{
		"cnnic_application_penetration_ratio",
		"Share of Internet users who used the application, stated to a tenth of a percent." + source,
		"ratio", usageLabels,
		usage(func(u *dataset.Usage) dataset.Number { return u.Penetration }),
	},
	{
		"cnnic_application_users_growth_ratio",
		"Change of the number of users since the survey an interval before, as a share of the earlier number; computed." + source,
		"ratio", changeLabels,
		change(func(c dataset.Change) dataset.Number { return c.Growth }),
	},
	{
		"cnnic_application_users_change",
		"Change of the number of users since the survey an interval before, in people; computed." + source,
		"", changeLabels,
		change(func(c dataset.Change) dataset.Number { return c.Users }),
	},
	{
		"cnnic_application_users_change_rounding",
		"Most by which the rounding of both numbers of users can explain a change, in people; computed." + source,
		"", changeLabels,
		change(func(c dataset.Change) dataset.Number { return c.Rounding }),
	},
	{
		"cnnic_application_penetration_change_ratio",
		"Change of the share of Internet users since the survey an interval before; 0.01 is one percentage point; computed." + source,
		"ratio", changeLabels,
		change(func(c dataset.Change) dataset.Number { return c.Penetration }),
	},
	{
		"cnnic_application_segment_users",
		"People of a part of the population who used the application." + source,
		"users", segmentLabels,
		segment(func(s *dataset.Segment) dataset.Number { return s.Users }),
	},
	{
		"cnnic_application_segment_penetration_ratio",
		"Share of the Internet users of a part of the population who used the application." + source,
		"ratio", segmentLabels,
		segment(func(s *dataset.Segment) dataset.Number { return s.Penetration }),
	},
	{
		"cnnic_application_info",
		"Sector and titles of an application, always 1." + source,
		"",
		[]string{"application", "sector", "title", "title_zh"},
		applicationInfo,
	},
	{
		"cnnic_application_source_info",
		"Report that states an application's figures and their basis (table, rounded in its text, or derived from two stated figures), always 1." + source,
		"",
		[]string{"application", "period", "report", "basis"},
		applicationSourceInfo,
	},
	{
		"cnnic_application_superseded_users",
		"People who used the application as an earlier report stated it, where a later one contradicts it beyond rounding." + source,
		"users", supersededLabels,
		superseded(func(u *dataset.Usage) dataset.Number { return u.Users }),
	},
	{
		"cnnic_application_superseded_penetration_ratio",
		"Share of Internet users who used the application as an earlier report stated it, where a later one contradicts it beyond rounding." + source,
		"ratio", supersededLabels,
		superseded(func(u *dataset.Usage) dataset.Number { return u.Penetration }),
	},
	{
		"cnnic_application_break_info",
		"Change of an application's definition from this period on, across which figures are not like for like, always 1." + source,
		"",
		[]string{"application", "period", "reason"},
		applicationBreakInfo,
	},
	{
		"cnnic_sector_info",
		"Titles of a sector, always 1." + source,
		"",
		[]string{"sector", "title", "title_zh"},
		sectorInfo,
	},
	{
		"cnnic_indicator_people",
		"Indicator of the country counted in people." + source,
		"people", indicatorLabels, nation(dataset.People),
	},
	{
		"cnnic_indicator_ratio",
		"Indicator of the country that is a share or a growth rate." + source,
		"ratio", indicatorLabels, nation(dataset.Ratio),
	},
	{
		"cnnic_indicator_yuan",
		"Indicator of the country in yuan." + source,
		"yuan", indicatorLabels, nation(dataset.Yuan),
	},
	{
		"cnnic_indicator_quantity",
		"Indicator of the country that counts things." + source,
		"quantity", indicatorLabels, nation(dataset.Quantity),
	},
	{
		"cnnic_indicator_source_info",
		"Report or article that states an indicator of the country, always 1.",
		"",
		[]string{"indicator", "period", "report"},
		indicatorSourceInfo,
	},
	{
		"cnnic_platform_people",
		"Figure that a platform's company reports, counted in people." + source,
		"people", platformLabels, platform(dataset.People),
	},
	{
		"cnnic_platform_ratio",
		"Figure that a platform's company reports, a share or a growth rate." + source,
		"ratio", platformLabels, platform(dataset.Ratio),
	},
	{
		"cnnic_platform_yuan",
		"Figure that a platform's company reports, in yuan." + source,
		"yuan", platformLabels, platform(dataset.Yuan),
	},
	{
		"cnnic_platform_quantity",
		"Figure that a platform's company reports, a count of things." + source,
		"quantity", platformLabels, platform(dataset.Quantity),
	},
	{
		"cnnic_platform_source_info",
		"Report or article that states a platform's figure, always 1.",
		"",
		[]string{"platform", "indicator", "period", "report"},
		platformSourceInfo,
	},
	{
		"cnnic_indicator_info",
		"Titles of an indicator of the country or of a platform, always 1.",
		"",
		[]string{"indicator", "title", "title_zh"},
		indicatorInfo,
	},
	{
		"cnnic_platform_info",
		"Titles of a platform, always 1.",
		"",
		[]string{"platform", "title", "title_zh"},
		platformInfo,
	},
	{
		"cnnic_period_info",
		"Report that presents the survey of a period and its coverage (full when every application of the report's Table 5 has a number of users, else partial), always 1.",
		"",
		[]string{"period", "report", "coverage"},
		periodInfo,
	},
	{
		"cnnic_period_end_timestamp_seconds",
		"Last day of the period, 00:00 UTC, as a Unix time.",
		"seconds",
		[]string{"period"},
		periodEnd,
	},
	{
		"cnnic_period_published_timestamp_seconds",
		"Day on which the report of the period's survey was published, 00:00 UTC, as a Unix time.",
		"seconds",
		[]string{"period"},
		periodPublished,
	},
	{
		"cnnic_reference_period_info",
		"Period that headlines, rankings and alerts speak of: the newest with full coverage unless configured otherwise, always 1.",
		"",
		[]string{"period"},
		referencePeriodInfo,
	},
	{
		"cnnic_report_info",
		"Report or article that states figures, always 1.",
		"",
		[]string{"report", "publisher", "title", "url"},
		reportInfo,
	},
	{
		"cnnic_dataset_findings",
		"Statistical contradictions found in the dataset by a check; they do not reject it.",
		"",
		[]string{"check"},
		findings,
	},
	{
		"cnnic_exporter_dataset_last_reload_successful",
		"Whether the last attempt to load the dataset succeeded; after a failed one the dataset before it is still served.",
		"", nil,
		lastReloadSuccessful,
	},
	{
		"cnnic_exporter_dataset_last_reload_success_timestamp_seconds",
		"Time at which the dataset that is served was loaded, as a Unix time.",
		"seconds", nil,
		lastReloadSuccess,
	},
	{
		"cnnic_exporter_build_info",
		"Version of the exporter and what it was built with, always 1.",
		"",
		[]string{"version", "revision", "branch", "goversion", "goos", "goarch", "tags"},
		buildInfo,
	},
}
