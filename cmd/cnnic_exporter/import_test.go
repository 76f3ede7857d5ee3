package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/prometheustest"
)

const report58 = "testdata/report-58/"

func TestImportMisused(t *testing.T) {
	dir := datasettest.Report57(t)
	before := dataset.Fingerprint(os.DirFS(dir))
	broken, piped := t.TempDir(), datasettest.Report57(t)
	pipe := filepath.Join(piped, "sectors.csv")
	if err := errors.Join(os.Remove(pipe), syscall.Mkfifo(pipe, 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   string
		code   int
		stderr string
	}{
		{"import", 2, "--report"},
		{"import --report 58 " + report58 + "table.md", 2, "git clone it, or cp -r data DIR"},
		{"import --report 58 --period 2026-13 --published today --data " + dir, 2, "--period: \"2026-13\" is not a month written YYYY-MM\n--published: \"today\" is not a day written YYYY-MM-DD\n"},
		{"import --report 58 --published 2999-08-20 --data " + dir, 2, "--published: 2999-08-20 has not come yet; today is 20"},
		{"import --report 58 --data " + dir + " nowhere.md neither.md", 1, "open nowhere.md: no such file or directory\nopen neither.md: no such file or directory\nNothing was written.\n"},
		{"import --report 58 --data " + filepath.Join(dir, "nowhere") + " " + report58 + "table.md", 1, "--data: open " + filepath.Join(dir, "nowhere") + ": no such file or directory\n"},
		{"import --report 58 --data " + dir + " -", 1, "standard input:1: "},
		{"import --report 58 --data " + dir + " " + dir, 1, "is a directory"},
		{"import --report 58 --data " + broken + " " + report58 + "table.md", 1, "has errors, which must be mended first:\napplication_breaks.csv:1: file: no such file or directory"},
		{"import --report 58 --data " + piped + " " + report58 + "table.md", 1, "sectors.csv:1: file: is a pipe"},
		{"import --report 58 --data " + dir + " " + report58 + "wrong.md", 1, report58 + `wrong.md:5:3: no application has the name "Instant mesaging"; the nearest is "instant messaging".`},
		{"import --report 58 --data " + dir + " " + report58 + "wrong.md", 1, report58 + `wrong.md:6:17: Short video: "105.800,0" is not a number` + "\n"},
	} {
		code, _, stderr := call(t, nil, strings.Fields(c.args)...)
		if code != c.code || !strings.Contains(stderr, c.stderr) {
			t.Errorf("%s: got %d\n%s", c.args, code, stderr)
		}
	}
	if dataset.Fingerprint(os.DirFS(dir)) != before {
		t.Error("files were written")
	}
}

func TestImportReadsStandardInput(t *testing.T) {
	dir := datasettest.Report57(t)
	c := &config.Config{DataDir: dir}
	var out, errs bytes.Buffer
	text := strings.NewReader("As of June 2026, China had 671 million micro drama users.")
	if code := runImport(c, &importFlags{report: "58"}, text, &out, &errs); code != 0 || !strings.Contains(out.String(), "application_usage.csv: 1 added, 0 changed") {
		t.Errorf("got %d\n%s%s", code, out.String(), errs.String())
	}
	text = strings.NewReader("There is nothing in this.")
	if code := runImport(c, &importFlags{report: "58", files: []string{""}}, text, &out, &errs); code != 1 || !strings.Contains(errs.String(), "standard input:1: has no figures") {
		t.Errorf("got %d\n%s", code, errs.String())
	}
}

// A slip of the pen stops the import, also where the report's number of Internet
// users is not known yet, until somebody says that it is none.
func TestImportStopsAtFindings(t *testing.T) {
	dir := datasettest.Report57(t)
	before := dataset.Fingerprint(os.DirFS(dir))
	table, err := os.ReadFile(report58 + "table.md")
	if err != nil {
		t.Fatal(err)
	}
	slip := filepath.Join(t.TempDir(), "table.md")
	if err := os.WriteFile(slip, bytes.Replace(table, []byte("| 82,560 |"), []byte("| 28,560 |"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"import", "--report", "58", "--published", "2026-08-20", "--data", dir, slip}
	const finding = "online_news of 2026-06: 28560 users are 73.0 % of 39123 Internet users"
	code, stdout, _ := call(t, nil, append(args, "--dry-run")...)
	if code != 0 || !strings.Contains(stdout, finding) || !strings.Contains(stdout, "add --accept-findings") {
		t.Errorf("a dry run: got %d\n%s", code, stdout)
	}
	code, stdout, stderr := call(t, nil, args...)
	if code != 1 || !strings.Contains(stdout, finding) || !strings.Contains(stderr, " findings. Look at the page again.") {
		t.Errorf("got %d\n%s%s", code, stdout, stderr)
	}
	if dataset.Fingerprint(os.DirFS(dir)) != before {
		t.Error("files were written")
	}
	if code, stdout, stderr := call(t, nil, append(args, "--accept-findings")...); code != 0 || !strings.Contains(stdout, "Written, in lines:") {
		t.Errorf("accepted: got %d\n%s%s", code, stdout, stderr)
	}
}

// A made-up report 58 goes the whole way: first its release with a few figures,
// then its table and text, which restate and confirm, then an application that
// is new, into a directory that a running exporter watches, and from there to
// Prometheus and its rules.
func TestReport58FromImportToAlert(t *testing.T) {
	dir := datasettest.Report57(t)
	e := serveFrom(t, dir)
	must := func(args ...string) string {
		t.Helper()
		args = append([]string{"import", "--report", "58", "--data", dir}, args...)
		code, stdout, stderr := call(t, nil, args...)
		if code != 0 || stderr != "" {
			t.Fatalf("%s: got %d\n%s%s", args, code, stdout, stderr)
		}
		return stdout
	}
	const (
		reference = `cnnic_reference_period_info{period="2024-12"} 1`
		partial   = `cnnic_period_info{coverage="partial",period="2026-06",report="58"} 1`
		rounded   = `cnnic_application_users{application="short_video",period="2026-06",sector="culture_tourism_entertainment"} 1058000000`
	)

	before := dataset.Fingerprint(os.DirFS(dir))
	if code, _, _ := call(t, nil, "import", "--report", "58", "--data", dir, report58+"wrong.md"); code != 1 {
		t.Errorf("a wrong table: got %d", code)
	}
	if out := must("--dry-run", "--published", "2026-08-20", report58+"release.txt"); !strings.Contains(out, "this is a dry run") {
		t.Errorf("the dry run says\n%s", out)
	}
	if dataset.Fingerprint(os.DirFS(dir)) != before {
		t.Fatal("files were written")
	}

	out := must("--published", "2026-08-20", report58+"release.txt")
	if !strings.Contains(out, "The reference period stays 2024-12.") || !strings.Contains(out, "The survey of 2026-06 is partial") {
		t.Errorf("the release says\n%s", out)
	}
	e.shows(reference, partial, rounded)

	out = must(report58+"table.md", report58+"text.txt")
	for _, want := range []string{
		"2025-12  Short video      1,074.12 million, 95.5 %  report 57 says 1,074 million, 95.4 %",
		"2025-12  Search engine        782.05 million, 69.5 %    report 57 says 782.06 million, 69.5 %",
		"2026-06  Short video          1,058.00 million, 93.5 %  in place of 1,058 million, 93.5 % from the same report",
		"2026-06  Internet users        1,131 million  as report 58 says",
		"The survey of 2026-06 is full.\nThe reference period becomes 2026-06; it was 2024-12.",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the table says\n%s\nand not\n%s", out, want)
		}
	}
	e.shows(
		`cnnic_reference_period_info{period="2026-06"} 1`,
		`cnnic_period_info{coverage="full",period="2025-12",report="57"} 1`,
		`cnnic_application_users{application="micro_drama",period="2026-06",sector="culture_tourism_entertainment"} 671000000`,
		`cnnic_application_source_info{application="search_engine",basis="table",period="2025-12",report="58"} 1`,
		`cnnic_application_superseded_penetration_ratio{application="short_video",period="2025-12",report="57",sector="culture_tourism_entertainment"} 0.954`,
		`cnnic_indicator_people{indicator="internet_users",period="2026-06",qualifier="rounded"} 1131000000`,
		`cnnic_exporter_dataset_last_reload_successful 1`,
	)
	if out := must(report58+"table.md", report58+"text.txt"); !strings.Contains(out, "There is nothing to write") {
		t.Errorf("the second time says\n%s", out)
	}
	if code, stdout, _ := call(t, nil, "check", dir); code != 0 || !strings.Contains(stdout, "16 surveys, reference period 2026-06, 0 findings") {
		t.Errorf("check: got %d\n%s", code, stdout)
	}
	if _, stdout, _ := call(t, nil, "history", "--data", dir); !strings.Contains(stdout, `cnnic_history_application_users{application="short_video",sector="culture_tourism_entertainment",timeline="survey"} 1058000000 1782777600`) {
		t.Error("the history lacks short video of 2026-06")
	}

	// The table has an application more from this survey on.
	applications := filepath.Join(dir, "applications.csv")
	content, err := os.ReadFile(applications)
	if err != nil {
		t.Fatal(err)
	}
	content = append(content, "smart_spectacles,basic,Smart spectacles,智能眼镜,Smart spectacles,,2026-06,,made up\n"...)
	if err := os.WriteFile(applications, content, 0o600); err != nil {
		t.Fatal(err)
	}
	must(report58 + "new-application.csv")
	e.shows(`cnnic_application_penetration_ratio{application="smart_spectacles",period="2026-06",sector="basic"} 0.04`, `cnnic_reference_period_info{period="2026-06"} 1`)
	if log := e.log.String(); strings.Contains(log, "rejected") {
		t.Errorf("the exporter saw a dataset that was written in part:\n%s", log)
	}

	p := prometheustest.New(t)
	p.Scrape(t, "../../provisioning/prometheus/prometheus.yml", []string{e.url}, "prometheus", "alertmanager")
	files, err := filepath.Glob("../../provisioning/prometheus/rules/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatal("no rules", err)
	}
	got := slices.DeleteFunc(p.Alerts(t, files...), func(a string) bool {
		return strings.HasPrefix(a, "CNNICReportOverdue") // It depends on the day of the test.
	})
	want := []string{
		"CNNICApplicationLosingReach: Online video reached 96.3% of Internet users in 2026-06, -0.4 percentage points in a year.",
		"CNNICApplicationLosingReach: Short video reached 93.5% of Internet users in 2026-06, -1.6 percentage points in a year.",
		"CNNICApplicationShrinking: Short video had 1.058 billion users in 2026-06, -10 million (-0.9%) in a year.",
		"CNNICGrowthReversed: Short video changed by -10 million users (-0.9%) in the year to 2026-06, after growth in the year before.",
		"CNNICSectorShrinking: Culture, tourism and entertainment: the applications that both surveys know changed together by -5.56 million users in the year to 2026-06.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// served is an exporter that runs for the length of a test.
type served struct {
	t   *testing.T
	url string
	log *lockedBuffer
}

func serveFrom(t *testing.T, dir string) *served {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	e := &served{t, "http://" + address, &lockedBuffer{}}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int)
	go func() {
		ended <- run(ctx, nil, []string{"CNNIC_LISTEN_ADDRESS=" + address, "CNNIC_DATA_DIR=" + dir, "CNNIC_RELOAD_INTERVAL=5ms"}, e.log, e.log)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	e.shows("cnnic_exporter_dataset_last_reload_successful 1")
	return e
}

// lockedBuffer is a log that may be read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// shows waits until /metrics has all of the lines.
func (e *served) shows(lines ...string) {
	e.t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		missing := slices.Clone(lines)
		if r, err := http.Get(e.url + "/metrics"); err == nil {
			body, _ := io.ReadAll(r.Body)
			r.Body.Close()
			missing = slices.DeleteFunc(missing, func(l string) bool { return bytes.Contains(body, []byte("\n"+l+"\n")) })
		}
		if len(missing) == 0 {
			return
		}
		if time.Now().After(deadline) {
			e.t.Fatalf("/metrics does not show\n%s", strings.Join(missing, "\n"))
		}
		time.Sleep(10 * time.Millisecond)
	}
}
