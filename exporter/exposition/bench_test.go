package exposition_test

import (
	"testing"

	"cnnic_exporter/exporter/exposition"
)

// BenchmarkRender renders and compresses the exposition, as each load does.
func BenchmarkRender(b *testing.B) {
	s := shipped(b)
	b.ReportAllocs()
	for b.Loop() {
		exposition.New(s).Render()
	}
}
