package exposition

import (
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
)

// What clients accept they say in some dozens of ways, and each of them says the
// same with every scrape. To read it costs several times as much as all the rest
// of an answer, so what was chosen is remembered by what was said, within bounds
// that no client can move.
const (
	maxRemembered    = 64
	maxRememberedLen = 512
)

// said is what a request says of what it accepts.
type said struct{ accept, acceptEncoding string }

// choices remembers the outcome of negotiations. Readers take no lock, as there
// are many of them for each new entry.
type choices[T any] struct {
	known atomic.Pointer[map[said]T]
	// growing is held by who adds an entry.
	growing sync.Mutex
}

// of is what negotiate chooses for a header, which depends on the first Accept
// and on Accept-Encoding and on nothing else. The first ways of saying it are
// remembered and none gives way to a later one: who sends ever new ones pays for
// them alone, and for others it stays as fast as it was.
func (c *choices[T]) of(h http.Header, negotiate func(http.Header) T) T {
	if len(h["Accept-Encoding"]) > 1 {
		return negotiate(h)
	}
	key := said{first(h["Accept"]), first(h["Accept-Encoding"])}
	known := c.known.Load()
	if known != nil {
		if chosen, ok := (*known)[key]; ok {
			return chosen
		}
	}
	chosen := negotiate(h)
	if known != nil && len(*known) >= maxRemembered || len(key.accept)+len(key.acceptEncoding) > maxRememberedLen {
		return chosen
	}
	c.growing.Lock()
	defer c.growing.Unlock()
	grown := map[said]T{key: chosen}
	if known := c.known.Load(); known != nil {
		if len(*known) >= maxRemembered {
			return chosen
		}
		maps.Copy(grown, *known)
	}
	c.known.Store(&grown)
	return chosen
}

// first is the first of a header's values. Unlike Get it takes the name for
// written as net/http writes it, which saves half of the work.
func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
