package document

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/emersion/go-message"
	// Decodes the character sets of MHTML pages.
	_ "github.com/emersion/go-message/charset"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// decode returns content, or the page in a web archive, as text. Content that is not UTF-8 has the encoding that its
// byte order mark or an HTML meta element in its first 1024 bytes names, with GB 18030 in place of GBK, its subset.
// If none or Latin-1 is named, the content is Big5 if GB 18030 reads much kana in it, else GB 18030. But if none is
// named, and the first 1024 bytes are UTF-8 and not all ASCII, the content is damaged UTF-8, which is rejected.
func decode(content []byte) (string, error) {
	content, err := unwrapMHTML(content)
	if err != nil {
		return "", err
	}
	if !utf8.Valid(content) {
		encoding, name, _ := charset.DetermineEncoding(content, "")
		if name == "windows-1252" || name == "gbk" { // Declared, or the default of DetermineEncoding.
			encoding = simplifiedchinese.GB18030
		}
		encoded := content
		content, err = encoding.NewDecoder().Bytes(encoded)
		// GB 18030 reads 中, 民 and 用 in Big5 as kana: one character in ten or more. GBK text has few, as in 优の良品.
		if name == "windows-1252" && len(kana.FindAll(content, -1))*20 > len(han.FindAll(content, -1)) {
			content, err = traditionalchinese.Big5.NewDecoder().Bytes(encoded)
		}
		if err != nil || bytes.ContainsRune(content, utf8.RuneError) {
			return "", errEncoding
		}
	}
	switch {
	case bytes.ContainsRune(content, 0):
		return "", errEncoding
	case len(bytes.TrimSpace(content)) == 0:
		return "", errors.New("is empty")
	}
	return string(content), nil
}

var kana, han = regexp.MustCompile(`[\p{Hiragana}\p{Katakana}]`), regexp.MustCompile(`\p{Han}`)

// unwrapMHTML returns the first HTML part of a web archive (MHTML), and other content as it is.
func unwrapMHTML(content []byte) (page []byte, err error) {
	archive, err := message.Read(bytes.NewReader(content))
	if err != nil {
		return content, nil
	}
	if kind, _, _ := archive.Header.ContentType(); kind != "multipart/related" {
		return content, nil
	}
	// The ignored error is an unknown charset, which decode handles, or an unknown transfer encoding.
	walkErr := archive.Walk(func(_ []int, part *message.Entity, _ error) error {
		if kind, _, _ := part.Header.ContentType(); kind == "text/html" && page == nil {
			page, err = io.ReadAll(part.Body)
		}
		return err
	})
	if page == nil || err != nil { // An error in a part after the page does not matter.
		return nil, errors.Join(errNoPage, walkErr)
	}
	return page, nil
}

var (
	errEncoding  = errors.New("is not text in UTF-8, UTF-16, GB 18030 or Big5; save a workbook as CSV, a document as PDF")
	errNoPage    = errors.New("is an MHTML archive without a readable HTML page; save the page as HTML only")
	errNoPDFTool = errors.New("reading a PDF needs the program pdftotext, which is not installed; " +
		"install poppler-utils (apt install poppler-utils, dnf install poppler-utils, brew install poppler), " +
		"or save the PDF as text or HTML")
	errNoPDFText = errors.New("is a PDF without text, such as a scanned one; " +
		"look for an edition with text, or type the table into a CSV file")
)

// pdfText returns the text of a PDF, in which a form feed ends each page.
func pdfText(content []byte, keepLayout bool) (string, error) {
	var stdout, stderr bytes.Buffer
	command := exec.Command("pdftotext", "-enc", "UTF-8", "-", "-")
	if keepLayout {
		command.Args = slices.Insert(command.Args, 1, "-layout")
	}
	command.Stdin, command.Stdout, command.Stderr = bytes.NewReader(content), &stdout, &stderr
	switch err := command.Run(); {
	case errors.Is(err, exec.ErrNotFound):
		return "", errNoPDFTool
	case err != nil:
		message := strings.TrimSpace(stderr.String())
		return "", fmt.Errorf("pdftotext: %w: %s; if the PDF has a password, save a copy without it", err, message)
	case !bytes.ContainsFunc(stdout.Bytes(), unicode.IsLetter):
		return "", errNoPDFText
	}
	return stdout.String(), nil
}
