package dataset

import (
	"bytes"
	"encoding/csv"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	textunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"golang.org/x/text/width"
)

// plainText returns the content of a file as UTF-8, whichever byte order mark a spreadsheet gave
// it, and the first line that is no plain text, or 0.
func plainText(content []byte) (text []byte, wrongLine int) {
	// No error is possible: invalid UTF-16 becomes U+FFFD, and other text passes unchecked.
	text, _, _ = transform.Bytes(textunicode.BOMOverride(encoding.Nop.NewDecoder()), content)
	if !bytes.ContainsRune(text, '\n') {
		// Old spreadsheets end lines with CR alone.
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	wrong := bytes.IndexFunc(text, func(r rune) bool { // RuneError is U+FFFD or invalid UTF-8.
		return r == utf8.RuneError || unicode.IsControl(r) && !strings.ContainsRune("\t\n\r", r)
	})
	if wrong >= 0 {
		return nil, 1 + bytes.Count(text[:wrong], []byte("\n"))
	}
	return text, 0
}

// csvReader takes the separator from the header: no column's name has a comma, tab or semicolon.
func csvReader(text []byte) *csv.Reader {
	header, _, _ := bytes.Cut(text, []byte("\n"))
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = -1
	for _, separator := range "\t;" {
		if bytes.ContainsRune(header, separator) {
			reader.Comma = separator
		}
	}
	return reader
}

// TrimCells removes white space and invisible characters around the cells of a row. It
// returns the number of cells up to the last one that is not empty.
func TrimCells(cells []string) (filled int) {
	for i, cell := range cells {
		cells[i] = strings.TrimFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
		if cells[i] != "" {
			filled = i + 1
		}
	}
	return filled
}

// decimalPoint replaces a decimal comma by a point. A comma before three digits stays: it may separate thousands.
func decimalPoint(cell string) string {
	whole, fraction, found := strings.Cut(cell, ",")
	if !found || len(fraction) == 3 || strings.ContainsAny(whole+fraction, ",.") {
		return cell
	}
	return whole + "." + fraction
}

var spacesDashesUnderscores = regexp.MustCompile(`[\s\p{Z}\p{Pd}_]`)

// FoldName returns the same text for names that differ only in case, full or half width, white
// space, dashes and underscores. No two applications of a dataset may have names that fold alike.
func FoldName(name string) string {
	return spacesDashesUnderscores.ReplaceAllString(width.Fold.String(strings.ToLower(name)), "")
}
