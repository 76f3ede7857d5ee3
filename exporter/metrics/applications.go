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
)

// applications are the metrics of applications at each survey.
var applications = []Metric{
	{
		"cnnic_application_users", "users", usageLabels, usage(func(u *dataset.Usage) dataset.Number { return u.Users }),
		"People who used the application. Applications overlap, so a sum over them counts people several times." + source,
	},
	{
		"cnnic_application_users_rounding", "", usageLabels, usage(func(u *dataset.Usage) dataset.Number { return u.Rounding }),
		"Unit in people to which the source rounded the number of users; 10000 is as exact as the report's table." + source,
	},
	{
		"cnnic_application_penetration_ratio", "ratio", usageLabels, usage(func(u *dataset.Usage) dataset.Number { return u.Penetration }),
		"Share of Internet users who used the application, stated to a tenth of a percent." + source,
	},
	{
		"cnnic_application_users_growth_ratio", "ratio", changeLabels, change(func(c dataset.Change) dataset.Number { return c.Growth }),
		"Change of the number of users since the survey an interval before, as a share of the earlier number; computed." + source,
	},
	{
		"cnnic_application_users_change", "", changeLabels, change(func(c dataset.Change) dataset.Number { return c.Users }),
		"Change of the number of users since the survey an interval before, in people; computed." + source,
	},
	{
		"cnnic_application_users_change_rounding", "", changeLabels, change(func(c dataset.Change) dataset.Number { return c.Rounding }),
		"Most by which the rounding of both numbers of users can explain a change, in people; computed." + source,
	},
	{
		"cnnic_application_users_direction", "", changeLabels, change(func(c dataset.Change) dataset.Number { return c.UsersDirection }),
		"Direction of the number of users since the survey an interval before: 1 grew, -1 fell, 0 where the rounding of both numbers explains the difference; absent across a break in series; computed." + source,
	},
	{
		"cnnic_application_penetration_change_ratio", "ratio", changeLabels, change(func(c dataset.Change) dataset.Number { return c.Penetration }),
		"Change of the share of Internet users since the survey an interval before; 0.01 is one percentage point; computed." + source,
	},
	{
		"cnnic_application_penetration_direction", "", changeLabels, change(func(c dataset.Change) dataset.Number { return c.PenetrationDirection }),
		"Direction of the share of Internet users since the survey an interval before: 1 grew, -1 fell, 0 where the rounding of both shares explains the difference; absent across a break in series; computed." + source,
	},
	{
		"cnnic_application_decline_info", "", labels("application", "sector", "survey", "period", "title", "title_zh", "text", "text_zh"), declines,
		"Application whose users fell within a year, by more than rounding explains and across no break in series, with the fall in words; survey is reference at the reference period, and latest at the application's newest survey where that is later; always 1." + source,
	},
	{
		"cnnic_application_info", "", labels("application", "sector", "title", "title_zh"), applicationInfo,
		"Sector and titles of an application, always 1." + source,
	},
	{
		"cnnic_application_source_info", "", labels("application", "period", "report", "basis"), applicationSourceInfo,
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
		"cnnic_application_break_info", "", labels("application", "period", "reason"), applicationBreakInfo,
		"Change of an application's definition from this period on, across which figures are not like for like, always 1." + source,
	},
	{
		"cnnic_sector_info", "", labels("sector", "title", "title_zh"), titles(func(d *dataset.Dataset) []*dataset.Term { return d.Sectors }),
		"Titles of a sector, always 1." + source,
	},
}

func usage(figure func(*dataset.Usage) dataset.Number) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, u := range s.Usage {
			if n := figure(u); n.Known {
				add(n.Value, u.Application.ID, u.Application.Sector.ID, u.Period.String())
			}
		}
	}
}

func change(figure func(dataset.Change) dataset.Number) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, c := range s.Changes {
			if n := figure(c); n.Known {
				a := c.Usage.Application
				add(n.Value, a.ID, a.Sector.ID, c.Usage.Period.String(), c.Interval.String())
			}
		}
	}
}

func declines(s Snapshot, add add) {
	reference, latest := s.Declines()
	for survey, changes := range map[string][]dataset.Change{"reference": reference, "latest": latest} {
		for _, c := range changes {
			a := c.Usage.Application
			add(1, a.ID, a.Sector.ID, survey, c.Usage.Period.String(), a.Title, a.TitleZH,
				headline.English.Change(c.Users.Value, c.Growth.Value), headline.Chinese.Change(c.Users.Value, c.Growth.Value))
		}
	}
}

func applicationInfo(s Snapshot, add add) {
	for _, a := range s.Applications {
		add(1, a.ID, a.Sector.ID, a.Title, a.TitleZH)
	}
}

func applicationSourceInfo(s Snapshot, add add) {
	for _, u := range s.Usage {
		add(1, u.Application.ID, u.Period.String(), u.Report.ID, u.Basis)
	}
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

func applicationBreakInfo(s Snapshot, add add) {
	for _, b := range s.Breaks {
		add(1, b.Application.ID, b.Period.String(), b.Reason)
	}
}
