// Package importer brings the figures of a report into the files of a dataset. It
// reads tables, data labels of charts and reviewed candidates, compares each figure
// with what the dataset has, checks the result as a load does, and shows it.
// Nothing is written unless all checks pass.
package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"cnnic_exporter/exporter/atomicfile"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// Options identify the report.
type Options struct {
	// Report is its number, or the identifier of one that the dataset has.
	Report string
	// Period is the survey that a new report presents, or zero for the newest month
	// of its figures.
	Period dataset.Period
	// Published is the day of release, or empty for Today where the report is new.
	Published, Today string
}

// Plan is a report brought into a dataset that has not been written yet.
type Plan struct {
	report  *dataset.Report
	isNew   bool
	changes []change
	// Findings are the statistical contradictions that are new, one a line.
	Findings []string

	log
	before, after            *dataset.Dataset
	reports, national, usage *sheet
}

// draft is an unfinished plan.
type draft struct {
	*Plan
	options  Options
	names    *document.Names
	readings []*reading
	// published is the day of each report by its identifier.
	published map[string]string
	// rank orders subjects as the dataset does.
	rank map[string]int
}

// Make compares the figures of documents, all of one report, with the dataset in
// fsys. The error lists all problems, one a line.
func Make(fsys fs.FS, documents []*document.Document, options Options) (*Plan, error) {
	files := dataset.Read(fsys)
	before, err := files.Parse(dataset.Options{})
	if err != nil {
		return nil, fmt.Errorf("the dataset has errors, which must be mended first:\n%w", err)
	}
	d := &draft{Plan: &Plan{before: before}, options: options, names: document.NewNames(before), published: map[string]string{}, rank: map[string]int{}}
	for to, name := range map[**sheet]string{&d.reports: "reports.csv", &d.national: "national_indicators.csv", &d.usage: "application_usage.csv"} {
		if *to, err = readSheet(fsys, name); err != nil {
			return nil, err
		}
	}
	for _, r := range before.Reports {
		d.published[r.ID] = r.Published
	}
	for i, a := range before.Applications {
		d.rank[a.ID] = i
	}
	for i, n := range before.Indicators {
		d.rank[n.ID] = len(before.Applications) + i
	}
	d.readAll(documents)
	if err := d.identify(); err != nil {
		d.problems = append(d.problems, err.Error())
	}
	if len(d.problems) == 0 {
		d.compareAll()
	}
	if len(d.problems) > 0 {
		return nil, errors.New(strings.Join(d.problems, "\n"))
	}
	contents := map[string][]byte{}
	for _, f := range d.Files() {
		contents[f.Name] = f.After
	}
	if d.after, err = files.With(contents).Parse(dataset.Options{}); err != nil {
		return nil, fmt.Errorf("with this report the dataset would have errors, in lines that would be new or changed:\n%w", err)
	}
	d.findFindings()
	return d.Plan, nil
}

// readAll reads the documents.
func (d *draft) readAll(documents []*document.Document) {
	facts, found := factsOf(d.before), false
	for _, one := range documents {
		r := read(one, d.names, facts, &d.log)
		d.readings = append(d.readings, r)
		found = found || len(r.figures) > 0
	}
	if found || len(d.problems) > 0 {
		return
	}
	for _, one := range documents {
		d.problem(place{one.File, 1}, "the file has no figures to take: no table with users (用户规模) or shares (网民使用率), no chart with labels, no reviewed candidates; for running text, make candidates first")
	}
	d.problems = append(d.problems, d.notes...)
}

// surveyOf is the survey of a period in a dataset, or nil.
func surveyOf(d *dataset.Dataset, p dataset.Period) *dataset.Survey {
	if i := slices.IndexFunc(d.Surveys, func(s *dataset.Survey) bool { return s.Period == p }); i >= 0 {
		return d.Surveys[i]
	}
	return nil
}

// Files are the files that change, with their content before and after. Written in
// this order, the directory holds after each of them a dataset that loads, for an
// exporter that watches it.
func (p *Plan) Files() []atomicfile.Change {
	var changes []atomicfile.Change
	for _, s := range []*sheet{p.reports, p.national, p.usage} {
		if s.added+s.changed > 0 {
			changes = append(changes, atomicfile.Change{Name: s.name, Before: s.content, After: s.bytes()})
		}
	}
	return changes
}

// findFindings lists the contradictions that were not there before.
func (p *Plan) findFindings() {
	p.Findings = p.findings
	known := map[string]int{}
	key := func(f dataset.Finding) string { return string(f.Check) + f.File + f.Message }
	for _, f := range p.before.Findings {
		known[key(f)]++
	}
	for _, f := range p.after.Findings {
		if known[key(f)]--; known[key(f)] < 0 {
			p.Findings = append(p.Findings, fmt.Sprintf("%s (%s)", f.Problem, f.Check))
		}
	}
	slices.Sort(p.Findings)
}
