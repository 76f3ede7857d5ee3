package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkStart starts the built program and the floor in turns, and compares
// what they take: from the start of the process to its first answer, and of
// memory after some scrapes. The medians count.
//
//	go test -run '^$' -bench Start -benchtime 20x ./cmd/cnnic_exporter
func BenchmarkStart(b *testing.B) {
	programs := []string{".", "./testdata/floor"}
	for i, source := range programs {
		programs[i] = filepath.Join(b.TempDir(), "program")
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", programs[i], source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			b.Fatalf("%s: %s", err, out)
		}
	}
	var ready, resident [2][]float64
	for b.Loop() {
		for i, program := range programs {
			r, m := startOnce(b, program)
			ready[i], resident[i] = append(ready[i], r.Seconds()*1e3), append(resident[i], m)
		}
	}
	b.ReportMetric(0, "ns/op")
	for i, name := range []string{"", "floor-"} {
		slices.Sort(ready[i])
		slices.Sort(resident[i])
		b.ReportMetric(ready[i][len(ready[i])/2], name+"ready-ms")
		b.ReportMetric(resident[i][len(resident[i])/2], name+"resident-MB")
	}
}

// startOnce starts a program, scrapes it as often as a Prometheus does in an
// hour, and stops it.
func startOnce(b *testing.B, program string) (ready time.Duration, residentMB float64) {
	b.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	command := exec.Command(program)
	command.Env = []string{"CNNIC_LISTEN_ADDRESS=" + address}
	start := time.Now()
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	}()
	get := func(path string) error {
		r, err := http.Get("http://" + address + path)
		if err != nil {
			return err
		}
		defer r.Body.Close()
		_, err = io.Copy(io.Discard, r.Body)
		return err
	}
	for get("/-/ready") != nil {
		if time.Since(start) > time.Minute {
			b.Fatal("does not answer")
		}
		time.Sleep(time.Millisecond)
	}
	ready = time.Since(start)
	for range 120 {
		if err := get("/metrics"); err != nil {
			b.Fatal(err)
		}
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", command.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	var size, pages int
	if _, err := fmt.Sscan(string(status), &size, &pages); err != nil {
		b.Fatal(err)
	}
	return ready, float64(pages*os.Getpagesize()) / 1e6
}
