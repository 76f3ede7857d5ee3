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
	marks   = regexp.MustCompile(`^(?:[\p{So}•‣⁃∙▪\s=+\-@*#]+|[QA问答]:)|~+$`) // Removed from a sentence: at its start bullets, A: (answer), signs of Markdown, and those that begin a formula in a spreadsheet; at its end ~, a casual full stop.
	// caption matches a line that is the title of a figure or table and ends with a digit or 月, as a date does.
	caption = regexp.MustCompile(`^(?:图|附?表|(?i:figure|table|chart))\s?\d.*[\d月]$`)
	// pageBreak matches the end of a page, from the last comma of a sentence on, and the running head of CNNIC's report. Once noText is cut out of it, the sentence goes on.
	pageBreak  = Pattern(`[,、](?:[^\n\f\v。.!?:;]|\.\d)*[\n\f\v]{1,9}{running_head}[\n\f\v]{1,4}`)
	noText     = Pattern(`[\f\v]|{running_head}`)
	pageNumber = regexp.MustCompile(`^[-–—\s]*\d{1,3}[-–—\s]*$`)
	// paragraphEnd matches an empty line, one of numbers (labels of a chart), and a table's row: bars, or numbers side by side.
	paragraphEnd = regexp.MustCompile(`^(?:[\s\d.,%()+\-–—/年月*]*(?:[\s\d()%+\-–—/年月*]|\d[.,]))?$|\|.*\||(?:\d{3}|\.\d)%?\s+[+-]?\d[\d,.]*%?(?:\s|$)|\d,\d{3}\d`)
	share        = regexp.MustCompile(`^\d+(?:\.\d+)?%$`) // Below a line of a name, such a line is a figure, else the label of a chart.
	dateline     = Pattern(`{dateline}`)
	// wholeSentence matches a sentence up to its full stop (not that of an abbreviation), a \v or \f
	// of markEnds, a bar, the next item's bullet, or a colon or semicolon at the end of a line.
	wholeSentence = regexp.MustCompile(`[\p{So}•‣⁃∙▪]*(?:\b(?i:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|no|approx|vs|incl?|mrs?|ms|prof|dr|fig|[a-z])\.` +
		`|[^.。!?|;:\f\v\p{So}•‣⁃∙▪]|\.[^\s\f\v]|[;:][^\n\f\v]|\|\s?(?:[使占]|[\d.]+\s?%))+[.。!?|;:]?`)
	// figureEnd matches a line without a full stop that ends with a digit, bracket, unit or word for people, perhaps before ↑ or ↓.
	figureEnd = regexp.MustCompile(`(?i)^(?:[^.。!?]|\.\d)*(?:\d|[%)亿万人]|\b(?:per ?cent|pct|million|mln|billion|bn|users|people|netizens))[↑↓]?$`)
	// unit matches a line that begins with the unit of the number before it, people one that begins with users of any name (电商直播用户), Internet users or their penetration (互联网普及率).
	unit   = regexp.MustCompile(`^(?:[亿万%]|[年月][\d,底末]|人[,。;、]|个?百分|(?:million|billion|per ?cent|users|people)\b)`)
	people = regexp.MustCompile(`^(?:\p{Han}{1,8}用户|\p{Han}{0,8}(?:网民|普及率))`)
	// label matches a line of a name, a colon and a figure, or of a name and only figures. 使用率:84.0% belongs to a name above.
	label     = regexp.MustCompile(`^(?:\d{1,2}\s?)?[^\P{L}用使占增普](?:[^:.。;]{0,60}:\s?[^.。]*\d|[\p{L} ]*(?:\s+[\d.,]+ ?(?:[亿万]人?|%)){2,}$)`)
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

// markEnds joins lines to a text, with \v where a sentence ends without a full stop, as headings, datelines and items of lists
// do, and \f where a paragraph ends: at empty lines, and at rows of tables and lines of numbers, which are left out.
func markEnds(lines []document.Line, names *document.Names) string {
	var b strings.Builder
	lines = append(slices.Clip(lines), document.Line{}) // The last line has a next one, too.
	for i, l := range lines[:len(lines)-1] {
		line, next := strings.TrimSpace(l.Text), strings.TrimSpace(lines[i+1].Text)
		isLabel, endsInFigure := label.MatchString(line), figureEnd.MatchString(line)
		isFigure := share.MatchString(line) && !share.MatchString(next) && i > 0 && names.Exact(strings.TrimSpace(lines[i-1].Text)) != nil
		switch {
		case pageNumber.MatchString(line), line == "" && (unit.MatchString(next) || strings.HasSuffix(strings.TrimRight(b.String(), "\n"), ",")):
			line = "" // The sentence may go on after a page's number, and goes on after a comma or with the unit of its number.
		case paragraphEnd.MatchString(line) && !isFigure:
			line = "\f"
		case caption.MatchString(line), endsInFigure && !unit.MatchString(next) && (isLabel || people.MatchString(line) && people.MatchString(next)):
			line = "\v" + line + "\v"
		case item.MatchString(line), opening.MatchString(line) && !strings.HasSuffix(b.String(), ",\n"), isLabel && endsInFigure:
			line = "\v" + line
		}
		// A line much shorter than the next, which is long, is a title, unless it ends with a comma or a name spans the line break.
		spansBreak := func(m document.Match) bool { return m.Start < len(line) && m.End > len(line) }
		isShort := len(next) >= 50 && len(line)*5 < len(next)*3
		if isShort && line != "" && !strings.HasSuffix(line, ",") && !slices.ContainsFunc(names.All(line+"\n"+next), spansBreak) {
			line += "\v"
		}
		b.WriteString(line + "\n")
	}
	text := pageBreak.ReplaceAllStringFunc(b.String(), func(s string) string { return noText.ReplaceAllString(s, "") })
	return dateline.ReplaceAllString(text, "$0\v")
}
