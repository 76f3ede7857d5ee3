package dataset_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

// separated replaces the commas that separate the cells of a CSV file. A row has at most one
// quoted cell.
func separated(separator string) func(string) string {
	return func(text string) string {
		var b strings.Builder
		for line := range strings.Lines(text) {
			if strings.Contains(line, `"`) {
				before, rest, _ := strings.Cut(line, `"`)
				cell, after, _ := strings.Cut(rest, `"`)
				b.WriteString(strings.ReplaceAll(before, ",", separator) + `"` + cell + `"` + strings.ReplaceAll(after, ",", separator))
				continue
			}
			b.WriteString(strings.ReplaceAll(line, ",", separator))
		}
		return b.String()
	}
}

func utf16(order unicode.Endianness) func(string) string {
	return func(text string) string {
		encoded, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(text)
		if err != nil {
			panic(err)
		}
		return encoded
	}
}

// appendToLines adds a text to the end of each line.
func appendToLines(added string) func(string) string {
	return func(text string) string { return strings.ReplaceAll(text, "\n", added+"\n") }
}

// A dataset that a spreadsheet has saved loads unchanged, and WriteCSV writes it as it was before.
func TestFilesLoadAsSpreadsheetsSaveThem(t *testing.T) {
	t.Parallel()
	want := listFigures(datasettest.Load(t, good(t)))
	for name, change := range map[string]func(string) string{
		"CRLF":                  func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
		"CR":                    func(text string) string { return strings.ReplaceAll(text, "\n", "\r") },
		"a byte order mark":     func(text string) string { return "\uFEFF" + text },
		"UTF-16, little endian": utf16(unicode.LittleEndian),
		"UTF-16, big endian":    utf16(unicode.BigEndian),
		"tabs":                  separated("\t"),
		"semicolons":            separated(";"),
		"decimal commas": func(text string) string {
			return regexp.MustCompile(`(\d)\.(\d)`).ReplaceAllString(separated(";")(text), "$1,$2")
		},
		"booleans in capitals":   strings.NewReplacer(",false\n", ",FALSE\n", ",true\n", ",TRUE\n").Replace,
		"blank trailing columns": appendToLines(",,"),
		"no last line break":     func(text string) string { return strings.TrimSuffix(text, "\n") },
		"blank rows":             func(text string) string { return text + "\n,,\n , \n" },
		"invisible characters around headings": func(text string) string {
			header, rows, _ := strings.Cut(text, "\n")
			return "\u200b" + strings.Replace(header, ",", "\u00a0,", 1) + "\n" + rows
		},
		"invisible characters around cells": func(text string) string { return strings.ReplaceAll(text, "short_video,", "\u2060short_video\u00a0,") },
		"no empty cells at the ends of rows": func(text string) string {
			for strings.Contains(text, ",\n") {
				text = strings.ReplaceAll(text, ",\n", "\n")
			}
			return text
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := good(t)
			for _, f := range files {
				f.Data = []byte(change(string(f.Data)))
			}
			if got := listFigures(datasettest.Load(t, files)); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
			for name, f := range good(t) {
				var b bytes.Buffer
				if err := dataset.Read(files).WriteCSV(&b, name); err != nil || b.String() != string(f.Data) {
					t.Errorf("%s is written as\n%s\nwant\n%s\nerror: %v", name, &b, f.Data, err)
				}
			}
		})
	}
}

func TestMistakesInSpreadsheetsAreRejected(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, before, after, want string }{
		"an invisible character within a heading": {
			"sectors.csv", "sector,title", "sec\u200btor,title",
			`sectors.csv:1: row: is wrong from column 1 on, "sec\u200btor,title,title_zh,report_section"; the header must be sector,title,title_zh,report_section`,
		},
		// As this row cannot be read, the reference to it in platform_indicators.csv is not reported as well.
		"a quotation mark within a cell": {
			"platforms.csv", "滴滴\n", "滴\"滴\n",
			`platforms.csv:2: row: bare " in non-quoted-field; put a cell that contains quotation marks in quotation marks, and double those inside it`,
		},
		"a column too many": {
			"sectors.csv", "report_section\n", "report_section,old\n",
			`sectors.csv:1: row: is wrong from column 5 on, "old"; the header must be sector,title,title_zh,report_section`,
		},
		"a comma that may separate thousands": {
			"platform_indicators.csv", "40.07", `"40,070"`,
			`platform_indicators.csv:2: value: "40,070" is not a number: remove commas between thousands, and write decimals with a point`,
		},
		"a comma between thousands": {
			"platform_indicators.csv", "40.07", `"1,240.07"`,
			`platform_indicators.csv:2: value: "1,240.07" is not a number: remove commas between thousands, and write decimals with a point`,
		},
		"a point between thousands": {
			"platform_indicators.csv", "40.07", `"1.240,07"`,
			`platform_indicators.csv:2: value: "1.240,07" is not a number: remove commas between thousands, and write decimals with a point`,
		},
		"commas between thousands": {
			"platform_indicators.csv", "40.07", `"1,240,070"`,
			`platform_indicators.csv:2: value: "1,240,070" is not a number: remove commas between thousands, and write decimals with a point`,
		},
		"text in a column without a name": {
			"platforms.csv", "滴滴\n", "滴滴,old\n",
			"platforms.csv:2: row: has 4 cells, the header has 3; put a cell that contains a separator in quotation marks, or delete the cells that have no heading",
		},
		"an unquoted comma in a row whose last cell is empty": {
			"applications.csv", "Short video,", "Short, video,",
			"applications.csv:3: row: has 10 cells, the header has 9; put a cell that contains a separator in quotation marks, or delete the cells that have no heading",
		},
		"an invisible character within a cell": {
			"platform_indicators.csv", "2024-09,didi", "2024-09,di\u00addi",
			`platform_indicators.csv:2: platform: "di\u00addi" is not in platforms.csv`,
		},
		"a wrong cell below lines that end in CR LF": {
			"platform_indicators.csv", "note\n2024-09,didi,revenue,daily,40.07", "note\r\n\r\n2024-09,didi,revenue,daily,x",
			`platform_indicators.csv:3: value: "x" is not a number`,
		},
		"a comma in a whole number": {
			"application_usage.csv", "103953", `"1039,53"`,
			`application_usage.csv:7: users_10k: "1039,53" is not a number: remove commas between thousands, and write decimals with a point`,
		},
		"an underscore between thousands": {
			"application_usage.csv", "103953", "103_953",
			`application_usage.csv:7: users_10k: "103_953" is not a number`,
		},
		"a word that the column does not permit": {
			"indicators.csv", "100m_yuan", "100m_yen",
			`indicators.csv:5: unit: "100m_yen" is not one of 10k_people, pct, pct_growth, count, 10k_count, 100m_count, 100m_yuan, hours`,
		},
		"no in place of false": {
			"qualifiers.csv", "准确,false", "准确,no", `qualifiers.csv:2: bound: "no" is neither true nor false`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := good(t)
			files[c.file].Data = bytes.Replace(files[c.file].Data, []byte(c.before), []byte(c.after), 1)
			if _, err := dataset.Load(files, 0); fmt.Sprint(err) != c.want {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}
