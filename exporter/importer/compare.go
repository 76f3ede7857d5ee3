package importer

import (
	"cmp"
	"maps"
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// status is the result of comparing a statement with the dataset.
type status string

// The statuses, in the order in which they are shown. The last two need no row.
const (
	added     status = "added"
	restated  status = "restated"
	confirmed status = "confirmed, more exact"
	// superseded is a figure that a newer report has restated.
	superseded status = "superseded by a newer report"
	// contested is a figure of the country, of which the dataset keeps one for each
	// survey, and has another report's.
	contested status = "not taken, since another report's figure stands"
	unchanged status = "unchanged"
)

// change is a statement of the report with its status.
type change struct {
	status
	now *statement
	// before is the statement of the same report or another in the dataset, or nil.
	before *statement
}

// compareAll compares all statements of the report with the dataset.
func (d *draft) compareAll() {
	known := d.known()
	claims := d.claims()
	for _, k := range slices.SortedFunc(maps.Keys(claims), d.order) {
		c := claims[k]
		application := c.subject.Kind == document.Application
		switch {
		case d.report.Survey != 0 && k.period > d.report.Survey:
			d.problem(c.place, "%s of %s: report %s presents the survey of %s, before that", c.name, k.period, d.report.ID, d.report.Survey)
			continue
		case application && k.period != d.report.Survey && surveyOf(d.before, k.period) == nil:
			d.problem(c.place, "%s of %s: no report in reports.csv presents that survey; add the row of the report that does", c.name, k.period)
			continue
		}
		d.compare(c, known[k])
		if a := d.before.Application(k.subject); application && c.basis == table && k.period == d.report.Survey && !a.InTable5(k.period) {
			d.note(c.place, "%s is in the table now: where that is Table 5, give it the table5_name %q and the table5_since %s in applications.csv", a.Title, c.name, k.period)
		}
	}
}

// claims are the report's statements, one for each figure: its table counts before its
// charts, and those before its text.
func (d *draft) claims() map[key]*statement {
	claims := map[key]*statement{}
	for _, r := range d.readings {
		for _, next := range r.figures {
			next.period, next.report, next.qualifier = cmp.Or(next.period, d.report.Survey), d.report.ID, "exact"
			if next.basis == rounded && next.rounding > 1 {
				next.qualifier = "rounded"
			}
			k := next.key()
			strong, weak := claims[k], next
			if strong == nil {
				claims[k] = next
				continue
			}
			if weak.strength() > strong.strength() {
				strong, weak = weak, strong
			}
			switch {
			case strong.agrees(weak):
				strong.complete(weak)
			case strong.strength() > weak.strength():
				d.note(weak.place, "%s of %s is %s here and %s at %s; the %s counts", weak.name, k.period, weak, strong, strong.place, strong.basis)
			default:
				d.problem(weak.place, "%s of %s is %s here and %s at %s; leave out the one that is wrong", weak.name, k.period, weak, strong, strong.place)
			}
			claims[k] = strong
		}
	}
	return claims
}

// known are the statements of the dataset.
func (d *draft) known() map[key][]*statement {
	known := map[key][]*statement{}
	for _, s := range []*sheet{d.usage, d.national} {
		for _, r := range s.rows[1:] {
			subject := d.names.ByID(r.key().subject)
			if subject == nil {
				continue
			}
			one := &statement{
				place: place{s.name, r.line}, subject: subject, period: r.key().period, basis: r.text("basis"),
				users: r.number("users_10k"), rounding: r.number("users_rounding_10k").Decimal.IntPart(), pct: r.number("penetration_pct"),
				growth: r.number("stated_growth_pct"), qualifier: r.text("qualifier"), report: r.text("report"), record: r,
			}
			one.bound = d.before.IsBound(one.qualifier)
			switch subject.Kind {
			case document.People:
				one.users, one.rounding = r.number("value"), 1
				if one.qualifier != "exact" && one.qualifier != "derived" {
					one.rounding = max(1, int64(dataset.TextRounding(one.users.Decimal.Shift(4).InexactFloat64())/1e4))
				}
			case document.Share:
				one.pct = r.number("value")
			}
			known[one.key()] = append(known[one.key()], one)
		}
	}
	return known
}

// compare compares a claim with the statements of the dataset on the same figure. A
// report has one row for each survey: a press release states a few figures, and the
// table all of them later.
func (d *draft) compare(c *statement, known []*statement) {
	var before *statement
	own := false
	for _, s := range known {
		if own = s.report == d.report.ID; own {
			before = s
			break
		}
		if before == nil || d.published[s.report] > d.published[before.report] {
			before = s
		}
	}
	if before == nil {
		d.insert(c)
		d.changes = append(d.changes, change{added, c, nil})
		return
	}
	before.basis = cmp.Or(before.basis, c.basis)
	agrees, stronger := c.agrees(before), own && c.strength() > before.strength()
	s := restated
	switch {
	case own && !agrees && c.strength() < before.strength():
		d.note(c.place, "%s of %s is %s here; the %s of the same report counts: %s", c.name, c.period, c, before.basis, before)
		return
	case own && !agrees && !stronger:
		d.problem(c.place, "%s of %s is %s; %s has %s from the same report: correct by hand what is wrong", c.name, c.period, c, before.place, before)
		return
	case agrees && !stronger && !c.adds(before) && (!own || !c.growth.Valid || before.growth.Valid):
		s = unchanged // A report's repetition needs no row.
	case !own && c.subject.Kind != document.Application:
		s = contested
	case agrees:
		s = confirmed
	case !own && d.published[before.report] > d.report.Published:
		s = superseded
	}
	d.changes = append(d.changes, change{s, c, before})
	switch {
	case s == unchanged || s == contested:
	case own:
		c.complete(before)
		if c.strength() < before.strength() {
			c.basis = before.basis
		}
		before.record.replace(c.cells())
	default:
		d.insert(c)
	}
}

// insert adds a row by the order of its file.
func (d *draft) insert(c *statement) {
	if c.subject.Kind != document.Application {
		d.national.insert(c.cells(), func(r *record) bool {
			return cmp.Or(cmp.Compare(d.rank[r.key().subject], d.rank[c.subject.ID]), cmp.Compare(r.key().period, c.period)) > 0
		})
		return
	}
	d.usage.insert(c.cells(), func(r *record) bool {
		return cmp.Or(d.order(r.key(), c.key()), cmp.Compare(d.published[r.text("report")], d.report.Published)) > 0
	})
}

// order sorts by survey, and then as the dataset sorts subjects.
func (d *draft) order(a, b key) int {
	return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(d.rank[a.subject], d.rank[b.subject]))
}
