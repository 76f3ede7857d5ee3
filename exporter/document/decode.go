package document

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

var errEncoding = errors.New("is neither UTF-8, UTF-16 nor GB 18030 text")

// binaries are formats that cannot be read, by their first bytes.
var binaries = []struct{ magic, advice string }{
	{"PK\x03\x04", "is a workbook or a document, not text; save the table as CSV, or the document as PDF"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "is a workbook or a document, not text; save the table as CSV, or the document as PDF"},
	{"\x89PNG", "is a picture, not text"},
	{"\xFF\xD8\xFF", "is a picture, not text"},
}

// decode returns content as text. A byte order mark decides, then whether the bytes
// are UTF-8; anything else is read as GB 18030, which contains GBK and GB 2312.
func decode(content []byte) (string, error) {
	for _, b := range binaries {
		if bytes.HasPrefix(content, []byte(b.magic)) {
			return "", errors.New(b.advice)
		}
	}
	marked := bytes.HasPrefix(content, []byte{0xFF, 0xFE}) || bytes.HasPrefix(content, []byte{0xFE, 0xFF})
	decoder := simplifiedchinese.GB18030.NewDecoder().Transformer
	if marked || utf8.Valid(content) {
		decoder = unicode.BOMOverride(unicode.UTF8.NewDecoder())
	}
	decoded, _, err := transform.Bytes(decoder, content)
	switch {
	case err != nil, !utf8.Valid(content) && !marked && bytes.ContainsRune(decoded, utf8.RuneError), bytes.ContainsRune(decoded, 0):
		return "", errEncoding
	case len(bytes.TrimSpace(decoded)) == 0:
		return "", errors.New("is empty")
	}
	return string(decoded), nil
}

// isArchive reports whether content is a web page saved as a single file (MHTML).
func isArchive(content []byte) bool {
	head := bytes.ToLower(content[:min(len(content), 4096)])
	return bytes.Contains(head, []byte("mime-version:")) && bytes.Contains(head, []byte("multipart/related"))
}

// pageOf returns the HTML page of an MHTML archive.
func pageOf(content []byte) (string, error) {
	message, err := mail.ReadMessage(bytes.NewReader(content))
	if err != nil {
		return "", fmt.Errorf("is no valid MHTML archive: %w; save the page as HTML only", err)
	}
	_, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		return "", fmt.Errorf("is no valid MHTML archive: %w; save the page as HTML only", err)
	}
	parts := multipart.NewReader(message.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err != nil {
			return "", errors.New("is an MHTML archive without an HTML page; save the page as HTML only")
		}
		kind, params, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if kind != "text/html" {
			continue
		}
		var body io.Reader = part
		switch strings.ToLower(part.Header.Get("Content-Transfer-Encoding")) {
		case "quoted-printable":
			body = quotedprintable.NewReader(part)
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, part)
		}
		page, err := io.ReadAll(body)
		if err != nil {
			return "", fmt.Errorf("is no valid MHTML archive: %w; save the page as HTML only", err)
		}
		if name := params["charset"]; name != "" && !utf8.Valid(page) {
			if encoding, _ := charset.Lookup(name); encoding != nil {
				page, err = encoding.NewDecoder().Bytes(page)
			}
		}
		if err != nil {
			return "", err
		}
		return decode(page)
	}
}
