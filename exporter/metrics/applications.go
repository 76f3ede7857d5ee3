package metrics

import (
	"maps"
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/headline"
)

var usages = each(func(s Snapshot) []*dataset.Usage { return s.Usage }, func(u *dataset.Usage) []string {
	return []string{u.Application.ID, u.Application.Sector.ID, u.Period.String()}
}, "application", "sector", "period")

// latestUsages lists each application's usage at the newest survey that states its users. The metrics made
// from latestUsages and latestChanges lack the label period, so an alert on them needs no join.
var latestUsages = each(func(s Snapshot) []*dataset.Usage {
	return slices.DeleteFunc(slices.Clone(s.Usage), func(u *dataset.Usage) bool { return u != u.Application.Latest })
}, func(u *dataset.Usage) []string {
	return []string{u.Application.ID, u.Application.Sector.ID}
}, "application", "sector")

// supersededUsages lists numbers that a later report contradicts.
var supersededUsages = each(func(s Snapshot) []*dataset.Usage { return s.Superseded }, func(u *dataset.Usage) []string {
	return []string{u.Application.ID, u.Application.Sector.ID, u.Period.String(), u.Report.ID}
}, "application", "sector", "period", "report")

var changes = each(func(s Snapshot) []dataset.Change { return s.Changes }, func(c dataset.Change) []string {
	a := c.Usage.Application
	return []string{a.ID, a.Sector.ID, c.Usage.Period.String(), c.Interval.String()}
}, "application", "sector", "period", "interval")

// latestChanges lists each application's newest known changes: a survey that cannot be compared must end no alert.
func latestChanges(of func(*dataset.Application) map[dataset.Interval]dataset.Change) entries[dataset.Change] {
	return each(func(s Snapshot) (latest []dataset.Change) {
		for _, a := range s.Applications {
			latest = slices.AppendSeq(latest, maps.Values(of(a)))
		}
		return latest
	}, func(c dataset.Change) []string {
		return []string{c.Usage.Application.ID, c.Usage.Application.Sector.ID, c.Interval.String()}
	}, "application", "sector", "interval")
}

var segmentUsages = each(func(s Snapshot) []*dataset.SegmentUsage {
	return s.SegmentUsage
}, func(u *dataset.SegmentUsage) []string {
	return []string{u.Application.ID, u.Application.Sector.ID, u.Segment, u.Qualifier, u.Period.String()}
}, "application", "sector", "segment", "qualifier", "period")

func usersOf(u *dataset.Usage) dataset.Number { return u.Users }

func penetrationOf(u *dataset.Usage) dataset.Number { return u.Penetration }

var applications = append([]Metric{
	usages.metric("cnnic_application_users", usersOf,
		"People who used the application. Applications overlap, so a sum over them counts people several times."+source),
	usages.metric("cnnic_application_users_rounding", func(u *dataset.Usage) dataset.Number { return u.Rounding },
		"Unit in people to which the source rounded the number of users; 10000 is as exact as the report's table."+source),
	usages.metric("cnnic_application_penetration_ratio", penetrationOf,
		"Share of Internet users who used the application, stated to a tenth of a percent."+source),
	changes.metric("cnnic_application_users_change_rounding", func(c dataset.Change) dataset.Number { return c.Rounding },
		"Largest change of the number of users that the rounding of both numbers can explain, in people; computed."+source),
	{
		"cnnic_application_decline_info",
		[]string{"application", "sector", "survey", "period", "title", "title_zh", "text", "text_zh"},
		"Application that lost users in the year to a survey, by more than rounding explains and not across a break " +
			"in series; text and text_zh state the loss; always 1. Losses at the reference period have survey=reference. " +
			"Other losses have survey=latest; they are listed only if they are the application's newest comparable change " +
			"over a year, and not a year or more older than the reference period or, without one, the newest survey." + source,
		func(s Snapshot, add addFunc) {
			for _, survey := range s.Surveys {
				kind := "latest"
				if survey == s.Reference {
					kind = "reference"
				}
				for _, c := range s.Declines(survey) {
					a := c.Usage.Application
					add(1, a.ID, a.Sector.ID, kind, c.Usage.Period.String(), a.Title, a.TitleZH,
						headline.English.Change(c), headline.Chinese.Change(c))
				}
			}
		},
	},
	each(func(s Snapshot) []*dataset.Application { return s.Applications },
		func(a *dataset.Application) []string { return []string{a.ID, a.Sector.ID, a.Title, a.TitleZH} },
		"application", "sector", "title", "title_zh").
		info("cnnic_application_info", "Sector and titles of an application, always 1."+source),
	{
		"cnnic_application_source_info",
		[]string{"application", "period", "report", "basis"},
		"Report that an application's figures are from, and their basis, always 1; " +
			"users and share may come from two reports." + source,
		func(s Snapshot, add addFunc) {
			for _, u := range s.Usage {
				for _, stated := range u.Sources() {
					add(1, u.Application.ID, u.Period.String(), stated.Report.ID, stated.Basis.ID)
				}
			}
		},
	},
	supersededUsages.metric("cnnic_application_superseded_users", usersOf,
		"Number of people who used the application, as stated by an earlier report that a later one contradicts beyond rounding."+source),
	supersededUsages.metric("cnnic_application_superseded_penetration_ratio", penetrationOf,
		"Share of Internet users who used the application, as stated by an earlier report that a later one contradicts beyond rounding."+source),
	each(func(s Snapshot) []*dataset.Break { return s.Breaks },
		func(b *dataset.Break) []string { return []string{b.Application.ID, b.Period.String(), b.Reason.ID} },
		"application", "period", "reason").
		info("cnnic_application_break_info",
			"Change of an application's definition from this period on; figures before and after it are not like for like; always 1."+source),
}, changeMetrics("cnnic_application_", "since the survey one interval earlier", changes, changes)...)

// latest are the metrics at the newest survey that states an application's users, and of its newest known changes.
var latest = append([]Metric{
	latestUsages.metric("cnnic_latest_application_users", usersOf,
		"People who used the application at the newest survey that states their number."+source),
	latestUsages.metric("cnnic_latest_application_penetration_ratio", penetrationOf,
		"Share of Internet users who used the application at the newest survey that states its users."+source),
	latestUsages.metric("cnnic_latest_application_survey_timestamp_seconds",
		func(u *dataset.Usage) dataset.Number { return unixTime(u.Period.End()) },
		"Last day of the month of the newest survey that states the application's users, 00:00 UTC, as a Unix time."+source),
}, changeMetrics("cnnic_latest_application_",
	"over the interval, up to the newest survey with a known change "+
		"(absent if that survey is a year or more older than the application's newest one)",
	latestChanges(func(a *dataset.Application) map[dataset.Interval]dataset.Change { return a.LatestChange }),
	latestChanges(func(a *dataset.Application) map[dataset.Interval]dataset.Change { return a.LatestShareChange }))...)

var segments = []Metric{
	segmentUsages.metric("cnnic_application_segment_users", func(u *dataset.SegmentUsage) dataset.Number { return u.Users },
		"People of a part of the population who used the application."+source),
	segmentUsages.metric("cnnic_application_segment_penetration_ratio",
		func(u *dataset.SegmentUsage) dataset.Number { return u.Penetration },
		"Share of the Internet users of a part of the population who used the application."+source),
}

const (
	changeHelp    = "; computed even across a break in series and where rounding explains it."
	directionHelp = "1 grew, -1 fell, 0 where the rounding of both numbers explains the difference; absent across a break in series; computed."
)

// changeMetrics returns the metrics of changes of users and of shares. span names the two surveys in their help.
func changeMetrics(prefix, span string, users, shares entries[dataset.Change]) []Metric {
	return []Metric{
		users.metric(prefix+"users_growth_ratio", func(c dataset.Change) dataset.Number { return c.Growth },
			"Change of the number of users "+span+", as a share of the earlier number"+changeHelp+source),
		users.metric(prefix+"users_change", func(c dataset.Change) dataset.Number { return c.Users },
			"Change of the number of users "+span+", in people"+changeHelp+source),
		users.metric(prefix+"users_direction", func(c dataset.Change) dataset.Number { return c.UsersDirection },
			"Direction of the number of users "+span+": "+directionHelp+source),
		shares.metric(prefix+"penetration_change_ratio", func(c dataset.Change) dataset.Number { return c.Penetration },
			"Change of the share of Internet users "+span+"; 0.01 is one percentage point"+changeHelp+source),
		shares.metric(prefix+"penetration_direction", func(c dataset.Change) dataset.Number { return c.PenetrationDirection },
			"Direction of the share of Internet users "+span+": "+directionHelp+source),
	}
}
