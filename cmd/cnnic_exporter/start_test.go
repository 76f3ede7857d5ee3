package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkStart starts the built program and a minimal exporter (testdata/minimal)
// alternately, and reports medians, with the prefix minimal- for the minimal exporter. ready-ms and
// scraped-ms are the times from the start of the process to its first answer and to the end of its
// first scrape. resident-MB is the memory after scrapes, and resident-with-pages-MB the memory
// after requests for other paths as well.
//
//	go test -run '^$' -bench Start -benchtime 20x ./cmd/cnnic_exporter
func BenchmarkStart(b *testing.B) {
	sources, prefixes := []string{".", "./testdata/minimal"}, []string{"", "minimal-"}
	programs := make([]string, len(sources))
	for i, source := range sources {
		programs[i] = filepath.Join(b.TempDir(), "program")
		build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", programs[i], source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			b.Fatalf("%s: %s", err, out)
		}
	}
	measured := map[string][]float64{}
	for b.Loop() {
		for i, program := range programs {
			for name, value := range startOnce(b, program) {
				measured[prefixes[i]+name] = append(measured[prefixes[i]+name], value)
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	for name, values := range measured {
		slices.Sort(values)
		b.ReportMetric(values[len(values)/2], name)
	}
}

// startOnce starts a program, makes 120 requests for each path, and stops the program. It
// returns the measurements by the names that BenchmarkStart explains.
func startOnce(b *testing.B, program string) map[string]float64 {
	b.Helper()
	address := freeAddress(b)
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
			b.Fatal("the program does not answer within a minute")
		}
		time.Sleep(time.Millisecond)
	}
	measured := map[string]float64{"ready-ms": time.Since(start).Seconds() * 1e3}
	if err := get("/metrics"); err != nil {
		b.Fatal(err)
	}
	measured["scraped-ms"] = time.Since(start).Seconds() * 1e3
	// The exporter returns memory to the system a second after a load.
	time.Sleep(1500 * time.Millisecond)
	for _, step := range []struct {
		name  string
		paths []string
	}{
		{"resident-MB", []string{"/metrics"}},
		{"resident-with-pages-MB", []string{"/", "/?lang=zh", "/history", "/data/application_usage.csv", "/telemetry"}},
	} {
		for range 120 {
			for _, path := range step.paths {
				if err := get(path); err != nil {
					b.Fatal(err)
				}
			}
		}
		measured[step.name] = residentMB(b, command.Process.Pid)
	}
	return measured
}

func residentMB(b *testing.B, pid int) float64 {
	b.Helper()
	statm, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		b.Fatal(err)
	}
	var totalPages, residentPages int
	if _, err := fmt.Sscan(string(statm), &totalPages, &residentPages); err != nil {
		b.Fatal(err)
	}
	return float64(residentPages*os.Getpagesize()) / 1e6
}
