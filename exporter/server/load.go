package server

import (
	"context"
	"errors"
	"maps"
	"os"
	"reflect"
	"runtime/debug"
	"time"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/metrics"
)

// watch reloads on each SIGHUP and when the files have changed. It reads them twice in each interval, and loads them
// once two successive readings are equal: a file that is still being written may look complete at the end of any line.
func (s *Server) watch(ctx context.Context, sighups <-chan os.Signal) {
	var ticks <-chan time.Time
	if s.config.DataDir != "" {
		ticks = time.Tick(s.config.ReloadInterval / 2) // Nil if the interval is 0.
	}
	var seen dataset.Files
	for {
		select {
		case <-ctx.Done():
			return
		case <-sighups:
			_ = s.load("signal", nil)
		case <-ticks:
			files := dataset.Read(DataFS(s.config))
			if reflect.DeepEqual(files, seen) {
				_ = s.load("watch", files)
			}
			seen = files
		}
	}
}

// load parses files, unless they equal those of the last load, and publishes the dataset. If files is nil, it reads
// and parses them in any case. A dataset with problems is rejected: they are logged and returned.
func (s *Server) load(reason string, files dataset.Files) error {
	s.loading.Lock()
	defer s.loading.Unlock()
	start := time.Now()
	if files == nil {
		files = dataset.Read(DataFS(s.config))
	} else if reflect.DeepEqual(files, s.tried) {
		return nil
	}
	s.tried = files
	d, err := files.Parse(s.config.ReferencePeriod)
	if err != nil {
		problems, _ := errors.AsType[*dataset.Errors](err)
		s.logger.Error("Dataset rejected", "reason", reason, "data_dir", s.config.DataDir,
			"problems", len(problems.Problems)+problems.More, "previous_served", s.snapshot.Dataset != nil)
		for _, p := range problems.Problems { // At most a hundred.
			s.logger.Error("Dataset problem", "file", p.File, "line", p.Line, "column", p.Column, "problem", p.Message)
		}
		if s.snapshot.Dataset != nil {
			// The other content stays: only /metrics shows that a reload failed.
			failed := s.snapshot
			failed.ReloadFailed = true
			s.publish(failed, maps.Clone(*s.content.Load()))
		}
		return err
	}
	s.publish(metrics.Snapshot{Dataset: d, Loaded: start}, newContent(d, files))
	reference := "none"
	if d.Reference != nil {
		reference = d.Reference.Period.String()
	}
	s.logger.Info("Dataset loaded", "reason", reason, "usage", len(d.Usage), "surveys", len(d.Surveys),
		"reference_period", reference, "findings", len(d.Findings), "duration", time.Since(start))
	return nil
}

// publish adds the metrics of a snapshot to next and then serves next. A reload renders OpenMetrics before
// serving it, so that Prometheus does not wait; the start renders it in the background.
func (s *Server) publish(snapshot metrics.Snapshot, next content) {
	exposed := exposition.New(snapshot)
	next["/metrics"] = exposed
	if s.snapshot.Dataset == nil {
		go exposed.Render()
	} else {
		exposed.Render()
	}
	// Memory that only the load used is returned to the system a second later, so as not to delay the first requests.
	time.AfterFunc(time.Second, debug.FreeOSMemory)
	s.snapshot = snapshot
	s.content.Store(&next)
}
