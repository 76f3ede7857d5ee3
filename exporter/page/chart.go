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

// tenth rounds a coordinate to a tenth of a unit, which keeps the drawn paths short.
func tenth(x float64) float64 { return math.Round(x*10) / 10 }

// GrowthBar is the signed length of a bar: the growth of an application as a fraction of the
// largest growth or loss, or 0 where no application changed.
func (v *view) GrowthBar(c dataset.Change) float64 {
	loss, gain := v.ByGrowth[0].Growth.Value, v.ByGrowth[len(v.ByGrowth)-1].Growth.Value
	largest := max(math.Abs(loss), math.Abs(gain), math.SmallestNonzeroFloat64) // 0/0 is not a number.
	return c.Growth.Value / largest
}

// frame is the plot area of a drawing, with the periods and the numbers of users at its edges.
type frame struct {
	left, top, width, height float64
	first, last              dataset.Period
	lowest, highest          float64
}

func (f frame) x(p dataset.Period) float64 {
	return tenth(f.left + f.width*float64(p-f.first)/float64(max(f.last-f.first, 1)))
}

func (f frame) y(users float64) float64 {
	return tenth(f.top + f.height*(1-(users-f.lowest)/max(f.highest-f.lowest, 1)))
}

// withUsers are the usages of an application that state users, in the order of their surveys.
func (v *view) withUsers(a *dataset.Application) (usages []*dataset.Usage) {
	for _, s := range v.Surveys {
		if u := a.UsageAt(s.Period); u != nil && u.Users.Known {
			usages = append(usages, u)
		}
	}
	return usages
}

// path is the SVG path through an application's surveys, with a gap at a break in series.
func (v *view) path(usages []*dataset.Usage, f frame) string {
	var path strings.Builder
	for i, u := range usages {
		command := "L"
		if i == 0 || v.HasBreak(u.Application, usages[i-1].Period, u.Period) {
			command = "M"
		}
		fmt.Fprintf(&path, "%s%g %g", command, f.x(u.Period), f.y(u.Users.Value))
	}
	return path.String()
}

// Spark is the path of an application's users over all surveys, on a scale of its own, in a box
// of 90 by 24 with a margin of 2. At least one survey must state the application's users.
func (v *view) Spark(a *dataset.Application) string {
	usages := v.withUsers(a)
	byUsers := func(x, y *dataset.Usage) int { return cmp.Compare(x.Users.Value, y.Users.Value) }
	return v.path(usages, frame{
		2, 2, 86, 20, v.Surveys[0].Period, v.Surveys[len(v.Surveys)-1].Period,
		slices.MinFunc(usages, byUsers).Users.Value, slices.MaxFunc(usages, byUsers).Users.Value,
	})
}

// chart is a line chart of users over surveys, 420 units wide so that its text stays legible on a phone.
type chart struct {
	Height float64
	// Lines are sorted by their newest points, the largest first.
	Lines          []line
	YTicks, XTicks []mark
	// Screen readers read Title and Description. The caption of a sector shows Title, too.
	Title, Description string
}

type line struct {
	palette.Color
	Application *dataset.Application
	Path        string
	Points      []mark
}

// mark is a labelled position: a survey of a line, or a tick of one axis.
type mark struct {
	X, Y float64
	Text string
}

// SectorChart draws the applications of a sector, or is nil where no users are known.
func (v *view) SectorChart(s *dataset.Term) *chart {
	return v.chart(v.Pick(s.Title, s.TitleZH), 300, func(a *dataset.Application) bool { return a.Sector == s })
}

func (v *view) ApplicationChart(a *dataset.Application) *chart {
	return v.chart(v.Title(a), 180, func(other *dataset.Application) bool { return other == a })
}

// chart draws the selected applications on shared axes. The axis of users starts at zero.
func (v *view) chart(title string, height float64, selected func(*dataset.Application) bool) *chart {
	// The template repeats the edges, 50 and 394 = 420 - right. The margins have room for tick labels.
	const left, right, top, bottom = 50, 26, 12, 24
	f := frame{left: left, top: top, width: 420 - left - right, height: height - top - bottom, first: math.MaxInt32}
	var applications []*dataset.Application
	for _, a := range v.Applications {
		if a.Latest == nil || !selected(a) {
			continue
		}
		applications = append(applications, a)
		for _, u := range v.withUsers(a) {
			f.first, f.last, f.highest = min(f.first, u.Period), max(f.last, u.Period), max(f.highest, u.Users.Value)
		}
	}
	if len(applications) == 0 {
		return nil
	}
	slices.SortStableFunc(applications, func(x, y *dataset.Application) int {
		return cmp.Compare(y.Latest.Users.Value, x.Latest.Users.Value)
	})
	c := &chart{Height: height, Title: title}
	step := math.Ceil(niceStep(f.highest)/1e6) * 1e6 // Tick labels are rounded to millions.
	f.highest = math.Ceil(f.highest/step) * step
	for users := 0.0; users <= f.highest; users += step {
		c.YTicks = append(c.YTicks, mark{0, f.y(users), v.inTableUnit(dataset.Number{Value: users, Known: true}, 1e6/2)})
	}
	// Labels fit a phone at Decembers of even years only. Without such a December, the last survey has the label.
	for p := f.first; p <= f.last; p++ {
		if p%24 == 11 || p == f.last && c.XTicks == nil {
			c.XTicks = append(c.XTicks, mark{f.x(p), height - 6, p.String()})
		}
	}
	var newest []string
	for _, a := range applications {
		usages := v.withUsers(a)
		l := line{Color: v.Color(a), Application: a, Path: v.path(usages, f)}
		for _, u := range usages {
			l.Points = append(l.Points, mark{f.x(u.Period), f.y(u.Users.Value), v.pointTitle(u)})
		}
		c.Lines = append(c.Lines, l)
		newest = append(newest, v.pointTitle(a.Latest))
	}
	c.Description = strings.Join(newest, v.Pick("; ", "；"))
	return c
}

// pointTitle is the tooltip of a point, as exact as the application's table.
func (v *view) pointTitle(u *dataset.Usage) string {
	format := v.Pick("%s, %s: %s million", "%s，%s：%s 万")
	return fmt.Sprintf(format, v.Title(u.Application), v.Month(u.Period), v.Users(u))
}

// niceStep is the distance between ticks: 0.25, 0.5, 1 or 2 times a power of ten, so that the
// largest value is at most six steps from zero.
func niceStep(largest float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(max(largest, 1))))
	for _, factor := range []float64{0.25, 0.5, 1} {
		if largest <= 6*factor*power {
			return factor * power
		}
	}
	return 2 * power
}
