package report

import (
	"slices"
	"strings"
)

var (
	// spacedSign and spacedComma are blanks that were put into a number where a PDF
	// sets its parts apart.
	spacedSign  = compiled(`(\d) +(%|亿|万|(?i:billion|million|thousand)\b)`)
	spacedComma = compiled(`(\d), +(\d{3})\b`)
)

// splitNumbers parts a line into words and the numbers that end it, or signs that
// there is none. A month is a word.
func splitNumbers(text string) (name string, numbers []string) {
	text = spacedComma().ReplaceAllString(spacedSign().ReplaceAllString(text, "$1$2"), "$1,$2")
	fields := strings.Fields(text)
	for i := len(fields) - 1; i >= 0; i-- {
		if !isNumber(fields[i]) && !isAbsent(fields[i]) || i > 0 && len(monthsIn(fields[i-1]+" "+fields[i])) > 0 {
			name = strings.Join(fields[:i+1], " ")
			break
		}
		numbers = append(numbers, fields[i])
	}
	slices.Reverse(numbers)
	return name, numbers
}

var (
	firstDigits = compiled(`^[1-9]\d{0,2}$`)
	nextDigits  = compiled(`^\d{3}$`)
	shareDigits = compiled(`%$|^\d{1,3}\.\d+$`)
)

// joinThousands joins numbers whose thousands a blank sets apart. It does so only
// where nothing else can be meant: where each share has such a number before it.
func joinThousands(numbers []string) []string {
	var out []string
	joined, shares := 0, 0
	for i := 0; i < len(numbers); i++ {
		n := numbers[i]
		if shareDigits().MatchString(n) {
			shares++
		}
		if i+2 < len(numbers) && firstDigits().MatchString(n) && nextDigits().MatchString(numbers[i+1]) && shareDigits().MatchString(numbers[i+2]) {
			n += "," + numbers[i+1]
			joined++
			i++
		}
		out = append(out, n)
	}
	if joined == 0 || joined != shares && (joined < 2 || joined+1 != shares) {
		return numbers
	}
	return out
}
