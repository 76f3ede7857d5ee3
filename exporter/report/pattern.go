package report

import (
	"regexp"
	"sync"
)

// compiled is a regular expression that is made when it is first asked for. The
// program that serves metrics reads no reports, and would carry all of them.
func compiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
