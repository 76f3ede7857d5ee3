package server_test

import (
	"regexp"
	"strings"
	"syscall"
	"testing"

	"cnnic_exporter/exporter/dataset/datasettest"
)

// Each load is one line of the log, and so is each problem of a rejected dataset.
func TestLoadsAndProblemsAreLogged(t *testing.T) {
	t.Parallel()
	dir := datasettest.Report57(t)
	i := start(t, "CNNIC_DATA_DIR="+dir, "CNNIC_ENABLE_LIFECYCLE=true", "CNNIC_RELOAD_INTERVAL=0")
	i.do("POST", "/-/reload")
	edit(t, dir, "103953", "broken")
	edit(t, dir, "105330,1", "broken,1")
	i.do("POST", "/-/reload")
	i.sighups <- syscall.SIGHUP
	eventually(t, "the signal's reload is logged", func() bool { return strings.Count(i.log.String(), "Dataset problem") == 4 })
	i.stopAndWait()
	var got []string
	for line := range strings.Lines(i.log.String()) {
		// The time comes first. It is left out, and other values that vary are masked.
		_, line, _ = strings.Cut(strings.TrimSpace(line), " ")
		line = regexp.MustCompile(`(duration|address|data_dir)=\S+`).ReplaceAllString(line, "$1=?")
		got = append(got, regexp.MustCompile(`line=\d+`).ReplaceAllString(line, "line=?"))
	}
	loaded := func(reason string) string {
		return `level=INFO msg="Dataset loaded" reason=` + reason + " usage=159 surveys=15 reference_period=2024-12 findings=0 duration=?"
	}
	rejected := func(reason string) string {
		return `level=ERROR msg="Dataset rejected" reason=` + reason + " data_dir=? problems=2 previous_served=true"
	}
	problem := `level=ERROR msg="Dataset problem" file=application_usage.csv line=? column=users_10k problem="\"broken\" is not a number"`
	want := []string{
		loaded("start"),
		`level=INFO msg="Listening on" address=?`,
		`level=INFO msg="TLS is disabled." http2=false address=?`,
		loaded("request"),
		rejected("request"), problem, problem,
		rejected("signal"), problem, problem,
		"level=INFO msg=Stopping timeout=15s",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
