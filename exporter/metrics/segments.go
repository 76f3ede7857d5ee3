package metrics

import "cnnic_exporter/exporter/dataset"

var segmentLabels = []string{"application", "sector", "segment", "qualifier", "period"}

// segments are the metrics of parts of the population.
var segments = []Metric{
	{
		"cnnic_application_segment_users", "users", segmentLabels, segment(func(s *dataset.Segment) dataset.Number { return s.Users }),
		"People of a part of the population who used the application." + source,
	},
	{
		"cnnic_application_segment_penetration_ratio", "ratio", segmentLabels, segment(func(s *dataset.Segment) dataset.Number { return s.Penetration }),
		"Share of the Internet users of a part of the population who used the application." + source,
	},
}

func segment(figure func(*dataset.Segment) dataset.Number) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, g := range s.Segments {
			if n := figure(g); n.Known {
				add(n.Value, g.Application.ID, g.Application.Sector.ID, g.ID, g.Qualifier, g.Period.String())
			}
		}
	}
}
