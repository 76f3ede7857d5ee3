// Package data holds the dataset that ships with the program: figures transcribed from CNNIC's reports
// and a few other sources. README.md describes its CSV files.
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
