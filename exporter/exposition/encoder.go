package exposition

import (
	"bytes"
	"io"
	"iter"
	"strconv"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// Write writes families of gauges as OpenMetrics 1.0.0, or else in the text format
// 0.0.4, with all numbers in digits: expfmt writes 1.03953e+09, and some agents misread
// exponents. Samples may have timestamps of whole seconds.
func Write(w io.Writer, families iter.Seq[*dto.MetricFamily], openMetrics bool) error {
	encode := expfmt.MetricFamilyToText
	if openMetrics {
		encode = func(text io.Writer, f *dto.MetricFamily) (int, error) {
			return expfmt.MetricFamilyToOpenMetrics(text, f)
		}
	}
	var text bytes.Buffer
	var digits []byte
	for f := range families {
		text.Reset()
		if _, err := encode(&text, f); err != nil {
			return err
		}
		digits = digits[:0]
		for line := range bytes.Lines(text.Bytes()) {
			digits = appendInDigits(digits, line)
		}
		if _, err := w.Write(digits); err != nil {
			return err
		}
	}
	if !openMetrics {
		return nil
	}
	_, err := expfmt.FinalizeOpenMetrics(w)
	return err
}

// appendInDigits appends a line with its value and timestamp in digits. Both
// follow the last brace, or without labels the metric's name.
func appendInDigits(lines, line []byte) []byte {
	series := bytes.LastIndexByte(line, '}') + 1
	if series == 0 {
		series = max(bytes.IndexByte(line, ' '), 0)
	}
	if line[0] == '#' {
		return append(lines, line...)
	}
	lines = append(lines, line[:series]...)
	for number := range bytes.FieldsSeq(line[series:]) {
		lines = append(lines, ' ')
		v, err := strconv.ParseFloat(string(number), 64)
		if err != nil {
			lines = append(lines, number...)
			continue
		}
		// Adding 0 turns -0 into 0.
		lines = strconv.AppendFloat(lines, v+0, 'f', -1, 64)
	}
	return append(lines, '\n')
}
