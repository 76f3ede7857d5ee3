package report_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/report"
)

// FuzzRead holds that whatever is read, the reader neither fails to end nor
// makes up figures: what it gives has a place in the file, is a share from 0 to
// 100, a number of people that is not negative, and of an application that there
// is.
func FuzzRead(f *testing.F) {
	d, vocabulary := shipped(f)
	seeds, err := filepath.Glob("testdata/*/*.*")
	if err != nil || len(seeds) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range seeds {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		// Small seeds are tried more often.
		switch files := txtar.Parse(content).Files; {
		case strings.Contains(name, "/prose/"):
			for text := range strings.SplitSeq(string(content), "\n\n") {
				f.Add([]byte(text))
			}
		case len(files) > 0:
			for _, file := range files {
				f.Add(file.Data)
			}
		default:
			f.Add(content)
		}
	}
	for _, text := range []string{
		"截至2024年12月，我国微短剧用户规模达6.62亿人，占网民整体的59.7%。",
		"As of June 2026, China had 1.131 billion Internet users, and the Internet penetration reached 80.6%.",
		"<table><tr><td colspan=999999 rowspan=99999>a<td>1</table>", "a,\"b\n1", "\xff\xfea\x00", "|-|-|\n|-|-|",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		r := report.Read("fuzz", content, vocabulary)
		if len(r.Problems) == 0 && len(r.Notes) == 0 && !r.HasFigures() {
			t.Error("nothing was read and nothing says why")
		}
		for _, u := range r.Usage {
			switch {
			case u.Line < 1 || u.File != "fuzz":
				t.Errorf("%+v has no place", u)
			case !u.Users.Valid && !u.Penetration.Valid:
				t.Errorf("%+v says nothing", u)
			case u.Users.Valid && (u.Rounding < 1 || u.Users.Decimal.IsNegative() || !u.Users.Decimal.IsInteger()):
				t.Errorf("%+v has no number of users", u)
			case u.Penetration.Valid && (u.Penetration.Decimal.IsNegative() || u.Penetration.Decimal.GreaterThan(decimal.NewFromInt(100))):
				t.Errorf("%+v has no share", u)
			case u.Subject != "" && d.Application(u.Subject) == nil:
				t.Errorf("%+v is of no application", u)
			}
		}
	})
}
