package importer

import (
	"cmp"
	"maps"
	"slices"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// status is the result of comparing a figure with the dataset.
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

// change is a figure with its status.
type change struct {
	status
	key
	title string
	now   statement
	// before is the statement of the same report or another in the dataset, or nil.
	before *statement
}

// key identifies a figure of one report.
type key struct {
	period  dataset.Period
	subject string
}

// claim is the report's statement on a subject at a survey, with its place.
type claim struct {
	place
	name    string
	subject *document.Subject
	statement
}

// compareAll compares all figures of the report with the dataset.
func (d *draft) compareAll() {
	claims := d.claims()
	known := map[key][]statement{}
	for _, r := range d.usage.rows[1:] {
		p, _ := dataset.ParsePeriod(r.text("period"))
		k := key{p, r.text("application")}
		known[k] = append(known[k], ofApplication(r))
	}
	national := map[key]*record{}
	for _, r := range d.national.rows[1:] {
		p, _ := dataset.ParsePeriod(r.text("period"))
		national[key{p, r.text("indicator")}] = r
	}
	surveys := map[dataset.Period]bool{d.report.Survey: true}
	for _, s := range d.before.Surveys {
		surveys[s.Period] = true
	}
	for _, k := range slices.SortedFunc(maps.Keys(claims), d.order) {
		c := claims[k]
		switch {
		case d.report.Survey != 0 && k.period > d.report.Survey:
			d.problem(c.place, "%s of %s: report %s presents the survey of %s, before that", c.name, k.period, d.report.ID, d.report.Survey)
		case c.subject.Kind != document.Application:
			d.compareCountry(k, c, national[k])
		case !surveys[k.period]:
			d.problem(c.place, "%s of %s: no report in reports.csv presents that survey; add the row of the report that does", c.name, k.period)
		default:
			d.compare(k, c, known[k])
			d.checkTable5(k, c)
		}
	}
}

// claims are the report's figures, each once: its table counts before its charts,
// and those before its text.
func (d *draft) claims() map[key]*claim {
	claims := map[key]*claim{}
	for _, r := range d.readings {
		for _, f := range r.figures {
			f.period = cmp.Or(f.period, d.report.Survey)
			k := key{f.period, f.subject.ID}
			next := &claim{f.place, f.name, f.subject, f.statement(d.report.ID)}
			before := claims[k]
			if before == nil {
				claims[k] = next
				continue
			}
			strong, weak := before, next
			if next.strength() > before.strength() {
				strong, weak = next, before
			}
			switch {
			case strong.agrees(weak.statement):
				strong.statement = strong.with(weak.statement)
			case strong.strength() > weak.strength():
				d.note(weak.place, "%s of %s is %s here and %s at %s; the %s counts", weak.name, k.period, show(weak.statement), show(strong.statement), strong.place, strong.basis)
			default:
				d.problem(next.place, "%s of %s is %s here and %s at %s; leave out the one that is wrong", next.name, k.period, show(next.statement), show(before.statement), before.place)
			}
			claims[k] = strong
		}
	}
	return claims
}

func (d *draft) change(k key, c *claim, s status, before *statement) {
	d.changes = append(d.changes, change{s, k, c.subject.Title, c.statement, before})
}

// compare compares a claim with the statements of reports on an application.
func (d *draft) compare(k key, c *claim, known []statement) {
	var own, newest *statement
	for i := range known {
		s := &known[i]
		switch {
		case s.report == d.report.ID:
			own = s
		case newest == nil || d.published[s.report] > d.published[newest.report]:
			newest = s
		}
	}
	switch {
	case own != nil:
		d.compareOwn(k, c, own)
	case newest == nil:
		d.add(k, c, added, nil)
	case d.published[newest.report] > d.report.Published && !c.agrees(*newest):
		d.add(k, c, superseded, newest)
	case d.published[newest.report] > d.report.Published && (c.users.Valid && !newest.users.Valid || c.pct.Valid && !newest.pct.Valid):
		d.add(k, c, added, newest)
	case d.published[newest.report] > d.report.Published && !c.adds(*newest):
		d.change(k, c, unchanged, newest)
	case !c.agrees(*newest):
		d.add(k, c, restated, newest)
	case c.adds(*newest):
		d.add(k, c, confirmed, newest)
	default:
		// A report's repetition needs no row unless it is more exact.
		d.change(k, c, unchanged, newest)
	}
}

// compareOwn compares a claim with a row of the same report, which has one for each
// survey: a press release states a few figures, and the table all of them later.
func (d *draft) compareOwn(k key, c *claim, own *statement) {
	agrees, stronger := c.agrees(*own), c.strength() > own.strength()
	switch {
	case !agrees && c.strength() < own.strength():
		d.note(c.place, "%s of %s is %s here; the %s of the same report counts: %s", c.name, k.period, show(c.statement), own.basis, show(*own))
	case !agrees && !stronger:
		d.problem(c.place, "%s of %s is %s; %s has %s from the same report: correct by hand what is wrong", c.name, k.period, show(c.statement), own.record.place(), show(*own))
	case c.growth.Valid && own.growth.Valid && !c.growth.Decimal.Equal(own.growth.Decimal):
		d.problem(c.place, "%s of %s grew by %s %%; %s has %s %% from the same report: correct by hand what is wrong", c.name, k.period, printed(c.growth), own.record.place(), printed(own.growth))
	case c.adds(*own) || stronger || c.growth.Valid && !own.growth.Valid:
		s := confirmed
		if !agrees {
			s = restated
		}
		c.statement = c.with(*own)
		if c.strength() < own.strength() {
			c.basis = own.basis
		}
		d.usage.replace(own.record, c.cells())
		d.change(k, c, s, own)
	default:
		d.change(k, c, unchanged, own)
	}
}

// add inserts a new row by the order of the file.
func (d *draft) add(k key, c *claim, s status, before *statement) {
	cells := c.cells()
	cells["period"], cells["application"] = k.period.String(), k.subject
	d.usage.insert(cells, func(r *record) bool {
		p, _ := dataset.ParsePeriod(r.text("period"))
		return cmp.Or(d.order(key{p, r.text("application")}, k), cmp.Compare(d.published[r.text("report")], d.published[d.report.ID])) > 0
	})
	d.change(k, c, s, before)
}

// compareCountry compares a figure of the country with the one row that the dataset
// has of it. Between two reports a person has to choose.
func (d *draft) compareCountry(k key, c *claim, r *record) {
	if r == nil {
		d.national.insert(map[string]string{
			"period": k.period.String(), "indicator": k.subject, "report": d.report.ID, "value": c.value(), "qualifier": c.qualifier,
		}, func(r *record) bool {
			p, _ := dataset.ParsePeriod(r.text("period"))
			return cmp.Or(cmp.Compare(d.rank[r.text("indicator")], d.rank[k.subject]), cmp.Compare(p, k.period)) > 0
		})
		d.change(k, c, added, nil)
		return
	}
	before := ofCountry(r, c.subject.Kind)
	agrees := c.agrees(before)
	switch {
	case agrees && !c.adds(before):
		d.change(k, c, unchanged, &before)
	case before.report != d.report.ID:
		d.change(k, c, contested, &before)
	case agrees:
		d.national.replace(r, map[string]string{"value": c.value(), "qualifier": c.qualifier})
		d.change(k, c, confirmed, &before)
	default:
		d.problem(c.place, "%s of %s is %s; %s has %s from the same report: correct by hand what is wrong", c.name, k.period, show(c.statement), before.record.place(), show(before))
	}
}

// checkTable5 notes an application that the table of the report's own survey has and
// that a full survey need not have yet.
func (d *draft) checkTable5(k key, c *claim) {
	if c.basis != table || k.period != d.report.Survey {
		return
	}
	d.hasTable = true
	if a := d.before.Application(k.subject); !a.InTable5(k.period) {
		d.note(c.place, "%s is in the table now: where that is Table 5, give it the table5_name %q and the table5_since %s in applications.csv", a.Title, c.name, k.period)
	}
}
