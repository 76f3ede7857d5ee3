package server

import (
	"log/slog"
	"net"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
)

// witness is a connection that notes when it is closed.
type witness struct {
	net.Conn
	name   string
	closed *[]string
}

func (w *witness) Close() error {
	*w.closed = append(*w.closed, w.name)
	return nil
}

// Room is made for new connections alone, by the idle before the active, and by
// the longest of either; what a connection still does when it had to go counts no
// more. While too many of those have not ended, there is no room.
func TestConnectionsMakeRoom(t *testing.T) {
	const fresh, active, idle, closed = http.StateNew, http.StateActive, http.StateIdle, http.StateClosed
	type change struct {
		name  string
		state http.ConnState
	}
	for name, c := range map[string]struct {
		changes []change
		closed  []string
	}{
		"enough room":                  {[]change{{"a", fresh}, {"b", fresh}, {"a", active}, {"a", idle}, {"b", active}}, nil},
		"the longest silent":           {[]change{{"a", fresh}, {"b", fresh}, {"c", fresh}}, []string{"a"}},
		"idle for a shorter time":      {[]change{{"a", fresh}, {"b", fresh}, {"a", active}, {"a", idle}, {"c", fresh}}, []string{"b"}},
		"idle before active":           {[]change{{"a", fresh}, {"a", active}, {"b", fresh}, {"c", fresh}}, []string{"b"}},
		"all are active":               {[]change{{"a", fresh}, {"b", fresh}, {"b", active}, {"a", active}, {"c", fresh}}, []string{"b"}},
		"the one that had to go wakes": {[]change{{"a", fresh}, {"b", fresh}, {"b", active}, {"c", fresh}, {"c", active}, {"a", active}, {"a", idle}, {"d", fresh}}, []string{"a", "b"}},
		"nobody can leave":             {[]change{{"a", fresh}, {"a", active}, {"b", fresh}, {"b", active}, {"c", fresh}, {"c", active}, {"d", fresh}, {"d", active}, {"e", fresh}, {"e", active}, {"a", closed}, {"f", fresh}}, []string{"a", "b", "e", "c"}},
		"closed at last":               {[]change{{"a", fresh}, {"b", fresh}, {"c", fresh}, {"a", closed}, {"b", closed}, {"d", fresh}, {"e", fresh}}, []string{"a", "c"}},
		"closed and active":            {[]change{{"a", fresh}, {"a", active}, {"b", fresh}, {"b", active}, {"c", fresh}, {"c", active}, {"b", closed}, {"c", closed}}, []string{"a"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var got []string
				conns := map[string]net.Conn{}
				room := newConnections(2, slog.New(slog.DiscardHandler))
				for _, change := range c.changes {
					if conns[change.name] == nil {
						conns[change.name] = &witness{name: change.name, closed: &got}
					}
					room.changed(conns[change.name], change.state)
					synctest.Wait()
				}
				if !slices.Equal(got, c.closed) || len(room.open) > 2 {
					t.Errorf("closed are %q, want %q; %d are open", got, c.closed, len(room.open))
				}
			})
		})
	}
}
