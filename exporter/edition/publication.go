package edition

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/report"
)

// Publication is the report that is brought in.
type Publication struct {
	ID, Publisher, Title, URL string
	Survey                    dataset.Period
	Published                 string
	// New says that the dataset did not have it.
	New bool
}

var errNoPeriod = errors.New("nothing says which survey")

// numbered is an identifier of a report of CNNIC.
var numbered = regexp.MustCompile(`^[1-9][0-9]{0,2}$`)

// identify finds the report in the dataset, or makes a row for it.
func (d *draft) identify() error {
	newest, at := d.newestHeading()
	for _, r := range d.before.Reports {
		if r.ID == d.options.Report {
			d.Report = &Publication{r.ID, r.Publisher, r.Title, r.URL, r.Survey, r.Published, false}
		}
	}
	switch {
	case d.Report == nil && !numbered.MatchString(d.options.Report):
		return fmt.Errorf("--report %q is neither the number of a report of CNNIC, such as 58, nor in reports.csv", d.options.Report)
	case d.Report == nil:
		if err := d.newPublication(newest); err != nil {
			return err
		}
	default:
		if p := d.options.Period; p != 0 && p != d.Report.Survey {
			return fmt.Errorf("--period %s: reports.csv says that report %s presents the survey of %s; what is wrong there is corrected there", p, d.Report.ID, d.Report.Survey)
		}
		if p := d.options.Published; p != "" && p != d.Report.Published {
			return fmt.Errorf("--published %s: reports.csv says that report %s, or its first figures, was published on %s; leave --published out, or correct the day there", p, d.Report.ID, d.Report.Published)
		}
	}
	if newest != 0 && d.Report.Survey != 0 && newest != d.Report.Survey {
		d.problem(at, "the newest month of the headings is %s, but report %s presents the survey of %s", newest, d.Report.ID, d.Report.Survey)
	}
	return nil
}

// newestHeading is the newest month of the tables' headings, and where a row
// under it stands.
func (d *draft) newestHeading() (newest dataset.Period, at report.Position) {
	for _, r := range d.readings {
		for _, u := range r.Usage {
			if u.Table && u.Period > newest {
				newest, at = u.Period, u.Position
			}
		}
	}
	return newest, at
}

// newestMonth is the newest month of which running text speaks. One without a year
// is of the survey that is due.
func (d *draft) newestMonth(due dataset.Period) (newest dataset.Period) {
	see := func(p dataset.Period) {
		if p, ok := report.InYear(p, due); ok {
			newest = max(newest, p)
		}
	}
	for _, r := range d.readings {
		for _, u := range r.Usage {
			see(u.Period)
		}
		for _, f := range r.Figures {
			see(f.Period)
		}
	}
	return newest
}

func (d *draft) newPublication(newest dataset.Period) error {
	last := d.lastReport()
	if last == nil {
		return fmt.Errorf("reports.csv has no report of CNNIC to go by; write the row of report %s by hand", d.options.Report)
	}
	number, _ := strconv.Atoi(d.options.Report)
	lastNumber, _ := strconv.Atoi(last.ID)
	p := &Publication{
		ID: d.options.Report, Publisher: last.Publisher, URL: last.URL, New: true,
		Title:  ordinal(number) + " Statistical Report on China's Internet Development",
		Survey: d.options.Period, Published: d.options.Published,
	}
	if p.Published == "" && number < lastNumber {
		return fmt.Errorf("report %s is older than report %s; say when it was published: --published YYYY-MM-DD", p.ID, last.ID)
	}
	if p.Published == "" {
		p.Published = d.options.Today
	}
	if p.Survey == 0 {
		// There is a report every half-year. A number that is out of step is more
		// often a slip, or last year's table.
		due := last.Survey + dataset.Period(int(dataset.HalfYear)*(number-lastNumber))
		p.Survey = newest
		if newest == 0 {
			p.Survey = d.newestMonth(due)
		}
		switch {
		case p.Survey == 0:
			return fmt.Errorf("%w report %s presents; say --period, such as --period %s", errNoPeriod, p.ID, due)
		case p.Survey != due:
			return fmt.Errorf("the newest survey that it speaks of is %s, but report %s should present that of %s, a survey every half-year after report %s. Is it the right page, and the right number? If so, say --period with the survey that the report presents", p.Survey, p.ID, due, last.ID)
		}
	}
	for _, s := range d.before.Surveys {
		if s.Period == p.Survey {
			return fmt.Errorf("the survey of %s is presented by report %s already", p.Survey, s.Report.ID)
		}
	}
	d.Report = p
	d.published[p.ID] = p.Published
	d.reports.insert(map[string]string{
		"report": p.ID, "publisher": p.Publisher, "title": p.Title, "period": p.Survey.String(), "published": p.Published, "url": p.URL,
	}, func(r record) bool {
		n, err := strconv.Atoi(r.text("report"))
		return err != nil || n > number
	})
	return nil
}

// periodOf is the survey that a figure is of: where text names none, or its month
// without a year, the one that the report presents. It says whether it is certain.
func (d *draft) periodOf(p dataset.Period, at report.Position, title string) (of dataset.Period, ok bool) {
	if p == 0 {
		return d.Report.Survey, true
	}
	if of, ok = report.InYear(p, d.Report.Survey); !ok {
		d.note(at, "%s is of a month of which the text leaves out the year, and which is not that of the survey that report %s presents; it was passed over", title, d.Report.ID)
	}
	return of, ok
}

// lastReport is the newest report of CNNIC that the dataset has.
func (d *draft) lastReport() *dataset.Report {
	for i := len(d.before.Surveys) - 1; i >= 0; i-- {
		if r := d.before.Surveys[i].Report; numbered.MatchString(r.ID) {
			return r
		}
	}
	return nil
}

// ordinal writes 58 as 58th, 61 as 61st, and 111 as 111th.
func ordinal(n int) string {
	suffix := "th"
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}
