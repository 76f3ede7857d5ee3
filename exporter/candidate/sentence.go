package candidate

import (
	"regexp"
	"slices"
	"strings"

	"cnnic_exporter/exporter/document"
)

type sentence struct {
	line            int
	text            string
	startsParagraph bool
}

var (
	item    = Pattern(`^{item}`)
	opening = Pattern(`^{opening}`)
	// marks matches what is cut off a sentence: at its start bullets, A: (answer), and signs of Markdown or of a
	// spreadsheet's formula; an item's number (1.) if the sentence is nothing else; at its end ~, a casual full stop.
	marks = regexp.MustCompile(`^(?:[\p{So}•‣⁃∙▪\s=+\-@*#]+|[QA问答]:|\d{1,2}\.$)|~+$`)
	// pageBreak matches a page's unfinished last line, from a comma on, and the running head of CNNIC's report.
	// Once noText is cut out of it, the sentence goes on.
	pageBreak  = Pattern(`[,、](?:[^\n\f\v。.!?:;]|\.\d)*[\n\f\v]{1,9}{running_head}[\n\f\v]{1,4}`)
	noText     = Pattern(`[\f\v]|{running_head}`)
	pageNumber = regexp.MustCompile(`^[-–—\s]*\d{1,3}[-–—\s]*$`)
	// paragraphEnd matches an empty line, one of numbers (labels of a chart), and a row of a table, even without blanks.
	paragraphEnd = regexp.MustCompile(`^(?:[\s\d.,%()+\-–—/年月*]*(?:[\s\d()%+\-–—/年月*]|\d[.,]))?$|` +
		`\|.*\||(?:\d{3}|\.\d)%?\s+[+-]?\d[\d,.]*%?(?:\s|$)|\d,\d{3}\d`)
	share = regexp.MustCompile(`^\d+(?:\.\d+)?%$`)
	// wholeSentence matches a sentence up to its full stop (not that of an abbreviation), a \v or \f of markEnds, the next
	// bullet, a bar that no share follows, or, at the end of a line, a semicolon or a colon that no digit follows.
	wholeSentence = Pattern(`[\p{So}•‣⁃∙▪]*(?:{abbreviation}\.|[^.。!?|;:\f\v\p{So}•‣⁃∙▪]|\.[^\s\f\v]|[;:][^\n\f\v]|` +
		`:[\n\f]+\d|\|\s?(?:[使占]|[\d.]+\s?%))+[.。!?|;:]?`)
	besideHan = regexp.MustCompile(` ?(\p{Han}) ?`) // Chinese has no blanks; tools that read PDFs add some.
)

func sentencesOf(lines []document.Line, names *document.Names) (all []sentence) {
	text := markEnds(lines, names)
	from, line, startsParagraph := 0, 0, true
	for _, at := range wholeSentence.FindAllStringIndex(text, -1) {
		found := text[at[0]:at[1]]
		start := at[0] + len(found) - len(strings.TrimLeft(found, "\n"))
		startsParagraph = startsParagraph || strings.Contains(text[from:start], "\f")
		line += strings.Count(text[from:start], "\n")
		from = start
		found = besideHan.ReplaceAllString(strings.Join(strings.Fields(found), " "), "$1")
		if found = marks.ReplaceAllString(found, ""); found != "" {
			all = append(all, sentence{lines[line].Number, found, startsParagraph})
			startsParagraph = false
		}
	}
	return all
}

// markEnds joins lines to a text, with \v where a sentence ends without a full stop, as headings, datelines and items
// of lists do, and \f where a paragraph ends: at empty lines, rows of tables and lines of numbers, which it leaves out.
func markEnds(lines []document.Line, names *document.Names) string {
	var b strings.Builder
	lines = append(slices.Clip(lines), document.Line{}) // The last line has a next one, too.
	for i, l := range lines[:len(lines)-1] {
		line, next := strings.TrimSpace(l.Text), strings.TrimSpace(lines[i+1].Text)
		afterComma := strings.HasSuffix(strings.TrimRight(b.String(), "\n"), ",")
		unitFollows := matches("unit", next)
		isLabel, endsInFigure := matches("label", line), matches("figure_end", line)
		isPair := matches("people_line", line) && matches("people_line", next)
		// Below a line of a name, a blank line ends nothing, and a line of one share is a figure, not the label of a chart.
		isBelowName := i > 0 && names.Exact(strings.Trim(lines[i-1].Text, "# ")) != nil
		isFigure := isBelowName && share.MatchString(line) && !share.MatchString(next)
		switch {
		case pageNumber.MatchString(line), line == "" && (unitFollows || afterComma || isBelowName):
			line = "" // The sentence goes on, or may do so after a page's number.
		case paragraphEnd.MatchString(line) && !isFigure:
			line = "\f"
		case matches("caption", line), matches("related", line), endsInFigure && !unitFollows && (isLabel || isPair):
			line = "\v" + line + "\v"
		case item.MatchString(line), opening.MatchString(line) && !afterComma, isLabel && endsInFigure:
			line = "\v" + line
		}
		// A line much shorter than a long next one is a title, unless it ends with a comma or a name spans the break.
		spansBreak := func(m document.Match) bool { return m.Start < len(line) && m.End > len(line) }
		isShort := line != "" && !strings.HasSuffix(line, ",") && len(next) >= 50 && len(line)*5 < len(next)*3
		labelFollows := endsInFigure && !unitFollows && strings.HasSuffix(next, ":")
		isHeading := next == "" && !strings.HasSuffix(line, ":") && names.Exact(strings.Trim(line, "# ")) != nil
		if labelFollows || isHeading || isShort && !slices.ContainsFunc(names.All(line+"\n"+next), spansBreak) {
			line += "\v"
		}
		b.WriteString(line + "\n")
	}
	text := pageBreak.ReplaceAllStringFunc(b.String(), func(s string) string { return noText.ReplaceAllString(s, "") })
	return words["dateline"].ReplaceAllString(text, "$0\v")
}
