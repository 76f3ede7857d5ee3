package importer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/dustin/go-humanize"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
)

// identify finds the report in the dataset or makes a row for it, if the options and the months of the figures fit it.
func (p *Plan) identify(o Options) error {
	newest := slices.MaxFunc(p.figures, func(a, b *statement) int { return cmp.Compare(a.period, b.period) })
	if i := slices.IndexFunc(p.before.Reports, func(r *dataset.Report) bool { return r.ID == o.Report }); i >= 0 {
		p.report = p.before.Reports[i]
		if o.Period != 0 && o.Period != p.report.Survey || o.Published != "" && o.Published != p.report.Published {
			return fmt.Errorf("reports.csv has report %s with another survey or date of publication; leave --period and --published out, or correct the row there", o.Report)
		}
	} else if err := p.newReport(o, newest.period); err != nil {
		return err
	}
	if newest.period > p.report.Survey && p.report.Survey != 0 { // An article has no survey.
		return fmt.Errorf("%s: the newest month is %s, but report %s presents the survey of %s", newest.location, newest.period, p.report.ID, p.report.Survey)
	}
	return nil
}

// rejectOtherSurveys adds a problem for an undated table with another survey's figures, or a mention of one nearby.
func (p *Plan) rejectOtherSurveys(facts candidate.Facts) {
	survey, id := p.report.Survey.String(), regexp.QuoteMeta(p.report.ID)
	ownMonth := regexp.MustCompile("(?i)\\b(?:" + p.report.Survey.End().Format("1月|Jan") + ")")
	isThis := regexp.MustCompile("第" + id + "次|\\b" + id + "(?:st|nd|rd|th)\\b")
	// A match of surveyWord means another survey unless it is a year or month (2026, 2026-06) of this or a later one.
	isOther := func(d string) bool { return len(d) > len(survey) || d[:2] != "20" || d < survey[:len(d)] }
	for _, t := range p.undated {
		words := t.dated + " " + t.about + " " + t.beside
		months := monthsIn(words)
		dates := surveyWord.FindAllString(ownMonth.ReplaceAllString(words, "")+fmt.Sprint(months), -1)
		namesThis := slices.Contains(months, p.report.Survey) || isThis.MatchString(words)
		if i := slices.IndexFunc(dates, isOther); i >= 0 && !namesThis {
			p.problem(t.at, "no heading names the month of the figures, and words near the table say %s; write months such as 2026.6 into the headings", quote(dates[i]))
		}
		for _, s := range p.before.Surveys {
			for i := range t.columns {
				t.columns[i].period = s.Period
			}
			off, compared := drift(facts, t.rows, t.columns, 0)
			if s.Period != p.report.Survey && off == 0 && compared > 2 {
				p.problem(t.at, "no heading names the month of the figures, and most of them are those of %s; write months such as 2026.6 into the headings", s.Period)
			}
		}
	}
}

// newReport makes the row of a new report. Reports are half-yearly, so the number tells which survey is due.
func (p *Plan) newReport(o Options, newest dataset.Period) error {
	var last *dataset.Report
	lastNumber := 0
	for _, s := range p.before.Surveys {
		if n, err := strconv.Atoi(s.Report.ID); err == nil {
			last, lastNumber = s.Report, n
		}
	}
	number, _ := strconv.Atoi(o.Report)
	if number < 1 || strconv.Itoa(number) != o.Report || last == nil { // 058 would be another report than 58.
		return fmt.Errorf("--report %q is not in reports.csv, and a row can be made only for a number, such as 58, and only if reports.csv has a numbered report; correct it, or add the row by hand", o.Report)
	}
	due := last.Survey + dataset.Period(int(dataset.HalfYear)*(number-lastNumber))
	added := &dataset.Report{
		ID: o.Report, Publisher: last.Publisher, URL: last.URL, Survey: cmp.Or(o.Period, newest),
		Published: cmp.Or(o.Published, o.Today),
		Title:     humanize.Ordinal(number) + " Statistical Report on China's Internet Development",
	}
	switch {
	case o.Published == "" && number < lastNumber:
		return fmt.Errorf("report %s is older than report %s; say when it was published: --published YYYY-MM-DD", added.ID, last.ID)
	case added.Survey == 0:
		return fmt.Errorf("the files do not name the survey that report %s presents; state it, as in --period %s", added.ID, due)
	case o.Period == 0 && newest != due:
		return fmt.Errorf("the newest month of the files is %s, but report %s is due to present the survey of %s, counting a survey every half-year from report %s. Check the file and the number; if both are right, add --period %s", newest, added.ID, due, last.ID, newest)
	case o.Period != 0 && o.Period != due && o.Period != newest:
		return fmt.Errorf("--period: %s is neither the newest month of the files nor %s, which report %s is due to present", o.Period, due, added.ID)
	case !slices.ContainsFunc(p.figures, func(f *statement) bool { return f.period == 0 || f.period == added.Survey }):
		return fmt.Errorf("the files have no figure of %s, the survey that report %s presents", added.Survey, added.ID)
	}
	p.report = added
	p.reports.insert(record{
		"report": added.ID, "publisher": added.Publisher, "title": added.Title, "period": added.Survey.String(),
		"published": added.Published, "url": added.URL,
	}, func(r record) int {
		n, err := strconv.Atoi(r["report"])
		if err != nil {
			return 0
		}
		return cmp.Compare(n, number)
	})
	return nil
}
