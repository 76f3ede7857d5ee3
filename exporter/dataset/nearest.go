package dataset

import (
	"fmt"
	"iter"

	"github.com/agnivade/levenshtein"
)

// maxNearest bounds the number of values that are compared for a suggestion.
const maxNearest = 10_000

// nearest suggests the known value that a misspelt one probably means. It is searched
// for only in messages that are listed.
type nearest struct {
	value string
	known iter.Seq[string]
}

// String is the end of a message, or empty where no known value is near.
func (n nearest) String() string {
	best, distance, compared := "", min(4, len(n.value)/2+1), 0
	if len(n.value) > 80 {
		return ""
	}
	for k := range n.known {
		if compared++; compared > maxNearest {
			return ""
		}
		if d := levenshtein.ComputeDistance(n.value, k); d < distance || d == distance && best != "" && k < best {
			best, distance = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; the nearest is %q", best)
}
