package exposition

import (
	"bytes"
	"io"
	"strconv"

	dto "github.com/prometheus/client_model/go"
)

// lines writes families as text. The library's encoder does the same from an
// object for each sample and four for its labels and value, which for a million
// series take a gigabyte and most of a reload's time. All that is published are
// gauges under plain names, so that these few lines can stand for it; a test
// holds every byte against promhttp's.
type lines struct {
	io.Writer
	openMetrics bool
	buffer      []byte
}

// flushAt is how much is written at a time.
const flushAt = 64 << 10

// family writes a family.
func (l *lines) family(f *dto.MetricFamily) error {
	l.add("# HELP ", f.GetName(), " ")
	l.escaped(f.GetHelp(), l.openMetrics)
	l.add("\n# TYPE ", f.GetName(), " gauge\n")
	if l.openMetrics && f.Unit != nil {
		l.add("# UNIT ", f.GetName(), " ", f.GetUnit(), "\n")
	}
	for _, m := range f.Metric {
		l.add(f.GetName())
		for i, label := range m.Label {
			l.add(separator(i), label.GetName(), `="`)
			l.escaped(label.GetValue(), true)
			l.add(`"`)
		}
		if len(m.Label) > 0 {
			l.add("}")
		}
		l.add(" ")
		l.value(m.GetGauge().GetValue())
		l.add("\n")
		if len(l.buffer) >= flushAt {
			if err := l.flush(); err != nil {
				return err
			}
		}
	}
	return l.flush()
}

// separator is what stands before a label.
func separator(i int) string {
	if i == 0 {
		return "{"
	}
	return ","
}

// end closes the exposition.
func (l *lines) end() error {
	if l.openMetrics {
		l.add("# EOF\n")
	}
	return l.flush()
}

func (l *lines) add(texts ...string) {
	for _, t := range texts {
		l.buffer = append(l.buffer, t...)
	}
}

// escaped adds a text in which quotes are escaped where it stands in quotes, and
// in OpenMetrics always.
func (l *lines) escaped(text string, quotes bool) {
	for _, c := range []byte(text) {
		switch {
		case c == '\\':
			l.buffer = append(l.buffer, '\\', '\\')
		case c == '\n':
			l.buffer = append(l.buffer, '\\', 'n')
		case c == '"' && quotes:
			l.buffer = append(l.buffer, '\\', '"')
		default:
			l.buffer = append(l.buffer, c)
		}
	}
}

// value adds a number, and a negative zero as zero. OpenMetrics wants to see that
// it is a float.
func (l *lines) value(v float64) {
	if v == 0 {
		v = 0
	}
	start := len(l.buffer)
	l.buffer = strconv.AppendFloat(l.buffer, v, 'g', -1, 64)
	if l.openMetrics && !bytes.ContainsAny(l.buffer[start:], "e.NI") {
		l.add(".0")
	}
}

func (l *lines) flush() error {
	_, err := l.Write(l.buffer)
	l.buffer = l.buffer[:0]
	return err
}
