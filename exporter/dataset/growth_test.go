package dataset_test

import (
	"testing"

	"cnnic_exporter/exporter/dataset"
)

func TestDirectionKnowsRounding(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		now, before dataset.Rounded
		want        int
	}{
		{dataset.Rounded{Value: 1040e6, Unit: 1e4}, dataset.Rounded{Value: 1053e6, Unit: 1e4}, -1},
		{dataset.Rounded{Value: 1053e6, Unit: 1e4}, dataset.Rounded{Value: 1040e6, Unit: 1e4}, 1},
		{dataset.Rounded{Value: 1040e6, Unit: 1e4}, dataset.Rounded{Value: 1040e6, Unit: 1e4}, 0},
		// Half a unit of each number explains a difference of one unit.
		{dataset.Rounded{Value: 0.954, Unit: 0.001}, dataset.Rounded{Value: 0.955, Unit: 0.001}, 0},
		{dataset.Rounded{Value: 0.953, Unit: 0.001}, dataset.Rounded{Value: 0.955, Unit: 0.001}, -1},
		{dataset.Rounded{Value: 0.957, Unit: 0.001}, dataset.Rounded{Value: 0.955, Unit: 0.001}, 1},
		{dataset.Rounded{Value: 610e6, Unit: 10e6}, dataset.Rounded{Value: 612e6, Unit: 1e6}, 0},
		{dataset.Rounded{Value: 1e4, Unit: 1e4}, dataset.Rounded{Value: 0, Unit: 1e4}, 0},
		{dataset.Rounded{Value: 5e6, Unit: 1e4}, dataset.Rounded{Value: 0, Unit: 1e4}, 1},
		{dataset.Rounded{}, dataset.Rounded{}, 0},
	} {
		if got := dataset.GrowthOf(c.now, c.before).Direction(); got != c.want {
			t.Errorf("from %v to %v: got %d, want %d", c.before, c.now, got, c.want)
		}
	}
}

func TestGrowthAllowsPrintedRate(t *testing.T) {
	t.Parallel()
	growth := dataset.GrowthOf(dataset.Rounded{Value: 610e6, Unit: 10e6}, dataset.Rounded{Value: 533e6, Unit: 1e6})
	for rate, want := range map[float64]bool{0.144: true, 0.135: true, 0.154: true, 0.133: false, 0.157: false} {
		if got := growth.Allows(dataset.Rounded{Value: rate, Unit: 0.001}); got != want {
			t.Errorf("%v within %v: got %v", rate, growth, got)
		}
	}
}
