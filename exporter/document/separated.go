package document

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

var (
	markup = regexp.MustCompile(`(?i)<sup\b[^>]*>.*?</sup>|</?[a-z][^>]*>|\*\*|__|` + "`" + `|\[\^\w+\]`)
	link   = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	rule   = regexp.MustCompile(`^:?-+:?$`)
	// thousands and hundreds are cells that a comma within a number of pasted text
	// would part.
	thousands = regexp.MustCompile(`\s[+-]?\d{1,3}$`)
	hundreds  = regexp.MustCompile(`^\d{3}(?:\D|$)`)
	number    = regexp.MustCompile(`^[+-]?\d[\d.,]*%?$`)
)

// barCells parts a line by bars, or returns nil for a line without any.
func barCells(line string) []string {
	trimmed := strings.TrimSpace(line)
	if strings.Count(strings.Trim(trimmed, "|"), "|")+strings.Count(trimmed, "｜") == 0 {
		return nil
	}
	trimmed = strings.TrimPrefix(strings.TrimSuffix(trimmed, "|"), "|")
	cells := strings.Split(strings.ReplaceAll(trimmed, `\|`, "/"), "|")
	for i, c := range cells {
		cells[i] = strings.TrimSpace(markup.ReplaceAllString(link.ReplaceAllString(c, "$1"), ""))
	}
	return cells
}

// isRule recognises the line of hyphens below a heading of Markdown.
func isRule(cells []string) bool {
	for _, c := range cells {
		if !rule.MatchString(c) {
			return false
		}
	}
	return true
}

// separatorOf returns the character that parts every row of a text into as many
// cells, or 0 where none does.
func separatorOf(text string) rune {
	best, most := rune(0), 0
	for _, separator := range []rune{'\t', ';', ','} {
		rows, err := separated(text, separator)
		if err != nil {
			continue
		}
		// Lines of one cell are titles and remarks.
		count, numeric, wide, pasted := map[int]int{}, false, 0, false
		for _, r := range rows {
			if len(r.Cells) < 2 {
				continue
			}
			wide++
			count[len(r.Cells)]++
			for i, c := range r.Cells {
				numeric = numeric || i > 0 && number.MatchString(c)
				pasted = pasted || separator == ',' && i > 0 && thousands.MatchString(r.Cells[i-1]) && hundreds.MatchString(c)
			}
		}
		width := 0
		for w, n := range count {
			if n > count[width] || n == count[width] && w > width {
				width = w
			}
		}
		if count[width] >= 2 && numeric && !pasted && count[width]*10 >= wide*8 && wide*2 >= len(rows) && count[width]*width > most {
			best, most = separator, count[width]*width
		}
	}
	return best
}

func separated(text string, separator rune) ([]Row, error) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord = separator, -1
	// In a tab-separated cell a quotation mark is an ordinary character.
	reader.LazyQuotes = separator == '\t'
	var rows []Row
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := reader.FieldPos(0)
		for i, c := range cells {
			cells[i] = strings.Join(strings.Fields(c), " ")
		}
		rows = append(rows, Row{line, cells})
	}
}

// addSeparated adds a CSV or TSV file. Rows of one cell above the table are its
// title, and all of them are text.
func (d *Document) addSeparated(text string, separator rune) error {
	rows, err := separated(text, separator)
	if err != nil {
		return fmt.Errorf("as CSV: %w", err)
	}
	var t Table
	for _, r := range rows {
		if strings.Trim(strings.Join(r.Cells[1:], ""), " ") == "" && len(t.Rows) == 0 {
			d.Lines = append(d.Lines, Line{r.Number, r.Cells[0]})
			t.Title = d.titleAbove()
			continue
		}
		if len(r.Cells) < 2 {
			d.Lines = append(d.Lines, Line{r.Number, r.Cells[0]})
			continue
		}
		t.Rows = append(t.Rows, r)
	}
	d.Tables = append(d.Tables, t)
	return nil
}
