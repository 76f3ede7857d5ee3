package history_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/prometheus/promql"

	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/prometheustest"
)

// reader is a Prometheus with an empty database that reads the history with the
// shipped configuration.
func reader(t testing.TB) *prometheustest.Prometheus {
	t.Helper()
	exporter := httptest.NewServer(http.HandlerFunc(history.New(datasettest.LoadReport57(t)).ServeRead))
	t.Cleanup(exporter.Close)
	p := prometheustest.New(t)
	p.EnableRemoteRead(t, "../../provisioning/prometheus/prometheus.yml", exporter.URL)
	return p
}

const shortVideo = `cnnic_history_application_users{application="short_video",timeline="survey"}`

func TestPrometheusReadsEverySample(t *testing.T) {
	t.Parallel()
	p := reader(t)
	got := map[sample]bool{}
	all := p.QueryAt(t, `{__name__=~"cnnic_history_.+",timeline="survey"}[50y]`, date(t, "2026-11-21"))
	for _, s := range all.(promql.Matrix) {
		for _, point := range s.Floats {
			got[sample{s.Metric.String(), time.UnixMilli(point.T).UTC(), point.F}] = true
		}
	}
	compare(t, got, wantedSamples(datasettest.LoadReport57(t)))
}

func TestPrometheusQueries(t *testing.T) {
	t.Parallel()
	p := reader(t)
	for _, c := range []struct {
		expr, at string
		want     []float64
	}{
		{shortVideo, "2021-12-31", []float64{934150000}},
		{"last_over_time(" + shortVideo + "[1y])", "2021-12-31", []float64{934150000}},
		{"last_over_time(" + shortVideo + "[1y])", "2022-03-01", []float64{934150000}},
		{"last_over_time(" + shortVideo + "[1y])", "2018-12-31", []float64{648000000}},
		{"last_over_time(" + shortVideo + "[1y])", "2026-11-21", []float64{1074000000}},
		{"last_over_time(" + shortVideo + "[1y])", "2018-12-30", nil},
		// Between two surveys, no sample is within the lookback of five minutes.
		{shortVideo, "2022-03-01", nil},
		{"count_over_time(" + shortVideo + "[10y])", "2021-12-31", []float64{6}},
		{shortVideo + " offset 1y", "2022-12-31", []float64{934150000}},
		{shortVideo + " @ 1640908800", "2026-11-21", []float64{934150000}},
		{`cnnic_history_application_users{application=~"short_vid.+|live_.*",timeline="survey"}`, "2021-12-31", []float64{703370000, 934150000}},
		{`count(cnnic_history_application_users{application!~"short_video",timeline="survey"})`, "2024-12-31", []float64{19}},
		{`count(cnnic_history_application_users{application!="short_video",timeline="survey"})`, "2024-12-31", []float64{19}},
		{`count(cnnic_history_application_users{timeline="survey"})`, "2024-12-31", []float64{20}},
		{`cnnic_history_indicator_people{indicator="internet_users",timeline="survey"}`, "2024-12-31", []float64{1108330000}},
		{`cnnic_history_application_users{application="nowhere",timeline="survey"}`, "2024-12-31", nil},
		// Without timeline="survey", which required_matchers demands, Prometheus does not ask the exporter.
		{`cnnic_history_application_users{application="short_video"}`, "2021-12-31", nil},
		// The newest figure of instant messaging is of 2024-12.
		{`last_over_time(cnnic_history_application_users{application="instant_messaging",timeline="survey"}[1y])`, "2026-11-21", nil},
		{`last_over_time(cnnic_history_application_users{application="instant_messaging",timeline="survey"}[2y])`, "2026-11-21", []float64{1081330000}},
	} {
		var got []float64
		for _, s := range p.QueryAt(t, c.expr, date(t, c.at)).(promql.Vector) {
			got = append(got, s.F)
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s at %s: got %f, want %f", c.expr, c.at, got, c.want)
		}
	}
}
