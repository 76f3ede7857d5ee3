package dashboards

import (
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/cog/variants"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
)

// tableQuery is an instant query that returns one row for each series, with its
// labels as columns.
func tableQuery(refID, expr string) cog.Builder[variants.Dataquery] {
	return prometheus.NewDataqueryBuilder().RefId(refID).Datasource(datasource).Expr(expr).
		Instant().Format(prometheus.PromQueryFormatTable)
}

// ranged is a range query over the dashboard's time, for what is measured at
// every scrape.
func ranged(refID, expr, legend string) cog.Builder[variants.Dataquery] {
	return prometheus.NewDataqueryBuilder().RefId(refID).Datasource(datasource).Expr(expr).
		Range().Format(prometheus.PromQueryFormatTimeSeries).LegendFormat(legend)
}

// instant is an instant query that returns one value for each series, named by
// the legend.
func instant(refID, expr, legend string) cog.Builder[variants.Dataquery] {
	return prometheus.NewDataqueryBuilder().RefId(refID).Datasource(datasource).Expr(expr).
		Instant().Format(prometheus.PromQueryFormatTimeSeries).LegendFormat(legend)
}
