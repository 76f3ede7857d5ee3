package exposition

import (
	"bytes"
	"io"
	"iter"
	"strconv"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// Write writes families of gauges in a text format, without exponents in numbers: expfmt writes
// 1.03953e+09, and some agents misread that. Samples may have timestamps.
func Write(w io.Writer, families iter.Seq[*dto.MetricFamily], format expfmt.Format) error {
	encoder := expfmt.NewEncoder(&decimalWriter{w: w}, format)
	for f := range families {
		if err := encoder.Encode(f); err != nil {
			return err
		}
	}
	return encoder.(expfmt.Closer).Close()
}

// decimalWriter passes lines on to w, with value and timestamp rewritten without exponents.
type decimalWriter struct {
	w io.Writer
	// partial holds the beginning of a line until Write gets the rest.
	partial []byte
	lines   []byte // The output of the last Write; its memory is reused.
}

// Write implements io.Writer.
func (d *decimalWriter) Write(p []byte) (int, error) {
	d.partial = append(d.partial, p...)
	whole := d.partial[:bytes.LastIndexByte(d.partial, '\n')+1]
	d.lines = d.lines[:0]
	for line := range bytes.Lines(whole) {
		d.lines = appendDecimal(d.lines, line)
	}
	d.partial = append(d.partial[:0], d.partial[len(whole):]...)
	_, err := d.w.Write(d.lines)
	return len(p), err
}

// appendDecimal appends a line with its value and timestamp without exponents. Both follow
// the last brace or, if there are no labels, the metric's name.
func appendDecimal(lines, line []byte) []byte {
	if line[0] == '#' {
		return append(lines, line...)
	}
	end := bytes.LastIndexByte(line, '}') + 1
	if end == 0 {
		end = bytes.IndexByte(line, ' ')
	}
	lines = append(lines, line[:end]...)
	for number := range bytes.FieldsSeq(line[end:]) {
		// expfmt wrote the number, so it can be parsed.
		v, _ := strconv.ParseFloat(string(number), 64)
		lines = strconv.AppendFloat(append(lines, ' '), v, 'f', -1, 64)
	}
	return append(lines, '\n')
}
