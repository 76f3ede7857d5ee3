package metrics_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/dataset/datasettest"
	"cnnic_exporter/exporter/metrics"
)

// TestFactsAreInMetricsAndHistory looks in /metrics and in /history, digit by digit, for the users, shares and national
// figures of the years 2018 to 2025 that were added to the dataset in November 2026.
func TestFactsAreInMetricsAndHistory(t *testing.T) {
	t.Parallel()
	s := snapshot(t, datasettest.Report57(t))
	scrape := written(t, gatherer(s), expfmt.FmtText)
	history := written(t, prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) {
		return slices.Collect(metrics.Families(metrics.History, s)), nil
	}), expfmt.FmtOpenMetrics_1_0_0)
	expect := func(period, name, historyLabels, scrapeLabels, value string) {
		p, err := dataset.ParsePeriod(period)
		if err != nil {
			t.Fatal(err)
		}
		if line := fmt.Sprintf("cnnic_%s{%s} %s\n", name, scrapeLabels, value); !strings.Contains(scrape, "\n"+line) {
			t.Errorf("/metrics lacks %s", line)
		}
		if line := fmt.Sprintf("cnnic_history_%s{%s,timeline=\"survey\"} %s %d\n", name, historyLabels, value, p.End().Unix()); !strings.Contains(history, "\n"+line) {
			t.Errorf("/history lacks %s", line)
		}
	}
	const facts = "../dataset/testdata/facts-collected-2026-11/"
	for _, row := range rows(t, facts+"application_usage.csv") {
		id, period := row["application"], row["period"]
		sector := s.Application(id).Sector.ID
		historyLabels := fmt.Sprintf("application=%q,sector=%q", id, sector)
		scrapeLabels := fmt.Sprintf("application=%q,period=%q,sector=%q", id, period, sector)
		if row["users_10k"] != "" {
			expect(period, "application_users", historyLabels, scrapeLabels, shifted(row["users_10k"], 4))
		}
		if row["penetration_pct"] != "" {
			expect(period, "application_penetration_ratio", historyLabels, scrapeLabels, shifted(row["penetration_pct"], -2))
		}
	}
	for _, row := range rows(t, facts+"national_indicators.csv") {
		expect(row["period"], "indicator_"+row["unit"], fmt.Sprintf("indicator=%q", row["indicator"]),
			fmt.Sprintf("indicator=%q,period=%q,qualifier=%q", row["indicator"], row["period"], row["qualifier"]), shifted(row["value"], 0))
	}
}

// shifted is a number with its decimal point moved, written without an exponent such as e+11.
func shifted(text string, digits int32) string {
	return decimal.RequireFromString(text).Shift(digits).String()
}

// rows returns the rows of a CSV file, each as a map from column to cell.
func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	content, err := os.ReadFile(name)
	rows, errParse := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err := errors.Join(err, errParse); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	all := make([]map[string]string, len(rows)-1)
	for i, row := range rows[1:] {
		all[i] = map[string]string{}
		for column, cell := range row {
			all[i][rows[0][column]] = cell
		}
	}
	return all
}
