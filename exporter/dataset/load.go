package dataset

import (
	"io/fs"
	"time"
)

// Options change how a dataset is read. The zero value is the default.
type Options struct {
	// Reference is the reference period, or zero for the newest survey that
	// covers all applications of Table 5.
	Reference Period
}

// Load reads a dataset from the CSV files in fsys, checks it and derives the rest.
// The error is an *Errors with all problems of all files.
func Load(fsys fs.FS, options Options) (*Dataset, error) { return Read(fsys).Parse(options) }

// Parse is Load for files that have been read.
func (f *Files) Parse(options Options) (*Dataset, error) {
	errs, tables := &Errors{}, map[string]*table{}
	for _, r := range schema().Resources {
		tables[r.Name] = readTable(f.byName[r.Path], r, errs)
	}
	for _, r := range schema().Resources {
		tables[r.Name].checkReferences(tables, errs)
	}
	checkApplications(tables["applications"], errs)
	published := checkReports(tables["reports"], errs)
	checkUsage(tables["application_usage"], published, errs)
	checkUsage(tables["application_segments"], published, errs)
	checkFigures(tables["national_indicators"], tables["indicators"], errs)
	checkFigures(tables["platform_indicators"], tables["indicators"], errs)
	if err := errs.orNil(); err != nil {
		return nil, err
	}

	b := newBuilder(tables)
	b.build()
	// The tables take more memory than the dataset.
	clear(tables)
	b.checkAgainstInternetUsers(errs)
	b.survey(options, errs)
	if err := errs.orNil(); err != nil {
		return nil, err
	}
	b.deriveChanges()
	b.markLatest()
	b.find()
	return b.Dataset, nil
}

// checkReports checks dates of publication and returns them by report.
func checkReports(reports *table, errs *Errors) map[string]time.Time {
	published := map[string]time.Time{}
	for _, r := range reports.rows {
		date, whole := publicationDate(r.text("published"))
		switch {
		case date.IsZero():
			r.fail(errs, "published", "%s is not a date of the calendar", quoted(r.text("published")))
		case r.text("period") != "" && !whole:
			r.fail(errs, "published", "%s is not a whole date, which a report that presents a survey needs", quoted(r.text("published")))
		case r.text("period") != "" && !date.After(r.period("period").End()):
			r.fail(errs, "published", "%s is not after the survey of %s", date.Format(time.DateOnly), r.text("period"))
		default:
			published[r.text("report")] = date
		}
	}
	return published
}

// publicationDate reads a date of day, month or year, and reports whether it has a day.
// It is zero if the calendar has no such date.
func publicationDate(text string) (date time.Time, whole bool) {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, layout == time.DateOnly
		}
	}
	return time.Time{}, false
}

func checkApplications(applications *table, errs *Errors) {
	for _, r := range applications.rows {
		since, until := r.period("table5_since"), r.period("table5_until")
		if r.text("table5_name") == "" && (since != 0 || until != 0) {
			r.fail(errs, "table5_name", "is empty, but table5_since or table5_until is not")
		}
		if until != 0 && until < since {
			r.fail(errs, "table5_until", "%s is before table5_since, %s", until, since)
		}
	}
	checkNames(applications, errs)
}

// checkUsage checks rows with users and penetration.
func checkUsage(usage *table, published map[string]time.Time, errs *Errors) {
	for _, r := range usage.rows {
		if r.text("users_10k") == "" && r.text("penetration_pct") == "" {
			r.fail(errs, "users_10k", "is empty, and so is penetration_pct: the row states nothing")
		}
		if (r.text("users_10k") == "") != (r.text("users_rounding_10k") == "") {
			r.fail(errs, "users_rounding_10k", "users_10k and users_rounding_10k are either both empty or both stated")
		}
		if date, ok := published[r.text("report")]; ok && date.Before(r.period("period").End()) {
			r.fail(errs, "report", "report %s was published on %s, before the period %s ended", quoted(r.text("report")), date.Format(time.DateOnly), r.text("period"))
		}
	}
}

// checkFigures checks that values lie within the bounds of their unit.
func checkFigures(figures, indicators *table, errs *Errors) {
	units := map[string]string{}
	for _, r := range indicators.rows {
		units[r.text("indicator")] = r.text("unit")
	}
	for _, r := range figures.rows {
		value := r.number("value", 0).Value
		switch unit := units[r.text("indicator")]; {
		case unit == "", unit == "pct_growth":
		case value < 0:
			r.fail(errs, "value", "%s is less than 0", quoted(r.text("value")))
		case unit == "pct" && value > 100:
			r.fail(errs, "value", "%s is more than 100", quoted(r.text("value")))
		}
	}
}
