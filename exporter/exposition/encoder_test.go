package exposition_test

import (
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"

	"cnnic_exporter/exporter/exposition"
)

func TestNumbersHaveNoExponents(t *testing.T) {
	t.Parallel()
	f := &dto.MetricFamily{
		Name: new("cnnic_test_ratio"), Help: new("A \"test\".\n"), Type: dto.MetricType_GAUGE.Enum(), Unit: new("ratio"),
	}
	for _, v := range []float64{0, 1039530000, -0.0000001, 1e21, 0.1, math.NaN(), math.Inf(-1)} {
		f.Metric = append(f.Metric, &dto.Metric{
			Label: []*dto.LabelPair{{Name: new("a"), Value: new("} 1e+09 \n\\ \"")}},
			Gauge: &dto.Gauge{Value: &v}, TimestampMs: new(int64(1735603200000)),
		})
	}
	f.Metric = append(f.Metric, &dto.Metric{Gauge: &dto.Gauge{Value: new(1.5e10)}})
	var b strings.Builder
	if err := exposition.Write(&b, slices.Values([]*dto.MetricFamily{f}), expfmt.FmtOpenMetrics_1_0_0); err != nil {
		t.Fatal(err)
	}
	series := `cnnic_test_ratio{a="} 1e+09 \n\\ \""} `
	want := "# HELP cnnic_test_ratio A \\\"test\\\".\\n\n# TYPE cnnic_test_ratio gauge\n# UNIT cnnic_test_ratio ratio\n"
	for _, v := range []string{"0", "1039530000", "-0.0000001", "1000000000000000000000", "0.1", "NaN", "-Inf"} {
		want += series + v + " 1735603200\n"
	}
	want += "cnnic_test_ratio 15000000000\n# EOF\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestErrorOfTheWriterIsReturned(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	_ = r.Close()
	f := &dto.MetricFamily{Name: new("cnnic_test"), Type: dto.MetricType_GAUGE.Enum(), Metric: []*dto.Metric{{Gauge: &dto.Gauge{Value: new(1.0)}}}}
	if err := exposition.Write(w, slices.Values([]*dto.MetricFamily{f}), expfmt.FmtText); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v, want %v", err, io.ErrClosedPipe)
	}
}
