package dataset_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf16"

	"cnnic_exporter/exporter/dataset"
)

// Limits of what a load of a broken file may cost, whatever is in it.
const (
	mostOutput = 100 << 10
	// mostMemory is for each byte of the files, all that is ever allocated; a row
	// of three empty cells has five bytes.
	mostMemory = 200
)

// loadHostile loads files that must be rejected within the limits, and returns
// the message.
func loadHostile(t *testing.T, files fs.FS, size int) string {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	d, err := dataset.Load(files, dataset.Options{})
	runtime.ReadMemStats(&after)
	if err == nil || d != nil {
		t.Fatal("the dataset was loaded")
	}
	message := err.Error()
	if len(message) > mostOutput {
		t.Errorf("the message has %d bytes", len(message))
	}
	if used, most := after.TotalAlloc-before.TotalAlloc, uint64(4<<20+mostMemory*size); used > most {
		t.Errorf("%d bytes of files took %d bytes of memory, more than %d", size, used, most)
	}
	return message
}

func TestHostileContent(t *testing.T) {
	const header, usage = "platform,title,title_zh\n", "period,application,report,users_10k,users_rounding_10k,penetration_pct,stated_growth_pct,basis,note\n"
	utf16le := func(text string) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(text)) {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
		return b.String()
	}
	const long, many, million = 10 << 20, 100_000, 1_000_000
	for name, c := range map[string]struct{ file, content, want string }{
		"a line of 10 MB":               {"platforms.csv", header + "didi," + strings.Repeat("x", long) + "\n", "platforms.csv:2: row: has 2 cells, the header has 3"},
		"a cell of 10 MB":               {"platforms.csv", header + strings.Repeat("X", long) + ",x,x\n", "platforms.csv:2: platform: has 10485760 bytes, more than 65536"},
		"a repeated key of 60 kB":       {"platforms.csv", header + strings.Repeat(strings.Repeat("x", 60_000)+",x,x\n", 2), "stands on line 2 already"},
		"a number of 10 MB":             {"application_usage.csv", usage + "2024-12,short_video,55," + strings.Repeat("9", long) + ",,,,table,\n", "application_usage.csv:2: users_10k: has 10485760 bytes, more than 65536"},
		"a column's name of 10 MB":      {"platforms.csv", strings.Repeat("x", long) + "\n", "platforms.csv:1: platform: the column is missing"},
		"a hundred thousand columns":    {"platforms.csv", strings.Repeat("x,", many) + "\n", "platforms.csv:1: x: unknown column"},
		"a hundred thousand bad rows":   {"platforms.csv", header + strings.Repeat("NO,,\n", many), "and 2999"},
		"a million errors":              {"platforms.csv", header + strings.Repeat("x\n", million), "and 9999"},
		"a hundred thousand references": {"application_breaks.csv", "period,application,reason,report,note\n" + numbered("2024-12,short_vide,x%d,55,\n", many), `application_breaks.csv:2: application: "short_vide" is not in applications.csv; the nearest is "short_video"`},
		"a hundred thousand keys":       {"platforms.csv", header + strings.Repeat("didi,x,x\n", many), "platforms.csv:3: platform: didi stands on line 2 already"},
		"a million lines of zero bytes": {"platforms.csv", header + strings.Repeat("\x00\n", million), "platforms.csv:2: row: holds a zero byte: the file is damaged, or in UTF-16"},
		"a million lines not of UTF-8":  {"platforms.csv", header + strings.Repeat("\xff\n", million), "platforms.csv:2: row: is not valid UTF-8"},
		"a zero byte in a title":        {"platforms.csv", header + "didi,Di\x00Di,x\n", "platforms.csv:2: row: holds a zero byte"},
		"an escape sequence":            {"platforms.csv", header + "didi,\x1b[2J,x\n", "platforms.csv:2: row: holds the control character U+001B"},
		"UTF-16":                        {"platforms.csv", "\xff\xfe" + utf16le(header+"didi,滴滴,x\n"), "platforms.csv:1: file: is in UTF-16; save it as UTF-8"},
		"UTF-16 without a mark":         {"platforms.csv", utf16le(header), "platforms.csv:1: row: holds a zero byte: the file is damaged, or in UTF-16"},
		"semicolons":                    {"platforms.csv", strings.ReplaceAll(header, ",", ";") + "didi;x;x\n", `platforms.csv:1: row: cells are separated by ";", and not by commas`},
		"tabs":                          {"platforms.csv", strings.ReplaceAll(header, ",", "\t"), `platforms.csv:1: row: cells are separated by "\t", and not by commas`},
		"old Macintosh line ends":       {"platforms.csv", strings.ReplaceAll(header+"didi,x,x\n", "\n", "\r"), "platforms.csv:1: "},
		"a quote without end":           {"platforms.csv", header + `didi,"` + strings.Repeat("x\n", million), "platforms.csv:2: row: "},
		"JSON":                          {"platforms.csv", `{"platforms": []}`, "platforms.csv:1: row: bare"},
		"nothing":                       {"platforms.csv", "", "platforms.csv:1: file: is empty; its header is platform,title,title_zh"},
	} {
		t.Run(name, func(t *testing.T) {
			files := good(t)
			files[c.file].Data = []byte(c.content)
			if got := loadHostile(t, files, len(c.content)); !strings.Contains(got, c.want) {
				t.Errorf("got %.2000s\nwant %s", got, c.want)
			}
		})
	}
}

// numbered repeats a line with numbers in it.
func numbered(line string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

// A dataset of which any file was written half is rejected or loads; in either
// case it ends, and the message is bounded.
func TestFilesWrittenHalf(t *testing.T) {
	for name, file := range good(t) {
		for n := range len(file.Data) {
			files := good(t)
			files[name].Data = file.Data[:n]
			d, err := dataset.Load(files, dataset.Options{})
			if (d == nil) == (err == nil) || err != nil && len(err.Error()) > mostOutput {
				t.Fatalf("%s cut after %d bytes: %v, %v", name, n, d, err)
			}
			// Where the cut is not between lines it shows.
			if err == nil && file.Data[n-1] != '\n' {
				t.Errorf("%s cut after %d bytes is loaded", name, n)
			}
		}
	}
}

// In the place of each file stands something else. None of it may hang.
func TestHostileDirectories(t *testing.T) {
	for name, c := range map[string]struct {
		make func(path string) error
		want string
	}{
		"a loop of links":      {func(path string) error { return os.Symlink(path, path) }, "too many levels of symbolic links"},
		"a link to nowhere":    {func(path string) error { return os.Symlink(path+"_nowhere", path) }, "no such file or directory"},
		"a directory":          {func(path string) error { return os.Mkdir(path, 0o700) }, "is a directory"},
		"a named pipe":         {func(path string) error { return syscall.Mkfifo(path, 0o600) }, "is a pipe, a device or a socket, and not a regular file"},
		"a device without end": {func(path string) error { return os.Symlink("/dev/zero", path) }, "is a pipe, a device or a socket, and not a regular file"},
		"a socket": {func(path string) error {
			socket, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
			if err != nil {
				return err
			}
			return errors.Join(syscall.Bind(socket, &syscall.SockaddrUnix{Name: path}), syscall.Close(socket))
		}, "no such device or address"},
		"a file too large": {func(path string) error {
			return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 512<<20+1))
		}, "is larger than 512 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "secret")
			if err := os.CopyFS(dir, good(t)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "platforms.csv")
			if err := errors.Join(os.Remove(path), c.make(path)); err != nil {
				t.Fatal(err)
			}
			// The watch hashes the files, and then they are loaded.
			files, done := dataset.Directory(dir), make(chan string)
			go func() {
				dataset.Fingerprint(files)
				_, err := dataset.Load(files, dataset.Options{})
				done <- fmt.Sprint(err)
			}()
			select {
			case got := <-done:
				if want := "platforms.csv:1: file: " + c.want; got != want {
					t.Errorf("got %s, want %s", got, want)
				}
			case <-time.After(10 * time.Second):
				t.Fatal("it waits")
			}
			if _, err := files.Open("platforms.csv"); err == nil || strings.Contains(err.Error(), "secret") {
				t.Errorf("to open it gives %v", err)
			}
		})
	}
}

// A ConfigMap is a directory of links to files behind a link that is swapped.
func TestLinksAreFollowed(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "..2025"), good(t)); err != nil {
		t.Fatal(err)
	}
	err := os.Symlink("..2025", filepath.Join(dir, "..data"))
	for name := range good(t) {
		err = errors.Join(err, os.Symlink(filepath.Join("..data", name), filepath.Join(dir, name)))
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dataset.Load(dataset.Directory(dir), dataset.Options{}); err != nil {
		t.Error(err)
	}
	if dataset.Fingerprint(dataset.Directory(dir)) != dataset.Fingerprint(good(t)) {
		t.Error("the fingerprint is another one")
	}
}

// failing is a file system that refuses to open or to read on. The tests may run
// as root, who is refused nothing; the end-to-end checks try it as somebody else.
type failing struct {
	fs.FS
	openError, readError error
}

func (f failing) Open(name string) (fs.File, error) {
	if name == "platforms.csv" && f.openError != nil {
		return nil, &fs.PathError{Op: "open", Path: "/secret/" + name, Err: f.openError}
	}
	file, err := f.FS.Open(name)
	return failingFile{file, f.readError}, err
}

type failingFile struct {
	fs.File
	err error
}

func (f failingFile) Read(p []byte) (int, error) {
	if f.err != nil {
		return 0, &fs.PathError{Op: "read", Path: "/secret", Err: f.err}
	}
	return f.File.Read(p)
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for want, files := range map[string]fs.FS{
		"platforms.csv:1: file: permission denied":   failing{FS: good(t), openError: syscall.EACCES},
		"platforms.csv:1: file: input/output error":  failing{FS: good(t), readError: syscall.EIO},
		"platforms.csv:1: file: file already closed": failing{FS: fstest.MapFS(good(t)), openError: fs.ErrClosed},
	} {
		if got := loadHostile(t, files, 0); !strings.Contains(got, want) || strings.Contains(got, "secret") {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// The watch looks at the files again and again: that must not take memory that
// grows with them.
func TestFingerprintTakesLittleMemory(t *testing.T) {
	files := good(t)
	files["platforms.csv"].Data = make([]byte, 16<<20)
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	dataset.Fingerprint(os.DirFS(dir))
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 1<<20 {
		t.Errorf("it takes %d bytes", taken)
	}
}
