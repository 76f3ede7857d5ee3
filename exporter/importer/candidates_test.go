package importer

import (
	"encoding/csv"
	"strings"
	"testing"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/document"
)

func TestReadCandidates(t *testing.T) {
	t.Parallel()
	d := datasettest.LoadReport57(t)
	names := document.NewNames(d, candidate.ApplicationNames, nil)
	// A row has the cells take, period, subject, users_10k, users_rounding_10k, pct, flags, file, line and sentence.
	// The number before the colon in want is the cell "line" or, if "line" or "file" is empty, the row's line in r.csv.
	for _, c := range []struct{ row, want string }{
		{"x,2026-06,short_video,106800,100,94.4,bound,a.pdf,3,…", "3: 2026-06 short_video rounded users 106800 rounded to 100 share 94.4"},
		{"x,2026-06,online_news,82300,100,,,a.pdf,,", "2: 2026-06 online_news rounded users 82300 rounded to 100"},
		{"x,2026-06,online_news,82300.0,100,,,,3,", "2: 2026-06 online_news rounded users 82300 rounded to 100"},
		{"x,2026-06,online_news,82300.00,100,,,,,", "2: 2026-06 online_news rounded users 82300 rounded to 100"},
		{"X,Jun-26,internet_penetration,,,80.6%,,,,", "2: 2026-06 internet_penetration rounded share 80.6"},
		{"x,2026/6/1,internet_users,113100,100,,,,,", "2: 2026-06 internet_users rounded users 113100 rounded to 100"},
		{"x,2026年6月,online_news,,,\"72,8\",,,,", "2: 2026-06 online_news rounded share 72.8"},
		{",not,even,looked,at,,,,,", "note r.csv:1: no row of the candidates has x under take"},
		{"y,2026-06,online_news,,,72.8,,,,", `problem r.csv:2: take: "y" is neither x nor empty`},
		{"x,2026,online_news,,,72.8,,,,", `problem r.csv:2: period: "2026" is not a month written YYYY-MM`},
		{"x,2026-13,online_news,,,72.8,,,,", `problem r.csv:2: period: "2026-13" is not a month written YYYY-MM`},
		{"x,2026-06 or so,online_news,,,72.8,,,,", `problem r.csv:2: period: "2026-06 or so" is not a month written YYYY-MM`},
		{"x,about 2026-06,online_news,,,72.8,,,,", `problem r.csv:2: period: "about 2026-06" is not a month written YYYY-MM`},
		{"x,2026/6/30,online_news,,,72.8,,,,", `problem r.csv:2: period: "2026/6/30" is not a month written YYYY-MM`},
		{
			"x,2026-06,online_fishing,,,72.8,,,,",
			`problem r.csv:2: subject: "online_fishing" is neither an application nor a national indicator of people or shares; type other figures into national_indicators.csv`,
		},
		{"x,2026-06,online_news,,,,,,,", `problem r.csv:2: users_10k: "" is empty, as is pct; a row that is taken needs at least one number`},
		{
			"x,2026-06,online_news,8.23,100,,,,,",
			`problem r.csv:2: users_10k: "8.23" is not a whole number from 1 to 149999, in units of 10,000 people and without separators`,
		},
		{
			"x,2026-06,online_news,\"82,300\",100,,,,,",
			`problem r.csv:2: users_10k: "82,300" is not a whole number from 1 to 149999, in units of 10,000 people and without separators`,
		},
		{
			"x,2026-06,online_news,82.300,100,,,,,",
			`problem r.csv:2: users_10k: "82.300" is not a whole number from 1 to 149999, in units of 10,000 people and without separators`,
		},
		{
			"x,2026-06,online_news,0,100,,,,,",
			`problem r.csv:2: users_10k: "0" is not a whole number from 1 to 149999, in units of 10,000 people and without separators`,
		},
		{
			"x,2026-06,online_news,150000,100,,,,,",
			`problem r.csv:2: users_10k: "150000" is not a whole number from 1 to 149999, in units of 10,000 people and without separators`,
		},
		{
			"x,2026-06,online_news,82300,,,,,,",
			`problem r.csv:2: users_rounding_10k: "" is not a whole number from 1 to 149999, in units of 10,000 people and without separators`,
		},
		{
			"x,2026-06,online_news,82000,\"1,000\",,,,,",
			`problem r.csv:2: users_rounding_10k: "1,000" is not a whole number from 1 to 149999, in units of 10,000 people and without separators`,
		},
		{"x,2026-06,online_news,,,728,,,,", `problem r.csv:2: pct: "728" is not a share from 0 to 100`},
		{"x,2026-06,online_news,,,-72.8,,,,", `problem r.csv:2: pct: "-72.8" is not a share from 0 to 100`},
		{"x,2026-06,online_news,,,about 72,,,,", `problem r.csv:2: pct: "about 72" is not a share from 0 to 100`},
		{"x,2026-06,internet_users,113100,100,80.6,,,,", `problem r.csv:2: pct: "80.6" is a share, and the subject counts people; clear this cell`},
		{
			"x,2026-06,internet_penetration,113100,100,80.6,,,,",
			`problem r.csv:2: users_10k: "113100" counts people, and the subject is a share; clear this cell`,
		},
	} {
		cells, err := csv.NewReader(strings.NewReader(candidatesHeading + c.row)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		rows := []document.Line{{Number: 1, Cells: cells[0]}, {Number: 2, Cells: cells[1]}}
		doc := &document.Document{File: "r.csv", Lines: rows}
		if got := strings.TrimSpace(describe(read(doc, names, candidate.FactsOf(d), &messages{}))); got != c.want {
			t.Errorf("%s: got %q, want %q", c.row, got, c.want)
		}
	}
}
