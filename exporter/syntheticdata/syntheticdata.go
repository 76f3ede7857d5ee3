// Package syntheticdata generates datasets of any size, as files that the loader
// reads, for tests and benchmarks of many series. Their figures are invented, and
// every name begins with "synthetic".
package syntheticdata

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing/fstest"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
)

// Shape is the number of a dataset's applications, surveys and segments.
type Shape struct {
	Applications, Surveys, Segments int
}

// surveys is the number of surveys, of five years.
const surveys = 10

// provinces is the number of provinces of the mainland, the segments.
const provinces = 31

// perUsage and perSegment are the series of an application and of each of its
// segments. Users, rounding, penetration and source are four a survey; a change is
// six more where there is a survey half a year or a year before; the newest figures
// are 13.
const (
	perUsage   = 4*surveys + 6*(surveys-1) + 6*(surveys-2) + 13
	perSegment = 2 * surveys
)

// ByProvinces is a shape of about n series, most of them of segments: the shape with
// the most rows.
func ByProvinces(n int) Shape {
	return Shape{max(1, n/(perUsage+provinces*perSegment)), surveys, provinces}
}

// ByApplications is a shape of about n series without segments: the shape with the
// most derived figures and the most history.
func ByApplications(n int) Shape {
	return Shape{max(1, n/perUsage), surveys, 0}
}

// Files are the files of a dataset without errors and findings. The same shape gives
// the same bytes.
func (s Shape) Files() fstest.MapFS {
	reports, nation := newFile("reports.csv"), newFile("national_indicators.csv")
	usage, segments := newFile("application_usage.csv"), newFile("application_segments.csv")
	applications := newFile("applications.csv")
	for a := range s.Applications {
		applications.add(map[string]string{
			"application": application(a), "sector": "synthetic",
			"title": "Synthetic application " + strconv.Itoa(a), "title_zh": "合成应用 " + strconv.Itoa(a),
			"table5_name": "Synthetic application " + strconv.Itoa(a),
		})
	}
	for v := range s.Surveys {
		period := dataset.Period(2015*12 + 5 + 6*v)
		report := "synthetic-" + strconv.Itoa(v)
		reports.add(map[string]string{
			"report": report, "publisher": "Synthetic", "title": "Synthetic report " + strconv.Itoa(v),
			"period": period.String(), "published": period.End().AddDate(0, 2, 0).Format("2006-01-02"),
		})
		internetUsers := 100_000 + 1_000*v
		nation.add(map[string]string{
			"period": period.String(), "indicator": "internet_users", "report": report,
			"value": strconv.Itoa(internetUsers), "qualifier": "exact",
		})
		for a := range s.Applications {
			// From 20 % to 80 %, in tenths, and slowly growing.
			share := 200 + a*37%600 + v*(a%5)
			usage.add(map[string]string{
				"period": period.String(), "application": application(a), "report": report,
				"users_10k": strconv.Itoa(internetUsers * share / 1000), "users_rounding_10k": "1",
				"penetration_pct": percent(share), "basis": "table",
			})
			for g := range s.Segments {
				share := 100 + (a*37+g*101)%800 + v*(g%5)
				segments.add(map[string]string{
					"period": period.String(), "application": application(a), "report": report,
					"segment":   province(g),
					"users_10k": strconv.Itoa(internetUsers * share / 1000 / provinces), "users_rounding_10k": "1",
					"penetration_pct": percent(share), "qualifier": "exact",
				})
			}
		}
	}
	sectors, indicators := newFile("sectors.csv"), newFile("indicators.csv")
	sectors.add(map[string]string{"sector": "synthetic", "title": "Synthetic", "title_zh": "合成", "report_section": "None"})
	indicators.add(map[string]string{"indicator": "internet_users", "theme": "synthetic", "unit": "10k_people", "title": "Internet users", "title_zh": "网民规模"})
	parts, qualifiers := newFile("segments.csv"), newFile("qualifiers.csv")
	for g := range s.Segments {
		parts.add(map[string]string{"segment": province(g), "title": "Synthetic province " + strconv.Itoa(g), "title_zh": "合成省份 " + strconv.Itoa(g)})
	}
	qualifiers.add(map[string]string{"qualifier": "exact", "title": "Exact", "title_zh": "准确", "bound": "false"})
	bases, themes := newFile("bases.csv"), newFile("themes.csv")
	bases.add(map[string]string{"basis": "table", "title": "Table", "title_zh": "表格"})
	themes.add(map[string]string{"theme": "synthetic", "title": "Synthetic", "title_zh": "合成"})

	files := fstest.MapFS{}
	for _, f := range []*file{
		reports, sectors, applications, usage, segments, indicators, nation,
		newFile("application_breaks.csv"), newFile("platforms.csv"), newFile("platform_indicators.csv"),
		parts, qualifiers, bases, themes, newFile("break_reasons.csv"),
	} {
		f.writer.Flush()
		files[f.name] = &fstest.MapFile{Data: f.content.Bytes(), Mode: 0o644}
	}
	return files
}

func application(a int) string { return fmt.Sprintf("synthetic_%05d", a) }

func province(g int) string { return fmt.Sprintf("synthetic_province_%02d", g) }

func percent(tenths int) string { return fmt.Sprintf("%d.%d", tenths/10, tenths%10) }

// file is a CSV file with the columns of the shipped file of that name.
type file struct {
	name    string
	columns []string
	content bytes.Buffer
	writer  *csv.Writer
}

func newFile(name string) *file {
	shipped, err := fs.ReadFile(data.FS, name)
	if err != nil {
		panic(err)
	}
	header, _, _ := strings.Cut(string(shipped), "\n")
	f := &file{name: name, columns: strings.Split(strings.TrimSpace(header), ",")}
	f.writer = csv.NewWriter(&f.content)
	// A write to a buffer does not fail.
	_ = f.writer.Write(f.columns)
	return f
}

// add writes a row. A column without a cell is empty.
func (f *file) add(cells map[string]string) {
	row := make([]string, len(f.columns))
	for i, c := range f.columns {
		row[i] = cells[c]
	}
	_ = f.writer.Write(row)
}
