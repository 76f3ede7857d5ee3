package metrics

import "cnnic_exporter/exporter/dataset"

// Label lists of the newest figures. No label changes with a report, so that an
// alert on one of them needs no join.
var (
	latestLabels       = []string{"application", "sector"}
	latestChangeLabels = []string{"application", "sector", "interval"}
)

// latest are the metrics of each application at the newest survey that states its
// users.
var latest = []Metric{
	{
		"cnnic_latest_application_users", "users", latestLabels, latestUsage(func(u *dataset.Usage) dataset.Number { return u.Users }),
		"People who used the application at the newest survey that states them." + source,
	},
	{
		"cnnic_latest_application_penetration_ratio", "ratio", latestLabels, latestUsage(func(u *dataset.Usage) dataset.Number { return u.Penetration }),
		"Share of Internet users who used the application at the newest survey that states its users." + source,
	},
	{
		"cnnic_latest_application_survey_timestamp_seconds", "seconds", latestLabels, latestUsage(func(u *dataset.Usage) dataset.Number {
			return dataset.Number{Value: seconds(u.Period.End()), Known: true}
		}),
		"Last day of the month of the newest survey that states the application's users, 00:00 UTC, as a Unix time." + source,
	},
	{
		"cnnic_latest_application_users_growth_ratio", "ratio", latestChangeLabels, latestChange(func(c dataset.Change) dataset.Number { return c.Growth }),
		"Change of the number of users to the newest survey since the one an interval before, as a share of the earlier number; computed." + source,
	},
	{
		"cnnic_latest_application_users_change", "", latestChangeLabels, latestChange(func(c dataset.Change) dataset.Number { return c.Users }),
		"Change of the number of users to the newest survey since the one an interval before, in people; computed." + source,
	},
	{
		"cnnic_latest_application_users_direction", "", latestChangeLabels, latestChange(func(c dataset.Change) dataset.Number { return c.UsersDirection }),
		"Direction of the number of users to the newest survey since the one an interval before: 1 grew, -1 fell, 0 where the rounding of both numbers explains the difference; absent across a break in series; computed." + source,
	},
	{
		"cnnic_latest_application_penetration_change_ratio", "ratio", latestChangeLabels, latestChange(func(c dataset.Change) dataset.Number { return c.Penetration }),
		"Change of the share of Internet users to the newest survey since the one an interval before; 0.01 is one percentage point; computed." + source,
	},
	{
		"cnnic_latest_application_penetration_direction", "", latestChangeLabels, latestChange(func(c dataset.Change) dataset.Number { return c.PenetrationDirection }),
		"Direction of the share of Internet users to the newest survey since the one an interval before: 1 grew, -1 fell, 0 where the rounding of both shares explains the difference; absent across a break in series; computed." + source,
	},
}

func latestUsage(figure func(*dataset.Usage) dataset.Number) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, u := range s.Usage {
			if n := figure(u); u.Latest && n.Known {
				add(n.Value, u.Application.ID, u.Application.Sector.ID)
			}
		}
	}
}

func latestChange(figure func(dataset.Change) dataset.Number) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, c := range s.Changes {
			if n := figure(c); c.Usage.Latest && n.Known {
				add(n.Value, c.Usage.Application.ID, c.Usage.Application.Sector.ID, c.Interval.String())
			}
		}
	}
}
