package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"cnnic_exporter/exporter/document"
)

// readText reads the tables among lines of text: rows of a name and its numbers, or
// names followed by their columns.
func (r *reading) readText(lines []document.Line) {
	for _, all := range r.sections(lines) {
		if len(all) > 0 && chartName.MatchString(all[0].name) {
			r.readChart(all)
			continue
		}
		all = r.joinNames(all)
		var heading, last []string
		for i := 0; i < len(all); {
			if !startsTable(all[i:]) {
				heading = append(heading, all[i].name)
				i++
				continue
			}
			// A table that goes on over a page has the headings of the page before.
			if !ofFigures(strings.Join(heading, " ")) {
				heading = slices.Concat(last, heading)
			}
			rows, runs := all[i:i+1], [][]cell(nil)
			if len(all[i].cells) > 0 {
				for i++; i < len(all) && !namesBelow(all[i:]); i++ {
					rows = append(rows, all[i])
				}
			} else {
				rows, runs, heading, i = columnsBelow(all, i, heading)
			}
			r.solveText(rows, runs, heading)
			last, heading = heading, nil
		}
	}
}

// startsTable reports whether a row is the first of a table: a known name, or a row of
// mobile users or of an unknown application above another row.
func startsTable(all []row) bool {
	one, n := all[0], len(all[0].cells)
	return one.subject != nil || n > 1 && contentOf(one.name) == unknown && len(monthsIn(one.name)) == 0 &&
		(one.ofMobile() || len(all) > 1 && all[1].subject != nil && len(all[1].cells) == n)
}

// namesBelow reports whether names begin that stand below each other.
func namesBelow(all []row) bool {
	return len(all) > 1 && all[0].subject != nil && len(all[0].cells) == 0 && all[1].subject != nil && len(all[1].cells) == 0
}

// columnsBelow gathers names, the runs of numbers below them up to the next name, and
// the headings between these.
func columnsBelow(all []row, i int, heading []string) (rows []row, runs [][]cell, headings []string, next int) {
	first := i
	for first < len(all)-1 && len(all[first].cells) == 0 {
		first++
	}
	last := first
	for all[last].subject == nil {
		last--
	}
	for next = last; next == last || next < len(all) && all[next].subject == nil; next++ {
		if next > last {
			heading = append(heading, all[next].name)
		}
		if len(all[next].cells) > 0 {
			runs = append(runs, all[next].cells)
		}
	}
	rows = slices.Clone(all[i : last+1])
	rows[len(rows)-1].cells = nil
	return rows, runs, heading, next
}

// variants are the ways in which the numbers of runs can belong to rows: a run holds
// columns one after the other, or side by side.
func variants(rows []row, runs [][]cell) [][]row {
	down, across := slices.Clone(rows), slices.Clone(rows)
	for _, run := range runs {
		width := len(run) / len(rows)
		if len(run)%len(rows) != 0 {
			return nil
		}
		for i := range rows {
			for j := range width {
				down[i].cells = append(slices.Clip(down[i].cells), run[i+j*len(rows)])
				across[i].cells = append(slices.Clip(across[i].cells), run[i*width+j])
			}
		}
	}
	if slices.ContainsFunc(runs, func(run []cell) bool { return len(run) > len(rows) }) {
		return [][]row{down, across}
	}
	return [][]row{down}
}

// solveText takes a table in text. Its headings are not aligned with its columns, so
// the numbers must tell what the columns hold.
func (r *reading) solveText(rows []row, runs [][]cell, heading []string) {
	text, line := strings.Join(heading, " "), rows[0].line
	known := 0
	for _, one := range rows {
		if one.subject != nil {
			known++
		}
	}
	part := parts.FindString(text)
	switch {
	case known == 0:
		for _, one := range rows {
			if one.ofMobile() {
				r.passOver(one)
			}
		}
		return
	case len(rows[0].cells) == 0 && (len(runs) == 0 || known < 2):
		return
	case !ofFigures(text):
		if known > 1 {
			r.note(r.at(line), "numbers beside %d names have no headings of users or share, and were passed over", known)
		}
		return
	case part != "":
		r.note(r.at(line), "a table was passed over: its title or headings say %s, a part of the users", quote(part))
		return
	}
	all := variants(rows, runs)
	if len(runs) == 0 {
		even, uneven := evenRows(rows, widthOf(rows))
		for _, one := range uneven {
			// Another line of text may well have a number.
			if one.subject != nil && len(one.cells) > 1 {
				r.unevenRow(one, widthOf(rows))
			}
		}
		all = [][]row{even}
	}
	if len(all) > 0 {
		exponent, _ := document.UnitOf(text)
		given := slices.Repeat([]column{{exponent: exponent, heading: text}}, len(all[0][0].cells))
		if taken, columns, e := r.facts.solve(all, given, monthsIn(text)); columns != nil {
			r.take(taken, columns, table, e.misprinted)
			return
		}
	}
	// A table whose applications all stand in another one, such as one of other users, is
	// no problem.
	report := r.note
	for _, one := range rows {
		if one.subject != nil && !slices.ContainsFunc(r.figures, func(f *statement) bool { return f.subject == one.subject && f.basis == table }) {
			report = r.problem
		}
	}
	report(r.at(line), "a table of %d applications was not understood: its numbers and headings do not tell which number is of which month; save it as CSV, or give the PDF itself to this program", known)
}

// widthOf is the number of numbers in most rows of known names.
func widthOf(rows []row) (width int) {
	count := map[int]int{}
	for _, one := range rows {
		if n := len(one.cells); n > 0 && one.subject != nil {
			if count[n]++; count[n] > count[width] || count[n] == count[width] && n > width {
				width = n
			}
		}
	}
	return width
}

// evenRows returns the rows that have as many numbers as the table is wide, and the
// others. A small number before a row's own is dropped: a rank or a footnote mark.
func evenRows(rows []row, width int) (even, uneven []row) {
	for i, one := range rows {
		n := len(one.cells)
		// A raised footnote mark puts a name below the numbers of its row.
		if (n == 2*width || n == 2*width+1) && i+1 < len(rows) && rows[i+1].subject != nil && len(rows[i+1].cells) == 0 {
			rows[i+1].cells = one.cells[width:]
			one.cells, n = one.cells[:width], width
		}
		if n == width+1 && one.cells[0].ok && one.cells[0].Value.IsInteger() && one.cells[0].Value.IntPart() < 1000 && !one.cells[0].Percent {
			one.cells, n = one.cells[1:], width
		}
		if n == width {
			even = append(even, one)
		} else {
			uneven = append(uneven, one)
		}
	}
	return even, uneven
}

func (r *reading) unevenRow(one row, width int) {
	r.problem(r.at(one.line), "the row of %s has %d numbers and the table %d; write - for a number that is left out, and look for one that a separator parts", quote(one.name), len(one.cells), width)
}

var (
	// furniture are the numbers and running titles of pages.
	furniture = regexp.MustCompile(`^\s*[-—–]*\s*\d{1,3}\s*[-—–]*\s*$|^\s*第\s*\d+\s*次中国互联网络?发展状况统计报告\s*$|(?i)^\s*the \d+\w\w statistical report on china's internet development\s*$`)
	tableName = regexp.MustCompile(`(?i)^\s*(?:附?表|\btable)\s*\d`)
	year      = regexp.MustCompile(`^(?:19|20)\d\d$`)
	lastField = regexp.MustCompile(`\S+\s*$`)
	leadRank  = regexp.MustCompile(`^\s*(?:\d{1,2}[.、)]?|\(\d{1,2}\))\s+`)
	// stuck matches a line that has lost blanks between its words and numbers, and piece
	// a number of it.
	stuck = regexp.MustCompile(`,\d{3}\d|[\pL)]\d{1,5},\d{3}|\.\d+,\d|%[+-]?\d|\pL—`)
	piece = regexp.MustCompile(`[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}\.\d%?|\d{1,3}%)|—`)
	// cutMonth matches a line of a heading that ends with an abbreviated month, and
	// clauses a comma between Chinese words, as sentences have.
	cutMonth = regexp.MustCompile(`(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\.$`)
	clauses  = regexp.MustCompile(`\p{Han},\p{Han}`)
)

const (
	// maxUsers is a number that no number of users reaches, in 10,000 people.
	maxUsers = 150_000
	// maxLabel bounds a heading or a name in text, maxChinese one in Chinese with a
	// comma, in characters, and maxName a name in several lines, in bytes.
	maxLabel, maxChinese, maxName = 90, 30, 100
)

// isSentence tells running text from the headings, names and numbers of a table.
func isSentence(text string) bool {
	length := len([]rune(strings.Join(strings.Fields(text), " ")))
	return strings.Contains(text, "。") || strings.HasSuffix(text, ".") && !cutMonth.MatchString(text) ||
		length > maxLabel && len(monthsIn(text)) < 2 || length > maxChinese && clauses.MatchString(text)
}

// sections parts text at its sentences and at the titles of tables and charts. A
// section is rows of words and the numbers that follow them.
func (r *reading) sections(lines []document.Line) (all [][]row) {
	var open []row
	for _, l := range lines {
		text := strings.TrimSpace(l.Text)
		if text == "" || furniture.MatchString(text) {
			continue
		}
		sentence := isSentence(text)
		if sentence || chartName.MatchString(text) || tableName.MatchString(text) && !strings.HasPrefix(text, "续") {
			all, open = append(all, open), nil
		}
		if sentence {
			continue
		}
		text = unstick(l.Text)
		var numbers []cell
		for at := lastField.FindStringIndex(text); at != nil; at = lastField.FindStringIndex(text) {
			c := parseCell(text[at[0]:])
			if c.at = utf8.RuneCountInString(text[:at[0]]); !isAbsent(c.text) && (!c.ok || year.MatchString(c.text)) {
				break
			}
			numbers, text = append(numbers, c), text[:at[0]]
		}
		slices.Reverse(numbers)
		label := strings.Join(strings.Fields(text), " ")
		if len(numbers) > 0 {
			label = strings.TrimSpace(leadRank.ReplaceAllString(label+" ", ""))
		}
		if label != "" || len(open) == 0 {
			open = append(open, row{line: l.Number, name: label, subject: r.application(label)})
		}
		last := &open[len(open)-1]
		last.cells = append(last.cells, numbers...)
	}
	return append(all, open)
}

// unstick parts the numbers of a line that has lost the blanks between them. A number of
// more users than people begins with a footnote mark.
func unstick(text string) string {
	if !stuck.MatchString(text) {
		return text
	}
	return piece.ReplaceAllStringFunc(text, func(p string) string {
		if c := parseCell(p); c.ok && c.Value.IntPart() > maxUsers {
			return p[:1] + " " + p[1:] + " "
		}
		return " " + p + " "
	})
}

// joinNames makes one name of words that together are one, as a narrow column breaks
// them, also where the numbers of the row stand between them.
func (r *reading) joinNames(all []row) (joined []row) {
	for i := 0; i < len(all); i++ {
		one, with, next := all[i], all[i], i
		for j := i + 1; (one.subject == nil || len(one.cells) == 0) && j < len(all) && all[j].subject == nil && len(with.name) < maxName; j++ {
			with.name += " " + all[j].name
			with.cells = slices.Concat(with.cells, all[j].cells)
			if with.subject = r.application(with.name); with.subject != nil {
				all[i], next = with, j
			}
		}
		joined = append(joined, all[i])
		i = next
	}
	return joined
}
