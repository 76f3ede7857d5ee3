package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// The results of comparing a figure with the dataset, in the order in which they are shown. An
// unchanged figure changes no row of the dataset.
const (
	added     = "added"
	restated  = "restated"
	confirmed = "confirmed, and more exact or more complete"
	unchanged = "unchanged"
)

// compare merges what the files state of each figure with the dataset's row of the same report,
// compares the result with the dataset, and changes the sheets.
func (p *Plan) compare() {
	own, others := p.knownStatements()
	merged := map[key]*statement{}
	var order []*statement
	// A table counts before a chart, and a chart before text.
	slices.SortStableFunc(p.figures, func(a, b *statement) int { return b.strength() - a.strength() })
	for _, c := range p.figures {
		c.period, c.report, c.qualifier = cmp.Or(c.period, p.report.Survey), p.report.ID, "exact"
		if c.basis == basisText && c.rounding > 1 {
			c.qualifier = "rounded"
		}
		m := merged[c.key()]
		if m == nil {
			one := *c
			if row := own[c.key()]; row != nil {
				one = *row
				one.basis = cmp.Or(row.basis, c.basis) // national_indicators.csv has none.
			}
			m = &one
			merged[c.key()], order = m, append(order, m)
		}
		switch {
		case m.agrees(c):
			m.complete(c)
		case m.strength() < c.strength():
			one := *c
			one.complete(m)
			*m = one
		case m.strength() > c.strength():
			p.note(c.location, "%s of %s is %s here; the %s of the same report counts: %s", c.subject.Title, c.period, c, map[string]string{basisTable: "table", basisChart: "chart"}[m.basis], m)
		default:
			p.problem(c.location, "%s of %s is %s; %s has %s from the same report: correct what is wrong", c.subject.Title, c.period, c, m.location, m)
		}
	}
	slices.SortStableFunc(order, func(a, b *statement) int { return cmp.Compare(a.period, b.period) })
	for _, m := range order {
		p.change(m, own[m.key()], others[m.key()])
	}
}

// knownStatements returns the statements in the dataset: the report's own and, for each figure, that of
// the other report that was published last.
func (p *Plan) knownStatements() (own, others map[key]*statement) {
	own, others = map[key]*statement{}, map[key]*statement{}
	published := map[string]string{}
	for _, r := range p.before.Reports {
		published[r.ID] = r.Published
	}
	for _, s := range []*sheet{p.national, p.usage} {
		for i, r := range s.rows {
			subject := p.names.ByID(r.key().subject)
			if subject == nil {
				continue
			}
			one := &statement{
				location: location{s.name, i + 2}, subject: subject, period: r.key().period, basis: r["basis"],
				users: r.number("users_10k"), rounding: r.number("users_rounding_10k").Decimal.IntPart(), pct: r.number("penetration_pct"),
				growth: r.number("stated_growth_pct"), qualifier: r["qualifier"], isBound: p.before.Bounds[r["qualifier"]],
				report: r["report"], published: published[r["report"]], record: r,
			}
			switch subject.Kind {
			case document.People:
				one.users, one.rounding = r.number("value"), 1
				if one.qualifier != "exact" && one.qualifier != "derived" {
					one.rounding = max(1, int64(dataset.TextRounding(one.users.Decimal.Shift(4).InexactFloat64())/1e4))
				}
			case document.Share:
				one.pct = r.number("value")
			}
			if one.report == p.report.ID {
				own[one.key()] = one
			} else if before := others[one.key()]; before == nil || one.published > before.published {
				others[one.key()] = one
			}
		}
	}
	return own, others
}

// change compares a statement of the report with the report's own row in the dataset or, if there
// is none, with the newest of other reports, and changes or adds its row. Own rows are changed in
// place, since a report's table may be imported after its press release.
func (p *Plan) change(c, own, other *statement) {
	before, result, isNational := cmp.Or(own, other), restated, c.subject.Kind != document.Application
	switch {
	case before == nil:
		result = added
	case c.agrees(before) && !c.adds(before) && (own == nil || !c.growth.Valid || own.growth.Valid):
		result = unchanged // A growth rate alone is added to the report's own row only.
	case own == nil && isNational:
		// The dataset keeps one row for each indicator and survey.
		p.note(c.location, "%s of %s is %s here and was not taken; the dataset has %s from report %s. If this one should count, correct the row by hand", c.subject.Title, c.period, c, before, before.report)
		return
	case c.agrees(before):
		result = confirmed
	}
	line := fmt.Sprintf("%s\t%s\t%s", c.period, c.subject.Title, c)
	if before != nil {
		line += fmt.Sprintf("\treport %s says %s", before.report, before)
	}
	p.diffLines[result] = append(p.diffLines[result], line)
	to := p.usage
	if isNational {
		to = p.national
	}
	switch {
	case result == unchanged:
	case own != nil:
		maps.Copy(own.record, c.toRecord())
		to.changed++
	default:
		// Rows are in order of time, in national_indicators.csv within each indicator.
		to.insert(c.toRecord(), func(r record) bool {
			return r.key().period <= c.period && (!isNational || r["indicator"] == c.subject.ID)
		})
	}
}
