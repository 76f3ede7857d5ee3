package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"unicode/utf8"
)

// Bounds of one file of a dataset. The shipped files hold a few kilobytes, and rows
// of a sentence at most; the largest of a million series holds half a million rows
// in some thirty megabytes. Rows of a few bytes take many times as much in memory.
const (
	maxFileBytes = 64 << 20
	maxRowBytes  = 64 << 10
	maxRows      = 1_000_000
)

// Directory are the files of a directory that somebody else may change at any
// time. os.DirFS would wait for somebody to write to a named pipe, and so would
// all who wait for the load, and to look first whether it is one leaves time to
// put one there.
func Directory(path string) fs.FS { return directory(path) }

type directory string

// Open implements fs.FS. It opens regular files alone, and waits for nobody.
func (d directory) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := regular(os.OpenFile(filepath.Join(string(d), filepath.FromSlash(name)), os.O_RDONLY|syscall.O_NONBLOCK, 0))
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: cause(err)}
	}
	return f, nil
}

// regular closes what is no file that is read to its end.
func regular(f fs.File, err error) (fs.File, error) {
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		err = readable(info)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// readFile reads a regular file whole.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := regular(fsys.Open(name))
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, cause(err)
	}
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

// readable says why of an open file nothing is read. What is no regular file may
// have no end.
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

// errLongRow says of a row what a text without end looks like, too.
var errLongRow = fmt.Errorf("is longer than %d KiB, or a quote in it has no end", maxRowBytes>>10)

// rowSource is content up to where its next row must have ended. A reader of CSV
// copies a row several times before it gives it away.
type rowSource struct {
	content   []byte
	at, until int
}

// begin says where the next row begins, behind empty lines.
func (s *rowSource) begin(at int) (start int) {
	rest := s.content[at:]
	for bytes.HasPrefix(rest, []byte("\n")) || bytes.HasPrefix(rest, []byte("\r\n")) {
		rest = rest[1:]
	}
	start = len(s.content) - len(rest)
	s.until = min(start+maxRowBytes, len(s.content))
	return start
}

// Read implements io.Reader.
func (s *rowSource) Read(p []byte) (int, error) {
	switch {
	case s.at == len(s.content):
		return 0, io.EOF
	case s.at == s.until:
		return 0, errLongRow
	}
	n := copy(p, s.content[s.at:s.until])
	s.at += n
	return n, nil
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
