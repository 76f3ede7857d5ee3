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
	// mostMemory is for each byte of the files, all that is ever allocated, and more
	// than is in use at any time. Wrong rows take 2.4 at most.
	mostMemory = 5
	// mostForGood is that where rows are good by themselves, and kept until it shows
	// that others are not. Those of twelve bytes take 34.
	mostForGood = 50
	// mostKept is what is still in use when all that is left is the error.
	mostKept = 1 << 20
)

// loadHostile loads files that must be rejected within the limits, and returns
// the message.
func loadHostile(t *testing.T, files fs.FS, memory int) string {
	t.Helper()
	var before, after, later runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	d, err := dataset.Load(files, dataset.Options{})
	runtime.ReadMemStats(&after)
	runtime.GC()
	runtime.ReadMemStats(&later)
	if err == nil || d != nil {
		t.Fatal("the dataset was loaded")
	}
	message := err.Error()
	if len(message) > mostOutput {
		t.Errorf("the message has %d bytes", len(message))
	}
	if used, most := after.TotalAlloc-before.TotalAlloc, uint64(6<<20+memory); used > most {
		t.Errorf("it took %d bytes of memory, more than %d", used, most)
	}
	if later.HeapAlloc > before.HeapAlloc+mostKept {
		t.Errorf("%d bytes are kept", later.HeapAlloc-before.HeapAlloc)
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
	const tooLong = "is longer than 64 KiB, or a quote in it has no end"
	for name, c := range map[string]struct {
		file, content, want string
		good                bool
	}{
		"a line of 10 MB":               {"platforms.csv", header + "didi," + strings.Repeat("x", long) + "\n", "platforms.csv:2: row: " + tooLong, false},
		"a cell of 10 MB":               {"platforms.csv", header + "didi,x,x\n\"" + strings.Repeat("x\n", long/2) + "\",x,x\n", "platforms.csv:3: row: " + tooLong, false},
		"ten million cells in a row":    {"platforms.csv", header + strings.Repeat("x,", long/2) + "\n", "platforms.csv:2: row: " + tooLong, false},
		"rows of 30,000 cells":          {"platforms.csv", header + strings.Repeat(strings.Repeat("x,", 30_000)+"\n", 100), "platforms.csv:2: row: has 30001 cells, the header has 3", false},
		"a repeated key of 60 kB":       {"platforms.csv", header + strings.Repeat(strings.Repeat("x", 60_000)+",x,x\n", 2), "stands on line 2 already", false},
		"a number of 60 kB":             {"application_usage.csv", usage + "2024-12,short_video,55," + strings.Repeat("9", 60_000) + ",,,,table,\n", `application_usage.csv:2: users_10k: "99999`, false},
		"a column's name of 10 MB":      {"platforms.csv", strings.Repeat("x", long) + "\n", "platforms.csv:1: row: " + tooLong, false},
		"30,000 columns":                {"platforms.csv", strings.Repeat("x,", 30_000) + "\n", "platforms.csv:1: x: unknown column", false},
		"a hundred thousand bad rows":   {"platforms.csv", header + strings.Repeat("NO,,\n", many), "and 299900 more", false},
		"a million errors":              {"platforms.csv", header + strings.Repeat("x\n", million), "and 999900 more", false},
		"three million empty cells":     {"platforms.csv", header + strings.Repeat(",,\n", million), "and 2999900 more", false},
		"a hundred thousand references": {"application_breaks.csv", "period,application,reason,report,note\n" + numbered("2024-12,short_vide%d,micro_drama_counted_in,55,\n", many), `application_breaks.csv:2: application: "short_vide0" is not in applications.csv; the nearest is "short_video"`, true},
		"a hundred thousand keys":       {"platforms.csv", header + strings.Repeat("didi,x,x\n", many), "and 99899 more", false},
		"a hundred thousand good rows":  {"platforms.csv", header + numbered("d%d,x,x\n", many), "platform: \"didi\" is not in platforms.csv\n", true},
		"good rows behind bad ones":     {"platforms.csv", header + strings.Repeat("NO,x,x\n", 101) + numbered("d%d,x,x\n", million), "and 1 more", false},
		"a million good rows and one":   {"platforms.csv", header + numbered("d%d,x,x\n", million+1), "platforms.csv:1000002: row: is one too many: a file may have 1000000\n", true},
		"a million lines of zero bytes": {"platforms.csv", header + strings.Repeat("\x00\n", million), "platforms.csv:2: row: holds a zero byte: the file is damaged, or in UTF-16", false},
		"a million lines not of UTF-8":  {"platforms.csv", header + strings.Repeat("\xff\n", million), "platforms.csv:2: row: is not valid UTF-8", false},
		"a zero byte in a title":        {"platforms.csv", header + "didi,Di\x00Di,x\n", "platforms.csv:2: row: holds a zero byte", false},
		"an escape sequence":            {"platforms.csv", header + "didi,\x1b[2J,x\n", "platforms.csv:2: row: holds the control character U+001B", false},
		"UTF-16":                        {"platforms.csv", "\xff\xfe" + utf16le(header+"didi,滴滴,x\n"), "platforms.csv:1: file: is in UTF-16; save it as UTF-8", false},
		"UTF-16 without a mark":         {"platforms.csv", utf16le(header), "platforms.csv:1: row: holds a zero byte: the file is damaged, or in UTF-16", false},
		"semicolons":                    {"platforms.csv", strings.ReplaceAll(header, ",", ";") + "didi;x;x\n", `platforms.csv:1: row: cells are separated by ";", and not by commas`, false},
		"tabs":                          {"platforms.csv", strings.ReplaceAll(header, ",", "\t"), `platforms.csv:1: row: cells are separated by "\t", and not by commas`, false},
		"old Macintosh line ends":       {"platforms.csv", strings.ReplaceAll(header+"didi,x,x\n", "\n", "\r"), "platforms.csv:1: ", false},
		"a quote without end":           {"platforms.csv", header + `didi,"` + strings.Repeat("x\n", million), "platforms.csv:2: row: " + tooLong, false},
		"JSON":                          {"platforms.csv", `{"platforms": []}`, "platforms.csv:1: row: bare", false},
		"nothing":                       {"platforms.csv", "", "platforms.csv:1: file: is empty; its header is platform,title,title_zh", false},
	} {
		t.Run(name, func(t *testing.T) {
			files := good(t)
			files[c.file].Data = []byte(c.content)
			memory := mostMemory
			if c.good {
				memory = mostForGood
			}
			if got := loadHostile(t, files, memory*len(c.content)); !strings.Contains(got+"\n", c.want) {
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

// A row has a limit, and what is between rows has none but the file's.
func TestLongRows(t *testing.T) {
	row := func(size int) string { return "didi," + strings.Repeat("x", size-len("didi,,x\n")) + ",x\n" }
	for name, c := range map[string]struct {
		rows string
		want error
	}{
		"as long as may be":          {row(64 << 10), nil},
		"longer by a byte":           {row(64<<10 + 1), errors.New("platforms.csv:2: row: is longer than 64 KiB, or a quote in it has no end")},
		"behind many empty lines":    {strings.Repeat("\n\r\n", 50_000) + row(64<<10), nil},
		"before many empty lines":    {row(64<<10) + strings.Repeat("\n", 100_000), nil},
		"too long behind such lines": {strings.Repeat("\n", 100_000) + row(64<<10+1), errors.New("platforms.csv:100002: row: is longer than 64 KiB, or a quote in it has no end")},
	} {
		files := good(t)
		files["platforms.csv"].Data = []byte("platform,title,title_zh\n" + c.rows)
		if _, err := dataset.Load(files, dataset.Options{}); fmt.Sprint(err) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %.200v, want %v", name, err, c.want)
		}
	}
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
			return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 64<<20+1))
		}, "is larger than 64 MiB"},
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
