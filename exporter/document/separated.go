package document

import (
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
)

var (
	markup = regexp.MustCompile(`(?i)^(\s*\*\*\s)|\*\*|__|\x60|\[\^\w+\]|<sup\b[^>]*>.*?</sup>|` + // $1, a bullet, stays.
		`</?(?:[abipsu]|br|d[dlt]|div|em|font|h[1-6]|li|small|span|strong|su[bp]|[ou]l)\b[^<>]*>`) // Not <QuestMobile>.
	link         = regexp.MustCompile(`(?i)\[([^\]]*)\]\([#./a-z][^)]*\)`)
	quotedInMail = regexp.MustCompile(`^>+(\D|$)`) // Before a digit, > is a bound.
	// delimiterRow matches a line that is drawn between the rows of a table, such as |---|---|, ---+--- or ├──┼──┤.
	delimiterRow = regexp.MustCompile(`^[\s:=-]*[|+┌-╋╒-╬][\s:=|+─-╬-]+$`)
	// thousands and hundreds match the end of a cell and the start of the next if a number was split at its comma.
	thousands = regexp.MustCompile(`(?:^|\s)\d{1,3}$`)
	hundreds  = regexp.MustCompile(`^\d{3}(?:\D|$)`)
	// gluedShares matches a cell, split at commas, of numbers that lost their blanks: 46198.51.1 of 111,461 98.5 1.1,
	// 097.4697.01.0 of 1,097.46 97.0 1.0, 即时通信97.096.6109 of 97.0 96.6 109,746. Dates and ranges do not match.
	gluedShares = regexp.MustCompile(`^(?:\d{5,6}\.\d\d{1,2}\.\d|\d{3}\.\d{4}\.\d|\D*\d\d\.\d{3}\.\d+$)`)
	numberCell  = regexp.MustCompile(`(?i)^\d[\d.,]* ?(?:%|[亿万]人?|[mb](?:illion|l?n)?)?(?: ?\([\d.]+%\))?$`)
	// notContent matches "…", ="…" and '…, by which spreadsheets mark text, and blank cells of pandas and pdfplumber.
	notContent = regexp.MustCompile(`^(?:=?"(.*)"|'(.*)|Unnamed: \d+(?:_level_\d+)?|NaN|None)$`)
	// formula matches a cell ="…" without the outer quotation marks that CSV requires.
	formula = regexp.MustCompile(`(?m)(^|[,;])=("[^"\n]*")`)
	// wideNumber matches a full-width number at its comma, which is no separator of cells.
	wideNumber = regexp.MustCompile(`([０-９])，([０-９]{3})`)
	// wideMarks hides full-width commas and semicolons from Normalise; plainMarks makes them plain in cells.
	wideMarks  = strings.NewReplacer("，", "\uFDD0", "；", "\uFDD1")
	plainMarks = strings.NewReplacer("\uFDD0", ",", "\uFDD1", ";")
)

// barCells splits a line at its bars; escaped ones become slashes. It returns nil unless bars frame or divide the line.
func barCells(line string) []string {
	isIndented := strings.HasPrefix(line, " ")
	line = strings.ReplaceAll(strings.TrimSpace(line), `\|`, "/")
	isFramed := strings.HasPrefix(line, "|") && strings.HasSuffix(line, "|")
	if !isFramed && !strings.Contains(strings.Trim(line, "|"), "|") {
		return nil
	}
	if isFramed || !isIndented { // Else a blank cell precedes the first bar, as in tables of psql.
		line = strings.TrimPrefix(line, "|")
	}
	cells := strings.Split(strings.TrimSuffix(line, "|"), "|")
	for i, c := range cells {
		cells[i] = strings.TrimSpace(notContent.ReplaceAllString(strings.TrimSpace(c), "$1$2"))
	}
	return cells
}

// separatedRows normalises a text and splits it at tabs, semicolons or commas, with or without full-width ones (，；),
// into the largest table, or returns nil. A table has numbers, none split at its comma. At least half of its rows
// have several cells. Of rows with text after the first cell, two or more and at least 3/4 have equally many cells.
func separatedRows(text string) (best []Line) {
	mostCells := 0
	withoutWide, withWide := wideMarks.Replace(text), wideNumber.ReplaceAllString(text, "$1\uFDD0$2")
	for _, variant := range slices.Compact([]string{withoutWide, withWide}) {
		normal := formula.ReplaceAllString(Normalise(variant), "$1$2")
		for _, separator := range "\t;," {
			rows := csvRows(normal, separator)
			if n := tableCells(rows, separator); n > mostCells {
				best, mostCells = rows, n
			}
		}
	}
	return best
}

// tableCells counts the cells of those rows that have the width of the table, or returns 0 if there is no table.
func tableCells(rows []Line, separator rune) int {
	// Rows of one cell are titles and remarks; spreadsheets may add blank cells to them.
	rowsOfWidth, wideRows, narrowRows, hasNumbers, splitsNumbers := map[int]int{}, 0, 0, false, false
	for _, r := range rows {
		if len(r.Cells) == 1 {
			narrowRows++
		} else if strings.Join(r.Cells[1:], "") != "" {
			wideRows++
			rowsOfWidth[len(r.Cells)]++
		}
		splitsNumbers = splitsNumbers || separator == ',' && slices.ContainsFunc(r.Cells, gluedShares.MatchString)
		for i, c := range r.Cells[1:] {
			hasNumbers = hasNumbers || numberCell.MatchString(c)
			left := r.Cells[i]
			// A later cell without a space is complete, as 601 in Online literature,601,589.
			mayBeSplit := separator == ',' && (i == 0 || strings.Contains(left, " "))
			splitsNumbers = splitsNumbers || mayBeSplit && thousands.MatchString(left) && hundreds.MatchString(c)
		}
	}
	for width, n := range rowsOfWidth {
		if hasNumbers && !splitsNumbers && n >= 2 && n*4 >= wideRows*3 && narrowRows*2 <= len(rows) {
			return n * width
		}
	}
	return 0
}

// csvRows reads CSV, without the columns at the right that are blank in every row. It returns nil for other text.
func csvRows(text string, separator rune) (rows []Line) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord = separator, -1
	// In tab-separated text a quotation mark that does not begin a cell is an ordinary character.
	reader.LazyQuotes = separator == '\t'
	width := 1
	cells, err := reader.Read()
	for ; err == nil; cells, err = reader.Read() {
		if reader.LazyQuotes && strings.Contains(strings.Join(cells, ""), "\t") {
			return nil // A quotation mark that is never closed would swallow rows.
		}
		line, _ := reader.FieldPos(0)
		for i, c := range cells {
			cells[i] = strings.TrimSpace(notContent.ReplaceAllString(oneLine(plainMarks.Replace(c)), "$1$2"))
			if cells[i] != "" {
				width = max(width, i+1)
			}
		}
		rows = append(rows, Line{Number: line, Cells: cells})
	}
	if !errors.Is(err, io.EOF) {
		return nil
	}
	for i, r := range rows {
		rows[i].Cells = r.Cells[:min(len(r.Cells), width)]
	}
	return rows
}
