package metrics

import (
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
)

// Label lists that several metrics of applications share.
var (
	usageLabels      = []string{"application", "sector", "period"}
	supersededLabels = []string{"application", "sector", "period", "report"}
	changeLabels     = []string{"application", "sector", "period", "interval"}
	// Labels of the newest figures. None changes with a report, so that an alert on one
	// of them needs no join.
	latestLabels       = []string{"application", "sector"}
	latestChangeLabels = []string{"application", "sector", "interval"}
	segmentLabels      = []string{"application", "sector", "segment", "qualifier", "period"}
)

// applications are the metrics of applications at each survey.
var applications = []Metric{
	{
		"cnnic_application_users", "users", usageLabels, usage(false, func(u *dataset.Usage) dataset.Number { return u.Users }),
		"People who used the application. Applications overlap, so a sum over them counts people several times." + source,
	},
	{
		"cnnic_application_users_rounding", "", usageLabels, usage(false, func(u *dataset.Usage) dataset.Number { return u.Rounding }),
		"Unit in people to which the source rounded the number of users; 10000 is as exact as the report's table." + source,
	},
	{
		"cnnic_application_penetration_ratio", "ratio", usageLabels, usage(false, func(u *dataset.Usage) dataset.Number { return u.Penetration }),
		"Share of Internet users who used the application, stated to a tenth of a percent." + source,
	},
	{
		"cnnic_application_users_change_rounding", "", changeLabels, change(false, func(c dataset.Change) dataset.Number { return c.Rounding }),
		"Most by which the rounding of both numbers of users can explain a change, in people; computed." + source,
	},
	{
		"cnnic_application_decline_info", "", labels("application", "sector", "survey", "period", "title", "title_zh", "text", "text_zh"), func(s Snapshot, add add) {
			reference, latest := s.Declines()
			for survey, changes := range map[string][]dataset.Change{"reference": reference, "latest": latest} {
				for _, c := range changes {
					a := c.Usage.Application
					add(1, a.ID, a.Sector.ID, survey, c.Usage.Period.String(), a.Title, a.TitleZH,
						headline.English.Change(c.Users.Value, c.Growth.Value), headline.Chinese.Change(c.Users.Value, c.Growth.Value))
				}
			}
		},
		"Application whose users fell within a year, by more than rounding explains and across no break in series, with the fall in words; survey is reference at the reference period, and latest at the application's newest survey where that is later; always 1." + source,
	},
	{
		"cnnic_application_info", "", labels("application", "sector", "title", "title_zh"), func(s Snapshot, add add) {
			for _, a := range s.Applications {
				add(1, a.ID, a.Sector.ID, a.Title, a.TitleZH)
			}
		},
		"Sector and titles of an application, always 1." + source,
	},
	{
		"cnnic_application_source_info", "", labels("application", "period", "report", "basis"), func(s Snapshot, add add) {
			for _, u := range s.Usage {
				add(1, u.Application.ID, u.Period.String(), u.Report.ID, u.Basis)
			}
		},
		"Report that states an application's figures and their basis, always 1." + source,
	},
	{
		"cnnic_application_superseded_users", "users", supersededLabels, superseded(func(u *dataset.Usage) dataset.Number { return u.Users }),
		"People who used the application as an earlier report stated it, where a later one contradicts it beyond rounding." + source,
	},
	{
		"cnnic_application_superseded_penetration_ratio", "ratio", supersededLabels, superseded(func(u *dataset.Usage) dataset.Number { return u.Penetration }),
		"Share of Internet users who used the application as an earlier report stated it, where a later one contradicts it beyond rounding." + source,
	},
	{
		"cnnic_application_break_info", "", labels("application", "period", "reason"), func(s Snapshot, add add) {
			for _, b := range s.Breaks {
				add(1, b.Application.ID, b.Period.String(), b.Reason)
			}
		},
		"Change of an application's definition from this period on, across which figures are not like for like, always 1." + source,
	},
}

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

// segments are the metrics of parts of the population.
var segments = []Metric{
	{
		"cnnic_application_segment_users", "users", segmentLabels, segment(func(s *dataset.Segment) dataset.Number { return s.Users }),
		"People of a part of the population who used the application." + source,
	},
	{
		"cnnic_application_segment_penetration_ratio", "ratio", segmentLabels, segment(func(s *dataset.Segment) dataset.Number { return s.Penetration }),
		"Share of the Internet users of a part of the population who used the application." + source,
	},
}

func superseded(figure func(*dataset.Usage) dataset.Number) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, u := range s.Superseded {
			if n := figure(u); n.Known {
				add(n.Value, u.Application.ID, u.Application.Sector.ID, u.Period.String(), u.Report.ID)
			}
		}
	}
}

func segment(figure func(*dataset.Segment) dataset.Number) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, g := range s.Segments {
			if n := figure(g); n.Known {
				add(n.Value, g.Application.ID, g.Application.Sector.ID, g.ID, g.Qualifier, g.Period.String())
			}
		}
	}
}
