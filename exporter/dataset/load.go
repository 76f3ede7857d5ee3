package dataset

import "io/fs"

// Load reads a dataset from the CSV files in fsys, checks it and derives changes. reference
// is the reference period, or 0 for the newest survey that covers all applications
// of Table 5. The error is an *Errors with the problems of all files.
func Load(fsys fs.FS, reference Period) (*Dataset, error) { return Read(fsys).Parse(reference) }

// Parse is Load for files that have been read.
func (f Files) Parse(reference Period) (*Dataset, error) {
	b := &builder{
		Dataset: &Dataset{applications: map[string]*Application{}, Bounds: map[string]bool{}, Terms: map[string][]*Term{}},
		tables:  map[string]*table{}, errs: &Errors{},
		reports: map[string]*Report{},
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
