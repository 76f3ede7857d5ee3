package metrics

import "cnnic_exporter/exporter/dataset"

// latest are the metrics of each application at the newest survey that states its
// users.
var latest = []Metric{
	{
		"cnnic_latest_application_users", "users", latestLabels, usage(true, func(u *dataset.Usage) dataset.Number { return u.Users }),
		"People who used the application at the newest survey that states them." + source,
	},
	{
		"cnnic_latest_application_penetration_ratio", "ratio", latestLabels, usage(true, func(u *dataset.Usage) dataset.Number { return u.Penetration }),
		"Share of Internet users who used the application at the newest survey that states its users." + source,
	},
	{
		"cnnic_latest_application_survey_timestamp_seconds", "seconds", latestLabels, usage(true, func(u *dataset.Usage) dataset.Number {
			return dataset.Number{Value: seconds(u.Period.End()), Known: true}
		}),
		"Last day of the month of the newest survey that states the application's users, 00:00 UTC, as a Unix time." + source,
	},
}
