package dataset_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

// A newer report contradicts, confirms, refines or leaves out a number of an older one. The usages served and
// superseded are written as reports, users, rounding and penetration.
func TestSuperseded(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ rows, served, superseded string }{
		"contradicted": {
			"2023-12,short_video,53,105300,100,96.4,,rounded,\n2023-12,short_video,55,105400,1,96.4,,table,\n",
			"55 1.054e+09 10000 0.964", "53 1.053e+09 1e+06 -",
		},
		"contradicted, the rows the other way round": {
			"2023-12,short_video,55,105400,1,96.4,,table,\n2023-12,short_video,53,105300,100,96.4,,rounded,\n",
			"55 1.054e+09 10000 0.964", "53 1.053e+09 1e+06 -",
		},
		"the share contradicted": {
			"2023-12,short_video,53,105330,1,93.7,,table,\n2023-12,short_video,55,105330,1,93.8,,table,\n",
			"55 1.0533e+09 10000 0.938", "53 - - 0.937",
		},
		"more exact": {
			"2023-12,short_video,53,105300,100,96.4,,rounded,\n2023-12,short_video,55,105349,1,96.4,,table,\n",
			"55 1.05349e+09 10000 0.964", "",
		},
		"off by one, one of them derived": {
			"2023-12,short_video,53,105331,2,96.3,,derived,\n2023-12,short_video,55,105330,1,96.4,,table,\n",
			"55 1.0533e+09 10000 0.964", "",
		},
		"off by one, both exact": {
			"2023-12,short_video,53,105331,1,,,table,\n2023-12,short_video,55,105330,1,,,table,\n",
			"55 1.0533e+09 10000 -", "53 1.05331e+09 10000 -",
		},
		"repeated less exactly": {
			"2023-12,short_video,53,105330,1,96.4,,table,\n2023-12,short_video,55,105000,1000,96.4,,rounded,\n",
			"53+55 1.0533e+09 10000 0.964", "",
		},
		"repeated less exactly twice": {
			"2023-12,short_video,53,105330,1,,,table,\n2023-12,short_video,54,105300,100,,,rounded,\n2023-12,short_video,55,105000,1000,96.4,,rounded,\n",
			"53+55 1.0533e+09 10000 0.964", "",
		},
		"repeated less exactly, without a share": {
			"2023-12,short_video,53,105330,1,,,table,\n2023-12,short_video,55,105000,1000,,,rounded,\n",
			"53 1.0533e+09 10000 -", "",
		},
		"repeated less exactly, the share left out": {
			"2023-12,short_video,53,105330,1,96.4,,table,\n2023-12,short_video,55,105000,1000,,,rounded,\n",
			"53 1.0533e+09 10000 0.964", "",
		},
		"only the share, twice": {
			"2023-12,short_video,53,,,96.4,,rounded,\n2023-12,short_video,55,,,96.4,,rounded,\n",
			"55 - - 0.964", "",
		},
		"contradicted less exactly": {
			"2023-12,short_video,53,105330,1,96.4,,table,\n2023-12,short_video,55,106000,1000,96.4,,rounded,\n",
			"55 1.06e+09 1e+07 0.964", "53 1.0533e+09 10000 -",
		},
		"the users left out, the share contradicted": {
			"2023-12,short_video,53,105330,1,96.4,,table,\n2023-12,short_video,55,,,95.0,,rounded,\n",
			"53+55 1.0533e+09 10000 0.95", "53 - - 0.964",
		},
		"the share left out": {
			"2023-12,short_video,53,105330,1,96.4,,table,\n2023-12,short_video,55,105330,1,,,table,\n",
			"55+53 1.0533e+09 10000 0.964", "",
		},
		"an article contradicted by a report of the same day": {
			"2023-12,short_video,daily,106000,1000,,,rounded,\n2023-12,short_video,55,105330,1,96.4,,table,\n",
			"55 1.0533e+09 10000 0.964", "daily 1.06e+09 1e+07 -",
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := good(t)
			files["application_usage.csv"].Data = []byte(usageHeader + c.rows)
			// The article gets the day of report 55.
			files["reports.csv"].Data = bytes.Replace(files["reports.csv"].Data, []byte("2025-01,"), []byte("2025-01-17,"), 1)
			d := datasettest.Load(t, files)
			if got := describe(d.Usage); got != c.served {
				t.Errorf("served is %q, want %q", got, c.served)
			}
			if got := describe(d.Superseded); got != c.superseded {
				t.Errorf("superseded is %q, want %q", got, c.superseded)
			}
		})
	}
}

// Users from an older, more exact report come with its growth or none, since a finding on the growth names
// the row of the users.
func TestStatedGrowthIsFromTheReportOfTheUsers(t *testing.T) {
	t.Parallel()
	for older, want := range map[string]dataset.Number{"4.1": {Value: 0.041, Known: true}, "": {}} {
		files := good(t)
		files["application_usage.csv"].Data = []byte(usageHeader + "2023-12,short_video,53,105330,1,96.4," + older + ",table,\n2023-12,short_video,55,105000,1000,96.4,4.2,rounded,\n")
		if got := datasettest.Load(t, files).Usage[0].StatedGrowth; got != want {
			t.Errorf("the older report prints %q: got %v, want %v", older, got, want)
		}
	}
}

// describe lists each usage's reports, users, rounding and penetration.
func describe(usages []*dataset.Usage) string {
	number := func(n dataset.Number) string {
		if !n.Known {
			return "-"
		}
		return fmt.Sprintf("%g", n.Value)
	}
	var all []string
	for _, u := range usages {
		var reports []string
		for _, s := range u.Sources() {
			reports = append(reports, s.Report.ID)
		}
		all = append(all, fmt.Sprintf("%s %s %s %s", strings.Join(reports, "+"), number(u.Users), number(u.Rounding), number(u.Penetration)))
	}
	return strings.Join(all, "; ")
}
