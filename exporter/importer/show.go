package importer

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"cnnic_exporter/exporter/dataset"
)

// WriteDiff writes what the report changes, for a person to approve.
func (p *Plan) WriteDiff(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "Report %s: %s\n", p.report.ID, p.report.Title)
	if p.report.Survey != 0 {
		fmt.Fprintf(w, "presents the survey of %s, ", p.report.Survey)
	}
	fmt.Fprintf(w, "published on %s by %s", p.report.Published, p.report.Publisher)
	if !slices.Contains(p.before.Reports, p.report) {
		fmt.Fprint(w, " (a new row of reports.csv; --published sets its day, today if left out)")
	}
	fmt.Fprintln(w)
	for _, result := range []string{added, restated, confirmed, unchanged} {
		writeList(w, result, p.diffLines[result])
	}
	writeList(w, "findings that are new", p.Findings)
	writeList(w, "notes", p.notes)
	p.writeCoverage(w)
	return w.Flush()
}

func writeList(w io.Writer, title string, lines []string) {
	if len(lines) > 0 {
		fmt.Fprintf(w, "\n%s (%d)\n  %s\n", title, len(lines), strings.Join(lines, "\n  "))
	}
}

func (p *Plan) writeCoverage(w io.Writer) {
	fmt.Fprintln(w)
	if i := slices.IndexFunc(p.after.Surveys, func(s *dataset.Survey) bool { return s.Period == p.report.Survey }); i >= 0 {
		s := p.after.Surveys[i]
		fmt.Fprintf(w, "The survey of %s is %s", s.Period, s.Coverage())
		var missing []string
		for _, a := range p.after.Missing(s.Period) {
			missing = append(missing, a.Title)
		}
		if len(missing) > 0 {
			fmt.Fprintf(w, ": no users are known for %s, which Table 5 should list", strings.Join(missing, ", "))
		}
		fmt.Fprintln(w, ".")
		if n := len(missing); n > 0 && n < 4 { // Press releases leave out four or more.
			fmt.Fprintln(w, "If Table 5 no longer lists one of them, set its table5_until in applications.csv to the last survey whose Table 5 did.")
		}
		if s.Full {
			p.warnIfFewCompared(w, s.Period)
		}
	}
	if r := p.after.Reference; r != nil {
		fmt.Fprintf(w, "With this report, the reference period is %s, unless the exporter is configured otherwise.\n", r.Period)
	}
}

// warnIfFewCompared warns if fewer than half of a full survey's applications have users a year before.
func (p *Plan) warnIfFewCompared(w io.Writer, survey dataset.Period) {
	stated, compared := 0, 0
	for _, u := range p.after.Usage {
		if u.Period == survey && u.Users.Known {
			stated++
			if before := u.Application.UsageAt(survey.Minus(dataset.Year)); before != nil && before.Users.Known {
				compared++
			}
		}
	}
	if compared*2 < stated {
		fmt.Fprintf(w, "Only %d of its %d applications have users a year before, in %s, and alerts on users judge only these: import the table of that survey's report, too.\n", compared, stated, survey.Minus(dataset.Year))
	}
}
