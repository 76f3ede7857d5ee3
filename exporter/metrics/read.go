package metrics

import (
	"time"

	"github.com/prometheus/common/version"

	"cnnic_exporter/exporter/dataset"
)

// This file holds what the catalogue's entries read from a dataset.

func usage(figure func(*dataset.Usage) dataset.Number) func(Snapshot, emit) {
	return func(s Snapshot, emit emit) {
		for _, u := range s.Usage {
			if n := figure(u); n.Known {
				emit(n.Value, u.Application.ID, u.Application.Sector.ID, u.Period.String())
			}
		}
	}
}

func superseded(figure func(*dataset.Usage) dataset.Number) func(Snapshot, emit) {
	return func(s Snapshot, emit emit) {
		for _, u := range s.Superseded {
			if n := figure(u); n.Known {
				emit(n.Value, u.Application.ID, u.Application.Sector.ID, u.Period.String(), u.Report.ID)
			}
		}
	}
}

func change(figure func(dataset.Change) dataset.Number) func(Snapshot, emit) {
	return func(s Snapshot, emit emit) {
		for _, c := range s.Changes {
			if n := figure(c); n.Known {
				a := c.Usage.Application
				emit(n.Value, a.ID, a.Sector.ID, c.Usage.Period.String(), c.Interval.String())
			}
		}
	}
}

func segment(figure func(*dataset.Segment) dataset.Number) func(Snapshot, emit) {
	return func(s Snapshot, emit emit) {
		for _, g := range s.Segments {
			if n := figure(g); n.Known {
				emit(n.Value, g.Application.ID, g.Application.Sector.ID, g.ID, g.Qualifier, g.Period.String())
			}
		}
	}
}

func applicationInfo(s Snapshot, emit emit) {
	for _, a := range s.Applications {
		emit(1, a.ID, a.Sector.ID, a.Title, a.TitleZH)
	}
}

func applicationSourceInfo(s Snapshot, emit emit) {
	for _, u := range s.Usage {
		emit(1, u.Application.ID, u.Period.String(), u.Report.ID, u.Basis)
	}
}

func applicationBreakInfo(s Snapshot, emit emit) {
	for _, b := range s.Breaks {
		emit(1, b.Application.ID, b.Period.String(), b.Reason)
	}
}

func sectorInfo(s Snapshot, emit emit) {
	for _, c := range s.Sectors {
		emit(1, c.ID, c.Title, c.TitleZH)
	}
}

func nation(unit dataset.Unit) func(Snapshot, emit) {
	return func(s Snapshot, emit emit) {
		for _, f := range s.Nation {
			if f.Indicator.Unit == unit {
				emit(f.Value, f.Indicator.ID, f.Qualifier, f.Period.String())
			}
		}
	}
}

func platform(unit dataset.Unit) func(Snapshot, emit) {
	return func(s Snapshot, emit emit) {
		for _, f := range s.PlatformFigures {
			if f.Indicator.Unit == unit {
				emit(f.Value, f.Platform.ID, f.Indicator.ID, f.Qualifier, f.Period.String())
			}
		}
	}
}

func indicatorSourceInfo(s Snapshot, emit emit) {
	for _, f := range s.Nation {
		emit(1, f.Indicator.ID, f.Period.String(), f.Report.ID)
	}
}

func platformSourceInfo(s Snapshot, emit emit) {
	for _, f := range s.PlatformFigures {
		emit(1, f.Platform.ID, f.Indicator.ID, f.Period.String(), f.Report.ID)
	}
}

func indicatorInfo(s Snapshot, emit emit) {
	for _, i := range s.Indicators {
		emit(1, i.ID, i.Title, i.TitleZH)
	}
}

func platformInfo(s Snapshot, emit emit) {
	for _, p := range s.Platforms {
		emit(1, p.ID, p.Title, p.TitleZH)
	}
}

func periodInfo(s Snapshot, emit emit) {
	for _, v := range s.Surveys {
		emit(1, v.Period.String(), v.Report.ID, string(v.Coverage))
	}
}

func periodEnd(s Snapshot, emit emit) {
	for _, p := range s.Periods {
		emit(seconds(p.End()), p.String())
	}
}

func periodPublished(s Snapshot, emit emit) {
	for _, v := range s.Surveys {
		emit(seconds(v.Report.Date()), v.Period.String())
	}
}

func referencePeriodInfo(s Snapshot, emit emit) {
	if s.Reference != nil {
		emit(1, s.Reference.Period.String())
	}
}

func reportInfo(s Snapshot, emit emit) {
	for _, r := range s.Reports {
		emit(1, r.ID, r.Publisher, r.Title, r.URL)
	}
}

func findings(s Snapshot, emit emit) {
	count := map[dataset.Check]int{}
	for _, f := range s.Findings {
		count[f.Check]++
	}
	for _, c := range dataset.Checks {
		emit(float64(count[c]), string(c))
	}
}

func lastReloadSuccessful(s Snapshot, emit emit) {
	if s.ReloadFailed {
		emit(0)
		return
	}
	emit(1)
}

func lastReloadSuccess(s Snapshot, emit emit) { emit(seconds(s.Loaded)) }

func buildInfo(_ Snapshot, emit emit) {
	emit(1, version.Version, version.GetRevision(), version.Branch, version.GoVersion, version.GoOS, version.GoArch, version.GetTags())
}

func seconds(t time.Time) float64 { return float64(t.Unix()) }
