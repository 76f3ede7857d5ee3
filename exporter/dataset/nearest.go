package dataset

import (
	"fmt"
	"iter"

	"github.com/agnivade/levenshtein"
)

// maxNearest bounds the number of values that are compared for a suggestion.
const maxNearest = 10_000

// suggestion is the known value that a misspelt one probably means. It is computed
// only for messages that are listed.
type suggestion struct {
	value string
	known iter.Seq[string]
}

func nearest(value string, known iter.Seq[string]) suggestion { return suggestion{value, known} }

// best is the nearest known value, or empty where none is near.
func (s suggestion) best() string {
	best, distance, n := "", min(4, len(s.value)/2+1), 0
	if len(s.value) > 80 {
		return ""
	}
	for k := range s.known {
		if n++; n > maxNearest {
			return ""
		}
		if d := levenshtein.ComputeDistance(s.value, k); d < distance || d == distance && best != "" && k < best {
			best, distance = k, d
		}
	}
	return best
}

// String is the end of a message, or empty.
func (s suggestion) String() string {
	if best := s.best(); best != "" {
		return fmt.Sprintf("; the nearest is %q", best)
	}
	return ""
}
