package candidate

import (
	"regexp"
	"strconv"
	"strings"

	"cnnic_exporter/exporter/document"
)

// run is a number that may count people or state a share, or a list of such numbers, in a sentence.
type run struct {
	start, end int // Byte offsets.
	// figures has a Candidate for each number: with Users and Rounding, with Percent or, for trips or money, empty.
	figures []Candidate
	// isShare is true for percentages and percentage points, inPoints for points only.
	isShare, inPoints bool
}

var (
	// numeral has four groups: a prefix that rules the number out, as part of money, a version or a name;
	// the digits; a multiplier such as 万; percentage points. Without the last two, a match ends with % or percent.
	numeral = regexp.MustCompile(`(?i)([$¥€]\s*|\b(?:rmb|cny|usd)\s*|[a-z.])?(\d[\d,]*(?:\.\d+)?)` +
		`(?:(\s*(?:亿\s*\d,?\d{0,3}\s*万|billion|b(?:l?n)?\b|million|ml?n\b|m\b|thousand|千万|百万|亿|万))` +
		`|[\s-]*(percentage[\s-]points?|个?百分点)|[\s-]*(?:%|per ?cent\b|pct\b))`)
	countsPeople = Pattern(`^\s*{counts_people}`)
	things       = Pattern(`^[\s-]*{things}`)
	// difference matches after a number that is no second item of a list (827 million, 25 million more).
	difference = Pattern(`^(?: people| users)? {change_after}`)
)

func findRuns(text string) (all []run) {
	for _, at := range numeral.FindAllStringSubmatchIndex(text, -1) {
		next := run{start: at[4], end: at[1], isShare: at[6] < 0, inPoints: at[8] >= 0}
		value, ok := document.ParseNumber(text[next.start:max(at[5], at[7])])
		users, rounding, mayBePeople := value.People(0)
		before, after := text[:next.start], text[next.end:]
		mayBePeople = mayBePeople && users.LessThan(document.MaxPeople)
		isPeople := mayBePeople && countsPeople.MatchString(after) && !things.MatchString(after)
		isCounted := ok && at[2] < 0 && (next.isShare || isPeople)
		switch {
		case !isCounted:
			next.figures = []Candidate{{}} // Keeps its place in a Chinese list (10.85亿、5.44亿人次).
		case next.isShare:
			next.figures = []Candidate{{Percent: document.PrintNumber(value.Value)}}
		default:
			next.figures = []Candidate{{Users: users.String(), Rounding: strconv.FormatInt(rounding, 10)}}
		}
		isDifference := strings.HasSuffix(before, ", ") && difference.MatchString(after)
		if n := len(all); n > 0 && !isDifference {
			last := &all[n-1]
			between := before[last.end:]
			isLike := last.isShare == next.isShare && last.inPoints == next.inPoints
			isItem := isCounted || strings.ContainsAny(between, "、和与及")
			if isLike && isItem && matches("between", between) {
				last.end, last.figures = next.end, append(last.figures, next.figures...)
				continue
			}
		}
		if isCounted {
			all = append(all, next)
		}
	}
	return all
}
