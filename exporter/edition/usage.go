package edition

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/report"
)

// claim is what the report says of an application at a survey, and where.
type claim struct {
	report.Usage
	statement
}

type usageKey struct {
	period      dataset.Period
	application string
}

// compareUsage compares what the report says of applications with what the
// dataset has of them.
func (d *draft) compareUsage() {
	claims := d.claims()
	keys := make([]usageKey, 0, len(claims))
	for k := range claims {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b usageKey) int {
		return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(d.rank[a.application], d.rank[b.application]))
	})
	known := map[usageKey][]statement{}
	for _, r := range d.usage.all() {
		p, _ := dataset.ParsePeriod(r.text("period"))
		k := usageKey{p, r.text("application")}
		known[k] = append(known[k], stated(r))
	}
	surveys := map[dataset.Period]bool{d.Report.Survey: true}
	for _, s := range d.before.Surveys {
		surveys[s.Period] = true
	}
	for _, k := range keys {
		c := claims[k]
		switch {
		case k.period > d.Report.Survey && d.Report.Survey != 0:
			d.problem(c.Position, "%s of %s: report %s presents the survey of %s, before that", c.Name, k.period, d.Report.ID, d.Report.Survey)
		case !surveys[k.period] && !c.Table:
			d.note(c.Position, "%s of %s: no report in reports.csv presents that survey; it was passed over", c.Name, k.period)
		case !surveys[k.period]:
			d.problem(c.Position, "%s of %s: no report in reports.csv presents that survey; add the row of the report that does", c.Name, k.period)
		default:
			d.compare(k, *c, known[k])
			d.checkTable5(k, *c)
		}
	}
	d.checkHalfYearGrowth(claims)
}

// claims are the report's usages, each once. A table is more exact than text.
func (d *draft) claims() map[usageKey]*claim {
	claims := map[usageKey]*claim{}
	// Of what the report contradicts itself nothing is taken, however often it says
	// one of them.
	contradicted := map[usageKey]bool{}
	for _, r := range d.readings {
		for _, u := range r.Usage {
			var ok bool
			if u.Period, ok = d.periodOf(u.Period, u.Position, u.Name); !ok {
				continue
			}
			if u.Subject == "" {
				d.unknown(r, u)
				continue
			}
			k := usageKey{u.Period, u.Subject}
			next := &claim{u, read(u, d.Report.ID)}
			before := claims[k]
			switch {
			case contradicted[k] && !u.Table:
				d.note(u.Position, "%s of %s is stated in several ways; %s was not taken either", u.Name, k.period, show(next.statement))
			case before == nil:
				claims[k] = next
			default:
				if d.join(claims, k, before, next); claims[k] == nil {
					contradicted[k] = true
				}
			}
		}
	}
	return claims
}

// join settles what the report says of one thing in two places.
func (d *draft) join(claims map[usageKey]*claim, k usageKey, a, b *claim) {
	if b.Table && !a.Table {
		a, b = b, a
	}
	same := a.users.Valid == b.users.Valid && a.rounding == b.rounding && a.penetration.Valid == b.penetration.Valid
	switch {
	case a.Table && b.Table && (!a.agrees(b.statement) || !same):
		d.problem(b.Position, "%s of %s has other figures here than at %s", b.Name, k.period, a.Position)
	case a.agrees(b.statement) && !a.Table && b.adds(a.statement):
		b.statement = b.with(a.statement)
		claims[k] = b
	case a.agrees(b.statement):
		a.statement = a.with(b.statement)
		claims[k] = a
	case a.Table:
		d.note(b.Position, "the text says %s of %s, the table %s; the table counts", show(b.statement), b.Name, show(a.statement))
		claims[k] = a
	default:
		d.note(b.Position, "the text says %s of %s here, and %s at %s; neither was taken", show(b.statement), b.Name, show(a.statement), a.Position)
		delete(claims, k)
	}
}

// checkTable5 notes an application that the table of the report's own survey has and
// that a full survey need not have yet.
func (d *draft) checkTable5(k usageKey, c claim) {
	if !c.Table || k.period != d.Report.Survey {
		return
	}
	d.hasTable = true
	if a := d.before.Application(k.application); !a.InTable5(k.period) {
		d.note(c.Position, "%s is in the table now: where that is Table 5, give it the table5_name %q and the table5_since %s in applications.csv", a.Title, report.BareName(c.Name), k.period)
	}
}

// unknown says what to do about a name that no application has.
func (d *draft) unknown(r *report.Reading, u report.Usage) {
	last := len(d.problems) - 1
	if last >= 0 && d.problems[last].Position == u.Position {
		return // The same row, of another survey.
	}
	nearest := ""
	if n := Vocabulary(d.before).Nearest(u.Name); n != "" {
		nearest = fmt.Sprintf("; the nearest is %q", n)
	}
	name := report.BareName(u.Name)
	slug := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(name), "_"), "_0123456789")
	if slug == "" {
		slug = "IDENTIFIER"
	}
	title, titleZH := name, "CHINESE TITLE"
	if strings.IndexFunc(name, func(c rune) bool { return unicode.Is(unicode.Han, c) }) >= 0 {
		title, titleZH = "TITLE", name
	}
	d.problem(u.Position, "no application has the name %q%s. If it is one by another name, add that to its aliases in applications.csv; if it is new, add a row such as %s,SECTOR,%s,%s,%s,,%s,,",
		u.Name, nearest, slug, title, titleZH, title, d.Report.Survey)
}

// compare finds what a claim means to what reports have stated already.
func (d *draft) compare(k usageKey, c claim, known []statement) {
	var own, newest *statement
	for i := range known {
		s := &known[i]
		switch {
		case s.report == d.Report.ID:
			own = s
		case newest == nil || d.published[s.report] > d.published[newest.report]:
			newest = s
		}
	}
	switch {
	case own != nil:
		d.compareOwn(k, c, *own)
	case newest == nil:
		d.add(k, c, Added, nil)
	case d.published[newest.report] > d.Report.Published:
		d.compareOlder(k, c, newest)
	case !c.agrees(*newest):
		d.add(k, c, Restated, newest)
	case c.adds(*newest):
		d.add(k, c, Confirmed, newest)
	default:
		// What a report repeats no more exactly needs no row: the dataset says
		// where it was stated first.
		d.change(k, c, Unchanged, newest)
	}
}

// compareOlder compares a claim of a report with what a newer one says, which
// counts.
func (d *draft) compareOlder(k usageKey, c claim, newer *statement) {
	switch {
	case !c.agrees(*newer):
		d.add(k, c, Superseded, newer)
	case c.users.Valid && !newer.users.Valid || c.penetration.Valid && !newer.penetration.Valid:
		d.add(k, c, Added, newer)
	default:
		d.change(k, c, Unchanged, newer)
	}
}

// compareOwn compares a claim with a row of the same report, of which there can
// be only one: a press release has a few figures, the table all of them later.
func (d *draft) compareOwn(k usageKey, c claim, own statement) {
	agrees, adds := c.agrees(own), c.adds(own)
	grows := c.growth.Valid && !own.growth.Valid
	switch {
	case own.basis == table && !c.Table && !agrees:
		d.note(c.Position, "the text says %s of %s, the table of the same report %s; the table counts", show(c.statement), c.Name, show(own))
	case own.basis == table && !c.Table:
		d.change(k, c, Unchanged, &own)
	case !agrees && (own.basis == table || !c.Table):
		d.problem(c.Position, "%s of %s is %s; %s has %s from the same report: correct by hand what is wrong", c.Name, k.period, show(c.statement), own.record.place(), show(own))
	case c.growth.Valid && own.growth.Valid && !c.growth.Decimal.Equal(own.growth.Decimal):
		d.problem(c.Position, "%s of %s grew by %s %%; %s has %s %% from the same report: correct by hand what is wrong", c.Name, k.period, written(c.growth), own.record.place(), written(own.growth))
	case adds || grows || c.Table && own.basis != table:
		status := Confirmed
		if !agrees {
			status = Restated
		}
		c.statement = c.with(own)
		d.usage.replace(own.record, c.cells())
		d.change(k, c, status, &own)
	default:
		d.change(k, c, Unchanged, &own)
	}
}

// add puts a new row where the file's order wants it: by period, application and
// report.
func (d *draft) add(k usageKey, c claim, status Status, before *statement) {
	cells := c.cells()
	cells["period"], cells["application"] = k.period.String(), k.application
	d.usage.insert(cells, func(r record) bool {
		p, _ := dataset.ParsePeriod(r.text("period"))
		return cmp.Or(cmp.Compare(p, k.period), cmp.Compare(d.rank[r.text("application")], d.rank[k.application]),
			cmp.Compare(d.published[r.text("report")], d.published[d.Report.ID])) > 0
	})
	d.change(k, c, status, before)
}

// checkHalfYearGrowth compares the growth that the report of a June survey
// prints, over half a year, with what its user scales give. The dataset keeps
// only growth over a year, and checks that when it is loaded.
func (d *draft) checkHalfYearGrowth(claims map[usageKey]*claim) {
	for k, c := range claims {
		before := claims[usageKey{k.period.Before(c.Interval), k.application}]
		if !c.Growth.Valid || c.Interval == 0 || c.Interval == dataset.Year || before == nil || !c.users.Valid || !before.users.Valid || before.users.Decimal.IsZero() {
			continue
		}
		now, then := c.users.Decimal.InexactFloat64(), before.users.Decimal.InexactFloat64()
		computed := 100 * (now - then) / then
		slack := 0.05 + 50*(float64(c.rounding)+now/then*float64(before.rounding))/then
		if math.Abs(computed-c.Growth.Decimal.InexactFloat64()) > slack {
			d.Findings = append(d.Findings, fmt.Sprintf("%s: %s of %s: the report prints %s %%, its user scales give %.2f %% (%s)",
				c.Position, c.Name, k.period, written(c.Growth), computed, dataset.StatedGrowth))
		}
	}
	slices.Sort(d.Findings)
}
