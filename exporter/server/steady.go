package server

import (
	"errors"

	"cnnic_exporter/exporter/dataset"
)

// steadyAttempts is how often a dataset is read that changes meanwhile.
const steadyAttempts = 3

// errUnsteady says that files were being written each time they were read.
var errUnsteady = errors.New("the files changed while they were read, each of several times")

// readSteady reads the dataset, again where it changed meanwhile: the first
// files of one dataset and the last ones of the next may agree well enough to be
// taken for a third that nobody ever wrote.
func (s *Server) readSteady() (*dataset.Dataset, error) {
	options := dataset.Options{Reference: s.config.ReferencePeriod}
	if s.config.DataDir == "" {
		return dataset.Load(s.data, options)
	}
	for range steadyAttempts {
		s.fingerprint = dataset.Fingerprint(s.data)
		d, err := dataset.Load(s.data, options)
		if dataset.Fingerprint(s.data) == s.fingerprint {
			return d, err
		}
	}
	// No dataset has this fingerprint, so the watch tries again.
	s.fingerprint = ""
	return nil, errUnsteady
}
