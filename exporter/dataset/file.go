package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxFileBytes bounds one file of a dataset. The shipped ones hold a few
// kilobytes; a million rows hold about a hundred megabytes.
const maxFileBytes = 512 << 20

// openFile opens a regular file. Anything else may have no end, and to open a
// named pipe would wait for somebody to write to it.
func openFile(fsys fs.FS, name string) (fs.File, fs.FileInfo, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, nil, cause(err)
	}
	if err := readable(info); err != nil {
		return nil, nil, err
	}
	f, err := fsys.Open(name)
	return f, info, cause(err)
}

// readFile reads a regular file whole.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, info, err := openFile(fsys, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	// A file may grow while it is read.
	if _, err := content.ReadFrom(io.LimitReader(f, maxFileBytes+1)); err != nil {
		return nil, cause(err)
	}
	if content.Len() > maxFileBytes {
		return nil, errTooLarge
	}
	return content.Bytes(), nil
}

var errTooLarge = fmt.Errorf("is larger than %d MiB", maxFileBytes>>20)

// readable says why a file is not even opened.
func readable(info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return errors.New("is a directory")
	case !info.Mode().IsRegular():
		return errors.New("is a pipe, a device or a socket, and not a regular file")
	case info.Size() > maxFileBytes:
		return errTooLarge
	default:
		return nil
	}
}

// cause takes the path off an error of the file system: where the dataset lies
// is nobody's business who only sees the message.
func cause(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err
	}
	return err
}

// plainText takes the byte order mark off and finds the lines that are not UTF-8
// or hold what no report prints. It says whether the rest can be read.
func plainText(file string, content []byte, errs *Errors) ([]byte, bool) {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(content, []byte(mark)) {
			errs.add(file, 1, "file", "is in UTF-16; save it as UTF-8")
			return nil, false
		}
	}
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	if utf8.Valid(content) && control(content) < 0 {
		return content, true
	}
	line := 0
	for text := range bytes.Lines(content) {
		line++
		at := control(text)
		switch {
		case at >= 0 && text[at] == 0:
			errs.add(file, line, "row", "holds a zero byte: the file is damaged, or in UTF-16; save it as UTF-8")
			return nil, false
		case at >= 0:
			errs.add(file, line, "row", "holds the control character %U", text[at])
		case !utf8.Valid(text):
			errs.add(file, line, "row", "is not valid UTF-8")
		}
	}
	return nil, false
}

// control finds the first control character that is no space.
func control(text []byte) int {
	return slices.IndexFunc(text, func(c byte) bool {
		return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f
	})
}

// otherSeparator is what separates the cells of a header where no comma does.
func otherSeparator(header []string) string {
	if len(header) != 1 {
		return ""
	}
	for _, separator := range []string{";", "\t", "|"} {
		if strings.Contains(header[0], separator) {
			return separator
		}
	}
	return ""
}
