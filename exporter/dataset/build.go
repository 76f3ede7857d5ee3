package dataset

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// builder turns tables into a dataset, checks what datapackage.json cannot express, and derives what no file
// states. Tables lack rows with wrong cells: until errs is checked, pointers to what such rows define are nil.
type builder struct {
	*Dataset
	tables  map[string]*table
	errs    *Errors
	reports map[string]*Report
	// stated has a usage for each row of application_usage.csv, in order of time.
	stated []*Usage
}

func (b *builder) build() {
	for _, name := range []string{
		"segments", "qualifiers", "bases", "break_reasons", "themes", "sectors", "platforms", "indicators",
	} {
		for _, r := range b.tables[name].rows {
			term := &Term{r.text(r.table.Schema.PrimaryKey[0]), r.text("title"), r.text("title_zh")}
			b.Terms[name] = append(b.Terms[name], term)
		}
	}
	for _, r := range b.tables["qualifiers"].rows {
		b.Bounds[r.text("qualifier")] = r.text("bound") == "true"
	}
	b.buildApplications()
	b.buildReports()
	b.buildUsage()
	for _, r := range b.tables["application_breaks"].rows {
		application, reason := b.applications[r.text("application")], b.term(r, "break_reasons")
		b.Breaks = append(b.Breaks, &Break{application, r.period("period"), reason})
	}
	b.buildFigures()
	slices.Sort(b.Periods)
	b.Periods = slices.Compact(b.Periods)
}

// term returns the term of the named table whose identifier the row holds, or nil.
func (b *builder) term(r row, table string) *Term {
	id := r.text(b.tables[table].Schema.PrimaryKey[0])
	for _, t := range b.Terms[table] {
		if t.ID == id {
			return t
		}
	}
	return nil
}

func (b *builder) buildApplications() {
	owners := map[string]string{} // By folded name.
	for _, r := range b.tables["applications"].rows {
		a := &Application{
			ID: r.text("application"), Title: r.text("title"), TitleZH: r.text("title_zh"),
			Sector: b.term(r, "sectors"), Table5Name: r.text("table5_name"),
			Table5Since: r.period("table5_since"), Table5Until: r.period("table5_until"),
			LatestChange: map[Interval]Change{}, LatestShareChange: map[Interval]Change{}, usage: map[Period]*Usage{},
		}
		if a.Table5Until != 0 && a.Table5Until < a.Table5Since {
			r.fail("table5_until", "%s is before table5_since, %s", a.Table5Until, a.Table5Since)
		}
		names := []string{a.ID, a.Title, a.TitleZH, a.Table5Name}
		for _, name := range append(names, strings.Split(r.text("aliases"), ";")...) {
			folded := FoldName(name)
			if folded == "" {
				continue
			}
			owner := cmp.Or(owners[folded], a.ID)
			if owner != a.ID {
				r.fail("row", "%.60q already names %.60s; a name belongs to one application", name, owner)
			}
			owners[folded] = owner
			a.Names = append(a.Names, name)
		}
		b.applications[a.ID] = a
		b.Applications = append(b.Applications, a)
	}
}

func (b *builder) buildReports() {
	for _, r := range b.tables["reports"].rows {
		report := &Report{
			ID: r.text("report"), Publisher: r.text("publisher"), Title: r.text("title"),
			URL: r.text("url"), Survey: r.period("period"), Published: r.text("published"),
		}
		var err error
		// datapackage.json permits YYYY, YYYY-MM and YYYY-MM-DD. A missing month or day becomes 01.
		report.Date, err = time.Parse(time.DateOnly[:len(report.Published)], report.Published)
		switch {
		case err != nil:
			r.fail("published", "%.60q is not a valid date", report.Published)
		case report.Survey == 0:
		case len(report.Published) < len(time.DateOnly):
			r.fail("published", "%.60q is not YYYY-MM-DD, which is required for a report that presents a survey",
				report.Published)
		case !report.Date.After(report.Survey.End()):
			r.fail("published", "%s is not after the survey of %s", report.Published, report.Survey)
		case report.Date.After(report.Survey.End().AddDate(1, 0, 0)): // A mistyped year would silence CNNICReportOverdue.
			r.fail("published", "%s is more than a year after the survey of %s", report.Published, report.Survey)
		}
		b.reports[report.ID] = report
		b.Reports = append(b.Reports, report)
		if report.Survey != 0 {
			b.Surveys = append(b.Surveys, &Survey{Period: report.Survey, Report: report})
			b.Periods = append(b.Periods, report.Survey)
		}
	}
	slices.SortFunc(b.Surveys, func(x, y *Survey) int { return cmp.Compare(x.Period, y.Period) })
}

func (b *builder) buildUsage() {
	for _, r := range b.tables["application_usage"].rows {
		u := b.readUsage(r)
		u.Basis, u.StatedGrowth = b.term(r, "bases"), r.number("stated_growth_pct", -2)
		u.penetrationSource = new(u.Source)
		b.stated = append(b.stated, &u)
	}
	slices.SortStableFunc(b.stated, func(x, y *Usage) int { return cmp.Compare(x.Period, y.Period) })
	for _, r := range b.tables["application_segments"].rows {
		b.SegmentUsage = append(b.SegmentUsage, &SegmentUsage{b.readUsage(r), r.text("segment"), r.text("qualifier")})
	}
}

// readUsage reads the columns that application_usage.csv and application_segments.csv share.
func (b *builder) readUsage(r row) Usage {
	u := Usage{
		Application: b.applications[r.text("application")], Period: r.period("period"),
		Users: r.number("users_10k", 4), Rounding: r.number("users_rounding_10k", 4),
		Penetration: r.number("penetration_pct", -2),
	}
	if !u.Users.Known && !u.Penetration.Known {
		r.fail("users_10k", "is empty, and so is penetration_pct: the row states nothing")
	}
	if u.Users.Known != u.Rounding.Known {
		r.fail("users_rounding_10k", "must be filled if users_10k is, else empty")
	}
	u.Source = b.source(r, u.Period)
	return u
}

// source is the source of a figure. Its report must not be dated before the figure's period ended.
func (b *builder) source(r row, p Period) Source {
	report := b.reports[r.text("report")]
	if report != nil && report.Published < p.End().Format(time.DateOnly)[:len(report.Published)] {
		r.fail("report", "report %.60q is dated %s, before the period %s ended", report.ID, report.Published, p)
	}
	check, _, _ := strings.Cut(r.text("note"), ":")
	return Source{Report: report, file: r.table.Path, line: r.line, explained: Check(check)}
}

// fileUnit is a unit of indicators.csv, and its conversion to a base unit.
type fileUnit struct {
	base     Unit
	exponent int
	factor   float64 // 1 in the files is factor × 10^exponent in the base unit.
	signed   bool    // Values may be less than 0.
}

var fileUnits = map[string]fileUnit{
	"10k_people": {People, 4, 1, false},
	"pct":        {Ratio, -2, 1, false},
	"pct_growth": {Ratio, -2, 1, true},
	"count":      {Quantity, 0, 1, false},
	"10k_count":  {Quantity, 4, 1, false},
	"100m_count": {Quantity, 8, 1, false},
	"100m_yuan":  {Yuan, 8, 1, false},
	"hours":      {Seconds, 2, 36, false}, // 32.2 hours are 3220 × 36 seconds exactly, but 32.2 × 3600 is inexact.
}

func (b *builder) buildFigures() {
	indicators := map[string]*Indicator{}
	for _, r := range b.tables["indicators"].rows {
		unit := fileUnits[r.text("unit")]
		i := &Indicator{Term: b.term(r, "indicators"), Unit: unit.base, Theme: b.term(r, "themes"), fileUnit: unit}
		indicators[i.ID] = i
		b.Indicators = append(b.Indicators, i)
	}
	for _, r := range b.tables["national_indicators"].rows {
		b.Nation = append(b.Nation, b.readFigure(r, indicators))
	}
	for _, r := range b.tables["platform_indicators"].rows {
		f := b.readFigure(r, indicators)
		f.Platform = b.term(r, "platforms")
		b.PlatformFigures = append(b.PlatformFigures, f)
	}
	for _, figures := range [][]*Figure{b.Nation, b.PlatformFigures} {
		slices.SortStableFunc(figures, func(x, y *Figure) int { return cmp.Compare(x.Period, y.Period) })
	}
}

// readFigure reads the columns that national_indicators.csv and platform_indicators.csv share.
func (b *builder) readFigure(r row, indicators map[string]*Indicator) *Figure {
	indicator := cmp.Or(indicators[r.text("indicator")], &Indicator{})
	unit, period := indicator.fileUnit, r.period("period")
	value := r.number("value", unit.exponent).Value * unit.factor
	source := b.source(r, period)
	switch {
	case value < 0 && !unit.signed:
		r.fail("value", "%.60q is less than 0", r.text("value"))
	case value > 1 && unit.base == Ratio && !unit.signed:
		r.fail("value", "%.60q is more than 100", r.text("value"))
	}
	b.Periods = append(b.Periods, period)
	return &Figure{Indicator: indicator, Period: period, Source: source, Value: value, Qualifier: r.text("qualifier")}
}
