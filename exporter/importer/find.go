package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/document"
)

var (
	// unitLine matches a line above or below a table that states its unit.
	unitLine = regexp.MustCompile(`(?i)^[(\[\s]*(?:单位|units?\b|(?:注|notes?\b).*(?:单位|\bin (?:units of )?(?:(?:hundred|ten) )?(?:[mb]illions?|thousands?|10)))`)
	// loneMonth matches a month's name or a half-year in a heading, even if its year is not beside it.
	loneMonth = regexp.MustCompile(`(?i)\b(?:` + document.MonthWord + `|h[12])\b`)
	loneYear  = regexp.MustCompile(`\b20[0-3]\d\b`)
	// yearLike matches a year, also in a date that document.Months does not read: 2025, 25.12, 25/12, 12/25,
	// Dec 25, and 114年, which is 2025 in Taiwan. bareMonth matches a month, with or without its year.
	yearLike  = regexp.MustCompile(`20[0-3]\d|\d{2,3}年|\b2\d(?:[./-]0?6|[./-]?12|06)\b|\b(?:0?6|12)/\d\d\b|(?i:\b(?:june?|dec(?:ember)?)\.? ?\d\d\b)`)
	bareMonth = regexp.MustCompile(`(?i)(?:1[0-2]|[1-9])月|\b(?:jun|dec)`)
	// surveyWord matches the number of a report, a year without or with a month (2025, 2025-06), or a month of surveys.
	surveyWord = regexp.MustCompile(`第\d\d次|\b\d\d(?:st|nd|rd|th) (?i:(?:\w+ ){0,2}report)|\b20[0-3]\d(?:-\d\d)?|\b(?:12|6)月|(?i:\b(?:june?|dec(?:ember)?)\b)`)
	// otherPopulation matches words for a population other than all of China's, or for another publisher.
	otherPopulation = candidate.Pattern(`{foreign}|{other_publisher}|{part}`)
	// remark matches the start of a remark, scopeRemark one that tells whom a table counts.
	remark      = candidate.Pattern(`^[\s(*※]*{remark}`)
	scopeRemark = regexp.MustCompile(`(?i)(?:\bbase|范围|对象|口径|样本)\s*:\s*(\S+)`)
)

// maxAbove bounds the lines that are read as the head of a table with cells. Lines further up may be a page's menu.
const maxAbove = 6

func textOf(rows []row) (text string) {
	for _, one := range rows {
		text += one.name + " "
	}
	return strings.TrimSuffix(text, " ")
}

func without(rows []row, matches func(row) bool) []row {
	return slices.DeleteFunc(slices.Clone(rows), matches)
}

func withoutHeadings(rows []row) []row {
	return without(rows, func(one row) bool { return one.headings != nil })
}

func (r *reader) readTables(rest []row) {
	var above, head []row
	// Names of groups, such as 基础应用 ("basic applications"), are no titles. Bare drops a group before a name, here x.
	rest = without(rest, func(o row) bool { return !o.isData() && o.headings == nil && document.Bare(o.name+" x") == "x" })
	for n := 0; n < len(rest); {
		if !startsTable(rest[n:]) {
			r.noteNumbers(rest[n:])
			n++
			continue
		}
		above, head = headOf(rest[:n], head, rest[n].grid)
		rows := rest[n:]
		end, hasNumbers := endOfTable(rows, above)
		inBlocks := len(rows[0].cells) == 0 // The numbers stand below the names, as some PDF tools print them.
		// Equally many numbers before and after the end stand beside names; below a block, only if both rows have names.
		isAlike := end < len(rows) && len(rows[end].cells) > 0 && len(rows[end-1].cells) == len(rows[end].cells)
		switch {
		case inBlocks && isAlike && rows[end].subject != nil && (rows[end-1].subject != nil || !startsBlock(rows)):
			r.problem(rows[0].at, "%s has no numbers beside it, unlike the names below it; write its numbers after its name", quote(rows[0].name))
		case inBlocks && hasNumbers:
			r.readBlocks(rows[:end], above)
		case hasNumbers:
			r.readRows(rows[:end], nil, above)
		case startsBlock(rows):
			r.note(rows[0].at, "names from %s on have neither numbers beside them nor columns of numbers below them, and were passed over", quote(rows[0].name))
		}
		rest, n = rows[end:], 0
	}
}

// noteNumbers adds a note if the first row, which begins no table, has numbers at a known name, or four in succession.
func (r *reader) noteNumbers(rest []row) {
	one, names := rest[0], len(r.names.All(rest[0].name))
	areBelow := names > 1 && len(rest) > 1 && len(rest[1].cells) == names
	hasLost := len(one.cells) > 1 || lostCells.MatchString(r.withoutNames(one.name))
	areBeside := names > 0 && !one.isSentence && hasLost
	if areBelow || areBeside || rowInName.MatchString(one.name) {
		r.note(one.at, "numbers at %s were passed over: the line is no row of a table that is understood", quote(one.name))
	}
}

// headOf returns the head of a table, from the lines above it and the head of the table before, and the head for the
// next table, which may continue this one. Lines that name no columns, such as a month, are added to the head before,
// for this table only. Other lines replace that head; if they have no title, the titles of the head before stay.
func headOf(lines, before []row, g *grid) (above, head []row) {
	limitsTable := func(one row) bool { return refersToTable.MatchString(one.name) && partWords.MatchString(one.name) }
	if g != nil {
		lines = lines[max(0, len(lines)-maxAbove):]
		// Headings do not fit another number of columns.
		before = without(before, func(o row) bool { return o.headings != nil && o.grid.width != g.width })
	} else if len(lines) > 0 && lines[0].isSentence && !limitsTable(lines[0]) {
		lines = lines[1:] // In text, a sentence counts only if it speaks of the table and limits it to a part.
	}
	titles := withoutHeadings(lines)
	if len(before) > 0 && len(titles) == len(lines) && (g != nil || !namesContent(textOf(lines))) {
		return slices.Concat(before, lines), before
	}
	if !slices.ContainsFunc(titles, func(o row) bool { return !unitLine.MatchString(o.name) }) { // No title but units.
		lines = slices.Concat(withoutHeadings(before), lines)
	}
	return lines, lines
}

// endOfTable counts the rows of a table, and reports whether any has numbers. After its numbers, a table ends at a
// block of names or at another grid; if its numbers stand in blocks, at a known name, too, otherwise at other headings.
func endOfTable(rows, above []row) (end int, hasNumbers bool) {
	inBlocks := len(rows[0].cells) == 0
	for ; end < len(rows); end++ {
		rest := rows[end:]
		isNext := startsBlock(rest) || rest[0].grid != rows[0].grid && startsTable(rest)
		isNext = isNext || inBlocks && rest[0].subject != nil || !inBlocks && headsAnother(rest, above)
		if hasNumbers && isNext || inBlocks && rest[0].grid != nil {
			break
		}
		hasNumbers = hasNumbers || len(rest[0].cells) > 0
	}
	return end, hasNumbers
}

// startsTable reports whether the first row begins a table: it has a known name or, in a grid, any number. In text, a
// row with several numbers does so, too, if it is of mobile users or, as a new application may be, above a known name.
func startsTable(rest []row) bool {
	one, n := rest[0], len(rest[0].cells)
	isAboveName := len(rest) > 1 && rest[1].subject != nil && len(rest[1].cells) == n
	isRow := n > 1 && len(monthsIn(one.name)) == 0 && (one.isMobile() || isAboveName)
	return one.subject != nil || n > 0 && one.grid != nil || isRow
}

// startsBlock reports whether a block of names begins: two known names without numbers.
func startsBlock(rest []row) bool {
	return len(rest) > 1 && len(rest[0].cells) == 0 && areAlike(rest[0], rest[1])
}

func areAlike(a, b row) bool {
	return a.subject != nil && b.subject != nil && len(a.cells) == len(b.cells)
}

// headsAnother reports whether lines without numbers head another table: rows follow, the lines name
// columns, a month or, even in remarks, a part of the users, and are not those above the current table.
func headsAnother(rest, above []row) bool {
	n := max(0, slices.IndexFunc(rest, row.isData))
	isRemark := func(o row) bool { return remark.MatchString(o.name) && !partWords.MatchString(o.name) }
	text := textOf(without(rest[:n], isRemark))
	namesColumns := len(withoutHeadings(rest[:n])) < n || namesContent(text)
	isHead := namesColumns || partWords.MatchString(text) || len(monthsIn(text)) > 0
	return isHead && startsTable(rest[n:]) && !strings.Contains(textOf(above), text)
}

// readBlocks reads a table of names with columns of numbers and their headings below.
func (r *reader) readBlocks(rows, above []row) {
	// The last name stands beside or above the first numbers, perhaps with headings between them.
	last := slices.IndexFunc(rows, func(one row) bool { return len(one.cells) > 0 })
	for rows[last].subject == nil {
		last--
	}
	names := slices.Clone(rows[:last+1])
	names[last].areBelow, names[last].cells = rows[last].areBelow || len(rows[last].cells) == 0, nil
	var runs [][]cell
	for _, below := range rows[last:] {
		runs = append(runs, below.cells)
	}
	if last > 0 { // One name does not make a table.
		r.readRows(names, runs, slices.Concat(above, rows[last+1:]))
	}
}

// readRows reads a table of rows with numbers, or of names and runs of numbers below them.
func (r *reader) readRows(rows []row, runs [][]cell, above []row) {
	g, titles := rows[0].grid, withoutHeadings(above)
	t := table{at: rows[0].at, about: textOf(titles)}
	var units []string
	for i, one := range slices.Backward(slices.Concat(rows, titles)) {
		if unitLine.MatchString(one.name) {
			units = append(units, one.name)
		} else if i >= len(rows) && !one.isSentence {
			t.title = cmp.Or(t.title, one.name)
		}
	}
	var headings []string
	if g == nil {
		t.title = t.about
		months, years := loneMonth.FindAllString(t.title, -1), loneYear.FindAllString(t.title, -1)
		if len(months) == len(years) && len(monthsIn(t.title)) < 2 {
			// Narrow headings have their months above their years, so that the last month stands before the first year.
			t.title = loneYear.ReplaceAllString(loneMonth.ReplaceAllString(t.title, " "), " ")
			for i, month := range months {
				t.title += " " + month + " " + years[i]
			}
		}
	} else {
		headings = headingsOf(above, g.width)
		corner := headings[g.nameColumn]
		if unknownWord(corner) != "" {
			t.about += " " + corner // Such as 农村网民应用 ("applications of rural users"), or a title cut at its comma.
		} else if namesContent(corner) && !namesContent(t.title) {
			t.title = strings.TrimSpace(t.title + " " + corner)
		} else if len(monthsIn(t.title)) == 0 {
			t.dated = corner
		}
	}
	for _, line := range slices.Insert(units, 0, t.title) {
		if exponent, ok := document.UnitOf(line); ok {
			t.exponent = exponent
			break
		}
	}
	if part := partWords.FindString(t.about); part != "" {
		r.note(t.at, "the table beside %s was passed over: the word %s says that it has no surveyed figures of all users", quote(cmp.Or(t.title, t.about)), quote(part))
		return
	}
	// Below a table without a title, a line that is no numbered heading may be its caption.
	mayBeCaption := func(o row) bool { return t.title == "" && !o.isData() && !numbered.MatchString(o.name) }
	isOther := func(o row) bool { return !remark.MatchString(o.name) && !mayBeCaption(o) }
	t.about += " " + textOf(without(rows, isOther))
	if scope := scopeRemark.FindStringSubmatch(t.about); scope != nil {
		t.beside = " " + scope[1]
	}
	if g == nil {
		r.readLines(t, rows, runs, above)
		return
	}
	r.readGrid(t, without(rows, func(o row) bool { return o.grid != g || o.cells == nil }), headings)
}
