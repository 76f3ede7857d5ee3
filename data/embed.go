// Package data holds the dataset that ships with the program: figures
// transcribed from CNNIC's reports, one CSV file a subject, in the source's own
// units. README.md describes them.
package data

import "embed"

// FS is the shipped dataset: every CSV file of this folder, and
// datapackage.json, which describes their columns.
//
//go:embed *.csv datapackage.json
var FS embed.FS
