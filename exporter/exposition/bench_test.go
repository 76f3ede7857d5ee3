package exposition_test

import (
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
)

// What a start or a reload costs: reading and checking the shipped dataset.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := dataset.Load(data.FS, dataset.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// What a start or a reload costs: rendering and compressing the exposition.
func BenchmarkRender(b *testing.B) {
	s := shipped(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := exposition.New(s); err != nil {
			b.Fatal(err)
		}
	}
}
