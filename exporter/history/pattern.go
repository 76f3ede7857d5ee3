package history

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
)

// Limits of the regular expressions of one request together. Their length says
// little: x{1000} has seven bytes and compiles to a thousand instructions. What
// users write are names with | between them, of which each byte is one instruction.
const (
	maxPatternBytes = 8 << 10
	maxInstructions = 10_000
	// classBytes is what a class such as \pL counts, and where case does not matter
	// every class and range: they take thousands of times their length, or of the
	// time for it, as soon as they are parsed.
	classBytes = 512
)

const (
	// lastWithCase is the last character of Unicode that has a case.
	lastWithCase = 0x1e943
	// charactersEach is how many characters of a class count as an instruction.
	charactersEach = 200
)

// caseless turns off for what follows that case matters.
var caseless = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\(\?[a-zA-Z]*i`) })

// budget is what the expressions of a request may still take.
type budget struct{ bytes, instructions int }

// take measures an expression before it is compiled, and says whether the limits
// allow it.
func (b *budget) take(pattern string) error {
	classes := strings.Count(pattern, `\p`) + strings.Count(pattern, `\P`)
	if caseless().MatchString(pattern) {
		classes += strings.Count(pattern, "[") + strings.Count(pattern, "-") + strings.Count(pattern, `\`)
	}
	if b.bytes -= len(pattern) + classBytes*classes; b.bytes < 0 {
		return tooLarge("the regular expressions have more than %d bytes, of which a class counts %d", maxPatternBytes, classBytes)
	}
	parsed, err := syntax.Parse(pattern, syntax.Perl|syntax.DotNL)
	if err != nil {
		return err
	}
	if b.instructions -= instructions(parsed); b.instructions < 0 {
		return tooLarge("the regular expressions compile to more than %d instructions", maxInstructions)
	}
	return nil
}

// instructions is about how many instructions an expression compiles to, or more
// than are allowed. A class counts more the more characters are in it, since to
// optimise an expression Prometheus looks at each that may have a case.
func instructions(re *syntax.Regexp) int {
	n := 1 + len(re.Rune)
	if re.Op == syntax.OpCharClass {
		for i := 0; i+1 < len(re.Rune); i += 2 {
			n += int(min(re.Rune[i+1], lastWithCase)-min(re.Rune[i], lastWithCase)) / charactersEach
		}
	}
	for _, part := range re.Sub {
		n = min(n+instructions(part), maxInstructions+1)
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min, re.Max, 1)
	}
	return min(n, maxInstructions+1)
}
