package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"cnnic_exporter/exporter/dataset/datasettest"
)

// call runs the program and returns its exit code and output.
func call(t *testing.T, environ []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var outBuffer, errBuffer bytes.Buffer
	code = run(t.Context(), args, environ, &outBuffer, &errBuffer)
	return code, outBuffer.String(), errBuffer.String()
}

// edit replaces a text throughout application_usage.csv of a dataset.
func edit(t *testing.T, dir, before, after string) {
	t.Helper()
	datasettest.Edit(t, dir, "application_usage.csv", func(content string) string {
		return strings.ReplaceAll(content, before, after)
	})
}

func TestExitCodesAndOutputOfCommands(t *testing.T) {
	t.Parallel()
	broken := datasettest.Report57(t)
	edit(t, broken, "103953", "broken")
	veryBroken := datasettest.Report57(t)
	edit(t, veryBroken, "\n2", "\n9")
	for _, c := range []struct {
		args           string
		environ        []string
		code           int
		stdout, stderr string
	}{
		{args: "--help", stdout: "CNNIC_LISTEN_ADDRESS"},
		{args: "-h", stdout: "CNNIC_LISTEN_ADDRESS"},
		{args: "version", stdout: "cnnic_exporter, version "},
		{args: "--version", stdout: "cnnic_exporter, version "},
		{args: "check", environ: []string{"CNNIC_DATA_DIR=" + datasettest.Report57(t)}, stdout: "OK: 159 usages of 21 applications, 15 surveys, reference period 2024-12, 0 findings\n"},
		{args: "check", environ: []string{"CNNIC_DATA_DIR=" + datasettest.WithoutFullSurvey(t)}, stdout: "(finding: reference_period)\nOK: 157 usages of 21 applications, 15 surveys, no reference period, 1 finding\n"},
		{args: "check ../../data", stdout: "OK: "},
		{args: "check", environ: []string{"CNNIC_REFERENCE_PERIOD=2023-12"}, stdout: "reference period 2023-12"},
		{args: "check", environ: []string{"CNNIC_REFERENCE_PERIOD=2030-12"}, code: 1, stdout: "reports.csv:1: period: the configured reference period 2030-12 has no survey"},
		{args: "check", environ: []string{"CNNIC_DATA_DIR=" + broken}, code: 1, stdout: `: users_10k: "broken" is not a number` + "\nFAILED: 1 error\n"},
		{args: "check", environ: []string{"CNNIC_DATA_DIR=" + veryBroken}, code: 1, stdout: "and 278 more\nFAILED: 378 errors\n"},
		{args: "serve", environ: []string{"CNNIC_DATA_DIR=" + broken}, code: 1, stderr: "the dataset was rejected"},
		{args: "serve", environ: []string{"CNNIC_DATA_DIR=" + broken}, code: 1, stderr: `column=users_10k problem="\"broken\" is not a number"`},
		{args: "chekc", code: 2, stderr: `expected command but got "chekc"; see --help`},
		// A flag without its value, as after an unset shell variable: last, and before another flag.
		{args: "--web.config.file", environ: []string{"CNNIC_DATA_DIR=" + broken}, code: 2, stderr: "'--web.config.file'; see --help"},
		{args: "--web.config.file --web.enable-lifecycle", environ: []string{"CNNIC_DATA_DIR=" + broken}, code: 2, stderr: "'--web.config.file'; see --help"},
		{args: "import --report 58 report.pdf", code: 2, stderr: "a separate program, cnnic_import\n"},
		{args: "check a b", code: 2, stderr: "see --help"},
		{args: "serve", environ: []string{"CNNIC_DATADIR=x"}, code: 2, stderr: "CNNIC_DATADIR: unknown variable; --help lists all\n"},
		{args: "--web.listen-address=9100", code: 2, stderr: "--web.listen-address: \"9100\" is not an address; write HOST:PORT"},
		{args: "serve --data.dir=/nowhere", code: 2, stderr: "--data.dir: open /nowhere: no such file or directory\n"},
		{args: "check /nowhere", code: 2, stderr: "cnnic_exporter: path '/nowhere' does not exist; see --help\n"},
		{args: "check ", code: 2, stderr: "cnnic_exporter: path '' does not exist; see --help\n"}, // As `check "$UNSET"`.
		{args: "check --data.dir=../../data --data.reference-period=2023-12", stdout: "reference period 2023-12"},
		{args: "serve --web.listen-adress=:1", code: 2, stderr: "--web.listen-adress"},
		{args: "healthcheck", environ: []string{"CNNIC_LISTEN_ADDRESS=127.0.0.1:1"}, code: 1, stderr: "not healthy: "},
	} {
		code, stdout, stderr := call(t, c.environ, strings.Split(c.args, " ")...)
		if code != c.code || !strings.Contains(stdout, c.stdout) || !strings.Contains(stderr, c.stderr) {
			t.Errorf("%s %s: got %d, want %d\nstdout: %s\nwant in it: %s\nstderr: %s\nwant in it: %s",
				strings.Join(c.environ, " "), c.args, code, c.code, stdout, c.stdout, stderr, c.stderr)
		}
	}
}

// Not parallel: kingpin writes completions to os.Stdout.
func TestCompletionOffersCommands(t *testing.T) {
	stdout := os.Stdout
	defer func() { os.Stdout = stdout }()
	file, err := os.Create(filepath.Join(t.TempDir(), "completions"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	os.Stdout = file
	call(t, nil, "--completion-bash", "ch") // As the completion scripts of bash and zsh call it for `cnnic_exporter ch`.
	completions, err := os.ReadFile(file.Name())
	if err != nil || !slices.Contains(strings.Split(string(completions), "\n"), "check") {
		t.Errorf("got %q and the error %v, want check among the completions", completions, err)
	}
}

func TestConfigurationPageDescribesEveryCommand(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	_, help, _ := call(t, nil, "--help")
	// kingpin lists its own command "help" first, and the exporter's after it.
	_, commands, _ := strings.Cut(help, "help [<command>...]")
	found := regexp.MustCompile(`(?m)^(\w+).*\n((?:    .+\n)+)`).FindAllStringSubmatch(commands, -1)
	if len(found) == 0 {
		t.Fatalf("no commands in %s", help)
	}
	for _, m := range found {
		row := regexp.MustCompile("(?m)^\\| `" + m[1] + "[^`]*` \\| (.*) \\|$").FindStringSubmatch(string(text))
		if want := strings.Join(strings.Fields(m[2]), " "); row == nil || row[1] != want {
			t.Errorf("the row of %s is %q, want %s", m[1], row, want)
		}
	}
}

func TestLogSettings(t *testing.T) {
	t.Parallel()
	_, _, log := call(t, []string{"CNNIC_REFERENCE_PERIOD=2030-12"}, "serve", "--log.level=error", "--log.format=json")
	for line := range strings.Lines(log) {
		if !strings.HasPrefix(line, "{") || !strings.Contains(line, `"level":"ERROR"`) {
			t.Errorf("got the line %s, want JSON at level error", line)
		}
	}
	if log == "" {
		t.Error("the rejected dataset is not logged")
	}
}

func TestSighupReloads(t *testing.T) {
	t.Parallel()
	dir, address := datasettest.Report57(t), freeAddress(t)
	serve(t, "CNNIC_LISTEN_ADDRESS="+address, "CNNIC_DATA_DIR="+dir, "CNNIC_RELOAD_INTERVAL=0")
	edit(t, dir, "103953", "103954")
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() error {
		r, err := http.Get("http://" + address + "/data/application_usage.csv")
		if err != nil {
			return err
		}
		defer r.Body.Close()
		body, err := io.ReadAll(r.Body)
		if err == nil && !strings.Contains(string(body), "103954") {
			err = errors.New("the changed file is not served")
		}
		return err
	})
}

// eventually repeats try until it succeeds, for up to a minute.
func eventually(t *testing.T, try func() error) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for err := try(); err != nil; err = try() {
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// freeAddress returns an address on which nothing listens. Its port is below Linux's ephemeral ports, which clients and
// servers on port 0 get, so that no other test takes the port meanwhile.
func freeAddress(t testing.TB) string {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 20_000+rand.IntN(12_000)))
		if err == nil {
			defer l.Close()
			return l.Addr().String()
		}
	}
	t.Fatal("no port is free")
	return ""
}

// serve runs the exporter until the test ends, and returns its log once the healthcheck succeeds. Read
// the log only in a cleanup registered before this call: cleanups run in reverse order, so the exporter
// has ended by then and no longer writes to it.
func serve(t *testing.T, environ ...string) *bytes.Buffer {
	t.Helper()
	ended := make(chan int)
	log := &bytes.Buffer{}
	go func() { ended <- run(t.Context(), nil, environ, log, log) }()
	t.Cleanup(func() {
		if code := <-ended; code != success {
			t.Errorf("ended with %d\n%s", code, log.String())
		}
	})
	eventually(t, func() error {
		if code, _, stderr := call(t, environ, "healthcheck"); code != success {
			return fmt.Errorf("the healthcheck ended with %d: %s", code, stderr)
		}
		return nil
	})
	return log
}

// TestMain runs the tests, or the program for the test that started this process.
func TestMain(m *testing.M) {
	if os.Getenv("RUN_EXPORTER") != "" {
		// As systemd does for the process that it passes sockets to.
		os.Setenv("LISTEN_PID", strconv.Itoa(os.Getpid()))
		main()
	}
	m.Run()
}

// After the first signal the exporter waits 10 seconds for the body of a request, which does not come.
func TestSecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	address := freeAddress(t)
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = []string{"RUN_EXPORTER=1", "CNNIC_LISTEN_ADDRESS=" + address}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var request net.Conn
	eventually(t, func() (err error) {
		request, err = net.Dial("tcp", address)
		return err
	})
	defer request.Close()
	_, err := io.WriteString(request, "POST /api/v1/read HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n")
	if err == nil {
		_, err = request.Read(make([]byte, 1)) // The handler asks for the body.
	}
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for command.Process.Signal(os.Interrupt) == nil {
			time.Sleep(10 * time.Millisecond)
		}
	}()
	if err := command.Wait(); err == nil || err.Error() != "signal: interrupt" {
		t.Errorf("got %v, want the end by the signal", err)
	}
}

// systemd passes sockets as the file descriptors from 3 on. A UDP socket among them is left out.
func TestSystemdSocketsAreServed(t *testing.T) {
	t.Parallel()
	udp, udpErr := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	tcp, tcpErr := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err := errors.Join(udpErr, tcpErr); err != nil {
		t.Fatal(err)
	}
	defer udp.Close()
	address := tcp.Addr().String()
	udpFile, udpErr := udp.File()
	tcpFile, tcpErr := tcp.File()
	command := exec.CommandContext(t.Context(), os.Args[0])
	command.Env = []string{"RUN_EXPORTER=1", "CNNIC_SYSTEMD_SOCKET=true", "LISTEN_FDS=2"}
	command.ExtraFiles = []*os.File{udpFile, tcpFile}
	if err := errors.Join(udpErr, tcpErr, command.Start()); err != nil {
		t.Fatal(err)
	}
	// From now on only the exporter has the socket. If it ends, the request fails.
	if err := errors.Join(tcp.Close(), tcpFile.Close(), udpFile.Close()); err != nil {
		t.Fatal(err)
	}
	r, err := http.Get("http://" + address + "/-/ready")
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusOK {
		t.Errorf("got %s, want 200", r.Status)
	}
	if err := errors.Join(command.Process.Signal(os.Interrupt), command.Wait()); err != nil {
		t.Errorf("the exporter ended with %v, want success", err)
	}
}

func TestServeOnATakenPortFails(t *testing.T) {
	t.Parallel()
	variable := "CNNIC_LISTEN_ADDRESS=" + freeAddress(t)
	serve(t, variable)
	if code, _, stderr := call(t, []string{variable}, "serve"); code != failure || !strings.Contains(stderr, "address already in use") {
		t.Errorf("a second exporter on the same port: got %d\n%s", code, stderr)
	}
}

// This test is here and not in cmd/cnnic_import, where its cached result would outlast a change of the exporter.
func TestExporterDoesNotLinkImportPackages(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-buildvcs=false", "-deps", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range []string{"document", "importer", "candidate", "atomicfile"} {
		if strings.Contains(string(out), "cnnic_exporter/exporter/"+name+"\n") {
			t.Errorf("the exporter links %s", name)
		}
	}
}
