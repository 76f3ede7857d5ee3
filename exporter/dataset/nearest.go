package dataset

import (
	"fmt"
	"iter"

	"github.com/agnivade/levenshtein"
)

// nearest names the known value that a misspelt one probably means, as the end
// of a message, or is empty where none is near. It is looked for when the message
// is written, and most of a million messages are not.
func nearest(value string, known iter.Seq[string]) fmt.Stringer { return suggestion{value, known} }

type suggestion struct {
	value string
	known iter.Seq[string]
}

// maxNearest bounds among how many values one is looked for. In more, one that is
// near by chance is.
const maxNearest = 10_000

func (s suggestion) String() string {
	best, distance, n := "", 4, 0
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
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; the nearest is %q", best)
}
