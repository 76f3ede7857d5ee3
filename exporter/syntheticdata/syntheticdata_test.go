package syntheticdata_test

import (
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/syntheticdata"
)

func TestFilesHaveTheRequestedSize(t *testing.T) {
	for name, shape := range map[string]func(int) syntheticdata.Shape{
		"by provinces": syntheticdata.ByProvinces, "by applications": syntheticdata.ByApplications,
	} {
		files := shape(20_000).Files()
		d, err := dataset.Load(files, dataset.Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		if len(d.Findings) != 0 || d.Reference == nil {
			t.Errorf("%s: there are %d findings, the reference is %v", name, len(d.Findings), d.Reference)
		}
		series := 0
		for f := range metrics.Families(metrics.Snapshot{Dataset: d}) {
			series += len(f.Metric)
		}
		if series < 19_000 || series > 21_000 {
			t.Errorf("%s: there are %d series", name, series)
		}
		again := shape(20_000).Files()
		for file := range files {
			if string(files[file].Data) != string(again[file].Data) {
				t.Errorf("%s: %s differs at the second time", name, file)
			}
		}
	}
}
