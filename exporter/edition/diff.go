package edition

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"text/tabwriter"

	"github.com/dustin/go-humanize"
	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/report"
)

// kind sorts changes: applications before indicators of the country.
type kind int

const (
	ofApplication kind = iota
	ofCountry
)

// Change is one figure of the report and what it means to the dataset.
type Change struct {
	Status Status
	Period dataset.Period
	// Title is that of the application or indicator.
	Title string

	kind    kind
	subject string
	now     string
	// before is what report, another one or the same, has said.
	before, report string
	// from is the place and the sentence that a figure of running text is from.
	from string
}

var notSlug = regexp.MustCompile(`[^a-z0-9]+`)

func (d *draft) change(k usageKey, c claim, status Status, before *statement) {
	change := Change{
		Status: status, Period: k.period, Title: d.titles[k.application], subject: k.application,
		now: show(c.statement), from: from(c.Position, c.Sentence),
	}
	if before != nil {
		change.before, change.report = show(*before), before.report
	}
	d.Changes = append(d.Changes, change)
}

// show writes a statement for a person: users in millions, as exactly as they
// were stated.
func show(s statement) string {
	var parts []string
	if s.users.Valid {
		parts = append(parts, millions(s.users.Decimal, s.rounding))
	}
	if s.penetration.Valid {
		parts = append(parts, written(s.penetration)+" %")
	}
	return strings.Join(parts, ", ")
}

func millions(users decimal.Decimal, rounding int64) string {
	decimals := 2
	for unit := int64(10); unit <= rounding && decimals > 0; unit *= 10 {
		decimals--
	}
	return humanize.FormatFloat("#,###."+strings.Repeat("#", decimals), users.Shift(-2).InexactFloat64()) + " million"
}

// figure writes a figure of the country for a person.
func figure(f report.Figure) string {
	text := written(decimal.NewNullDecimal(f.Value)) + " %"
	if f.Kind == report.People {
		text = strings.Replace(millions(f.Value, 1), ".00 ", " ", 1)
	}
	if isBound(f) {
		return strings.ReplaceAll(f.Qualifier, "_", " ") + " " + text
	}
	return text
}

// WriteDiff writes what the report changes, for a person to approve.
func (e *Edition) WriteDiff(w io.Writer) error {
	var b strings.Builder
	r := e.Report
	fmt.Fprintf(&b, "Report %s: %s\n", r.ID, r.Title)
	if r.Survey != 0 {
		fmt.Fprintf(&b, "presents the survey of %s", r.Survey)
	} else {
		b.WriteString("presents no survey")
	}
	fmt.Fprintf(&b, ", published on %s by %s", r.Published, r.Publisher)
	if r.New {
		b.WriteString(" (new in reports.csv; --published corrects the day)")
	}
	b.WriteString("\n")
	for _, status := range []Status{Added, Restated, Confirmed, Superseded, Contested, Unchanged} {
		e.writeChanges(&b, status)
	}
	writeList(&b, "taken from text: hold each figure against its sentence", e.sentences())
	writeList(&b, "findings that are new", e.Findings)
	notes := make([]string, len(e.Notes))
	for i, n := range e.Notes {
		notes[i] = n.String()
	}
	writeList(&b, "notes", notes)
	e.writeCoverage(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func from(at report.Position, sentence string) string {
	if sentence == "" {
		return ""
	}
	return at.String() + ": " + sentence
}

// sentences are what the figures of running text were taken from.
func (e *Edition) sentences() []string {
	var all []string
	for _, c := range e.Changes {
		if c.from != "" && c.Status != Unchanged {
			all = append(all, fmt.Sprintf("%s, %s of %s: %s", c.now, c.Title, c.Period, c.from))
		}
	}
	return all
}

func (e *Edition) writeChanges(b *strings.Builder, status Status) {
	var lines strings.Builder
	table := tabwriter.NewWriter(&lines, 0, 0, 2, ' ', 0)
	n := 0
	for _, c := range e.Changes {
		if c.Status != status {
			continue
		}
		n++
		fmt.Fprintf(table, "  %s\t%s\t%s", c.Period, c.Title, c.now)
		switch {
		case c.report == "":
		case c.before == "" || c.before == c.now:
			fmt.Fprintf(table, "\tas report %s says", c.report)
		case c.report == e.Report.ID && status != Unchanged:
			fmt.Fprintf(table, "\tin place of %s from the same report", c.before)
		default:
			fmt.Fprintf(table, "\treport %s says %s", c.report, c.before)
		}
		fmt.Fprintln(table)
	}
	// The builder behind it takes everything.
	_ = table.Flush()
	if n > 0 {
		fmt.Fprintf(b, "\n%s (%d)\n%s", status, n, lines.String())
	}
}

func writeList(b *strings.Builder, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s (%d)\n", title, len(lines))
	for _, l := range lines {
		fmt.Fprintf(b, "  %s\n", l)
	}
}

// writeCoverage says how complete the survey now is, and whether headlines move.
func (e *Edition) writeCoverage(b *strings.Builder) {
	b.WriteString("\n")
	for _, s := range e.after.Surveys {
		if s.Period != e.Report.Survey {
			continue
		}
		fmt.Fprintf(b, "The survey of %s is %s", s.Period, s.Coverage)
		if missing := e.after.Missing(s.Period); len(missing) > 0 {
			names := make([]string, len(missing))
			for i, a := range missing {
				names[i] = a.Title
			}
			fmt.Fprintf(b, ": Table 5 also has %s", strings.Join(names, ", "))
		}
		b.WriteString(".\n")
		if s.Coverage == dataset.Partial && e.hasTable {
			b.WriteString("Copy these rows too or, where the table has them no more, set table5_until in applications.csv to the survey before.\n")
		}
	}
	before, after := reference(e.before), reference(e.after)
	if before == after {
		fmt.Fprintf(b, "The reference period stays %s.\n", after)
	} else {
		fmt.Fprintf(b, "The reference period becomes %s; it was %s.\n", after, before)
	}
}

func reference(d *dataset.Dataset) string {
	if d.Reference == nil {
		return "none"
	}
	return d.Reference.Period.String()
}

// WriteFiles writes which files change by how many lines.
func (e *Edition) WriteFiles(w io.Writer) error {
	var b strings.Builder
	for _, s := range e.sheets() {
		if added, changed := s.changes(); added+changed > 0 {
			fmt.Fprintf(&b, "  %s: %d added, %d changed\n", s.name, added, changed)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
