// Package importer brings the figures of a report into a dataset: it reads tables, data labels of charts and reviewed
// candidates, compares them with the dataset, checks the result and shows the changes. The caller writes them.
package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"cnnic_exporter/exporter/atomicfile"
	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
)

// Options identify the report.
type Options struct {
	Report           string         // The number of a new report, or the identifier of a report that the dataset has.
	Period           dataset.Period // The survey that a new report presents, or zero for the newest month of its figures.
	Published, Today string         // Published is the day of release. If it is empty, a new report gets Today.
}

// Plan holds the changes that a report makes to a dataset. None of them has been written.
type Plan struct {
	messages
	names         *document.Names
	before, after *dataset.Dataset
	figures       []*statement
	report        *dataset.Report
	diffLines     map[string][]string // What WriteDiff prints under each result of a comparison.
	// The files that may change, in the order of writing: after each write an exporter finds a valid dataset in them.
	reports, national, usage *sheet
}

// NewPlan plans the import of documents of one report into the dataset in fsys. Its error has a line for each problem.
func NewPlan(fsys fs.FS, documents []*document.Document, options Options) (*Plan, error) {
	files := dataset.Read(fsys)
	before, err := files.Parse(0)
	if err != nil {
		return nil, fmt.Errorf("the dataset has errors; fix these first:\n%w", err)
	}
	p := &Plan{names: document.NewNames(before, candidate.ApplicationNames, nil), before: before, diffLines: map[string][]string{}}
	facts := candidate.FactsOf(before)
	for _, one := range documents {
		p.figures = append(p.figures, read(one, p.names, facts, &p.messages).figures...)
	}
	if len(p.figures)+len(p.problems) == 0 {
		for _, one := range documents {
			p.problem(location{one.File, 1}, "the file has no figures to take: no table of known applications with users (用户规模) or shares (网民使用率), no chart with labels, no reviewed candidates; for running text, run cnnic_import candidates first")
		}
		p.problems = append(p.problems, p.notes...) // They say what was passed over.
	}
	p.reports = p.readSheet("reports.csv", files["reports.csv"].Content)
	p.national = p.readSheet("national_indicators.csv", files["national_indicators.csv"].Content)
	p.usage = p.readSheet("application_usage.csv", files["application_usage.csv"].Content)
	if len(p.problems) == 0 {
		if err := p.identify(options); err != nil {
			return nil, errors.New(strings.Join(append([]string{err.Error()}, p.notes...), "\n"))
		}
		p.rejectOtherSurveys(facts)
		p.compare()
	}
	if len(p.problems) > 0 {
		return nil, errors.New(strings.Join(p.problems, "\n"))
	}
	changes, _ := p.Files()
	for _, f := range changes {
		files[f.Name] = dataset.File{Content: f.After}
	}
	if p.after, err = files.Parse(0); err != nil {
		return nil, fmt.Errorf("with this report the dataset would have errors (line numbers are those after the change):\n%w", err)
	}
	p.addFindings()
	return p, nil
}

// Files returns the files that change, and a summary that counts the added and changed rows of each.
func (p *Plan) Files() (changes []atomicfile.Change, summary string) {
	for _, s := range []*sheet{p.reports, p.national, p.usage} {
		if s.added+s.changed > 0 {
			changes = append(changes, atomicfile.Change{Name: s.name, Before: s.content, After: s.bytes()})
			summary += fmt.Sprintf("  %s: %d added, %d changed\n", s.name, s.added, s.changed)
		}
	}
	return changes, summary
}

// addFindings adds the findings that are new. One that only moved to another line is not.
func (p *Plan) addFindings() {
	key := func(f dataset.Finding) string { return string(f.Check) + f.File + f.Column + f.Message }
	for _, f := range p.after.Findings {
		if !slices.ContainsFunc(p.before.Findings, func(o dataset.Finding) bool { return key(o) == key(f) }) {
			p.Findings = append(p.Findings, fmt.Sprintf("%s (%s)", f.Problem, f.Check))
		}
	}
}
