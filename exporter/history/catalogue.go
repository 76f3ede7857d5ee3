package history

import "cnnic_exporter/exporter/dataset"

// Metric describes one metric family and where its samples come from.
type Metric struct {
	// Name is the full name, which ends in the unit.
	Name string
	// Help says what the value is and who states it.
	Help string
	// Unit is the base unit as OpenMetrics prints it, empty for a metric whose value
	// is always 1.
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
	{
		"cnnic_history_application_info",
		"Titles of an application, always 1, at the end of each survey's month that states it: titles from a scrape reach back no further than the first scrape.",
		"",
		[]string{"application", "sector", "title", "title_zh", "timeline"},
		applicationInfo,
	},
	{
		"cnnic_history_indicator_info",
		"Titles of an indicator of the country, always 1, at the end of each period.",
		"",
		[]string{"indicator", "title", "title_zh", "timeline"},
		indicatorInfo,
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

func applicationInfo(d *dataset.Dataset, emit emit) {
	for _, u := range d.Usage {
		a := u.Application
		emit(u.Period, 1, a.ID, a.Sector.ID, a.Title, a.TitleZH, Timeline)
	}
}

func indicatorInfo(d *dataset.Dataset, emit emit) {
	for _, f := range d.Nation {
		if f.Indicator.Unit == dataset.People || f.Indicator.Unit == dataset.Ratio {
			emit(f.Period, 1, f.Indicator.ID, f.Indicator.Title, f.Indicator.TitleZH, Timeline)
		}
	}
}
