package metrics

import "cnnic_exporter/exporter/dataset"

// changes are the metrics of applications' changes, to each survey or, if latest, to the
// newest one that states the users. The help says since which survey.
func changes(prefix, since string, latest bool, labels []string) []Metric {
	return []Metric{
		{
			prefix + "users_growth_ratio", "ratio", labels, change(latest, func(c dataset.Change) dataset.Number { return c.Growth }),
			"Change of the number of users " + since + " an interval before, as a share of the earlier number; computed." + source,
		},
		{
			prefix + "users_change", "", labels, change(latest, func(c dataset.Change) dataset.Number { return c.Users }),
			"Change of the number of users " + since + " an interval before, in people; computed." + source,
		},
		{
			prefix + "users_direction", "", labels, change(latest, func(c dataset.Change) dataset.Number { return c.UsersDirection }),
			"Direction of the number of users " + since + " an interval before: " + direction + source,
		},
		{
			prefix + "penetration_change_ratio", "ratio", labels, change(latest, func(c dataset.Change) dataset.Number { return c.Penetration }),
			"Change of the share of Internet users " + since + " an interval before; 0.01 is one percentage point; computed." + source,
		},
		{
			prefix + "penetration_direction", "", labels, change(latest, func(c dataset.Change) dataset.Number { return c.PenetrationDirection }),
			"Direction of the share of Internet users " + since + " an interval before: " + direction + source,
		},
	}
}

const direction = "1 grew, -1 fell, 0 where the rounding of both numbers explains the difference; absent across a break in series; computed."

// change reads a figure of every change, or of those to the newest survey.
func change(latest bool, figure func(dataset.Change) dataset.Number) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, c := range s.Changes {
			n, a := figure(c), c.Usage.Application
			switch {
			case !n.Known:
			case !latest:
				add(n.Value, a.ID, a.Sector.ID, c.Usage.Period.String(), c.Interval.String())
			case c.Usage.Latest:
				add(n.Value, a.ID, a.Sector.ID, c.Interval.String())
			}
		}
	}
}

// usage reads a figure of every usage, or of those at the newest survey.
func usage(latest bool, figure func(*dataset.Usage) dataset.Number) func(Snapshot, add) {
	return func(s Snapshot, add add) {
		for _, u := range s.Usage {
			n, a := figure(u), u.Application
			switch {
			case !n.Known:
			case !latest:
				add(n.Value, a.ID, a.Sector.ID, u.Period.String())
			case u.Latest:
				add(n.Value, a.ID, a.Sector.ID)
			}
		}
	}
}
