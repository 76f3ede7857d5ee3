package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/document"
)

var (
	// withinHan matches a space between Chinese characters, where a heading goes on in the next line or row.
	withinHan = regexp.MustCompile(`(\p{Han}) (\p{Han})`)
	// plainNumber matches a number or a range, such as 57, 60+ or 20-29.
	plainNumber = regexp.MustCompile(`^\d[\d.+~-]*$`)
)

// headingsOf joins the rows of headings by column. A blank cell above the last row belongs to the cell on its left.
func headingsOf(above []row, width int) []string {
	headings := make([]string, width)
	head := without(above, func(one row) bool { return one.headings == nil })
	for i, one := range head {
		merged := ""
		for j := range min(width, len(one.headings)) {
			if one.headings[j] != "" || i == len(head)-1 {
				merged = one.headings[j]
			}
			if !strings.Contains(headings[j], merged) {
				headings[j] = withinHan.ReplaceAllString(strings.TrimSpace(headings[j]+" "+merged), "$1$2")
			}
		}
	}
	return headings
}

// labelColumns returns the columns whose cells state the unit, or a month or content that no heading states.
func (g *grid) labelColumns(rows []row, headings []string) (columns []int) {
	after := headings[g.nameColumn+1:]
	hasMonth, hasContent := len(monthsIn(after...)) > 0, slices.ContainsFunc(after, namesContent)
	for i := range g.width {
		lacksLabel := func(one row) bool {
			c := one.cells[i]
			describes := unitLine.MatchString(headings[i]) || !hasContent && namesContent(c.text)
			return (hasMonth || len(monthsIn(c.text)) != 1) && (c.ok || !describes)
		}
		if !(g.rowsAreNamed && i == g.nameColumn) && !slices.ContainsFunc(rows, lacksLabel) {
			columns = append(columns, i)
		}
	}
	return columns
}

// rejectMisaligned reports whether a row lacks cells, at its end or before its name. If so, it adds a message.
func (r *reader) rejectMisaligned(one row) bool {
	g, isShort := one.grid, len(one.cells) < one.grid.width
	isNoApplication := r.names.Exact(one.name) != nil || unknownWord(document.Bare(one.name)) == ""
	at := slices.IndexFunc(one.cells[:g.nameColumn], func(c cell) bool { return r.application(c.text) != nil })
	isShifted := at >= 0 && one.cells[g.nameColumn].ok
	switch {
	case isShifted:
		r.problem(one.at, "%s stands in column %d, and the names of other rows in column %d; add the cells that are missing before it", quote(one.cells[at].text), at+1, g.nameColumn+1)
	case isShort && g.rowsAreNamed && one.subject == nil && isNoApplication:
		r.rejectName(one)
	case isShort:
		r.problem(one.at, unevenRow, quote(one.name), len(one.cells)-g.nameColumn-1, g.width-g.nameColumn-1)
	}
	return isShort || isShifted
}

// readGrid reads a table of rows with cells; t has what the lines around it say.
func (r *reader) readGrid(t table, rows []row, headings []string) {
	g := rows[0].grid
	rows = without(rows, func(one row) bool { return r.rejectPart(one) || r.rejectMisaligned(one) })
	labelColumns := g.labelColumns(rows, headings)
	if !g.rowsAreNamed && !slices.Contains(labelColumns, 0) {
		isName := func(c cell) bool { return r.application(c.text) != nil }
		hasNames := slices.ContainsFunc(rows, func(one row) bool { return slices.ContainsFunc(one.cells, isName) })
		if words := strings.Join(headings, " "); hasNames || len(r.names.All(words)) > 0 {
			r.note(t.at, "the table at %s was passed over: no column of applications has cells to its right that begin with a digit, and the first column tells neither the month nor the content (users or share) of each row", quote(words))
		}
		return
	}
	// A cell merged above several columns may be copied as one, which moves the headings after it to the left.
	for _, i := range append(labelColumns, g.nameColumn) {
		isFull := g.rowsAreNamed && len(monthsIn(headings[i])) == 1 && namesContent(headings[i])
		ofNumbers := isFull || r.application(headings[i]) != nil
		hasLast := func(one row) bool { return !absent.MatchString(one.cells[g.width-1].text) }
		if ofNumbers && headings[g.width-1] == "" && slices.ContainsFunc(rows, hasLast) {
			r.problem(t.at, "the heading %s stands above names or labels, and the last column has none; move the headings above their columns", quote(headings[i]))
			return
		}
	}
	t.beside += r.repeatedText(rows, headings)
	skipped := r.fill(&t, rows, headings, labelColumns)
	// If all shares are of a part (占手机网民比例, "of mobile users"), users may be, too, unless its users have a column.
	indexOf := func(columns []column, of content) int {
		return slices.IndexFunc(columns, func(c column) bool { return c.content == of })
	}
	if i := indexOf(skipped, share); i >= 0 && indexOf(t.columns, share) < 0 && indexOf(skipped, users) < 0 {
		t.beside += " " + partWords.FindString(skipped[i].heading)
	}
	if !g.rowsAreNamed {
		t.title = r.withoutNames(t.title)
	}
	if hasKnown(t.rows) && slices.ContainsFunc(t.columns, column.isFigure) {
		r.takeTable(t, [][]row{t.rows})
	}
}

// repeatedText returns what columns without a figure's heading repeat in every row; a number with its heading.
func (r *reader) repeatedText(rows []row, headings []string) (all string) {
	for i, heading := range headings {
		differs := func(one row) bool { return one.cells[i].text != rows[0].cells[i].text }
		isLone := len(rows) == 1 && rows[0].cells[i].ok // The only number of a column tells nothing.
		if len(rows) == 0 || isLone || slices.ContainsFunc(rows, differs) || contentOf(heading) != unknown ||
			absent.MatchString(rows[0].cells[i].text) {
			continue
		}
		text := r.withoutNames(rows[0].cells[i].text)
		if all += " " + text; plainNumber.MatchString(text) && len(monthsIn(text)) == 0 {
			all += " " + heading
		}
	}
	return all
}

// fill puts the numbers of rows into t and returns the columns that it passed over. A number is described by the labels
// of its row, the heading of its column and, if rows have names, that column's position. Numbers with equal descriptions
// become a column of t, and those of one application a row, even if months name the rows and applications the columns.
func (r *reader) fill(t *table, rows []row, headings []string, labelColumns []int) (skipped []column) {
	var unnamed []string
	for _, one := range rows {
		g, labels := one.grid, make([]string, len(labelColumns))
		for k, i := range labelColumns {
			labels[k] = one.cells[i].text
		}
		label := strings.Join(labels, " ")
		for i, value := range one.cells {
			target := row{at: one.at, name: one.name, subject: one.subject}
			words, position, named := strings.TrimSpace(label+" "+headings[i]), i+1, r.application(value.text)
			switch {
			// Labels, names, and words or ranks before the names are not figures.
			case slices.Contains(labelColumns, i), i == g.nameColumn, i < g.nameColumn && (!value.ok || value.mayBeRank()):
				continue
			case !g.rowsAreNamed:
				if target.subject = r.applicationIn(words, t.title); target.subject == nil {
					if value.ok && !slices.Contains(unnamed, words) {
						unnamed = append(unnamed, words)
					}
					continue
				}
				target.name, words, position = target.subject.Title, r.withoutNames(words), 0
			case named != nil && named != target.subject && slices.ContainsFunc(one.cells[i:], func(c cell) bool { return c.ok }):
				r.problem(one.at, "%s stands beside %s, but a row can have only one application; put the tables one below the other", quote(value.text), quote(target.name))
				continue
			}
			c, why := t.column(words, position)
			fix := "if it holds figures of all Internet users, give it a heading such as 2026.6用户规模（万人） or 2026.6网民使用率（%）"
			if i < g.nameColumn {
				why, fix = "it stands before the names", "put it after them"
			}
			switch {
			// In a table with a row for each month, growth is not used: setSpans would give all of it to the newest month.
			case absent.MatchString(value.text) || c.content == growth && len(monthsIn(label)) > 0:
			case why == "":
				t.put(target, c, value)
			case !slices.Contains(skipped, c):
				skipped = append(skipped, c)
				r.note(one.at, "column %d, %s, was passed over from this row on: %s; %s", i+1, quote(words), why, fix)
			}
		}
	}
	if len(unnamed) > 0 && hasKnown(t.rows) {
		r.note(t.at, "numbers whose headings name none or several applications were passed over: %s", strings.Join(unnamed, "; "))
	}
	return skipped
}

// column describes a column by its words. why says what prevents taking it, or is empty.
func (t *table) column(words string, position int) (c column, why string) {
	c = column{content: contentOf(words), exponent: t.exponent, heading: words, position: position}
	if exponent, ok := document.UnitOf(words); ok {
		c.exponent = exponent
	}
	months := monthsIn(words)
	fromTitle := contentOfTitle(t.title)
	contradictsTitle := growthWords.MatchString(words) || fromTitle == users && strings.Contains(words, "%")
	if c.content == unknown && len(months) == 1 && !contradictsTitle {
		c.content = fromTitle
	}
	// A month without a year must also be in the title or the corner. Of several in the title, the numbers tell which.
	isInTitle := len(monthsIn(t.title)) > 1 || strings.Contains(t.title+t.dated, bareMonth.FindString(words)) // Without such a month, "" is in both.
	isUnclear := yearLike.MatchString(words) || !isInTitle
	if len(months) == 1 && c.content != growth {
		c.period = months[0]
	} else if len(months) == 0 && c.content != growth && isUnclear {
		return c, "its heading has a date that is not understood"
	}
	if word := cmp.Or(partWords.FindString(words), noFigureWords.FindString(words), unknownWord(words)); word != "" {
		why = "its heading says " + quote(word) + ", which does not describe users or shares of all Internet users"
	} else if c.content == unknown {
		why = "its heading must name users or a share, not a change"
	}
	return c, why
}

// put puts a number into column c, in the first row of its application or name that has none there, or in a new row.
func (t *table) put(target row, c column, value cell) {
	j := slices.Index(t.columns, c)
	if j < 0 {
		j, t.columns = len(t.columns), append(t.columns, c)
		for i := range t.rows {
			t.rows[i].cells = append(t.rows[i].cells, cell{})
		}
	}
	k := slices.IndexFunc(t.rows, func(o row) bool {
		return o.subject == target.subject && (target.subject != nil || o.name == target.name) && o.cells[j].at.line == 0
	})
	if k < 0 {
		target.cells = make([]cell, len(t.columns))
		k, t.rows = len(t.rows), append(t.rows, target)
	}
	t.rows[k].cells[j] = value
}

// applicationIn returns the one application in words or, if they name no subject, in title, or nil.
func (r *reader) applicationIn(words, title string) *document.Subject {
	matches := r.names.All(words)
	if len(matches) == 0 {
		matches = r.names.All(title)
	}
	if len(matches) == 1 && matches[0].Kind == document.Application {
		return matches[0].Subject
	}
	return nil
}
