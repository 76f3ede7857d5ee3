package edition

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/report"
)

// figureKey is what the dataset has one figure of.
type figureKey struct {
	period    dataset.Period
	indicator string
}

// compareFigures compares what running text says of the country with what the
// dataset has.
func (d *draft) compareFigures() {
	figures := d.figures()
	known := map[figureKey]record{}
	for _, r := range d.national.all() {
		p, _ := dataset.ParsePeriod(r.text("period"))
		known[figureKey{p, r.text("indicator")}] = r
	}
	keys := slices.SortedFunc(maps.Keys(figures), func(a, b figureKey) int {
		return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(d.rank[a.indicator], d.rank[b.indicator]))
	})
	for _, k := range keys {
		f := figures[k]
		change := Change{Status: Added, Period: k.period, Title: d.titles[k.indicator], kind: ofCountry, subject: k.indicator, now: figure(f), from: from(f.Position, f.Sentence)}
		r, ok := known[k]
		switch {
		case d.Report.Survey != 0 && k.period > d.Report.Survey:
			d.problem(f.Position, "%s of %s: report %s presents the survey of %s, before that", change.Title, k.period, d.Report.ID, d.Report.Survey)
			continue
		case ok:
			d.compareFigure(&change, f, r)
		default:
			d.national.insert(map[string]string{
				"period": k.period.String(), "indicator": k.indicator, "report": d.Report.ID, "value": written(decimal.NewNullDecimal(f.Value)), "qualifier": f.Qualifier,
			}, func(r record) bool {
				p, _ := dataset.ParsePeriod(r.text("period"))
				return cmp.Or(cmp.Compare(d.rank[r.text("indicator")], d.rank[k.indicator]), cmp.Compare(p, k.period)) > 0
			})
		}
		d.Changes = append(d.Changes, change)
	}
}

// figures are the report's figures of the country, each once.
func (d *draft) figures() map[figureKey]report.Figure {
	figures := map[figureKey]report.Figure{}
	for _, r := range d.readings {
		for _, f := range r.Figures {
			var ok bool
			if f.Period, ok = d.periodOf(f.Period, f.Position, d.titles[f.Subject]); !ok {
				continue
			}
			k := figureKey{f.Period, f.Subject}
			other, twice := figures[k]
			switch {
			case !twice || moreExact(f, other):
				figures[k] = f
			case isBound(f):
				// A headline says over a billion, and its text how many.
			case !agree(f, other):
				d.problem(f.Position, "%s of %s is %s here and %s at %s; leave out what is wrong", d.titles[f.Subject], f.Period, f.Value, other.Value, other.Position)
			}
		}
	}
	return figures
}

// compareFigure compares a figure with the row that the dataset has of it, of which
// there is one for each period. What another report says, a person has to judge.
func (d *draft) compareFigure(change *Change, f report.Figure, r record) {
	before := report.Figure{Kind: f.Kind, Value: r.number("value").Decimal, Qualifier: r.text("qualifier")}
	change.before, change.report = figure(before), r.text("report")
	own, agrees := change.report == d.Report.ID, agree(f, before)
	switch {
	case agrees && !moreExact(f, before):
		change.Status = Unchanged
	case !own:
		change.Status = Contested
	case agrees:
		change.Status = Confirmed
		d.national.replace(r, map[string]string{"value": written(decimal.NewNullDecimal(f.Value)), "qualifier": f.Qualifier})
	default:
		d.problem(f.Position, "%s of %s is %s; %s has %s from the same report: correct by hand what is wrong", change.Title, change.Period, change.now, r.place(), change.before)
	}
}

// agree says whether two figures of the country can both be right.
func agree(a, b report.Figure) bool {
	if isBound(a) && !isBound(b) {
		a, b = b, a
	}
	slack := decimal.NewFromFloat(unitOf(a) / 2)
	switch {
	case !isBound(b):
		return sameFigure(a, b)
	case isBound(a):
		return isFloor(a) && isFloor(b) || a.Value.Equal(b.Value)
	case isFloor(b):
		return a.Value.Add(slack).GreaterThanOrEqual(b.Value)
	case b.Qualifier == "nearly":
		return a.Value.Sub(slack).LessThanOrEqual(b.Value)
	default:
		return math.Abs(a.Value.InexactFloat64()/b.Value.InexactFloat64()-1) < roughly
	}
}

// roughly is how much a figure may be off of which a text says about.
const roughly = 0.05

// moreExact says whether a figure says more than another one that it agrees with.
func moreExact(f, than report.Figure) bool {
	switch {
	case isBound(f) && isFloor(f):
		return isFloor(than) && f.Value.GreaterThan(than.Value)
	case isBound(f):
		return false
	case isBound(than):
		return true
	default:
		return sameFigure(f, than) && unitOf(f) < unitOf(than)
	}
}

func isBound(f report.Figure) bool {
	return slices.Contains([]string{"over", "nearly", "about", "at_least"}, f.Qualifier)
}

// isFloor says whether there are more than the figure says.
func isFloor(f report.Figure) bool { return f.Qualifier == "over" || f.Qualifier == "at_least" }

// sameFigure says whether two figures of the country can be the same, each rounded
// as its last digits show.
func sameFigure(a, b report.Figure) bool {
	return dataset.Agree(a.Value.InexactFloat64(), b.Value.InexactFloat64(), unitOf(a), unitOf(b)) || a.Value.Equal(b.Value)
}

// unitOf is the unit to which a figure of the country was rounded at the most, people
// as text rounds them and shares as their digits show.
func unitOf(f report.Figure) float64 {
	if f.Kind == report.People {
		return dataset.TextRounding(f.Value.Shift(4).InexactFloat64()) / 1e4
	}
	return math.Pow10(int(min(0, f.Value.Exponent())))
}
