package importer

import (
	"github.com/shopspring/decimal"

	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/document"
)

// readCandidates reads the rows of a file of candidates that a person has taken.
func (r *reading) readCandidates(t document.Table) {
	taken, err := candidate.Read(r.File, t, r.names)
	if err != nil {
		// The error already contains the places.
		r.problems = append(r.problems, remark{message: err.Error()})
		return
	}
	for _, c := range taken {
		s := r.names.ByID(c.Subject)
		f := figure{place: place{c.File, c.Line}, name: s.Title, subject: s, period: c.Period, basis: rounded}
		if c.UsersRounding > 0 {
			f.users, f.rounding = decimal.NewNullDecimal(decimal.NewFromInt(c.Users)), c.UsersRounding
		}
		if pct, err := decimal.NewFromString(c.Percent); err == nil {
			f.pct = decimal.NewNullDecimal(pct)
		}
		r.figures = append(r.figures, f)
	}
}
