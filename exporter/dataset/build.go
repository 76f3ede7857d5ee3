package dataset

import (
	"cmp"
	"maps"
	"slices"
)

// builder turns checked tables into a dataset.
type builder struct {
	*Dataset
	tables  map[string]*table
	reports map[string]*Report
	// terms are the identifiers of each table of titles.
	terms map[string]map[string]*Term
	// internet are the numbers of Internet users by period, without bounds.
	internet map[Period]*Figure
	// older are usages that a later report states anew.
	older []*Usage
}

func newBuilder(tables map[string]*table) *builder {
	return &builder{
		tables:   tables,
		Dataset:  &Dataset{applications: map[string]*Application{}, usage: map[usageKey]*Usage{}, bounds: map[string]bool{}},
		reports:  map[string]*Report{},
		terms:    map[string]map[string]*Term{},
		internet: map[Period]*Figure{},
	}
}

func (b *builder) build() {
	b.SegmentTitles = b.readTerms("segments", "segment")
	b.Qualifiers = b.readTerms("qualifiers", "qualifier")
	b.Bases = b.readTerms("bases", "basis")
	b.BreakReasons = b.readTerms("break_reasons", "reason")
	b.Themes = b.readTerms("themes", "theme")
	b.Sectors = b.readTerms("sectors", "sector")
	b.Platforms = b.readTerms("platforms", "platform")
	for _, r := range b.tables["qualifiers"].rows {
		b.bounds[r.text("qualifier")] = r.text("bound") == "true"
	}
	b.buildApplications()
	b.buildReports()
	b.buildUsage()
	b.buildSegments()
	for _, r := range b.tables["application_breaks"].rows {
		b.Breaks = append(b.Breaks, &Break{b.applications[r.text("application")], r.period("period"), b.term(r, "break_reasons", "reason").ID})
	}
	b.buildFigures()
	b.collectPeriods()
}

// readTerms reads a table of titles.
func (b *builder) readTerms(name, id string) []*Term {
	var terms []*Term
	b.terms[name] = map[string]*Term{}
	for _, r := range b.tables[name].rows {
		t := &Term{ID: r.text(id), Title: r.text("title"), TitleZH: r.text("title_zh")}
		b.terms[name][t.ID] = t
		terms = append(terms, t)
	}
	return terms
}

// term is the entry of a table of titles to which a row refers.
func (b *builder) term(r row, table, column string) *Term { return b.terms[table][r.text(column)] }

func (b *builder) buildApplications() {
	for _, r := range b.tables["applications"].rows {
		a := &Application{
			ID: r.text("application"), Title: r.text("title"), TitleZH: r.text("title_zh"),
			Sector: b.term(r, "sectors", "sector"), Table5Name: r.text("table5_name"),
			Table5Since: r.period("table5_since"), Table5Until: r.period("table5_until"),
			Aliases: splitAliases(r.text("aliases")),
		}
		b.applications[a.ID] = a
		b.Applications = append(b.Applications, a)
	}
}

func (b *builder) buildReports() {
	for _, r := range b.tables["reports"].rows {
		p := &Report{
			ID: r.text("report"), Publisher: r.text("publisher"), Title: r.text("title"),
			URL: r.text("url"), Survey: r.period("period"), Published: r.text("published"),
		}
		b.reports[p.ID] = p
		b.Reports = append(b.Reports, p)
		if p.Survey != 0 {
			b.Surveys = append(b.Surveys, &Survey{Period: p.Survey, Report: p})
		}
	}
	slices.SortFunc(b.Surveys, func(x, y *Survey) int { return cmp.Compare(x.Period, y.Period) })
}

func (b *builder) buildUsage() {
	for _, r := range b.tables["application_usage"].rows {
		u := &Usage{
			Application: b.applications[r.text("application")], Period: r.period("period"),
			Report: b.reports[r.text("report")], Basis: b.term(r, "bases", "basis").ID,
			Users: r.number("users_10k", 4), Rounding: r.number("users_rounding_10k", 4),
			Penetration:  r.number("penetration_pct", -2),
			StatedGrowth: r.number("stated_growth_pct", -2),
			origin:       originOf(r),
		}
		k := usageKey{u.Application, u.Period}
		served := b.usage[k]
		switch {
		case served == nil:
			b.Usage = append(b.Usage, u)
			b.usage[k] = u
			continue
		case u.Report.Published > served.Report.Published:
			*u, *served = *served, *u
		}
		b.older = append(b.older, u)
	}
	b.supersede()
}

func (b *builder) buildSegments() {
	for _, r := range b.tables["application_segments"].rows {
		b.Segments = append(b.Segments, &Segment{
			Application: b.applications[r.text("application")], Period: r.period("period"),
			Report: b.reports[r.text("report")],
			ID:     b.term(r, "segments", "segment").ID, Qualifier: b.term(r, "qualifiers", "qualifier").ID,
			Users: r.number("users_10k", 4), Penetration: r.number("penetration_pct", -2),
		})
	}
}

// baseUnits are the units in which metrics are published, by the unit of the files.
var baseUnits = map[string]struct {
	unit Unit
	// A value of the files is factor × 10^exponent in the base unit.
	exponent int
	factor   float64
}{
	"10k_people": {People, 4, 1},
	"pct":        {Ratio, -2, 1},
	"pct_growth": {Ratio, -2, 1},
	"count":      {Quantity, 0, 1},
	"10k_count":  {Quantity, 4, 1},
	"100m_count": {Quantity, 8, 1},
	"100m_yuan":  {Yuan, 8, 1},
	"hours":      {Seconds, 2, 36},
}

func (b *builder) buildFigures() {
	indicators, units := map[string]*Indicator{}, map[string]string{}
	for _, r := range b.tables["indicators"].rows {
		i := &Indicator{
			ID: r.text("indicator"), Title: r.text("title"), TitleZH: r.text("title_zh"),
			Unit: baseUnits[r.text("unit")].unit, Theme: b.term(r, "themes", "theme"),
		}
		indicators[i.ID], units[i.ID] = i, r.text("unit")
		b.Indicators = append(b.Indicators, i)
	}
	figure := func(r row) *Figure {
		unit := baseUnits[units[r.text("indicator")]]
		return &Figure{
			Indicator: indicators[r.text("indicator")], Period: r.period("period"), Report: b.reports[r.text("report")],
			Value: r.number("value", unit.exponent).Value * unit.factor, Qualifier: b.term(r, "qualifiers", "qualifier").ID,
			origin: originOf(r),
		}
	}
	for _, r := range b.tables["national_indicators"].rows {
		f := figure(r)
		b.Nation = append(b.Nation, f)
		if f.Indicator.ID == internetUsers && !b.IsBound(f.Qualifier) {
			b.internet[f.Period] = f
		}
	}
	for _, r := range b.tables["platform_indicators"].rows {
		f := figure(r)
		f.Platform = b.term(r, "platforms", "platform")
		b.PlatformFigures = append(b.PlatformFigures, f)
	}
}

func (b *builder) collectPeriods() {
	periods := map[Period]bool{}
	for _, s := range b.Surveys {
		periods[s.Period] = true
	}
	for _, f := range slices.Concat(b.Nation, b.PlatformFigures) {
		periods[f.Period] = true
	}
	b.Periods = slices.Sorted(maps.Keys(periods))
}
