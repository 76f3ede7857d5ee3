package document

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"os/exec"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"
)

var errEncoding = errors.New("is no text in UTF-8, UTF-16 or GB 18030; save a workbook as CSV, a document as PDF")

// decode returns content as text. What is not UTF-8 has the encoding of its content
// type, its byte order mark or its HTML, or else GB 18030, which contains GBK and
// GB 2312.
func decode(content []byte, contentType string) (string, error) {
	text := content
	if !utf8.Valid(content) {
		encoding, name, _ := charset.DetermineEncoding(content, contentType)
		if name == "windows-1252" { // The default of browsers.
			encoding = simplifiedchinese.GB18030
		}
		var err error
		if text, err = encoding.NewDecoder().Bytes(content); err != nil || bytes.ContainsRune(text, utf8.RuneError) {
			return "", errEncoding
		}
	}
	switch {
	case bytes.ContainsRune(text, 0):
		return "", errEncoding
	case len(bytes.TrimSpace(text)) == 0:
		return "", errors.New("is empty")
	}
	return string(text), nil
}

// archivedPage returns the HTML page of a web page saved as a single file (MHTML), and
// its content type. Other content is returned as it is.
func archivedPage(content []byte) (page []byte, contentType string, err error) {
	message, err := mail.ReadMessage(bytes.NewReader(content))
	if err != nil {
		return content, "", nil
	}
	kind, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/related" {
		return content, "", nil
	}
	parts := multipart.NewReader(message.Body, params["boundary"])
	for {
		part, err := parts.NextPart()
		if err != nil {
			return nil, "", errors.New("is an MHTML archive without an HTML page; save the page as HTML only")
		}
		contentType := part.Header.Get("Content-Type")
		if kind, _, _ := mime.ParseMediaType(contentType); kind != "text/html" {
			continue
		}
		var body io.Reader = part
		if strings.EqualFold(part.Header.Get("Content-Transfer-Encoding"), "base64") {
			body = base64.NewDecoder(base64.StdEncoding, part)
		}
		if page, err = io.ReadAll(body); err != nil {
			return nil, "", fmt.Errorf("is no valid MHTML archive: %w; save the page as HTML only", err)
		}
		return page, contentType, nil
	}
}

var (
	errNoPDFTool = errors.New("reading a PDF needs the program pdftotext, which is not installed; install poppler-utils (apt install poppler-utils, dnf install poppler-utils, brew install poppler), or save the page as text or HTML")
	errNoText    = errors.New("is a PDF without text, such as a scanned one; look for an edition with text, or type the table into a CSV file")
)

// pdfText returns the text of a PDF in the layout of its pages, which end with a
// form feed.
func pdfText(ctx context.Context, content []byte) (string, error) {
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(ctx, "pdftotext", "-layout", "-enc", "UTF-8", "-", "-")
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(content), &stdout, &stderr
	switch err := command.Run(); {
	case errors.Is(err, exec.ErrNotFound):
		return "", errNoPDFTool
	case err != nil:
		return "", fmt.Errorf("pdftotext: %w: %s", err, strings.TrimSpace(stderr.String()))
	case !bytes.ContainsFunc(stdout.Bytes(), unicode.IsLetter):
		return "", errNoText
	}
	return strings.ToValidUTF8(stdout.String(), ""), nil
}
