package history

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
)

// ContentType is that of what WriteOpenMetrics writes.
const ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

// escape writes a help text or a label's value as OpenMetrics wants it.
var escape = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)

// WriteOpenMetrics writes the whole history in OpenMetrics 1.0.0, every sample
// with its timestamp: the form from which databases are backfilled. The samples
// of a series stand together in the order of time, as the format demands.
func (h *History) WriteOpenMetrics(w io.Writer) error {
	// The writer keeps the first error, and Flush returns it.
	b := bufio.NewWriter(w)
	name := ""
	for _, s := range h.series {
		if n := s.Labels.Get(model.MetricNameLabel); n != name {
			name = n
			writeMetadata(b, name)
		}
		prefix := seriesText(s)
		for _, sample := range s.Samples {
			b.WriteString(prefix)
			b.WriteString(strconv.FormatFloat(sample.Value, 'f', -1, 64))
			b.WriteByte(' ')
			b.WriteString(strconv.FormatInt(sample.Timestamp/1000, 10))
			b.WriteByte('\n')
		}
	}
	b.WriteString("# EOF\n")
	return b.Flush()
}

func writeMetadata(b *bufio.Writer, name string) {
	for _, m := range Catalogue {
		if m.Name == name {
			b.WriteString("# HELP " + name + " " + escape.Replace(m.Help) + "\n")
			b.WriteString("# TYPE " + name + " gauge\n")
			if m.Unit != "" {
				b.WriteString("# UNIT " + name + " " + m.Unit + "\n")
			}
		}
	}
}

// seriesText is what stands before the value on each line of a series.
func seriesText(s *Series) string {
	var b strings.Builder
	b.WriteString(s.Labels.Get(model.MetricNameLabel))
	separator := "{"
	s.Labels.Range(func(l labels.Label) {
		if l.Name == model.MetricNameLabel {
			return
		}
		b.WriteString(separator + l.Name + `="` + escape.Replace(l.Value) + `"`)
		separator = ","
	})
	b.WriteString("} ")
	return b.String()
}
