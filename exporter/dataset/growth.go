package dataset

import "math"

// Rounded is a number and the unit to which its source rounded it. The exact
// number lies within half a unit of Value.
type Rounded struct{ Value, Unit float64 }

// Growth is the change from one rounded number to a later one, as a share of the
// earlier number. The exact growth lies between Least and Most.
type Growth struct{ Least, Most float64 }

// arithmeticError is more than binary fractions add to a growth, and less than
// the smallest difference that a source can state.
const arithmeticError = 1e-9

// GrowthOf compares two rounded numbers.
func GrowthOf(now, before Rounded) Growth {
	g := Growth{Least: (now.Value-now.Unit/2)/(before.Value+before.Unit/2) - 1, Most: math.Inf(1)}
	if least := before.Value - before.Unit/2; least > 0 {
		g.Most = (now.Value+now.Unit/2)/least - 1
	}
	return g
}

// Direction is 1 where the number grew, -1 where it fell, and 0 where rounding
// explains the difference.
func (g Growth) Direction() int {
	switch {
	case g.Least > arithmeticError:
		return 1
	case g.Most < -arithmeticError:
		return -1
	default:
		return 0
	}
}

// Allows reports whether a growth rate that was rounded to a unit can be the
// exact growth: 0.038 and 0.001 for a printed 3.8 %.
func (g Growth) Allows(rate Rounded) bool {
	return rate.Value+rate.Unit/2 > g.Least-arithmeticError && rate.Value-rate.Unit/2 < g.Most+arithmeticError
}
