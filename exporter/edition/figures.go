package edition

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/report"
)

// compareFigures compares what running text says of the country with what the
// dataset has, which is one figure for each indicator and period.
func (d *draft) compareFigures() {
	type key struct {
		period    dataset.Period
		indicator string
	}
	figures := map[key]report.Figure{}
	for _, r := range d.readings {
		for _, f := range r.Figures {
			if f.Period == 0 {
				f.Period = d.Report.Survey
			}
			k := key{f.Period, f.Subject}
			other, twice := figures[k]
			switch {
			case !twice:
				figures[k] = f
			case isBound(other) && !isBound(f):
				figures[k] = f
			case isBound(f):
				// A headline says over a billion, and its text how many.
			case sameFigure(other.Value, f.Value):
				if unitOf(f.Value) < unitOf(other.Value) {
					figures[k] = f
				}
			default:
				d.problem(f.Position, "%s of %s is %s here and %s at %s; leave out what is wrong", d.titles[f.Subject], f.Period, f.Value, other.Value, other.Position)
			}
		}
	}
	known := map[key]record{}
	for _, r := range d.national.all() {
		p, _ := dataset.ParsePeriod(r.text("period"))
		known[key{p, r.text("indicator")}] = r
	}
	keys := slices.SortedFunc(maps.Keys(figures), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(d.rank[a.indicator], d.rank[b.indicator]))
	})
	for _, k := range keys {
		f := figures[k]
		if d.Report.Survey != 0 && k.period > d.Report.Survey {
			d.problem(f.Position, "%s of %s: report %s presents the survey of %s, before that", d.titles[k.indicator], k.period, d.Report.ID, d.Report.Survey)
			continue
		}
		change := Change{Status: Unchanged, Period: k.period, Title: d.titles[k.indicator], kind: ofCountry, subject: k.indicator, now: figure(f), from: from(f.Position, f.Sentence)}
		r, ok := known[k]
		if !ok {
			change.Status = Added
			d.national.insert(map[string]string{
				"period": k.period.String(), "indicator": k.indicator, "report": d.Report.ID, "value": written(decimal.NewNullDecimal(f.Value)), "qualifier": f.Qualifier,
			}, func(r record) bool {
				p, _ := dataset.ParsePeriod(r.text("period"))
				return cmp.Or(cmp.Compare(d.rank[r.text("indicator")], d.rank[k.indicator]), cmp.Compare(p, k.period)) > 0
			})
		} else {
			change.report = r.text("report")
			if value := r.number("value").Decimal; !sameFigure(value, f.Value) {
				// There is one figure of the country for each period. Which counts is
				// for a person to say.
				d.note(f.Position, "%s of %s is %s; %s has %s from report %s, which was left as it is", d.titles[k.indicator], k.period, f.Value, r.place(), value, r.text("report"))
			}
		}
		d.Changes = append(d.Changes, change)
	}
}

// isBound says whether a figure is only a bound.
func isBound(f report.Figure) bool { return f.Qualifier != "exact" && f.Qualifier != rounded }

// sameFigure says whether two figures of the country can be the same, each rounded
// as its last digits show.
func sameFigure(a, b decimal.Decimal) bool {
	return dataset.Agree(a.InexactFloat64(), b.InexactFloat64(), unitOf(a), unitOf(b)) || a.Equal(b)
}

// unitOf is the unit to which a figure of the country was rounded at the most: text
// rounds people to a million or more, and shares to a tenth.
func unitOf(value decimal.Decimal) float64 {
	if !value.IsInteger() || value.LessThan(decimal.NewFromInt(1000)) {
		return 0.1
	}
	unit := decimal.NewFromInt(100)
	for ten := decimal.NewFromInt(10); value.Mod(unit.Mul(ten)).IsZero(); {
		unit = unit.Mul(ten)
	}
	return unit.InexactFloat64()
}
