package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
)

const report58PDF = "testdata/report-58.pdf"

// call runs the program with stdin as its standard input. Its arguments are the words of line and
// the elements of more, which may contain blanks, as paths do.
func call(t *testing.T, stdin, line string, more ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(append(strings.Fields(line), more...), strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

// mustCall runs the program and fails the test unless it succeeds without errors.
func mustCall(t *testing.T, stdin, line string, more ...string) string {
	t.Helper()
	code, stdout, stderr := call(t, stdin, line, more...)
	if code != success || stderr != "" {
		t.Fatalf("%s: got %d\n%s%s\nwant %d and no errors", line, code, stdout, stderr, success)
	}
	return stdout
}

// TestMain runs the tests, or the program for the test that started this process.
func TestMain(m *testing.M) {
	if os.Getenv("CNNIC_IMPORT_RUN") != "" {
		main()
	}
	m.Run()
}

// Not parallel: an import ignores signals while it writes, and a program started meanwhile would inherit that.
func TestInterruptEndsReadingOfStandardInput(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	command := exec.CommandContext(ctx, os.Args[0], "candidates", "--data", "../../data", "-")
	command.Env = append(os.Environ(), "CNNIC_IMPORT_RUN=1")
	stdin, err := command.StdinPipe()
	if err == nil {
		err = command.Start()
	}
	if err == nil {
		// A pipe holds less, so the program is reading when this write returns.
		_, err = stdin.Write(make([]byte, 1<<20))
	}
	if err == nil {
		err = command.Process.Signal(os.Interrupt)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err == nil || err.Error() != "signal: interrupt" {
		t.Errorf("got %v, want the end by the signal", err)
	}
}

func fingerprint(dir string) string { return fmt.Sprint(dataset.Read(os.DirFS(dir))) }

// report58File is the PDF or, if pdftotext is not installed, its text from pdftotext -layout.
func report58File() string {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		return "testdata/report-58.txt"
	}
	return report58PDF
}

// The synthetic report is imported with the candidates that its text gives. Nothing is
// written without --write, and importing it again changes nothing.
func TestImportOfReport58(t *testing.T) {
	t.Parallel()
	dir, file := datasettest.Report57(t), report58File()
	before := fingerprint(dir)
	out := mustCall(t, "", "--report 58 --published 2026-08-20 --data", dir, file)
	for _, want := range []string{
		"Report 58: 58th Statistical Report on China's Internet Development",
		"The survey of 2026-06 is full.\nOnly 5 of its 16 applications have users a year before, in 2025-06, and alerts on users judge only these: import the table of that survey's report, too.\nWith this report, the reference period is 2026-06, unless the exporter is configured otherwise.\n",
		"Dry run, nothing written. Would change:\n  reports.csv: 1 added, 0 changed\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("got\n%s\nwithout %s", out, want)
		}
	}
	if fingerprint(dir) != before {
		t.Fatal("the dry run wrote")
	}

	candidates := filepath.Join(t.TempDir(), "candidates.csv")
	if err := os.WriteFile(candidates, []byte(mustCall(t, "", "candidates --data", dir, file)), 0o600); err != nil {
		t.Fatal(err)
	}
	writeBoth := func() string {
		return mustCall(t, "", "--report 58 --published 2026-08-20 --write --data", dir, file, candidates)
	}
	if out := writeBoth(); !strings.Contains(out, "\nWritten:\n  reports.csv: 1 added, 0 changed\n  national_indicators.csv: 2 added, 0 changed\n") {
		t.Errorf("got\n%s\nwant reports.csv with 1 new row and national_indicators.csv with 2", out)
	}
	// The chart's figure is taken, as it is more exact than that of the text.
	if nation, err := os.ReadFile(filepath.Join(dir, "national_indicators.csv")); err != nil || !strings.Contains(string(nation), "\n2026-06,internet_users,58,113140,exact,") {
		t.Errorf("got %s, %v, want 113140 Internet users of 2026-06", nation, err)
	}
	d := datasettest.Load(t, os.DirFS(dir))
	june := d.Reference.Period
	for id, want := range map[string][2]float64{
		"short_video": {1_057_860_000, 0.935}, "online_audio": {341_680_000, 0.302}, "micro_drama": {671_000_000, 0.593}, "online_education": {331_000_000, 0.293},
	} {
		u := d.Application(id).UsageAt(june)
		if u == nil || u.Users.Value != want[0] || u.Penetration.Value-want[1] > 1e-9 || want[1]-u.Penetration.Value > 1e-9 {
			t.Errorf("%s: got %+v, want %.0f users and a share of %.3f", id, u, want[0], want[1])
		}
	}
	if june.String() != "2026-06" || len(d.Findings) > 0 {
		t.Errorf("got the reference period %s and the findings %v, want 2026-06 and none", june, d.Findings)
	}
	if out := writeBoth(); !strings.Contains(out, "No figure changes the dataset; there is nothing to write.") {
		t.Errorf("second import: got\n%s\nwant no changes", out)
	}
}

func TestPDFWithoutPdftotext(t *testing.T) {
	dir := datasettest.Report57(t)
	t.Setenv("PATH", t.TempDir())
	code, _, stderr := call(t, "", "--report 58 --data", dir, report58PDF)
	if code != failure || !strings.Contains(stderr, report58PDF+": reading a PDF needs the program pdftotext, which is not installed; install poppler-utils") || !strings.HasSuffix(stderr, "Nothing was written.\n") {
		t.Errorf("got %d\n%s\nwant %d, how to install pdftotext, and that nothing was written", code, stderr, failure)
	}
}

// scan is a PDF of a blank page: like a scanned one, it has no text.
const scan = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n"

func TestScannedPDF(t *testing.T) {
	t.Parallel()
	want := "is a PDF without text, such as a scanned one"
	if _, err := exec.LookPath("pdftotext"); err != nil {
		want = "install poppler-utils"
	}
	code, _, stderr := call(t, scan, "--report 58 --data", datasettest.Report57(t), "-")
	if code != failure || !strings.Contains(stderr, "standard input: ") || !strings.Contains(stderr, want) {
		t.Errorf("got %d\n%s\nwant %d and %q", code, stderr, failure, want)
	}
}

func TestVersionNeedsNoFile(t *testing.T) {
	t.Parallel()
	if out := mustCall(t, "", "--version"); !strings.HasPrefix(out, "cnnic_import, version ") {
		t.Errorf("got %q, want a version of cnnic_import", out)
	}
}

func TestWrongArgumentsAndFiles(t *testing.T) {
	t.Parallel()
	dir, empty := datasettest.Report57(t), t.TempDir()
	before := fingerprint(dir)
	for _, c := range []struct {
		line, dir, stdin string
		code             int
		stderr           string
	}{
		{"--data", dir, "", misuse, "required flag(s) '--report' not provided"},
		{"--report 58 --data", dir, "", misuse, "required argument 'file' not provided"},
		{"--report 58 --period 2026-13 --published today - --data", dir, "", misuse, "--period: \"2026-13\" is not a month written YYYY-MM\n--published: \"today\" is not a day written YYYY-MM-DD; see --help\n"},
		{"--report 58 --published 2999-08-20 - --data", dir, "", misuse, "--published: 2999-08-20 lies in the future; today is "},
		{"--report 58 nowhere.md neither.md --data", dir, "", failure, "open nowhere.md: no such file or directory\nopen neither.md: no such file or directory\nNothing was written.\n"},
		{"--report 58 - --data", filepath.Join(dir, "nowhere"), "x", misuse, "--data: open " + filepath.Join(dir, "nowhere") + ": no such file or directory"},
		{"--report 58 - --data", dir, "", failure, "standard input: is empty\nNothing was written.\n"},
		{"--report 58 - --data", empty, "x", failure, "the dataset has errors; fix these first:\n"},
		{"candidates - --data", empty, "x", failure, "the dataset has errors; fix these first:\n"},
		{"candidates - --data", dir, "Nothing is stated here.", success, "no candidates in the text; tables and charts need none: "},
	} {
		code, _, stderr := call(t, c.stdin, c.line, c.dir)
		if code != c.code || !strings.Contains(stderr, c.stderr) {
			t.Errorf("%s: got %d\n%s\nwant %d and %q", c.line, code, stderr, c.code, c.stderr)
		}
		if strings.HasPrefix(c.line, "candidates") && strings.Contains(stderr, "Nothing was written.") {
			t.Errorf("%s: got\n%s\nwant no word of writing", c.line, stderr)
		}
	}
	if fingerprint(dir) != before {
		t.Error("files were written")
	}
}

func TestFindingsStopTheWriting(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	before := fingerprint(dir)
	const wrongDigit = "应用,2026.6用户规模（万人）,2026.6网民使用率\n短视频,105786,93.5\n网络支付,104994,92.8\n网络文学,59172,52.3\n网络音乐,26143,67.3\n"
	const line = "--report 58 --published 2026-08-20 --data"
	if out := mustCall(t, wrongDigit, line, dir, "-"); !strings.Contains(out, "online_music of 2026-06: 67.3 % of the 112500 Internet users of 2025-12 is 75712, the users are 26143") || !strings.Contains(out, "add --accept-findings") {
		t.Errorf("dry run: got\n%s\nwant the finding, and how to accept it", out)
	}
	if code, _, stderr := call(t, wrongDigit, line, dir, "-", "--write"); code != failure || !strings.Contains(stderr, "new findings: compare the figures with the report") || fingerprint(dir) != before {
		t.Errorf("--write: got %d\n%s\nwant %d, new findings, and nothing written", code, stderr, failure)
	}
	if out := mustCall(t, wrongDigit, line, dir, "-", "--write", "--accept-findings"); !strings.Contains(out, "\nWritten:\n") || fingerprint(dir) == before {
		t.Errorf("--accept-findings: got\n%s\nwant changed files", out)
	}
}

func TestCandidatesOfASavedPage(t *testing.T) {
	t.Parallel()
	out := mustCall(t, "", "candidates --data", datasettest.Report57(t), "testdata/saved-page.mhtml")
	if !strings.HasPrefix(out, "take,period,subject,users_10k,users_rounding_10k,pct,flags,file,line,sentence\nx,2026-06,internet_users,113100,100,,,") {
		t.Errorf("got\n%s\nwant first the header and the Internet users", out)
	}
}

func TestPeriodWhereFilesNameNoMonth(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	const text, table = "短视频用户规模达10.58亿人。", "应用,用户规模（万人）,网民使用率\n短视频,105786,93.5\n网络支付,104994,92.8\n"
	if out, want := mustCall(t, text, "candidates --period 2026-06 --data", dir, "-"), "\nx,2026-06,short_video,105800,"; !strings.Contains(out, want) {
		t.Errorf("candidates: got\n%s\nwithout %q", out, want)
	}
	const want = "presents the survey of 2026-06, published on 2026-08-20 by CNNIC"
	if out := mustCall(t, table, "--report 58 --period 2026-06 --published 2026-08-20 --data", dir, "-"); !strings.Contains(out, want) {
		t.Errorf("import: got\n%s\nwithout %q", out, want)
	}
}

// writerThatChanges is a standard output that changes a dataset while the import prints, as another program might.
type writerThatChanges struct {
	t   *testing.T
	dir string
}

func (c writerThatChanges) Write(p []byte) (int, error) {
	datasettest.Edit(c.t, c.dir, "application_usage.csv", func(content string) string { return content + "\n" })
	return len(p), nil
}

func TestFailedWritingIsReported(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	const table = "应用,2026.6用户规模（万人）,2026.6网民使用率\n短视频,105786,93.5\n网络支付,104994,92.8\n"
	var stderr bytes.Buffer
	code := run([]string{"--report", "58", "--published", "2026-08-20", "--write", "--data", dir, "-"}, strings.NewReader(table), writerThatChanges{t, dir}, &stderr)
	const want = "application_usage.csv was changed by another program meanwhile\nNothing was written.\n"
	if code != failure || stderr.String() != want {
		t.Errorf("got %d and %q, want %d and %q", code, stderr.String(), failure, want)
	}
}

func TestHelpNamesEveryCommandAndFlag(t *testing.T) {
	t.Parallel()
	out := mustCall(t, "", "--help")
	for _, want := range []string{"--data=DIR ", "--period=YYYY-MM ", "--[no-]version ", "\nreport --report=N ", "--published=YYYY-MM-DD ", "--[no-]write ", "--[no-]accept-findings ", "\ncandidates <file>"} {
		if !strings.Contains(out, want) {
			t.Errorf("got\n%s\nwant %q", out, want)
		}
	}
}
