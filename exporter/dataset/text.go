package dataset

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxCellBytes bounds one cell, which may become the value of a label.
const maxCellBytes = 4 << 10

// plainText returns the content of a file as UTF-8 with line feeds, whichever byte
// order mark and line ends a spreadsheet gave it.
func plainText(path string, content []byte, errs *Errors) (text []byte, ok bool) {
	text, _, err := transform.Bytes(utf16.BOMOverride(encoding.Nop.NewDecoder()), content)
	if err != nil {
		errs.add(path, 1, "file", "cannot be decoded: %s", err)
		return nil, false
	}
	if !bytes.Contains(text, []byte("\n")) {
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	if utf8.Valid(text) && !bytes.ContainsFunc(text, isControl) {
		return text, true
	}
	line := 0
	for row := range bytes.Lines(text) {
		line++
		at := bytes.IndexFunc(row, isControl)
		switch {
		case at >= 0 && row[at] == 0:
			errs.add(path, line, "row", "holds a zero byte: the file is damaged, or in UTF-16 without a byte order mark; save it as UTF-8")
			return nil, false
		case at >= 0:
			errs.add(path, line, "row", "holds the control character %U", row[at])
		case !utf8.Valid(row):
			errs.add(path, line, "row", "is not UTF-8; save the file as CSV UTF-8")
			return nil, false
		}
	}
	return nil, false
}

// isControl reports whether a character is a control character of ASCII other than
// white space.
func isControl(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r", r) || r == 0x7f }

// csvReader returns a reader of the text's rows, with the separator that its header
// has: a column's name holds none.
func csvReader(text []byte) *csv.Reader {
	header, _, _ := bytes.Cut(text, []byte("\n"))
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	if !bytes.Contains(header, []byte(",")) {
		for _, separator := range []byte("\t;") {
			if bytes.IndexByte(header, separator) >= 0 {
				reader.Comma = rune(separator)
			}
		}
	}
	return reader
}

// trim removes white space and invisible characters around a cell.
func trim(cell string) string {
	return strings.TrimFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
}

// isBlank reports whether a row has no content.
func isBlank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return cell != "" })
}

// decimalPoint replaces a decimal comma. A comma before three digits may separate
// thousands, so such a number is left as it is.
func decimalPoint(cell string) string {
	if whole, fraction, found := strings.Cut(cell, ","); found && len(fraction) != 3 && !strings.ContainsAny(fraction, ",.") {
		return whole + "." + fraction
	}
	return cell
}

// csvProblem is an error of a CSV reader in words, without its position.
func csvProblem(err error) string {
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		return `a quotation mark stands within a cell; write the cell in quotation marks and each one in it twice`
	case errors.Is(err, csv.ErrQuote):
		return `a quotation mark has no counterpart, or text follows it`
	default:
		return err.Error()
	}
}
