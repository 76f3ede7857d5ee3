package dataset

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
)

// maxFileBytes bounds one file, at about a million rows.
const maxFileBytes = 64 << 20

// Files are a dataset's CSV files by name, read once so that all uses see the same content.
type Files map[string]File

// File is a file's content, or why it could not be read.
type File struct {
	Content []byte
	Err     error
}

// Read reads the files of a dataset. A file that cannot be read is a problem that Parse reports.
func Read(fsys fs.FS) Files {
	files := Files{}
	for _, r := range shippedDescriptor().Resources {
		content, err := readFile(fsys, r.Path)
		// The problem names the file; the full path that a PathError may hold must not reach clients.
		if withPath, ok := errors.AsType[*fs.PathError](err); ok {
			err = withPath.Err
		}
		files[r.Path] = File{content, err}
	}
	return files
}

// Load reads a dataset from the CSV files in fsys, checks it and derives changes. reference is the
// reference period, or 0 for the newest full survey. The error is an *Errors.
func Load(fsys fs.FS, reference Period) (*Dataset, error) { return Read(fsys).Parse(reference) }

// Parse is Load for files that have been read.
func (f Files) Parse(reference Period) (*Dataset, error) {
	b := &builder{
		Dataset: &Dataset{applications: map[string]*Application{}, Bounds: map[string]bool{}, Terms: map[string][]*Term{}},
		tables:  map[string]*table{}, reports: map[string]*Report{}, errs: &Errors{},
	}
	for _, r := range shippedDescriptor().Resources {
		b.tables[r.Name] = readTable(f[r.Path], r, b.errs)
	}
	for _, r := range shippedDescriptor().Resources {
		b.tables[r.Name].checkReferences(b.tables)
	}
	b.build()
	if err := b.errs.orNil(); err != nil {
		return nil, err
	}
	b.supersede()
	b.classifySurveys(reference)
	if err := b.errs.orNil(); err != nil {
		return nil, err
	}
	b.deriveChanges()
	b.runChecks()
	return b.Dataset, nil
}

// WriteCSV writes a file of a checked dataset in UTF-8 with commas and decimal points, however a spreadsheet saved it.
func (f Files) WriteCSV(w io.Writer, name string) error {
	i := slices.IndexFunc(shippedDescriptor().Resources, func(r *resource) bool { return r.Path == name })
	t := readTable(f[name], shippedDescriptor().Resources[i], &Errors{})
	rows := [][]string{t.header}
	for _, r := range t.rows {
		rows = append(rows, r.cells)
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// readFile reads a regular file whole. It checks the mode first: opening a named pipe blocks.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	case info.Size() > maxFileBytes:
		return nil, fmt.Errorf("is larger than %d MiB", maxFileBytes>>20)
	}
	return fs.ReadFile(fsys, name)
}
