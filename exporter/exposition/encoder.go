package exposition

import (
	"bytes"
	"io"
	"iter"
	"strconv"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// Write writes families of gauges in a format, with all numbers in digits: expfmt writes
// 1.03953e+09, and some agents misread exponents. Samples may have timestamps of whole
// seconds.
func Write(w io.Writer, families iter.Seq[*dto.MetricFamily], format expfmt.Format) error {
	encoder := expfmt.NewEncoder(&digitWriter{w: w}, format)
	for f := range families {
		if err := encoder.Encode(f); err != nil {
			return err
		}
	}
	return encoder.(expfmt.Closer).Close()
}

// digitWriter rewrites the numbers of each line that passes through it.
type digitWriter struct {
	w io.Writer
	// partial is the beginning of a line whose end has not been written yet.
	partial, lines []byte
}

// Write implements io.Writer.
func (d *digitWriter) Write(p []byte) (int, error) {
	d.partial = append(d.partial, p...)
	whole := d.partial[:bytes.LastIndexByte(d.partial, '\n')+1]
	d.lines = d.lines[:0]
	for line := range bytes.Lines(whole) {
		d.lines = appendInDigits(d.lines, line)
	}
	d.partial = append(d.partial[:0], d.partial[len(whole):]...)
	if _, err := d.w.Write(d.lines); err != nil {
		return 0, err
	}
	return len(p), nil
}

// appendInDigits appends a line with its value and timestamp in digits. Both
// follow the last brace, or without labels the metric's name.
func appendInDigits(lines, line []byte) []byte {
	if line[0] == '#' {
		return append(lines, line...)
	}
	series := bytes.LastIndexByte(line, '}') + 1
	if series == 0 {
		series = bytes.IndexByte(line, ' ')
	}
	lines = append(lines, line[:series]...)
	for number := range bytes.FieldsSeq(line[series:]) {
		// Expfmt wrote the number, so it can be parsed.
		v, _ := strconv.ParseFloat(string(number), 64)
		lines = strconv.AppendFloat(append(lines, ' '), v, 'f', -1, 64)
	}
	return append(lines, '\n')
}
