package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"unicode"
)

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
