package dataset

import (
	"cmp"
	"io/fs"
	"maps"
	"math"
	"slices"
	"time"
)

// Options change how a dataset is read. The zero value takes it as it is.
type Options struct {
	// Reference is the reference period, or zero for the newest survey that
	// covers all applications of Table 5.
	Reference Period
}

// Load reads a dataset from the CSV files in fsys, checks all of it and derives
// the rest. Where anything is wrong the error is an *Errors that holds every
// problem found, and there is no dataset.
func Load(fsys fs.FS, options Options) (*Dataset, error) { return Read(fsys).Parse(options) }

// Parse is Load for files that have been read.
func (f *Files) Parse(options Options) (*Dataset, error) {
	errs := &Errors{}
	tables := map[string]*table{}
	for _, r := range schema().Resources {
		tables[r.Name] = readTable(f.byName[r.Path], r, errs)
	}
	// Where the list is full, what rows say of each other would not get into it.
	if !errs.full() {
		for _, r := range schema().Resources {
			tables[r.Name].checkReferences(tables, errs)
		}
		checkRows(tables, errs)
	}
	if err := errs.orNil(); err != nil {
		return nil, err
	}

	b := &builder{tables: tables, Dataset: &Dataset{
		applications: map[string]*Application{},
		usage:        map[usageKey]*Usage{},
		bounds:       map[string]bool{},
	}}
	b.build()
	// The tables take more memory than the dataset.
	clear(tables)
	b.checkAgainstInternetUsers(errs)
	b.survey(options, errs)
	if err := errs.orNil(); err != nil {
		return nil, err
	}
	b.deriveChanges()
	b.markLatest()
	b.find()
	return b.Dataset, nil
}

// checkRows checks what one row says in several cells.
func checkRows(tables map[string]*table, errs *Errors) {
	published := map[string]time.Time{}
	for _, r := range tables["reports"].rows {
		date, full := publicationDate(r.text("published"))
		switch {
		case date.IsZero():
			r.fail(errs, "published", "%s is not a date of the calendar", quoted(r.text("published")))
		case r.text("period") != "" && !full:
			r.fail(errs, "published", "%s is not a whole date, which a report that presents a survey needs", quoted(r.text("published")))
		case r.text("period") != "" && !date.After(r.period("period").End()):
			r.fail(errs, "published", "%s is not after the survey of %s", date.Format(time.DateOnly), r.text("period"))
		default:
			published[r.text("report")] = date
		}
	}
	for _, r := range tables["applications"].rows {
		since, until := r.period("table5_since"), r.period("table5_until")
		if r.text("table5_name") == "" && (since != 0 || until != 0) {
			r.fail(errs, "table5_name", "is empty, but table5_since or table5_until is not")
		}
		if until != 0 && until < since {
			r.fail(errs, "table5_until", "%s is before table5_since, %s", until, since)
		}
	}
	checkNames(tables["applications"], errs)
	for _, name := range []string{"application_usage", "application_segments"} {
		for _, r := range tables[name].rows {
			users, penetration := r.text("users_10k"), r.text("penetration_pct")
			if users == "" && penetration == "" {
				r.fail(errs, "users_10k", "is empty, and so is penetration_pct: the row states nothing")
			}
			if (users == "") != (r.text("users_rounding_10k") == "") {
				r.fail(errs, "users_rounding_10k", "stands where users_10k does, and only there")
			}
			if date, ok := published[r.text("report")]; ok && date.Before(r.period("period").End()) {
				r.fail(errs, "report", "report %s was published on %s, before the period %s ended", r.text("report"), date.Format(time.DateOnly), r.text("period"))
			}
		}
	}
	units := map[string]string{}
	for _, r := range tables["indicators"].rows {
		units[r.text("indicator")] = r.text("unit")
	}
	for _, name := range []string{"national_indicators", "platform_indicators"} {
		for _, r := range tables[name].rows {
			value := r.number("value", 0).Value
			unit := units[r.text("indicator")]
			switch {
			case unit != "pct_growth" && value < 0:
				r.fail(errs, "value", "%s is less than 0", r.text("value"))
			case unit == "pct" && value > 100:
				r.fail(errs, "value", "%s is more than 100", r.text("value"))
			}
		}
	}
}

// publicationDate reads a date as far as it is known, and says whether it is
// whole. It is zero where the calendar has no such date.
func publicationDate(text string) (date time.Time, whole bool) {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, layout == time.DateOnly
		}
	}
	return time.Time{}, false
}

// baseUnit is how a unit of the files becomes one in which metrics are published.
type baseUnit struct {
	unit     Unit
	exponent int
}

var baseUnits = map[string]baseUnit{
	"10k_people": {People, 4},
	"pct":        {Ratio, -2},
	"pct_growth": {Ratio, -2},
	"count":      {Quantity, 0},
	"10k_count":  {Quantity, 4},
	"100m_count": {Quantity, 8},
	"100m_yuan":  {Yuan, 8},
	"hours":      {Seconds, 0},
}

// builder turns checked tables into a dataset.
type builder struct {
	*Dataset
	tables  map[string]*table
	reports map[string]*Report
	// internet are the numbers of Internet users by period. Over 1.1 billion is none.
	internet map[Period]*Figure
	// older are usages that a later report states anew.
	older []*Usage
}

func (b *builder) build() {
	b.SegmentTitles = b.terms("segments", "segment")
	b.Qualifiers = b.terms("qualifiers", "qualifier")
	b.Bases = b.terms("bases", "basis")
	b.BreakReasons = b.terms("break_reasons", "reason")
	b.Themes = b.terms("themes", "theme")
	for _, r := range b.tables["qualifiers"].rows {
		b.bounds[r.text("qualifier")] = r.text("bound") == "true"
	}
	sectors := map[string]*Sector{}
	for _, r := range b.tables["sectors"].rows {
		s := &Sector{ID: r.text("sector"), Title: r.text("title"), TitleZH: r.text("title_zh")}
		sectors[s.ID] = s
		b.Sectors = append(b.Sectors, s)
	}
	for _, r := range b.tables["applications"].rows {
		a := &Application{
			ID: r.text("application"), Title: r.text("title"), TitleZH: r.text("title_zh"),
			Sector:      sectors[r.text("sector")],
			Table5Name:  r.text("table5_name"),
			Table5Since: r.period("table5_since"), Table5Until: r.period("table5_until"),
			Aliases: splitAliases(r.text("aliases")),
		}
		b.applications[a.ID] = a
		b.Applications = append(b.Applications, a)
	}
	b.reports = map[string]*Report{}
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
	b.buildUsage()
	rows := b.tables["application_segments"].rows
	b.Segments = make([]*Segment, len(rows))
	for i, r := range rows {
		b.Segments[i] = &Segment{
			Application: b.applications[r.text("application")], Period: r.period("period"),
			Report: b.reports[r.text("report")], ID: r.text("segment"), Qualifier: r.text("qualifier"),
			Users: r.number("users_10k", 4), Penetration: r.number("penetration_pct", -2),
		}
	}
	for _, r := range b.tables["application_breaks"].rows {
		b.Breaks = append(b.Breaks, &Break{b.applications[r.text("application")], r.period("period"), r.text("reason")})
	}
	b.buildFigures()
	b.collectPeriods()
}

// terms are the identifiers and titles of a table.
func (b *builder) terms(name, id string) []*Term {
	var terms []*Term
	for _, r := range b.tables[name].rows {
		terms = append(terms, &Term{ID: r.text(id), Title: r.text("title"), TitleZH: r.text("title_zh")})
	}
	return terms
}

func (b *builder) buildUsage() {
	for _, r := range b.tables["application_usage"].rows {
		u := &Usage{
			Application: b.applications[r.text("application")], Period: r.period("period"),
			Report: b.reports[r.text("report")], Basis: r.text("basis"),
			Users: r.number("users_10k", 4), Rounding: r.number("users_rounding_10k", 4),
			Penetration:  r.number("penetration_pct", -2),
			StatedGrowth: r.number("stated_growth_pct", -2),
			line:         r.line,
			explained:    explained(r.text("note")),
		}
		k := usageKey{u.Application, u.Period}
		earlier := b.usage[k]
		switch {
		case earlier == nil:
			b.Usage = append(b.Usage, u)
			b.usage[k] = u
		case u.Report.Published > earlier.Report.Published:
			// A later report restates the figure. It takes the earlier one's place.
			former := *earlier
			*earlier = *u
			b.older = append(b.older, &former)
		default:
			b.older = append(b.older, u)
		}
	}
	b.supersede()
}

func (b *builder) buildFigures() {
	indicators, exponents, themes := map[string]*Indicator{}, map[string]int{}, map[string]*Term{}
	for _, t := range b.Themes {
		themes[t.ID] = t
	}
	for _, r := range b.tables["indicators"].rows {
		unit := baseUnits[r.text("unit")]
		i := &Indicator{ID: r.text("indicator"), Title: r.text("title"), TitleZH: r.text("title_zh"), Unit: unit.unit, Theme: themes[r.text("theme")]}
		indicators[i.ID], exponents[i.ID] = i, unit.exponent
		b.Indicators = append(b.Indicators, i)
	}
	figure := func(r row) *Figure {
		id := r.text("indicator")
		f := &Figure{
			Indicator: indicators[id], Period: r.period("period"), Report: b.reports[r.text("report")],
			Value: r.number("value", exponents[id]).Value, Qualifier: r.text("qualifier"), line: r.line, explained: explained(r.text("note")),
		}
		if f.Indicator.Unit == Seconds {
			// Hours are stated to a tenth or a hundredth, which are whole seconds.
			f.Value = math.Round(f.Value * 3600)
		}
		return f
	}
	b.internet = map[Period]*Figure{}
	for _, r := range b.tables["national_indicators"].rows {
		f := figure(r)
		b.Nation = append(b.Nation, f)
		if f.Indicator.ID == internetUsers && !b.IsBound(f.Qualifier) {
			b.internet[f.Period] = f
		}
	}
	platforms := map[string]*Platform{}
	for _, r := range b.tables["platforms"].rows {
		p := &Platform{ID: r.text("platform"), Title: r.text("title"), TitleZH: r.text("title_zh")}
		platforms[p.ID] = p
		b.Platforms = append(b.Platforms, p)
	}
	for _, r := range b.tables["platform_indicators"].rows {
		f := figure(r)
		f.Platform = platforms[r.text("platform")]
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
