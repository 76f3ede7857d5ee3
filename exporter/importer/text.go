package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"cnnic_exporter/exporter/document"
)

// readText reads the charts and tables among lines of text.
func (r *reading) readText(lines []document.Line) {
	for _, all := range r.sections(lines) {
		if len(all) > 0 && chartName.MatchString(all[0].name) {
			r.readChart(all)
			continue
		}
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
			// The names of another table end this one, other headings behind rows, or any name
			// behind columns.
			end, numbers, torn := i, false, len(all[i].cells) == 0
			for ; end < len(all) && !(numbers && (namesBelow(all[end:]) || torn && all[end].subject != nil || !torn && headsAnother(all[end:], heading))); end++ {
				numbers = numbers || len(all[end].cells) > 0
			}
			if numbers {
				heading = r.readRows(all[i:end], heading)
			}
			i, last, heading = end, heading, nil
		}
	}
}

// startsTable reports whether a row is the first of a table: a known name, or a row of
// mobile users or of an unknown application above another row.
func startsTable(all []row) bool {
	one, n := all[0], len(all[0].cells)
	return one.subject != nil || n > 1 && len(monthsIn(one.name)) == 0 &&
		(one.ofMobile() || len(all) > 1 && all[1].subject != nil && len(all[1].cells) == n)
}

// namesBelow reports whether names begin that stand below each other.
func namesBelow(all []row) bool {
	return len(all) > 1 && all[0].subject != nil && len(all[0].cells) == 0 && all[1].subject != nil && len(all[1].cells) == 0
}

// headsAnother reports whether lines without numbers name figures, a month or a part of the
// users above other rows, and are not those of the table before.
func headsAnother(all []row, heading []string) bool {
	var words []string
	for len(all) > 0 && len(all[0].cells) == 0 && all[0].subject == nil {
		words, all = append(words, all[0].name), all[1:]
	}
	text := strings.Join(words, " ")
	names := ofFigures(text) || parts.MatchString(text) || len(monthsIn(text)) > 0
	return len(all) > 0 && startsTable(all) && names && !strings.Contains(strings.Join(heading, " "), text)
}

// readRows reads a table of a text: rows of a name and its numbers, or names with columns
// of numbers and their headings below. It returns the headings.
func (r *reading) readRows(rows []row, heading []string) []string {
	t := table{rows: rows}
	if len(rows[0].cells) == 0 {
		last := slices.IndexFunc(rows, func(one row) bool { return len(one.cells) > 0 })
		for rows[last].subject == nil {
			last--
		}
		t.rows = slices.Clone(rows[:last+1])
		t.rows[last].cells = nil
		for i, below := range rows[last:] {
			if i > 0 {
				heading = append(heading, below.name)
			}
			if len(below.cells) > 0 {
				t.torn = append(t.torn, below.cells)
			}
		}
		if last == 0 {
			return heading
		}
	}
	t.title = strings.Join(heading, " ")
	t.about = t.title
	t.exponent, _ = document.UnitOf(t.title)
	r.readTable(t)
	return heading
}

var (
	// furniture are the numbers and running titles of pages.
	furniture = regexp.MustCompile(`^\s*[-—–]*\s*\d{1,3}\s*[-—–]*\s*$|^\s*第\s*\d+\s*次中国互联网络?发展状况统计报告\s*$|(?i)^\s*the \d+\w\w statistical report on china's internet development\s*$`)
	tableName = regexp.MustCompile(`(?i)^\s*(?:附?表|\btable)\s*\d`)
	ofTable   = regexp.MustCompile(`(?i)[上下右左]表|如下|\b(?:table|below|following)\b`)
	year      = regexp.MustCompile(`^(?:19|20)\d\d$`)
	lastField = regexp.MustCompile(`\S+\s*$`)
	leadRank  = regexp.MustCompile(`^\s*(?:\d{1,2}[.、)]?|\(\d{1,2}\))\s+`)
	// splitComma and splitPoint match a number with a stray blank at its comma or point.
	splitComma = regexp.MustCompile(`(\d)(?: ,|, )(\d{3}\b)`)
	splitPoint = regexp.MustCompile(`(\d\d)(?: \.|\. )(\d%?(?:\s|$))`)
	// stuck matches a line that has lost blanks between its words and numbers, and piece
	// a number of it.
	stuck = regexp.MustCompile(`,\d{3}\d|[\pL)]\d{1,5},\d{3}|\.\d+,\d|%[+-]?\d|\pL—`)
	piece = regexp.MustCompile(`[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,3}\.\d%?|\d{1,3}%)|—`)
	// cutMonth matches a line of a heading that ends with an abbreviated month.
	cutMonth = regexp.MustCompile(`(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\.$`)
)

const (
	// maxUsers is a number that no number of users reaches, in 10,000 people.
	maxUsers = 150_000
	// maxLabel bounds a heading or a name in text, in characters, and maxName a name in
	// several lines, in bytes.
	maxLabel, maxName = 90, 100
)

// isSentence tells running text from the headings, names and numbers of a table.
func isSentence(text string) bool {
	length := len([]rune(strings.Join(strings.Fields(text), " ")))
	return strings.Contains(text, "。") || strings.HasSuffix(text, ".") && !cutMonth.MatchString(text) ||
		length > maxLabel && len(monthsIn(text)) < 2
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
		if sentence || chartName.MatchString(text) || tableName.MatchString(text) {
			all, open = append(all, open), nil
		}
		if sentence {
			// A sentence above a table without a number may say that it is of a part of the users.
			if part := parts.FindString(text); part != "" && ofTable.MatchString(text) {
				open = append(open, row{line: l.Number, name: part})
			}
			continue
		}
		text = unstick(splitPoint.ReplaceAllString(splitComma.ReplaceAllString(l.Text, "$1,$2"), "$1.$2"))
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
		if label != "" {
			open = r.joinName(open)
		}
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

// joinName makes one row of the last rows of a section if their words are one name, as a
// narrow column breaks it, also where the numbers of the row stand between them.
func (r *reading) joinName(open []row) []row {
	last := len(open) - 1
	name, first, joined := open[last].name, last, open[last]
	joined.cells = nil
	for i := last - 1; i >= 0 && open[i+1].subject == nil && len(name) < maxName; i-- {
		name = open[i].name + " " + name
		if subject := r.application(name); subject != nil && (open[i].subject == nil || len(open[i].cells) == 0) {
			first, joined = i, row{line: open[i].line, name: name, subject: subject}
		}
	}
	for _, part := range open[first:] {
		joined.cells = append(joined.cells, part.cells...)
	}
	return append(open[:first], joined)
}
