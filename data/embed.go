// Package data holds the dataset that ships with the program: figures transcribed from CNNIC's
// reports in the source's own units, with a CSV file for each subject. README.md describes them.
package data

import "embed"

// FS is the shipped dataset: every CSV file of this folder.
//
//go:embed *.csv
var FS embed.FS

// Descriptor is datapackage.json, the Frictionless description of the files and their columns.
//
//go:embed datapackage.json
var Descriptor []byte
