// Package syntheticdata generates datasets of any size, as files that the loader
// reads, for tests and benchmarks of many series. Their figures are invented, and
// every name begins with "synthetic".
package syntheticdata

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing/fstest"
	"time"

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
	files := headers()
	add(files, "sectors.csv", cells{"sector": "synthetic", "title": "Synthetic", "title_zh": "合成", "report_section": "None"})
	add(files, "themes.csv", cells{"theme": "synthetic", "title": "Synthetic", "title_zh": "合成"})
	add(files, "indicators.csv", cells{"indicator": "internet_users", "theme": "synthetic", "unit": "10k_people", "title": "Internet users", "title_zh": "网民规模"})
	add(files, "qualifiers.csv", cells{"qualifier": "exact", "title": "Exact", "title_zh": "准确", "bound": "false"})
	add(files, "bases.csv", cells{"basis": "table", "title": "Table", "title_zh": "表格"})
	for g := range s.Segments {
		add(files, "segments.csv", cells{"segment": province(g), "title": "Synthetic province " + strconv.Itoa(g), "title_zh": "合成省份 " + strconv.Itoa(g)})
	}
	for a := range s.Applications {
		add(files, "applications.csv", cells{
			"application": application(a), "sector": "synthetic",
			"title": "Synthetic application " + strconv.Itoa(a), "title_zh": "合成应用 " + strconv.Itoa(a),
			"table5_name": "Synthetic application " + strconv.Itoa(a),
		})
	}
	for v := range s.Surveys {
		period := dataset.Period(2015*12 + 5 + 6*v)
		report := "synthetic-" + strconv.Itoa(v)
		add(files, "reports.csv", cells{
			"report": report, "publisher": "Synthetic", "title": "Synthetic report " + strconv.Itoa(v),
			"period": period.String(), "published": period.End().AddDate(0, 2, 0).Format(time.DateOnly),
		})
		internetUsers := 100_000 + 1_000*v
		add(files, "national_indicators.csv", cells{
			"period": period.String(), "indicator": "internet_users", "report": report,
			"value": strconv.Itoa(internetUsers), "qualifier": "exact",
		})
		for a := range s.Applications {
			// From 20 % to 80 %, in tenths, and slowly growing.
			share := 200 + a*37%600 + v*(a%5)
			add(files, "application_usage.csv", cells{
				"period": period.String(), "application": application(a), "report": report,
				"users_10k": strconv.Itoa(internetUsers * share / 1000), "users_rounding_10k": "1",
				"penetration_pct": percent(share), "basis": "table",
			})
			for g := range s.Segments {
				share := 100 + (a*37+g*101)%800 + v*(g%5)
				add(files, "application_segments.csv", cells{
					"period": period.String(), "application": application(a), "report": report,
					"segment":   province(g),
					"users_10k": strconv.Itoa(internetUsers * share / 1000 / provinces), "users_rounding_10k": "1",
					"penetration_pct": percent(share), "qualifier": "exact",
				})
			}
		}
	}
	return files
}

func application(a int) string { return fmt.Sprintf("synthetic_%05d", a) }

func province(g int) string { return fmt.Sprintf("synthetic_province_%02d", g) }

func percent(tenths int) string { return fmt.Sprintf("%d.%d", tenths/10, tenths%10) }

// headers are the shipped files without their rows.
func headers() fstest.MapFS {
	files := fstest.MapFS{}
	for name, content := range dataset.Read(data.FS).All() {
		header, _, _ := bytes.Cut(content, []byte("\n"))
		files[name] = &fstest.MapFile{Data: append(bytes.Clone(header), '\n'), Mode: 0o644}
	}
	return files
}

// cells are the cells of a row by column. Other cells are empty.
type cells map[string]string

// add adds a row to a file.
func add(files fstest.MapFS, name string, row cells) {
	f := files[name]
	header, _, _ := bytes.Cut(f.Data, []byte("\n"))
	for i, column := range strings.Split(string(header), ",") {
		if i > 0 {
			f.Data = append(f.Data, ',')
		}
		f.Data = append(f.Data, row[column]...)
	}
	f.Data = append(f.Data, '\n')
}
