package importer

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/dustin/go-humanize"

	"cnnic_exporter/exporter/dataset"
)

// show writes a statement for a reader: users in millions, as exact as stated.
func show(s statement) string {
	var parts []string
	if s.users.Valid {
		decimals := 2
		for unit := int64(10); unit <= s.rounding && decimals > 0; unit *= 10 {
			decimals--
		}
		parts = append(parts, humanize.FormatFloat("#,###."+strings.Repeat("#", decimals), s.users.Decimal.Shift(-2).InexactFloat64())+" million")
	}
	if s.pct.Valid {
		parts = append(parts, printed(s.pct)+" %")
	}
	if s.isBound() {
		return strings.ReplaceAll(s.qualifier, "_", " ") + " " + strings.Join(parts, ", ")
	}
	return strings.Join(parts, ", ")
}

// WriteDiff writes what the report changes, for a person to approve.
func (p *Plan) WriteDiff(w io.Writer) error {
	var b strings.Builder
	r := p.report
	fmt.Fprintf(&b, "Report %s: %s\n", r.ID, r.Title)
	if r.Survey != 0 {
		fmt.Fprintf(&b, "presents the survey of %s, ", r.Survey)
	}
	fmt.Fprintf(&b, "published on %s by %s", r.Published, r.Publisher)
	if p.isNew {
		b.WriteString(" (new in reports.csv; --published corrects the day)")
	}
	b.WriteString("\n")
	for _, s := range []status{added, restated, confirmed, superseded, contested, unchanged} {
		p.writeChanges(&b, s)
	}
	writeList(&b, "findings that are new", p.Findings)
	notes := make([]string, len(p.notes))
	for i, n := range p.notes {
		notes[i] = n.String()
	}
	writeList(&b, "notes", notes)
	p.writeCoverage(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *Plan) writeChanges(b *strings.Builder, s status) {
	var lines strings.Builder
	table := tabwriter.NewWriter(&lines, 0, 0, 2, ' ', 0)
	n := 0
	for _, c := range p.changes {
		if c.status != s {
			continue
		}
		n++
		fmt.Fprintf(table, "  %s\t%s\t%s", c.period, c.title, show(c.now))
		switch {
		case c.before == nil:
		case show(*c.before) == show(c.now):
			fmt.Fprintf(table, "\tas report %s says", c.before.report)
		case c.before.report == p.report.ID && s != unchanged:
			fmt.Fprintf(table, "\tin place of %s from the same report", show(*c.before))
		default:
			fmt.Fprintf(table, "\treport %s says %s", c.before.report, show(*c.before))
		}
		fmt.Fprintln(table)
	}
	// A write to the builder does not fail.
	_ = table.Flush()
	if n > 0 {
		fmt.Fprintf(b, "\n%s (%d)\n%s", s, n, lines.String())
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

// writeCoverage writes the coverage of the survey, and a change of the reference
// period.
func (p *Plan) writeCoverage(b *strings.Builder) {
	b.WriteString("\n")
	for _, s := range p.after.Surveys {
		if s.Period != p.report.Survey {
			continue
		}
		fmt.Fprintf(b, "The survey of %s is %s", s.Period, s.Coverage)
		if missing := p.after.Missing(s.Period); len(missing) > 0 {
			names := make([]string, len(missing))
			for i, a := range missing {
				names[i] = a.Title
			}
			fmt.Fprintf(b, ": Table 5 also has %s", strings.Join(names, ", "))
		}
		b.WriteString(".\n")
		if s.Coverage == dataset.Partial && p.hasTable {
			b.WriteString("Bring in these rows too or, where the table has them no more, set table5_until in applications.csv to the survey before.\n")
		}
	}
	before, after := reference(p.before), reference(p.after)
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
func (p *Plan) WriteFiles(w io.Writer) error {
	var b strings.Builder
	for _, s := range p.sheets() {
		if s.added+s.changed > 0 {
			fmt.Fprintf(&b, "  %s: %d added, %d changed\n", s.name, s.added, s.changed)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
