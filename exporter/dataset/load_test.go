package dataset_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

// readArchive returns the files of a txtar archive, and those of base that the archive lacks.
func readArchive(t *testing.T, name string, base fstest.MapFS) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	maps.Copy(files, base)
	for _, f := range archive.Files {
		// Tests append to Data. Clip keeps that from overwriting the next file of the archive.
		files[f.Name] = &fstest.MapFile{Data: slices.Clip(f.Data)}
	}
	return files
}

func good(t *testing.T) fstest.MapFS { return readArchive(t, "testdata/good.txtar", nil) }

// usageHeader is the first line of application_usage.csv.
const usageHeader = "period,application,report,users_10k,users_rounding_10k,penetration_pct,stated_growth_pct,basis,note\n"

func TestWrongFixturesAreRejected(t *testing.T) {
	t.Parallel()
	fixtures, err := filepath.Glob("testdata/wrong/*.txtar")
	if err != nil || len(fixtures) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, fixture := range fixtures {
		t.Run(strings.TrimSuffix(filepath.Base(fixture), ".txtar"), func(t *testing.T) {
			files := readArchive(t, fixture, good(t))
			d, err := dataset.Load(files, 0)
			if err == nil {
				t.Fatal("the fixture was loaded")
			}
			if d != nil {
				t.Error("a dataset was returned along with the error")
			}
			if got, want := err.Error()+"\n", string(files["want"].Data); got != want {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
		})
	}
}

func TestMissingFilesAndDirectories(t *testing.T) {
	t.Parallel()
	files := good(t)
	delete(files, "platforms.csv")
	delete(files, "platform_indicators.csv")
	_, err := dataset.Load(files, 0)
	want := "platform_indicators.csv:1: file: file does not exist\nplatforms.csv:1: file: file does not exist"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}

	// The error for a missing directory does not contain its path.
	dir := filepath.Join(t.TempDir(), "secret")
	_, err = dataset.Load(os.DirFS(dir), 0)
	if err == nil || strings.Contains(err.Error(), "secret") || !strings.Contains(err.Error(), "application_usage.csv:1: file: no such file or directory") {
		t.Errorf("got %v, want all files missing, and no path", err)
	}
}

func TestReferencePeriodWithoutASurvey(t *testing.T) {
	t.Parallel()
	want := "reports.csv:1: period: the configured reference period 2025-06 has no survey; take one of 2023-12, 2024-06, 2024-12"
	if _, err := dataset.Load(good(t), period(t, "2025-06")); fmt.Sprint(err) != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A source whose date of publication is only a year, or a year and a month, may state figures of that
// year or month.
func TestPartialDateOfPublicationAllowsFiguresWithinIt(t *testing.T) {
	t.Parallel()
	for _, published := range []string{"2024", "2024-12"} {
		files := good(t)
		files["reports.csv"].Data = append(files["reports.csv"].Data, ("other,A newspaper,An article,," + published + ",\n")...)
		files["application_usage.csv"].Data = append(files["application_usage.csv"].Data, "2024-12,short_video,other,103953,1,,,table,\n"...)
		if _, err := dataset.Load(files, 0); err != nil {
			t.Errorf("published %s: %v", published, err)
		}
	}
}

// In float64, 32.2 * 3600 is 115920.00000000001.
func TestHoursAreWholeSeconds(t *testing.T) {
	t.Parallel()
	files := good(t)
	files["indicators.csv"].Data = append(files["indicators.csv"].Data, "weekly_hours_online,online,hours,Time online a week,每周上网时长,\n"...)
	files["national_indicators.csv"].Data = append(files["national_indicators.csv"].Data, "2024-12,weekly_hours_online,55,32.2,exact,\n"...)
	figures := datasettest.Load(t, files).Nation
	if got := figures[len(figures)-1].Value; got != 115920 {
		t.Errorf("32.2 hours are %v seconds, want 115920", got)
	}
}

// The message of a problem shows at most 60 characters of each cell, the identifier of an application included.
func TestMessageOfASharedNameIsBounded(t *testing.T) {
	t.Parallel()
	files := good(t)
	id := strings.Repeat("x", 4000)
	files["applications.csv"].Data = append(files["applications.csv"].Data, (id + ",basic,Mail,邮件,,,,,\npost,basic,Mail,电邮,,,,,\n")...)
	want := `applications.csv:6: row: "Mail" already names ` + id[:60] + "; a name belongs to one application"
	if _, err := dataset.Load(files, 0); fmt.Sprint(err) != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
