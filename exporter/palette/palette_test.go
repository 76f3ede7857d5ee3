package palette_test

import (
	"testing"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/palette"
)

func TestNoTwoApplicationsShareAColour(t *testing.T) {
	t.Parallel()
	owners := map[string]string{}
	for _, a := range datasettest.Load(t, data.FS).Applications {
		hex := palette.Application(a.ID, a.Sector.ID).Hex
		if other, taken := owners[hex]; taken {
			t.Errorf("%s and %s are both %s; change one in palette.go", a.ID, other, hex)
		}
		owners[hex] = a.ID
	}
}

func TestUnlistedApplicationHasTheColourOfItsSector(t *testing.T) {
	t.Parallel()
	if got := palette.Application("holograms", "public_services"); got.Hex != palette.Sector("public_services") || !got.Dashed {
		t.Errorf("got %+v, want the dashed %s", got, palette.Sector("public_services"))
	}
	if got := palette.Sector("agriculture"); got != palette.Unknown {
		t.Errorf("an unlisted sector is %s, want %s", got, palette.Unknown)
	}
}
