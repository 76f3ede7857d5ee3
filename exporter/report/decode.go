package report

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"golang.org/x/text/width"
)

var (
	errEmpty    = errors.New("is empty")
	errEncoding = errors.New("is neither UTF-8, UTF-16 nor GB 18030 text")
)

// formats are files that are known by how they begin, and what to do with them.
var formats = []struct{ magic, advice string }{
	{"%PDF-", "is a PDF; open it, and copy its text"},
	{"PK\x03\x04", "is a workbook or a document and no text; export the table from it as CSV"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "is a workbook or a document and no text; export the table from it as CSV"},
	{"\x89PNG", "is a picture; the table is needed as text"},
	{"\xFF\xD8\xFF", "is a picture; the table is needed as text"},
}

// decode turns bytes into text: UTF-8, UTF-16 with a byte order mark, or GB 18030,
// which holds GBK and GB 2312 and is what spreadsheets and older pages of China are
// written in. What a page says of itself is as often wrong as right.
func decode(content []byte) (string, error) {
	for _, f := range formats {
		if bytes.HasPrefix(content, []byte(f.magic)) {
			return "", errors.New(f.advice)
		}
	}
	text, err := decodeText(content)
	switch {
	case err != nil:
		return "", err
	case strings.TrimSpace(text) == "":
		return "", errEmpty
	case strings.Contains(text, "\x00"):
		return "", errEncoding
	}
	return lines(text), nil
}

func decodeText(content []byte) (string, error) {
	if bom := bytes.HasPrefix(content, []byte{0xFF, 0xFE}) || bytes.HasPrefix(content, []byte{0xFE, 0xFF}); bom || utf8.Valid(content) {
		content, _, err := transform.Bytes(unicode.BOMOverride(unicode.UTF8.NewDecoder()), content)
		return string(content), err
	}
	decoded, _, err := transform.Bytes(simplifiedchinese.GB18030.NewDecoder(), content)
	if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
		return "", errEncoding
	}
	return string(decoded), nil
}

// lines ends every line in the same way.
func lines(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.NewReplacer("\r", "\n", "\f", "\n", "\u2028", "\n").Replace(text)
}

// spaces are the characters besides the blank that set words or digits apart,
// and those that a reader does not see.
var spaces = strings.NewReplacer("\u00A0", " ", "\u2007", " ", "\u2009", " ", "\u202F", " ", "\u3000", " ", "\u200B", "", "\uFEFF", "", "\u00AD", "")

// fold makes full-width letters, digits and punctuation plain.
func fold(text string) string { return spaces.Replace(width.Fold.String(text)) }
