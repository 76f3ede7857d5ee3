package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/dustin/go-humanize"

	"cnnic_exporter/exporter/dataset"
)

// numbered is the identifier of a report of CNNIC.
var numbered = regexp.MustCompile(`^[1-9][0-9]{0,2}$`)

// identify finds the report in the dataset, or makes a row for it.
func (d *draft) identify() error {
	// newest is the newest month of the figures, and at the place of one of them.
	newest, at := dataset.Period(0), place{}
	for _, r := range d.readings {
		for _, f := range r.figures {
			if f.period > newest {
				newest, at = f.period, f.place
			}
		}
	}
	i := slices.IndexFunc(d.before.Reports, func(r *dataset.Report) bool { return r.ID == d.options.Report })
	if i < 0 {
		return d.newReport(newest)
	}
	d.report = d.before.Reports[i]
	switch o := d.options; {
	case o.Period != 0 && o.Period != d.report.Survey:
		return fmt.Errorf("--period %s: reports.csv says that report %s presents the survey of %s; correct it there if that is wrong", o.Period, d.report.ID, d.report.Survey)
	case o.Published != "" && o.Published != d.report.Published:
		return fmt.Errorf("--published %s: reports.csv says that report %s, or its first figures, was published on %s; leave --published out, or correct the day there", o.Published, d.report.ID, d.report.Published)
	case newest > d.report.Survey && d.report.Survey != 0:
		return fmt.Errorf("%s: the newest month is %s, but report %s presents the survey of %s", at, newest, d.report.ID, d.report.Survey)
	}
	return nil
}

// newReport makes the row of a report that the dataset does not have. There is a
// report every half-year: a number out of that order is probably an error.
func (d *draft) newReport(newest dataset.Period) error {
	if !numbered.MatchString(d.options.Report) {
		return fmt.Errorf("--report %q is neither the number of a report of CNNIC, such as 58, nor in reports.csv", d.options.Report)
	}
	var last *dataset.Report
	for _, s := range d.before.Surveys {
		if numbered.MatchString(s.Report.ID) {
			last = s.Report
		}
	}
	if last == nil {
		return fmt.Errorf("reports.csv has no report of CNNIC to go by; write the row of report %s by hand", d.options.Report)
	}
	number, _ := strconv.Atoi(d.options.Report)
	lastNumber, _ := strconv.Atoi(last.ID)
	due := last.Survey + dataset.Period(int(dataset.HalfYear)*(number-lastNumber))
	p := &dataset.Report{
		ID: d.options.Report, Publisher: last.Publisher, URL: last.URL, Survey: d.options.Period, Published: d.options.Published,
		Title: humanize.Ordinal(number) + " Statistical Report on China's Internet Development",
	}
	switch {
	case p.Published == "" && number < lastNumber:
		return fmt.Errorf("report %s is older than report %s; say when it was published: --published YYYY-MM-DD", p.ID, last.ID)
	case p.Survey != 0 && newest > p.Survey:
		return fmt.Errorf("the newest month of the files is %s, after --period %s", newest, p.Survey)
	case p.Survey != 0:
	case newest == 0:
		return fmt.Errorf("the files do not name the survey that report %s presents; say --period, such as --period %s", p.ID, due)
	case newest != due:
		return fmt.Errorf("the newest survey of the files is %s, but report %s is due to present that of %s, a survey every half-year after report %s. Check the file and the number; if both are right, say --period %s", newest, p.ID, due, last.ID, newest)
	default:
		p.Survey = newest
	}
	if p.Published == "" {
		p.Published = d.options.Today
	}
	if s := surveyOf(d.before, p.Survey); s != nil {
		return fmt.Errorf("the survey of %s is presented by report %s already", p.Survey, s.Report.ID)
	}
	d.report, d.isNew = p, true
	d.published[p.ID] = p.Published
	d.reports.insert(record{
		"report": p.ID, "publisher": p.Publisher, "title": p.Title, "period": p.Survey.String(), "published": p.Published, "url": p.URL,
	}, func(r record) bool {
		n, err := strconv.Atoi(r["report"])
		return err != nil || n > number
	})
	return nil
}
