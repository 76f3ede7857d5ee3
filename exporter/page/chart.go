package page

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/palette"
)

// Sizes of the charts in the units of their viewBox. Charts are drawn narrow, so that
// their text stays legible on a phone.
const (
	chartWidth  = 420.0
	left        = 40.0
	right       = 26.0 // Half a label of the last survey.
	top         = 12.0
	bottom      = 24.0
	sparkWidth  = 90.0
	sparkHeight = 24.0
)

// bar is a horizontal bar in a table's cell, as percentages of its width.
type bar struct{ From, Length float64 }

func lengthBar(value, largest float64) bar { return bar{0, tenth(100 * value / largest)} }

// divergingBar starts in the middle: losses to the left, on the same scale as gains.
func divergingBar(value, largest float64) bar {
	length := tenth(50 * value / largest)
	return bar{50 + min(length, 0), math.Abs(length)}
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }

// chart is a line chart of people over surveys.
type chart struct {
	Height         float64
	Lines          []line
	YTicks, XTicks []tick
	// Title and Description are for screen readers.
	Title, Description string
}

// line is one application.
type line struct {
	ID, Title, Color string
	Dashed           bool
	Path             string
	Points           []point
}

// Bottom is where the labels of the surveys stand.
func (c *chart) Bottom() float64 { return c.Height - 6 }

// point is one survey, whose Title names it.
type point struct {
	X, Y  float64
	Title string
}

// tick is a labelled position on an axis.
type tick struct {
	At   float64
	Text string
}

// surveyLine is the line of an application: the usages that state users, in the order
// of their surveys.
func (d *drawer) surveyLine(a *dataset.Application) []*dataset.Usage {
	var usages []*dataset.Usage
	for _, s := range d.Surveys {
		if u := d.UsageOf(a, s.Period); u != nil && u.Users.Known {
			usages = append(usages, u)
		}
	}
	return usages
}

// breakAt finds the break in series that starts with a survey, or nil.
func (d *drawer) breakAt(a *dataset.Application, p dataset.Period) *dataset.Break {
	for _, b := range d.Breaks {
		if b.Application == a && b.Period == p {
			return b
		}
	}
	return nil
}

// drawChart draws applications on shared axes that start at zero.
func (d *drawer) drawChart(title string, height float64, applications []*dataset.Application) *chart {
	lines := make([][]*dataset.Usage, 0, len(applications))
	first, last, largest := dataset.Period(math.MaxInt32), dataset.Period(0), 0.0
	for _, a := range applications {
		usages := d.surveyLine(a)
		lines = append(lines, usages)
		for _, u := range usages {
			first, last, largest = min(first, u.Period), max(last, u.Period), max(largest, u.Users.Value)
		}
	}
	if last == 0 {
		return nil
	}
	step := niceStep(largest)
	ceiling := math.Ceil(largest/step) * step
	x := func(p dataset.Period) float64 {
		return tenth(left + (chartWidth-left-right)*float64(p-first)/float64(max(last-first, 1)))
	}
	y := func(users float64) float64 { return tenth(top + (height-top-bottom)*(1-users/ceiling)) }
	c := &chart{Height: height, Title: title, Description: d.description(lines)}
	for v := 0.0; v <= ceiling+1; v += step {
		c.YTicks = append(c.YTicks, tick{y(v), d.count(dataset.Number{Value: v, Known: true}, 1e6)})
	}
	// Every second December, so that labels fit a phone.
	for p := last; p >= first; p-- {
		if p%12 == 11 && (p/12)%2 == 0 {
			c.XTicks = append(c.XTicks, tick{x(p), p.String()})
		}
	}
	for i, a := range applications {
		color := palette.Application(a.ID, a.Sector.ID)
		l := line{ID: a.ID, Title: d.Title(a), Color: color.Hex, Dashed: color.Dashed}
		for _, u := range lines[i] {
			l.Points = append(l.Points, point{x(u.Period), y(u.Users.Value), d.pointTitle(u)})
		}
		l.Path = d.path(lines[i], x, y)
		if len(l.Points) > 0 {
			c.Lines = append(c.Lines, l)
		}
	}
	return c
}

// path is a line through an application's surveys, with a gap at a break in series.
func (d *drawer) path(usages []*dataset.Usage, x func(dataset.Period) float64, y func(users float64) float64) string {
	var path strings.Builder
	for i, u := range usages {
		command := "L"
		if i == 0 || d.breakAt(u.Application, u.Period) != nil {
			command = "M"
		}
		fmt.Fprintf(&path, "%s%g %g", command, x(u.Period), y(u.Users.Value))
	}
	return path.String()
}

// pointTitle is the tooltip of a point.
func (d *drawer) pointTitle(u *dataset.Usage) string {
	return d.Title(u.Application) + d.texts.Comma + d.Month(u.Period) + d.texts.Colon + d.People(u.Users.Value)
}

// description lists the newest point of each line, the largest first.
func (d *drawer) description(lines [][]*dataset.Usage) string {
	var newest []*dataset.Usage
	for _, usages := range lines {
		if len(usages) > 0 {
			newest = append(newest, usages[len(usages)-1])
		}
	}
	slices.SortStableFunc(newest, func(x, y *dataset.Usage) int { return cmp.Compare(y.Users.Value, x.Users.Value) })
	texts := make([]string, len(newest))
	for i, u := range newest {
		texts[i] = d.pointTitle(u)
	}
	return strings.Join(texts, d.texts.Semicolon)
}

// niceStep is the distance between ticks: a quarter, half, one or two times a power of
// ten, at most six of them.
func niceStep(largest float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(max(largest, 1))))
	for _, factor := range []float64{0.25, 0.5, 1} {
		if largest <= 6*factor*power {
			return factor * power
		}
	}
	return 2 * power
}

// spark draws an application's users without axes, on a scale of its own.
func (d *drawer) spark(a *dataset.Application) string {
	usages := d.surveyLine(a)
	if len(usages) < 2 {
		return ""
	}
	lowest, highest := usages[0].Users.Value, usages[0].Users.Value
	for _, u := range usages {
		lowest, highest = min(lowest, u.Users.Value), max(highest, u.Users.Value)
	}
	first, last := d.Surveys[0].Period, d.Surveys[len(d.Surveys)-1].Period
	return d.path(usages,
		func(p dataset.Period) float64 {
			return tenth(2 + (sparkWidth-4)*float64(p-first)/float64(max(last-first, 1)))
		},
		func(users float64) float64 {
			return tenth(2 + (sparkHeight-4)*(1-(users-lowest)/max(highest-lowest, 1)))
		})
}

// legend orders the lines of a chart as their newest points are stacked.
func (c *chart) legend() []line {
	lines := slices.Clone(c.Lines)
	slices.SortStableFunc(lines, func(x, y line) int {
		return cmp.Compare(x.Points[len(x.Points)-1].Y, y.Points[len(y.Points)-1].Y)
	})
	return lines
}
