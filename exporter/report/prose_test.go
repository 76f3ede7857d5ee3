package report_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/report"
)

var update = flag.Bool("update", false, "write what the fixtures want anew")

// What sentences say, and what they do not. Each text of a fixture stands on a
// line, in which ¶ begins a new paragraph and ↵ a new line, and below it, indented,
// the figures that are taken from it and the numbers that a person is told of.
func TestProse(t *testing.T) {
	_, vocabulary := shipped(t)
	files, err := filepath.Glob("testdata/prose/*.txt")
	if err != nil || len(files) < 2 {
		t.Fatal("fixtures are missing", files, err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var anew strings.Builder
		for block := range strings.SplitSeq(strings.TrimSpace(string(content)), "\n\n") {
			lines := strings.Split(block, "\n")
			text := lines[0]
			got := []string{text}
			if !strings.HasPrefix(text, "#") {
				got = append(got, outcome(report.Read("text", []byte(breaks.Replace(text)), vocabulary))...)
			}
			if want := strings.Join(lines, "\n"); strings.Join(got, "\n") != want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", name, strings.Join(got, "\n"), want)
			}
			anew.WriteString(strings.Join(got, "\n") + "\n\n")
		}
		if *update {
			if err := os.WriteFile(name, []byte(strings.TrimSpace(anew.String())+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

var breaks = strings.NewReplacer("¶", "\n\n", "↵", "\n")

// outcome is what came of a text, as the fixtures write it.
func outcome(r *report.Reading) []string {
	var all []string
	for _, u := range r.Usage {
		all = append(all, "    "+written(u))
	}
	for _, f := range r.Figures {
		all = append(all, "    "+f.Period.String()+" "+f.Subject+" "+f.Value.String()+" "+f.Qualifier)
	}
	for _, n := range r.Notes {
		what, _, _ := strings.Cut(n.Message, " and was passed over")
		what, _, _ = strings.Cut(what, " and passed over")
		all = append(all, "    note: "+what)
	}
	return all
}

func TestSentencesHaveTheirLines(t *testing.T) {
	_, vocabulary := shipped(t)
	r := report.Read("text", []byte("By Dec. 2024,\nChina had many\nusers. China had\n662 million micro drama users.\n\n我国短\n视频用户规模\n达10.40亿人。"), vocabulary)
	if len(r.Usage) != 2 || r.Usage[0].Line != 3 || r.Usage[1].Line != 6 {
		t.Errorf("got %+v", r.Usage)
	}
}

// A list is of the survey that its introduction names, item by item.
func TestListsGoOnAboutTheirIntroduction(t *testing.T) {
	_, vocabulary := shipped(t)
	text := "As of December 2025:\n\n- Online music users reached 750 million;\n- Online shopping users\n  reached 937 million\n\n* Online literature users reached 583 million.\n\nOnline education users reached 357 million.\n\nIn Guangdong:\n• Short video users reached 55 million"
	var got []string
	for _, u := range report.Read("text", []byte(text), vocabulary).Usage {
		got = append(got, fmt.Sprint(u.Line, " ", written(u)))
	}
	want := []string{"3 2025-12 online_music 75000/100", "4 2025-12 online_shopping 93700/100", "7 2025-12 online_literature 58300/100", "9 0000-01 online_education 35700/100"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestNumberedHeadingsStandAlone(t *testing.T) {
	_, vocabulary := shipped(t)
	r := report.Read("text", []byte("(I) Online music\nAs of June 2026, online music users reached 755 million.\n三、网络文学\n截至2026年6月，我国网络文学用户规模达5.90亿人。"), vocabulary)
	if len(r.Usage) != 2 || r.Usage[0].Line != 2 || r.Usage[1].Line != 4 {
		t.Errorf("got %+v %+v", r.Usage, r.Notes)
	}
}
