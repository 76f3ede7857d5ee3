package dataset_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

// maxMessage is how many bytes the message of a rejected load may have.
const maxMessage = 100 << 10

// Broken content is rejected with a message that is bounded and names the cause.
func TestBrokenContentIsRejected(t *testing.T) {
	t.Parallel()
	const header = "platform,title,title_zh\n"
	const long, many = 10 << 20, 100_000
	for name, c := range map[string]struct{ file, content, want string }{
		"a line of 10 MB": {"platforms.csv", header + "didi," + strings.Repeat("x", long) + ",x\n", `platforms.csv:2: title: "xxx`},
		"a cell of 10 MB": {
			"platforms.csv", header + "didi,x,x\n\"" + strings.Repeat("x\n", long/2) + "\",x,x\n",
			`platforms.csv:3: platform: "x\nx`,
		},
		"a row of five million cells": {
			"platforms.csv", header + strings.Repeat("x,", long/2) + "x\n",
			"platforms.csv:2: row: has 5242881 cells, the header has 3",
		},
		"a number of 60 kB": {
			"application_usage.csv",
			usageHeader + "2024-12,short_video,55," + strings.Repeat("9", 60_000) + ",,,,table,\n",
			`application_usage.csv:2: users_10k: "99999`,
		},
		"a header of 10 MB":           {"platforms.csv", strings.Repeat("x", long) + "\n", "platforms.csv:1: row: is wrong from column 1 on"},
		"a header without a column":   {"platforms.csv", "platform,title\n", "platforms.csv:1: row: is wrong from column 3 on"},
		"a hundred thousand bad rows": {"platforms.csv", header + strings.Repeat("NO,,\n", many), "and 299901 more"},
		"100,000 unknown references": {
			"application_breaks.csv",
			"period,application,reason,report,note\n" + numbered("2024-12,short_vide%d,micro_drama_counted_in,55,\n", many),
			`application_breaks.csv:2: application: "short_vide0" is not in applications.csv`,
		},
		"a key repeated 100,000 times": {"platforms.csv", header + strings.Repeat("didi,x,x\n", many), "and 99899 more"},
		"lines of NUL bytes": {
			"platforms.csv", header + strings.Repeat("\x00\n", many),
			"platforms.csv:2: row: is not UTF-8, or holds a control character or U+FFFD; save the file as CSV UTF-8",
		},
		"lines that are not UTF-8": {
			"platforms.csv", header + strings.Repeat("\xff\n", many),
			"platforms.csv:2: row: is not UTF-8, or holds a control character or U+FFFD; save the file as CSV UTF-8",
		},
		"UTF-16 without its mark": {
			"platforms.csv", utf16(unicode.BigEndian)(header)[2:],
			"platforms.csv:1: row: is not UTF-8, or holds a control character or U+FFFD",
		},
		"half a surrogate pair": {
			"platforms.csv",
			strings.Replace(utf16(unicode.LittleEndian)(header+"didi,@,x\n"), "@\x00", "\x00\xd8", 1),
			"platforms.csv:2: row: is not UTF-8, or holds a control character or U+FFFD",
		},
		"an escape sequence": {
			"platforms.csv", header + "didi,\x1b[2J,x\n",
			"platforms.csv:2: row: is not UTF-8, or holds a control character",
		},
		"an ASCII control character": {
			"platforms.csv", header + "didi,\x7f,x\n",
			"platforms.csv:2: row: is not UTF-8, or holds a control character",
		},
		"a non-ASCII control character": {
			"platforms.csv", header + "didi,\u009b2J,x\n",
			"platforms.csv:2: row: is not UTF-8, or holds a control character",
		},
		"a quote without end": {
			"platforms.csv", header + `didi,"` + strings.Repeat("x\n", many),
			`platforms.csv:2: row: extraneous or missing " in quoted-field; put a cell`,
		},
		"a quote within a cell": {
			"platforms.csv", header + `didi,Di"Di,x` + "\n",
			`platforms.csv:2: row: bare " in non-quoted-field; put a cell`,
		},
		"JSON": {"platforms.csv", `{"platforms": []}`, `platforms.csv:1: row: bare " in non-quoted-field; put a cell`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := good(t)
			files[c.file].Data = []byte(c.content)
			d, err := dataset.Load(files, 0)
			if err == nil || d != nil {
				t.Fatal("the dataset was loaded")
			}
			if got := err.Error(); !strings.Contains(got, c.want) || len(got) > maxMessage {
				t.Errorf("got %.2000s\nwant %s", got, c.want)
			}
		})
	}
}

// numbered repeats a line with the numbers below n in place of %d.
func numbered(line string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

// A file that is cut off is rejected, or loaded with some of the whole file's figures and
// no others.
func TestFilesCutOff(t *testing.T) {
	t.Parallel()
	want := map[string]bool{}
	for line := range strings.Lines(listFigures(datasettest.Load(t, good(t)))) {
		want[line] = true
	}
	for name, file := range good(t) {
		for n := 1; n < len(file.Data); n++ {
			files := good(t)
			files[name].Data = file.Data[:n]
			d, err := dataset.Load(files, 0)
			if (d == nil) == (err == nil) {
				t.Fatalf("%s cut after %d bytes: %v, %v", name, n, d, err)
			}
			if err != nil {
				continue
			}
			for line := range strings.Lines(listFigures(d)) {
				if !want[line] {
					t.Errorf("%s cut after %d bytes has the figure %s", name, n, line)
				}
			}
		}
	}
}

// listFigures lists the figures of a dataset, each with its subject and its report.
func listFigures(d *dataset.Dataset) string {
	var b strings.Builder
	for _, u := range d.Usage {
		fmt.Fprintln(&b, u.Application.ID, u.Period, u.Report.ID, u.Users, u.Rounding, u.Penetration, u.StatedGrowth, u.Basis.ID)
	}
	for _, s := range d.SegmentUsage {
		fmt.Fprintln(&b, s.Application.ID, s.Period, s.Report.ID, s.Segment, s.Users, s.Rounding, s.Penetration, s.Qualifier)
	}
	for _, f := range slices.Concat(d.Nation, d.PlatformFigures) {
		subject := cmp.Or(f.Platform, &dataset.Term{ID: "China"}) // A national figure has no platform.
		fmt.Fprintln(&b, subject.ID, f.Indicator.ID, f.Period, f.Report.ID, f.Value, f.Qualifier)
	}
	return b.String()
}

// failing returns openError when a file is opened, and readError when one is read, unless the error
// is nil. File permissions would not do: root may read every file.
type failing struct {
	fs.FS
	openError, readError error
}

func (f failing) Open(name string) (fs.File, error) {
	if f.openError != nil {
		return nil, &fs.PathError{Op: "open", Path: "/secret/" + name, Err: f.openError}
	}
	file, err := f.FS.Open(name)
	return failingFile{file, f.readError}, err
}

type failingFile struct {
	fs.File
	err error
}

func (f failingFile) Read(p []byte) (int, error) {
	if f.err != nil {
		return 0, &fs.PathError{Op: "read", Path: "/secret", Err: f.err}
	}
	return f.File.Read(p)
}

func TestUnreadableFilesAreNamedWithoutTheirPath(t *testing.T) {
	t.Parallel()
	for want, files := range map[string]fs.FS{
		"platforms.csv:1: file: permission denied":  failing{FS: good(t), openError: syscall.EACCES},
		"platforms.csv:1: file: input/output error": failing{FS: good(t), readError: syscall.EIO},
	} {
		_, err := dataset.Load(files, 0)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
