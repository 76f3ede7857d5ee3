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

// The statuses, in the order in which they are shown. The last needs no row.
const (
	added     status = "added"
	restated  status = "restated"
	confirmed status = "confirmed, more exact"
	// superseded is a figure that a newer report has restated.
	superseded status = "superseded by a newer report"
	unchanged  status = "unchanged"
)

// change is a statement of the report with its status.
type change struct {
	status
	now *statement
	// before is the statement of the same report or another in the dataset, or nil.
	before *statement
}

// compareAll compares all statements of the report with the dataset: those of its tables
// before those of its charts and of its text, so that these do not replace them.
func (p *Plan) compareAll() {
	known := p.known()
	slices.SortStableFunc(p.figures, func(a, b *statement) int { return b.strength() - a.strength() })
	for _, c := range p.figures {
		c.period, c.report, c.qualifier = cmp.Or(c.period, p.report.Survey), p.report.ID, "exact"
		if c.basis == basisText && c.rounding > 1 {
			c.qualifier = "rounded"
		}
		if c.subject.Kind == document.Application && c.period != p.report.Survey && surveyOf(p.before, c.period) == nil {
			p.problem(c.place, "%s of %s: no report in reports.csv presents that survey; add the row of the report that does", c.name, c.period)
			continue
		}
		p.compare(c, known)
	}
	slices.SortStableFunc(p.changes, func(a, b change) int { return cmp.Compare(a.now.period, b.now.period) })
}

// known are the statements of the dataset.
func (p *Plan) known() map[key][]*statement {
	known := map[key][]*statement{}
	for _, s := range p.sheets[national:] {
		for i, r := range s.rows {
			subject := p.names.ByID(r.key().subject)
			if subject == nil {
				continue
			}
			one := &statement{
				place: place{s.name, i + 2}, subject: subject, period: r.key().period, basis: r["basis"],
				users: r.number("users_10k"), rounding: r.number("users_rounding_10k").Decimal.IntPart(), pct: r.number("penetration_pct"),
				growth: r.number("stated_growth_pct"), qualifier: r["qualifier"], report: r["report"], record: r,
			}
			one.bound = p.before.IsBound(one.qualifier)
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

// compare compares a statement of the report with those known of the same figure, and
// adds it to them. A report has one row for each survey: a press release states a few
// figures, and the table all of them later.
func (p *Plan) compare(c *statement, known map[key][]*statement) {
	var before *statement
	own := false
	for _, s := range known[c.key()] {
		if same := s.report == p.report.ID; same || !own && (before == nil || p.published[s.report] > p.published[before.report]) {
			before, own = s, same
		}
	}
	s, agrees, stronger := restated, true, false
	if before != nil {
		before.basis = cmp.Or(before.basis, c.basis)
		agrees, stronger = c.agrees(before), own && c.strength() > before.strength()
	}
	switch {
	case before == nil:
		s = added
	case own && !agrees && c.strength() < before.strength():
		p.note(c.place, "%s of %s is %s here; the %s of the same report counts: %s", c.name, c.period, c, before.basis, before)
		return
	case own && !agrees && !stronger:
		p.problem(c.place, "%s of %s is %s; %s has %s from the same report: correct what is wrong", c.name, c.period, c, before.place, before)
		return
	case own && before.name != "": // Another file states it.
		before.complete(c)
		maps.Copy(before.record, before.row())
		return
	case agrees && !stronger && !c.adds(before) && (!own || !c.growth.Valid || before.growth.Valid):
		s = unchanged // A report's repetition needs no row.
	case !own && c.subject.Kind != document.Application:
		// The dataset keeps one figure of the country for each survey.
		p.note(c.place, "%s of %s is %s here and was not taken; the dataset has %s from report %s. If this one should count, correct the row by hand", c.name, c.period, c, before, before.report)
		return
	case agrees:
		s = confirmed
	case !own && p.published[before.report] > p.report.Published:
		s = superseded
	}
	if s == unchanged {
		if !slices.ContainsFunc(p.changes, func(other change) bool { return other.now.key() == c.key() }) {
			p.changes = append(p.changes, change{s, c, before})
		}
		return
	}
	p.changes = append(p.changes, change{s, c, before})
	if own {
		c.complete(before)
		if c.strength() < before.strength() {
			c.basis = before.basis
		}
		c.record = before.record
		maps.Copy(c.record, c.row())
		p.sheetOf(c).changed++
	} else {
		c.record = c.row()
		p.sheetOf(c).insert(c.record, func(r record) bool {
			return r.key().period <= c.period && (c.subject.Kind == document.Application || r["indicator"] == c.subject.ID)
		})
	}
	known[c.key()] = append(known[c.key()], c)
}

// sheetOf is the sheet of a statement. Its rows are in order of time, in that of the
// country for each indicator.
func (p *Plan) sheetOf(c *statement) *sheet {
	if c.subject.Kind == document.Application {
		return p.sheets[usage]
	}
	return p.sheets[national]
}
