package importer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// The results of comparing a figure with the dataset, in the order in which they are shown.
const (
	added     = "added"
	restated  = "restated"
	confirmed = "confirmed, and more exact or more complete"
	unchanged = "unchanged"
)

// compare merges the figures with the report's own rows, compares the result with the dataset and changes the sheets.
func (p *Plan) compare() {
	own, others := p.knownStatements()
	merged := map[key]*statement{}
	var order []*statement
	slices.SortStableFunc(p.figures, func(a, b *statement) int { return b.strength() - a.strength() })
	for _, s := range p.figures {
		s.period, s.report, s.qualifier = cmp.Or(s.period, p.report.Survey), p.report.ID, "exact"
		if s.users.Valid && s.rounding > 1 { // A candidate without users may still have their rounding.
			s.qualifier = "rounded"
		}
		isOfThis := func(known *dataset.Survey) bool { return known.Period == s.period }
		hasSurvey := s.period == p.report.Survey || slices.ContainsFunc(p.before.Surveys, isOfThis)
		switch {
		case s.period == 0:
			p.problem(s.location, "no month is stated for %s, and report %s presents no survey; write the month into the heading", s.subject.Title, p.report.ID)
			continue
		case s.subject.Kind == document.Application && !hasSurvey:
			p.problem(s.location, "%s is stated for %s, of which reports.csv has no survey; add a row for the report on that survey", s.subject.Title, s.period)
			continue
		}
		m := merged[s.key()]
		if m == nil {
			m = new(*cmp.Or(own[s.key()], s))
			m.basis = cmp.Or(m.basis, s.basis) // Rows of national_indicators.csv have no basis.
			merged[s.key()], order = m, append(order, m)
		}
		switch {
		case m.agrees(s):
			m.complete(s)
		case m.strength() < s.strength():
			stronger := *s
			stronger.complete(m)
			*m = stronger
		case m.strength() > s.strength():
			p.note(s.location, "%s of %s is %s here and was not taken; the %s of the same report takes precedence: %s", s.subject.Title, s.period, s, map[string]string{basisTable: "table", basisChart: "chart"}[m.basis], m)
		default:
			p.problem(s.location, "%s of %s is %s; %s has %s from the same report: correct what is wrong", s.subject.Title, s.period, s, m.location, m)
		}
	}
	slices.SortStableFunc(order, func(a, b *statement) int { return cmp.Compare(a.period, b.period) })
	for _, m := range order {
		p.change(m, own[m.key()], others[m.key()])
	}
}

// knownStatements returns what the dataset has from this report and, merged as a load does, from all others.
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
			known := &statement{
				location: location{s.name, i + 2}, subject: subject, period: r.key().period, basis: r["basis"],
				users: r.number("users_10k"), rounding: r.number("users_rounding_10k").Decimal.IntPart(), pct: r.number("penetration_pct"),
				growth: r.number("stated_growth_pct"), qualifier: r["qualifier"], isBound: p.before.Bounds[r["qualifier"]],
				report: r["report"], record: r,
			}
			switch subject.Kind {
			case document.People:
				known.users, known.rounding = r.number("value"), 1
				if known.qualifier != "exact" && known.qualifier != "derived" {
					known.rounding = int64(dataset.TextRounding(known.users.Decimal.Shift(4).InexactFloat64()) / 1e4)
				}
			case document.Share:
				known.pct = r.number("value")
			}
			if known.report == p.report.ID {
				own[known.key()] = known
			} else if o := others[known.key()]; o == nil {
				others[known.key()] = known
			} else if published[known.report] > published[o.report] {
				known.complete(o)
				others[known.key()] = known
			} else {
				o.complete(known)
			}
		}
	}
	return own, others
}

// change compares a statement with the report's own row or, without one, other reports', and updates or adds its row.
func (p *Plan) change(s, own, other *statement) {
	before, result, isNational := cmp.Or(own, other), restated, s.subject.Kind != document.Application
	// Growth or a stronger basis alone changes only the report's own row. Derived numbers, of strength -1, stay derived.
	addsToOwn := own != nil && (s.growth.Valid && !own.growth.Valid || own.strength() >= 0 && s.basis != own.basis)
	switch {
	case before == nil:
		result = added
	case s.agrees(before) && !s.addsUsers(before) && !s.addsShare(before) && !addsToOwn,
		isNational && own != nil && own.record["value"] == s.toRecord()["value"] && own.qualifier == s.qualifier:
		result = unchanged // A row of the country has no unit of rounding: its 113000 may come from the same 11.30亿.
	case own == nil && isNational: // The dataset keeps one row for each indicator and period.
		p.note(s.location, "%s of %s is %s here and was not taken; the dataset has %s from report %s. If this one should count, correct the row and its report by hand", s.subject.Title, s.period, s, before, before.report)
		return
	case s.agrees(before):
		result = confirmed
	}
	if result == restated && (isFar(s.users, before.users) || isFar(s.pct, before.pct)) {
		p.Findings = append(p.Findings, fmt.Sprintf("%s: %s of %s is %s here, far from the %s of report %s", s.location, s.subject.Title, s.period, s, before, before.report))
	}
	line := fmt.Sprintf("%s\t%s\t%s", s.period, s.subject.Title, s)
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
		maps.Copy(own.record, s.toRecord())
		to.changed++
		if text := own.record["note"]; text != "" {
			p.note(s.location, "the note of %s was kept; correct it if it is no longer true: %s", own.location, quote(text))
		}
	default:
		// Rows are in order of time, in national_indicators.csv within each indicator.
		to.insert(s.toRecord(), func(r record) int {
			if r.key().period == 0 || isNational && r.key().subject != s.subject.ID {
				return 0 // A blank row, or one of another indicator.
			}
			return cmp.Or(cmp.Compare(r.key().period, s.period), -1)
		})
	}
}
