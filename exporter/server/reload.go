package server

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"time"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/metrics"
)

// reloadLoop makes all reloads, one at a time: those asked for by a signal or by
// requests, and those for which the watch sees a reason. The watch looks twice in
// each interval and loads what it sees twice: a file that somebody is still
// writing may look whole at any line's end.
func (s *Server) reloadLoop(ctx context.Context, hangups <-chan os.Signal) {
	defer close(s.stopped)
	var watch <-chan time.Time
	if s.config.DataDir != "" && s.config.ReloadInterval > 0 {
		ticker := time.NewTicker(max(s.config.ReloadInterval/2, time.Millisecond))
		defer ticker.Stop()
		watch = ticker.C
	}
	seen := s.fingerprint
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-hangups:
			_ = s.reload("signal")
		case done := <-s.reloads:
			waiting := s.andAllWaiting(done)
			err := s.reload("request")
			for _, done := range waiting {
				done <- err
			}
		case <-watch:
			before := seen
			seen = dataset.Fingerprint(s.data)
			if seen == before && seen != s.fingerprint {
				_ = s.reload("watch")
			}
		}
	}
}

// andAllWaiting are one request for a reload and those that wait by now: one load
// is enough for all of them.
func (s *Server) andAllWaiting(first chan error) []chan error {
	waiting := []chan error{first}
	for {
		select {
		case done := <-s.reloads:
			waiting = append(waiting, done)
		default:
			return waiting
		}
	}
}

// reload loads the dataset again. Where that fails the one before stays, and
// /metrics says so.
func (s *Server) reload(reason string) error {
	err := s.load(reason)
	if err == nil {
		return nil
	}
	s.logRejection(err, reason)
	failed := s.snapshot
	failed.ReloadFailed = true
	return errors.Join(err, s.show(failed))
}

// logRejection writes one line for the whole, which says what is served instead,
// and one for each problem.
func (s *Server) logRejection(err error, reason string) {
	served := "nothing"
	if s.snapshot.Dataset != nil {
		served = s.snapshot.Loaded.UTC().Format(time.RFC3339)
	}
	problems := (*dataset.Errors)(nil)
	if !errors.As(err, &problems) {
		s.logger.Error("Dataset not loaded", "reason", reason, "served_since", served, "err", err)
		return
	}
	s.logger.Error("Dataset rejected", "reason", reason, "served_since", served,
		"problems", len(problems.Problems)+problems.More, "listed", len(problems.Problems))
	for _, p := range problems.Problems {
		s.logger.Error("Dataset problem", "file", p.File, "line", p.Line, "column", p.Column, "problem", p.Message)
	}
}

// load reads the dataset and shows it.
func (s *Server) load(reason string) error {
	start := time.Now()
	d, err := s.readSteady()
	if err != nil {
		return err
	}
	if err := s.show(metrics.Snapshot{Dataset: d, Loaded: start}); err != nil {
		return err
	}
	reference := "none"
	if d.Reference != nil {
		reference = d.Reference.Period.String()
	}
	s.logger.Info("Dataset loaded", "reason", reason, "usage", len(d.Usage), "surveys", len(d.Surveys),
		"reference_period", reference, "findings", len(d.Findings), "duration", time.Since(start))
	return nil
}

// show renders a snapshot and swaps it in.
func (s *Server) show(snapshot metrics.Snapshot) error {
	e, err := exposition.New(snapshot)
	if err != nil {
		return err
	}
	next := &shown{exposition: e}
	if before := s.shown.Load(); before != nil && s.snapshot.Dataset == snapshot.Dataset {
		// A reload failed. The history says nothing of that.
		next.history, next.backfill = before.history, before.backfill
	} else {
		next.history = history.New(snapshot.Dataset)
		next.backfill, err = exposition.NewPage(history.ContentType, next.history.WriteOpenMetrics)
		if err != nil {
			return err
		}
	}
	s.snapshot = snapshot
	s.shown.Store(next)
	// A load takes several times the memory that it leaves in use, and the next
	// one may be half a year away.
	debug.FreeOSMemory()
	return nil
}
