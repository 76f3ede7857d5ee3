// Package edition brings what was read from a report into the files of a
// dataset: it compares each figure with what the dataset has, decides what is
// news, checks the result as a load does, and shows it to a person. Nothing is
// written before all of it holds.
package edition

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/report"
	"cnnic_exporter/exporter/wholefile"
)

// Options say which report is brought in.
type Options struct {
	// Report is its number, or the identifier of one that the dataset has.
	Report string
	// Period is the survey that a new report presents, or zero for the newest
	// month of its headings.
	Period dataset.Period
	// Published is the day of release, or empty for Today where the report is new.
	Published, Today string
}

// Status is what a figure means to the dataset.
type Status string

// The statuses of figures. Those that are unchanged or contested need no line.
const (
	Added     Status = "added"
	Restated  Status = "restated"
	Confirmed Status = "confirmed, more exact"
	// Superseded is what a newer report has restated already.
	Superseded Status = "superseded by a newer report"
	// Contested is a figure of the country, of which the dataset has one for each
	// period, and has another report's.
	Contested Status = "not taken, since another report's figure stands"
	Unchanged Status = "unchanged"
)

// Edition is a report brought into a dataset that has not been written yet.
type Edition struct {
	Report *Publication
	// Changes are the figures by status, period and application.
	Changes []Change
	// Findings are the statistical contradictions that are new.
	Findings []string
	Notes    []report.Remark

	// hasTable says that the report's table of its own survey is among the readings.
	hasTable      bool
	before, after *dataset.Dataset
	reports       *sheet
	national      *sheet
	usage         *sheet
}

// Errors are all problems for which a report is rejected, one a line.
type Errors []string

func (e Errors) Error() string { return strings.Join(e, "\n") }

// draft is an edition in the making.
type draft struct {
	*Edition
	options  Options
	problems []report.Remark
	readings []*report.Reading
	// published is the day of each report by its identifier.
	published map[string]string
	rank      map[string]int
	titles    map[string]string
}

// Make compares readings of one report with the dataset in fsys. Where anything
// is wrong the error is of type Errors and lists all of it.
func Make(fsys fs.FS, readings []*report.Reading, options Options) (*Edition, error) {
	before, err := dataset.Load(fsys, dataset.Options{})
	if err != nil {
		return nil, fmt.Errorf("the dataset has errors already:\n%w", err)
	}
	e := &Edition{before: before}
	for _, s := range []struct {
		to   **sheet
		name string
	}{{&e.reports, "reports.csv"}, {&e.national, "national_indicators.csv"}, {&e.usage, "application_usage.csv"}} {
		if *s.to, err = readSheet(fsys, s.name); err != nil {
			return nil, err
		}
	}
	d := &draft{Edition: e, options: options, readings: readings, published: map[string]string{}, rank: map[string]int{}, titles: map[string]string{}}
	for _, r := range before.Reports {
		d.published[r.ID] = r.Published
	}
	for i, a := range before.Applications {
		d.rank[a.ID], d.titles[a.ID] = i, a.Title
	}
	for i, n := range before.Indicators {
		d.rank[n.ID], d.titles[n.ID] = i, n.Title
	}
	some := slices.ContainsFunc(readings, (*report.Reading).HasFigures)
	for _, r := range readings {
		d.problems = append(d.problems, r.Problems...)
		if len(r.Problems) == 0 && !r.HasFigures() {
			d.takeNothing(r, some)
		}
		d.Notes = append(d.Notes, r.Notes...)
	}
	switch err := d.identify(); {
	case errors.Is(err, errNoPeriod) && len(d.problems) > 0:
		// What could not be read may have said it.
		return nil, d.failed(nil)
	case err != nil:
		return nil, d.failed(err)
	}
	d.compareUsage()
	d.compareFigures()
	if len(d.problems) > 0 {
		return nil, d.failed(nil)
	}
	// The order of the diff is that of the files.
	slices.SortStableFunc(e.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.kind, b.kind), cmp.Compare(d.rank[a.subject], d.rank[b.subject]))
	})
	e.after, err = dataset.Load(overlay{fsys, e.contents()}, dataset.Options{})
	if err != nil {
		return nil, e.rejected(err)
	}
	e.findFindings()
	return e, nil
}

// takeNothing says why nothing is taken from a file. It is no problem where others
// have figures: a table stands for itself.
func (d *draft) takeNothing(r *report.Reading, others bool) {
	at := report.Position{File: r.File, Line: 1}
	if others {
		d.note(at, "nothing was taken from this file, for what follows")
		return
	}
	d.problem(at, "nothing can be taken from this file, for what follows; look whether it is the right page, or write the rows by hand")
	d.problems = append(d.problems, r.Notes...)
}

// failed lists all problems, the one that ended the work first.
func (d *draft) failed(err error) error {
	var all Errors
	if err != nil {
		all = append(all, err.Error())
	}
	for _, p := range d.problems {
		all = append(all, p.String())
	}
	return all
}

func (d *draft) problem(at report.Position, format string, args ...any) {
	d.problems = append(d.problems, report.Remark{Position: at, Message: fmt.Sprintf(format, args...)})
}

func (d *draft) note(at report.Position, format string, args ...any) {
	d.Notes = append(d.Notes, report.Remark{Position: at, Message: fmt.Sprintf(format, args...)})
}

// sheets are the files that may change, in the order of writing: after each of
// them the directory holds a dataset that loads, for an exporter that watches it.
func (e *Edition) sheets() []*sheet { return []*sheet{e.reports, e.national, e.usage} }

func (e *Edition) contents() map[string][]byte {
	contents := map[string][]byte{}
	for _, s := range e.sheets() {
		contents[s.name] = s.bytes()
	}
	return contents
}

// Files are the files that change, with their content before and after.
func (e *Edition) Files() []wholefile.Change {
	var changes []wholefile.Change
	for _, s := range e.sheets() {
		if added, changed := s.changes(); added+changed > 0 {
			changes = append(changes, wholefile.Change{Name: s.name, Before: s.content, After: s.bytes()})
		}
	}
	return changes
}

// rejected explains the errors of a load by the lines that they are of, which no
// file has yet.
func (e *Edition) rejected(err error) error {
	all := Errors{"with this report the dataset would have errors, in lines that would be new or changed:"}
	problems := (*dataset.Errors)(nil)
	if !errors.As(err, &problems) {
		return append(all, err.Error())
	}
	contents := e.contents()
	for _, p := range problems.Problems {
		text := p.String()
		if lines := strings.Split(string(contents[p.File]), "\n"); p.Line <= len(lines) {
			text += "\n    " + strings.TrimSpace(lines[p.Line-1])
		}
		all = append(all, text)
	}
	return all
}

// findFindings notes the contradictions that were not there before.
func (e *Edition) findFindings() {
	known := map[string]int{}
	key := func(f dataset.Finding) string { return string(f.Check) + f.File + f.Message }
	for _, f := range e.before.Findings {
		known[key(f)]++
	}
	for _, f := range e.after.Findings {
		if known[key(f)]--; known[key(f)] < 0 {
			e.Findings = append(e.Findings, fmt.Sprintf("%s (%s)", f.Problem, f.Check))
		}
	}
}
