package history

import (
	"regexp/syntax"
	"strings"
)

// Limits of the regular expressions of one request together. Their length says
// little: x{1000} has seven bytes and compiles to a thousand instructions. What
// users write are names with | between them, of which each byte is one instruction.
const (
	maxPatternBytes = 8 << 10
	maxInstructions = 10_000
	// unicodeClassBytes is what a class such as \pL counts: it takes thousands of
	// times its length as soon as it is parsed.
	unicodeClassBytes = 512
)

// budget is what the expressions of a request may still take.
type budget struct{ bytes, instructions int }

// take measures an expression before it is compiled, and says whether the limits
// allow it.
func (b *budget) take(pattern string) error {
	classes := strings.Count(pattern, `\p`) + strings.Count(pattern, `\P`)
	if b.bytes -= len(pattern) + unicodeClassBytes*classes; b.bytes < 0 {
		return tooLarge("the regular expressions have more than %d bytes, of which a Unicode class counts %d", maxPatternBytes, unicodeClassBytes)
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
// than are allowed.
func instructions(re *syntax.Regexp) int {
	n := 1 + len(re.Rune)
	for _, part := range re.Sub {
		n = min(n+instructions(part), maxInstructions+1)
	}
	if re.Op == syntax.OpRepeat {
		n *= max(re.Min, re.Max, 1)
	}
	return min(n, maxInstructions+1)
}
