package palette_test

import (
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/palette"
)

func TestNoTwoApplicationsShareAColour(t *testing.T) {
	t.Parallel()
	owners := map[palette.Color]string{}
	for _, a := range datasettest.Load(t, data.FS).Applications {
		c := palette.Application(a.ID, a.Sector.ID)
		if other, taken := owners[c]; taken {
			t.Errorf("%s and %s are both %s", a.ID, other, c.Hex)
		}
		owners[c] = a.ID
	}
}

func TestNewApplicationHasTheHueOfItsSector(t *testing.T) {
	t.Parallel()
	if got := palette.Application("holograms", "public_services"); got.Hex != palette.Sector("public_services") || !got.Dashed {
		t.Errorf("got %v", got)
	}
	if got := palette.Sector("agriculture"); got != palette.Unknown {
		t.Errorf("got %s", got)
	}
}
