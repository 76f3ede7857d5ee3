package exposition

import (
	"bytes"
	"cmp"
	"io"
	"iter"
	"strconv"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
)

// Write writes families of gauges in a text format, without exponents in numbers: expfmt writes
// 1.03953e+09, and some agents misread that. Samples may have timestamps.
func Write(w io.Writer, families iter.Seq[*dto.MetricFamily], format expfmt.Format) error {
	var text bytes.Buffer
	encoder := expfmt.NewEncoder(&text, format)
	for f := range families {
		if err := encoder.Encode(f); err != nil {
			return err
		}
	}
	if err := encoder.(expfmt.Closer).Close(); err != nil {
		return err
	}
	for line := range bytes.Lines(text.Bytes()) {
		if _, err := w.Write(inDecimal(line)); err != nil {
			return err
		}
	}
	return nil
}

// inDecimal writes a line's value and timestamp without exponents. Both follow the last brace
// or, if there are no labels, the metric's name.
func inDecimal(line []byte) []byte {
	if line[0] == '#' {
		return line
	}
	end := cmp.Or(bytes.LastIndexByte(line, '}')+1, bytes.IndexByte(line, ' '))
	decimal := bytes.Clone(line[:end])
	for number := range bytes.FieldsSeq(line[end:]) {
		// expfmt wrote the number, so it can be parsed.
		v, _ := strconv.ParseFloat(string(number), 64)
		decimal = strconv.AppendFloat(append(decimal, ' '), v, 'f', -1, 64)
	}
	return append(decimal, '\n')
}
