package server_test

import (
	"bytes"
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
)

// shape is the size of a synthetic dataset: how many applications it has, and how many segments each
// of them has. The dataset has ten surveys in five years.
type shape struct{ applications, segments int }

const (
	surveys   = 10
	provinces = 31
	// perApplication and perSegment are the numbers of series of an application and of each of
	// its segments. An application has four at each survey: users, rounding, penetration and
	// source; six for each change from the survey half a year or a year before; 13 of its newest
	// figures; and one with its titles. A segment has users and penetration at each survey.
	perApplication = 4*surveys + 6*(surveys-1) + 6*(surveys-2) + 13 + 1
	perSegment     = 2 * surveys
)

// withProvinces returns a shape of about n series, most of which belong to segments. A dataset of this
// shape has more rows than one without segments.
func withProvinces(n int) shape {
	return shape{max(1, n/(perApplication+provinces*perSegment)), provinces}
}

// withoutSegments returns a shape of about n series without segments. A dataset of this shape has
// more derived figures and more history than one with segments.
func withoutSegments(n int) shape { return shape{max(1, n/perApplication), 0} }

// files returns the files of the dataset, which has no errors and no findings.
func (s shape) files() fstest.MapFS {
	files := fstest.MapFS{}
	for name, file := range dataset.Read(data.FS) {
		header, _, _ := bytes.Cut(file.Content, []byte("\n"))
		files[name] = &fstest.MapFile{Data: append(bytes.Clone(header), '\n')}
	}
	add := func(name, format string, cells ...any) {
		files[name].Data = fmt.Appendf(files[name].Data, format+"\n", cells...)
	}
	add("sectors.csv", "synthetic,Synthetic,合成,None")
	add("themes.csv", "synthetic,Synthetic,合成")
	add("indicators.csv", "internet_users,synthetic,10k_people,Internet users,网民规模,")
	add("qualifiers.csv", "exact,Exact,准确,false")
	add("bases.csv", "table,Table,表格")
	for g := range s.segments {
		add("segments.csv", "synthetic_province_%02d,Synthetic province %[1]d,合成省份 %[1]d", g)
	}
	for a := range s.applications {
		add("applications.csv", "synthetic_%05d,synthetic,Synthetic application %[1]d,合成应用 %[1]d,Synthetic application %[1]d,,,,", a)
	}
	for v := range surveys {
		period := dataset.Period(2015*12 + 5 + 6*v) // June 2015, then every half year.
		add("reports.csv", "synthetic-%d,Synthetic,Synthetic report %[1]d,%s,%s,", v, period, period.End().AddDate(0, 2, 0).Format(time.DateOnly))
		internetUsers := 100_000 + 1_000*v
		add("national_indicators.csv", "%s,internet_users,synthetic-%d,%d,exact,", period, v, internetUsers)
		for a := range s.applications {
			// In tenths of a percent: 20 % to 80 % at the first survey, then the same or slowly growing.
			share := 200 + a*37%600 + v*(a%5)
			add("application_usage.csv", "%s,synthetic_%05d,synthetic-%d,%d,1,%d.%d,,table,",
				period, a, v, internetUsers*share/1000, share/10, share%10)
			for g := range s.segments {
				share := 100 + (a*37+g*101)%800 + v*(g%5)
				add("application_segments.csv", "%s,synthetic_%05d,synthetic_province_%02d,synthetic-%d,%d,1,%d.%d,exact,",
					period, a, g, v, internetUsers*share/1000/provinces, share/10, share%10)
			}
		}
	}
	return files
}

func TestSyntheticDatasetsHaveTheRequestedSize(t *testing.T) {
	t.Parallel()
	for _, shape := range []shape{withProvinces(20_000), withoutSegments(20_000)} {
		d := datasettest.Load(t, shape.files())
		if len(d.Findings) != 0 || d.Reference == nil {
			t.Errorf("%+v: there are %d findings, want none; there is a full survey: %t, want true", shape, len(d.Findings), d.Reference != nil)
		}
		series := 0
		for f := range metrics.Families(metrics.Catalogue, metrics.Snapshot{Dataset: d}) {
			series += len(f.Metric)
		}
		if series < 19_000 || series > 21_000 {
			t.Errorf("%+v: there are %d series, want about 20,000", shape, series)
		}
	}
}
