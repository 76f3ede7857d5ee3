package importer

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/document"
)

var (
	// pageMarks matches page numbers, running titles, headers and footers of a browser, and 续表6 ("Table 6, continued").
	pageMarks = candidate.Pattern(`^\s*(?:[-—–]*\s*\d{1,3}\s*[-—–]*|{running_head}|{continued}|\d{1,4}/\d{1,2}/\d{1,4},? \d{1,2}:\d\d(?: [ap]m)?(?:\s.*)?|(?:file|https?)://\S+\s+\d+/\d+)\s*$`)
	continued = candidate.Pattern(`^\s*{continued}\s*$`)
	// footnote matches the start of a footnote such as "5 网络购物用户指…".
	footnote      = regexp.MustCompile(`^\s*(?:\d{1,2}\s*[^\s\d.,、)%]|\[\d{1,2}\]|\(\d{1,2}\)|[*†‡]|说明:)`)
	tableTitle    = regexp.MustCompile(`(?i)^\s*(?:附?表|table)\s*\d`)
	refersToTable = candidate.Pattern(`{refers_to_table}`)
	// numbered matches the start of a heading with a number, such as "三、", "(二)", "4.2 " or "III. ".
	numbered = regexp.MustCompile(`^(?i)(?:[(第]?(?:[一二三四五六七八九十]+|[ivx]+|\d+(?:\.\d+)*)[)、.章节 ]|chapter )`)
	year     = regexp.MustCompile(`^(?:(?:6|0[1-9]|1[0-2])\.)?(?:199|20[0-3])\d$|^20[0-3]\d(?:0[1-9]|1[0-2])$`) // Also 06.2025 and 202506, which ParseNumber takes for numbers.
	field    = regexp.MustCompile(`\S+`)
	leadRank = regexp.MustCompile(`^\s*(?:\d{1,2}[.、)]?|\(\d{1,2}\))\s+`)
	// layoutCell matches words with single spaces between them, and spacedThousands "108 991", alone or after a name.
	layoutCell, spacedThousands = regexp.MustCompile(`\S+(?: \S+)*`), regexp.MustCompile(`(^|\pL )(1\d\d|\d\d?) (\d{3})$`)
	// runTogether matches a line that lost spaces (Onlinemusic175,16366.8%, but not 12月—), numberWithin its numbers.
	runTogether  = regexp.MustCompile(`,\d{3}\d|[\pL)](?:\d{1,5},\d{3}|\d{7,8}\b)|\.\d+,\d|\.\d{4}\.\d|%[+-]?\d|[^\P{L}月]—`)
	numberWithin = regexp.MustCompile(`[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{3}\.\d\d|\d{7,8}\b|\d{1,3}\.\d%?|\d{1,3}%)|—`)
	// glued matches a row, the submatch, to which a PDF tool glued the start of the next line, unless a unit (亿 to 户) follows.
	glued = regexp.MustCompile(`^(.*?(?:\s[\d,]+(?:\.\d)?%?){3}\s+[+-]?\d{1,3}\.\d%?)(?:\d{1,2} )?(?:[A-Z《]|[^\x00-\x{4dff}亿万千百个人户])`)
	// lostCells matches cells that split took for words: several with a digit each, or a number among short words.
	lostCells = regexp.MustCompile(`^\s*(?:\S*\d\S*(?:\s+\S*\d\S*)+|(?:\S{1,4}\s+)*\d[\d,.]*(?:,\d{3}|%)(?:\s+\S{1,9})+)\s*$`)
	// rowInName matches four numbers in succession, which split takes for words if a word follows them in their row.
	rowInName = regexp.MustCompile(`(?:,\d{3}|\d%|\b\d{1,2}\.\d+)(?: \S*\d%?){3}`)
	// proseBefore matches the start of a sentence, such as 截至2026年6月,我国 ("as of June 2026, China's"), up to a name.
	proseBefore = regexp.MustCompile(`^\pL.*\d.*\pL|月\S*\pL\s*$|^[a-z]+ [a-z]|\b(?i:the|of|by)\b|\d\W[a-z]+\W+[a-z]`)
	// mergedCells matches a number and a share that a PDF tool put into one cell.
	mergedCells = regexp.MustCompile(`\d \d[\d.]*%$`)
	// abbreviation matches an end of a line that ends no sentence: "Users, Dec.", "Ratio No.", "n.a.", "2026." and "...".
	abbreviation = regexp.MustCompile(`(?i)(?:mar|jun|dec|\bno|\bn\.a|\b20[0-3]\d|\.)\.$`)
)

var repairs = []struct {
	of *regexp.Regexp
	by string
}{
	{regexp.MustCompile(`(?i)(^ *|\b(?:units?:|of|in) ?)(10,?000)$`), "$1($2"},              // The unit 10,000 at the end of a line of a narrow heading: with the bracket it is no number.
	{regexp.MustCompile(`([a-z)]|\b[1-9]\d?\.\d)(1?\d{3}\.?\d\d(?: |$))`), "$1 $2"},         // Users right after a word or a share, as in car53664, car536.64 and 95.4110629.
	{regexp.MustCompile(`([▲▼↓↑]|增长|增加|上升|下降|减少|降低)\s+(\d\S*\s*$)`), "$1$2"},                // A word or arrow in place of a sign, as in 增长 1.0% ("grew by 1.0 %"), and the line's last number.
	{regexp.MustCompile(`((?:  |\t)[+-]) (\d[\d.]*%\s*$)`), "$1$2"},                         // A sign and the line's last number, as in "- 1.3%".
	{regexp.MustCompile(`((?:^|\s)\d{1,3}(?:,\d{3})*(?:\.\d+)?)\s+([亿万])`), "$1$2"},         // A number apart from its unit, as in 10.90 亿, but not the month 2026.6.
	{regexp.MustCompile(`(\d\.\d+)\s*(?:个?百分点|pp\b|(?i:percentage points?|p\.p\.))`), "$1"}, // A change with its unit, as in +0.2个百分点.
	{regexp.MustCompile(`(\d)(?: ,|, )(\d{3}\b)`), "$1,$2"},                                 // A number with a stray space, such as "107, 903".
	{regexp.MustCompile(`(\d) %`), "$1%"},
	{regexp.MustCompile(`(\d\d)(?: \.|\. )(\d%?(?:\s|$))`), "$1.$2"},
}

// Bounds: characters of a heading (see isSentence), bytes of a name that joinName extends, lines of a footnote.
const maxLabel, maxJoined, maxFootnote = 90, 100, 6

// isSentence reports whether a text has a full stop or, unlike headings, is long with unusual words and at most one
// month. A row with a long name may be as long, but has several numbers in succession.
func isSentence(text string) bool {
	hasFullStop := strings.Contains(text, "。") || strings.HasSuffix(text, ".") && !abbreviation.MatchString(text)
	text = strings.Join(strings.Fields(text), " ")
	isLong := utf8.RuneCountInString(text) > maxLabel && !rowInName.MatchString(text)
	return hasFullStop || isLong && len(monthsIn(text)) < 2 && unknownWord(text) != ""
}

// sections reads lines as rows of words and numbers, and splits these at sentences and titles of tables and charts.
func (r *reader) sections(lines []document.Line) (all [][]row) {
	var section []row
	var heading row // The last heading, even if sentences stand below it.
	for n := 1; len(lines) > 0; lines, n = lines[n:], 1 {
		line := lines[0]
		if m := glued.FindStringSubmatch(line.Text); m != nil && line.Cells == nil {
			rest := document.Line{Number: line.Number, Text: strings.TrimPrefix(line.Text, m[1])}
			line.Text = m[1]
			lines = slices.Concat([]document.Line{line, rest}, lines[1:])
		}
		text := strings.TrimSpace(strings.TrimLeft(line.Text, "# ")) // Without the marks of a heading in Markdown.
		var before row
		if len(section) > 0 {
			before = section[len(section)-1]
		}
		isHeading := before.grid == nil && !before.isData() && !before.isSentence && !chartTitle.MatchString(before.name)
		if isHeading {
			heading = before
		} else if !before.isSentence {
			heading = row{}
		}
		isChart, isTitle := chartTitle.MatchString(text), tableTitle.MatchString(text)
		footnoteLines := r.footnoteLines(before, lines)
		switch {
		case line.Cells != nil:
			for n < len(lines) && lines[n].Cells != nil {
				n++
			}
			switch g := r.layout(lines[:n]); {
			case slices.ContainsFunc(line.Cells, func(c string) bool { return strings.EqualFold(c, "take") }):
				r.readCandidates(lines[:n])
			case g.rowsAreNamed && r.hasMergedCells(lines[:n], g):
				for _, l := range lines[:n] {
					section = r.addLine(section, document.Line{Number: l.Number, Text: strings.Join(l.Cells, "  ")})
				}
			default:
				// A table ends a chart, but a caption that names a part of the users may be that of the table.
				if len(section) > 0 && chartTitle.MatchString(section[0].name) && !partWords.MatchString(section[0].name) {
					all, section = append(all, section), nil
				}
				section = append(section, r.gridRows(lines[:n], g)...)
			}
		case text == "" || pageMarks.MatchString(text):
		case footnoteLines > 0:
			n = footnoteLines
		case isSentence(text) && !isTitle && !unitLine.MatchString(text) && !remark.MatchString(text):
			if len(before.cells) == 0 && !before.isSentence {
				text = before.name + " " + text // The heading above: see row.isSentence.
			}
			all, section = append(all, section), []row{{at: r.at(line.Number), name: text, isSentence: true}}
		case isChart || isTitle:
			// The heading above the title, or a sentence on the table, may name a part of the users. If sentences
			// stand between, only a numbered heading counts: another may be the headline of the whole page.
			above, isNear := heading, isHeading
			if before.isSentence && refersToTable.MatchString(before.name) {
				above, isNear = before, true
			}
			var head []row
			if isTitle && partWords.MatchString(above.name) && (isNear || numbered.MatchString(above.name)) {
				head = []row{above}
			}
			all, section = append(all, section), r.addLine(head, line)
		default:
			section = r.addLine(section, line)
		}
	}
	return append(all, section)
}

// hasMergedCells reports whether a table has lost borders of cells, as on copied pages and in PDF files.
func (r *reader) hasMergedCells(lines []document.Line, g *grid) bool {
	first := lines[g.firstRow].Cells
	isWide := func(l document.Line) bool { return len(l.Cells) >= len(first) }
	isMerged := func(l document.Line) bool {
		words := strings.Join(l.Cells[1:], "|")
		isHeading := l.Number < lines[g.firstRow].Number && (namesContent(words) || len(monthsIn(words)) > 0)
		at := slices.IndexFunc(l.Cells, func(c string) bool { return r.application(c) != nil })
		return !isWide(l) && (isHeading || at >= 0 && at != g.nameColumn)
	}
	return slices.ContainsFunc(first, mergedCells.MatchString) ||
		!slices.ContainsFunc(lines[:g.firstRow], isWide) && slices.ContainsFunc(lines, isMerged)
}

// addLine adds a line to the rows of a section. Numbers without words belong to the row before.
func (r *reader) addLine(section []row, l document.Line) []row {
	joinThousands := func(c string) string { return spacedThousands.ReplaceAllString(c, "$1$2$3") }
	text := layoutCell.ReplaceAllStringFunc(strings.TrimRight(l.Text, " "), joinThousands)
	for _, repair := range repairs {
		text = repair.of.ReplaceAllString(text, repair.by)
	}
	label, numbers := r.split(unstick(text))
	if len(numbers) > 0 {
		label = strings.TrimSpace(leadRank.ReplaceAllString(label+" ", ""))
	} else {
		label = strings.Trim(label, "#* ")
	}
	subject := r.application(label)
	n := len(section) // The headings of the next page may stand between.
	for n > 0 && !section[n-1].isData() {
		n--
	}
	isRepeated := func(o row) bool { return o.subject == subject && o.grid == nil && len(o.cells) > 0 }
	if n > 0 && subject != nil && len(numbers) == 0 && isRepeated(section[n-1]) {
		return section // The name in another language.
	}
	if label != "" || len(section) == 0 || section[len(section)-1].grid != nil {
		section = append(section, row{at: r.at(l.Number), name: label, subject: subject})
	}
	last := &section[len(section)-1]
	last.areBelow = last.areBelow || label == "" && last.name != "" && len(last.cells) == 0
	last.cells = append(last.cells, numbers...)
	return r.joinName(section)
}

// footnoteLines counts the lines of a footnote within a table, or returns 0 if they may be something else.
func (r *reader) footnoteLines(before row, lines []document.Line) int {
	if before.subject == nil || len(before.cells) == 0 || !footnote.MatchString(lines[0].Text) {
		return 0
	}
	for n, l := range lines[:min(len(lines), maxFootnote)] {
		text := strings.TrimSpace(l.Text)
		_, numbers := r.split(unstick(text))
		switch {
		case l.Cells != nil || len(numbers) > 0 || refersToTable.MatchString(l.Text) || partWords.MatchString(l.Text):
			return 0
		case strings.HasSuffix(text, "。"), strings.HasSuffix(text, "."):
			return n + 1
		}
	}
	return 0
}

// split splits a line into its label, which ends with the last word or year, and the cells after it.
// After the name of an application, one of the cells may be text, such as 持平 ("unchanged") for growth.
func (r *reader) split(text string) (label string, cells []cell) {
	isText := func(c cell) bool { return !c.ok && !absent.MatchString(c.text) }
	first := 0
	words := field.FindAllString(text, -1)
	for i, at := range field.FindAllStringIndex(text, -1) {
		c := parseCell(words[i])
		c.offset = utf8.RuneCountInString(text[:at[0]])
		if cells = append(cells, c); isText(c) || year.MatchString(c.text) {
			first = len(cells)
		}
	}
	isName := func(words []string) bool { return r.application(strings.Join(words, " ")) != nil }
	for i := 1; i < first && i < len(cells)-2; i++ {
		// At least three cells follow a name, and exactly one of them is text.
		isLatin := words[first-1][0] < utf8.RuneSelf && i == first-1 // The name goes on in another language.
		if slices.IndexFunc(cells[i:], isText) == first-1-i && !isLatin && !isName(words[:first]) && isName(words[:i]) {
			first = i
		}
	}
	return strings.Join(words[:first], " "), cells[first:]
}

// unstick separates numbers that stand together. A footnote mark makes a number in 10,000 people too large: 175,163 is 1 and 75,163.
func unstick(text string) string {
	if !runTogether.MatchString(text) {
		return text
	}
	return numberWithin.ReplaceAllStringFunc(text, func(number string) string {
		mark := 0
		for c := parseCell(number); c.Value.GreaterThan(document.MaxPeople); c = parseCell(number[mark:]) {
			mark++
		}
		return " " + number[:mark] + " " + number[mark:] + " "
	})
}

// joinName merges the last rows of a section if they are one name that a narrow column has broken around its numbers.
func (r *reader) joinName(section []row) []row {
	last := len(section) - 1
	name, first, joined := section[last].name, last, section[last]
	joined.cells = nil
	for i := last - 1; i >= 0 && section[i].grid == nil && len(name) < maxJoined; i-- {
		name = section[i].name + " " + name
		if subject := r.application(name); subject != nil && (section[i].subject == nil || len(section[i].cells) == 0) {
			first, joined = i, row{at: section[i].at, name: name, subject: subject}
		}
	}
	for _, part := range section[first:] {
		joined.cells = append(joined.cells, part.cells...)
	}
	return append(section[:first], joined)
}
