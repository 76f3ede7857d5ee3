package history

import "cnnic_exporter/exporter/dataset"

// Metric describes one metric family and where its samples come from.
type Metric struct {
	// Name is the full name, which ends in the unit.
	Name string
	// Help says what the value is and who states it.
	Help string
	// Unit is the base unit as OpenMetrics prints it.
	Unit string
	// Labels are the label names, in the order in which read gives the values.
	Labels []string

	read func(*dataset.Dataset, emit)
}

// emit takes the sample of one period.
type emit func(p dataset.Period, value float64, labels ...string)

// Timeline is the value of the label "timeline" of every series. It tells a
// query for history from all others, so that a Prometheus that requires it asks
// the exporter for nothing else.
const Timeline = "survey"

// source ends the help of every metric.
const source = " Source: CNNIC, Statistical Report on China's Internet Development."

// Label lists that several metrics share.
var (
	applicationLabels = []string{"application", "sector", "timeline"}
	indicatorLabels   = []string{"indicator", "timeline"}
)

// Catalogue lists every metric of the history. The names differ from those of
// /metrics, so that who has both does not mix them.
var Catalogue = []Metric{
	{
		"cnnic_history_application_users",
		"People who used the application, at the end of each survey's month." + source,
		"users", applicationLabels,
		usage(func(u *dataset.Usage) dataset.Number { return u.Users }),
	},
	{
		"cnnic_history_application_penetration_ratio",
		"Share of Internet users who used the application, at the end of each survey's month." + source,
		"ratio", applicationLabels,
		usage(func(u *dataset.Usage) dataset.Number { return u.Penetration }),
	},
	{
		"cnnic_history_indicator_people",
		"Indicator of the country counted in people, at the end of each period." + source,
		"people", indicatorLabels, nation(dataset.People),
	},
	{
		"cnnic_history_indicator_ratio",
		"Indicator of the country that is a share or a growth rate, at the end of each period." + source,
		"ratio", indicatorLabels, nation(dataset.Ratio),
	},
}

func usage(figure func(*dataset.Usage) dataset.Number) func(*dataset.Dataset, emit) {
	return func(d *dataset.Dataset, emit emit) {
		for _, u := range d.Usage {
			if n := figure(u); n.Known {
				emit(u.Period, n.Value, u.Application.ID, u.Application.Sector.ID, Timeline)
			}
		}
	}
}

func nation(unit dataset.Unit) func(*dataset.Dataset, emit) {
	return func(d *dataset.Dataset, emit emit) {
		for _, f := range d.Nation {
			if f.Indicator.Unit == unit {
				emit(f.Period, f.Value, f.Indicator.ID, Timeline)
			}
		}
	}
}
