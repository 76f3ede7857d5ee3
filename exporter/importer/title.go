package importer

import (
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/document"
)

var (
	// unitLine is a line above or below a table that states its unit.
	unitLine = regexp.MustCompile(`(?i)^[(\[\s]*(?:单位|units?\b|(?:注|notes?\b).*(?:单位|\bin (?:units of )?(?:(?:hundred|ten) )?(?:[mb]illions?|thousands?|10)))`)
	foreign  = candidate.Pattern(`{foreign}`)
)

// maxAbove bounds the lines above a table that are taken for its titles.
const maxAbove = 4

// around returns the lines above a table that speak of it, the farthest first: those up to
// the table before, to a title with a number, or to the heading above one sentence. A line
// below it may state its unit.
func (r *reading) around(from, to, next int) (above, below []string) {
	sentence := false
	for _, l := range slices.Backward(r.Lines) {
		text := strings.Trim(l.Text, "#* \t")
		if l.Number >= to || text == "" || furniture.MatchString(text) {
			continue
		}
		if l.Number <= from || len(above) == maxAbove || chartName.MatchString(text) || sentence && isSentence(text) {
			break
		}
		above = append(above, text)
		if sentence || tableName.MatchString(text) || strings.HasPrefix(l.Text, "#") {
			break
		}
		sentence = isSentence(text) && !unitLine.MatchString(text)
	}
	slices.Reverse(above)
	for _, l := range r.Lines {
		if text := strings.TrimSpace(l.Text); l.Number > next && text != "" {
			return above, []string{text}
		}
	}
	return above, nil
}

// titled returns a table below some lines, the last of which is its title, unless it
// states its unit alone. A line below may state it too.
func titled(above, below []string) table {
	t := table{about: strings.Join(above, " ")}
	for _, line := range slices.Concat(below, above) {
		if exponent, ok := document.UnitOf(line); ok && unitLine.MatchString(line) {
			t.exponent = exponent
		}
	}
	for _, line := range above {
		switch {
		case unitLine.MatchString(line):
		case isSentence(line) && !tableName.MatchString(line):
			t.title = ""
		default:
			t.title = line
		}
	}
	if exponent, ok := document.UnitOf(t.title); ok {
		t.exponent = exponent
	}
	return t
}
