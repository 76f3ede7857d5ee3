package exposition_test

import (
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
)

// A load reads and checks the shipped dataset.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := dataset.Load(data.FS, 0); err != nil {
			b.Fatal(err)
		}
	}
}

// A load renders and compresses the exposition.
func BenchmarkRender(b *testing.B) {
	s := shipped(b)
	b.ReportAllocs()
	for b.Loop() {
		exposition.New(s).Render()
	}
}
