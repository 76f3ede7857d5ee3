// Package dataset reads the figures of CNNIC's half-yearly reports and a few other sources from CSV
// files, checks them, and derives growth, changes, coverage and the reference period.
package dataset

import "time"

// Dataset holds the figures of one load, read and checked. It is immutable: a reload makes another.
type Dataset struct {
	Applications []*Application
	Reports      []*Report
	Surveys      []*Survey
	// Usage has an element for each application and survey with a figure, in order of time. Each number is from the
	// newest report that states it, but users are from an older report if its number is more exact and agrees.
	Usage []*Usage
	// Superseded are usages whose users or penetration a later report contradicts beyond
	// rounding. If only one of the two is contradicted, the other is left out: its Known is false.
	Superseded   []*Usage
	SegmentUsage []*SegmentUsage
	Breaks       []*Break
	Changes      []Change
	// Nation and PlatformFigures are figures of the country and of platforms, in order of time.
	Nation, PlatformFigures []*Figure
	Indicators              []*Indicator
	// Terms are identifiers with their titles, by the name of their file without .csv.
	Terms map[string][]*Term
	// Reference is the survey of the reference period, by default the newest full one, or nil.
	Reference *Survey
	// Current are the surveys of the reference period and later; none without a reference period.
	Current []*Survey
	// Periods are those of all surveys and figures, in order of time. Some have no survey.
	Periods []Period
	// Findings are what the checks found. They do not reject the load.
	Findings []Finding
	// Bounds is true for each qualifier that marks a value as a bound or an approximation.
	Bounds map[string]bool

	applications map[string]*Application
}

// Term is an identifier of the dataset with its titles, as a dashboard shows them.
type Term struct {
	ID, Title, TitleZH string
}

// Number is a value. It is Known if a source states it, or if it could be derived.
type Number struct {
	Value float64
	Known bool
}

// Application is a kind of use of the Internet, such as short video.
type Application struct {
	ID, Title, TitleZH string
	Sector             *Term
	// Table5Name is the name in Table 5, where CNNIC's reports list applications and their
	// users. If it is empty, a survey can be full without the application.
	Table5Name string
	// Table5Since and Table5Until are the first and last survey whose Table 5 lists the application; 0 is no limit.
	Table5Since, Table5Until Period
	// Names are all names of the application: its identifier, its titles, that in Table 5, and others.
	Names []string
	// Latest is the newest usage that states the users, or nil.
	Latest *Usage
	// LatestChange has for each interval the newest known change of users, unless its survey is
	// a year or more older than that of Latest. LatestShareChange is the same for the penetration.
	LatestChange, LatestShareChange map[Interval]Change

	// latestComparable is the newest usage whose change over a year has a known UsersDirection.
	latestComparable *Usage
	usage            map[Period]*Usage
}

// UsageAt is the usage of the application at a survey, or nil.
func (a *Application) UsageAt(p Period) *Usage { return a.usage[p] }

// Report is a publication that states figures: a report of CNNIC, or an article.
type Report struct {
	// ID is the report's number, such as 55, or a slug for another publication.
	ID, Publisher, Title, URL string
	// Survey is the month of the survey that a report of CNNIC presents, 0 for other sources.
	Survey Period
	// Published is the date as far as it is known: YYYY-MM-DD, YYYY-MM or YYYY.
	Published string
	// Date is the day of publication, 00:00 UTC: the first of the month or year if no more is known.
	Date time.Time
}

// Survey is a half-yearly survey of CNNIC and the report that presents it.
type Survey struct {
	Period Period
	Report *Report
	// Full is whether the users of every application of Table 5 are known.
	Full bool
}

// Coverage is the value of the label "coverage".
func (s *Survey) Coverage() string {
	if s.Full {
		return "full"
	}
	return "partial"
}

// Source is the row of a file that states a figure.
type Source struct {
	Report *Report
	// Basis is a value of bases.csv: where the report states the figure, or that it is derived.
	// It is nil for a SegmentUsage and a Figure.
	Basis *Term

	file string
	line int
	// explained is the check named before the first colon of the row's note. Its findings in the row are left out.
	explained Check
}

// Usage is how many people used an application at a survey.
type Usage struct {
	Application *Application
	Period      Period
	// Source states the users, or the penetration if no report states users.
	Source
	// Users is the number of users, in people and not in units of 10,000.
	Users Number
	// Rounding is the unit in people to which Users was rounded: 10,000 for a number of
	// Table 5, 20,000 for the sum or difference of two such numbers.
	Rounding Number
	// Penetration is the share of Internet users from 0 to 1, which reports state to a tenth of a percent.
	Penetration Number
	// StatedGrowth is the growth over a year as Report prints it.
	StatedGrowth Number

	penetrationSource *Source // Nil for a SegmentUsage.
}

// SegmentUsage is how many people of a part of the population used an application at a
// survey. Penetration is the share of the part's Internet users. StatedGrowth is unset.
type SegmentUsage struct {
	Usage
	// Segment is the part of the population, one of segments.csv.
	Segment string
	// Qualifier is how exact the users and the penetration are, one of qualifiers.csv.
	Qualifier string
}

// Break is a change of definition, across which figures are not like for like.
type Break struct {
	Application *Application
	// Period is the first survey by the new definition.
	Period Period
	Reason *Term
}

// Change is how an application's usage changed since an earlier survey.
type Change struct {
	Usage    *Usage
	Interval Interval
	// Users is the change in people, Growth that change divided by the earlier number, and
	// Penetration the difference of the shares: 0.01 is one percentage point.
	Users, Growth, Penetration Number
	// Rounding is the largest change that rounding can explain: half the sum of both units, in people.
	Rounding Number
	// UsersDirection and PenetrationDirection are 1 for growth, -1 for a fall, 0 if the rounding of both numbers
	// explains the difference, and unknown across a break in series or if either number is unknown.
	UsersDirection, PenetrationDirection Number
}

// Unit is a base unit, in which the exporter publishes an indicator.
type Unit string

// The base units. A quantity counts things that are not people.
const (
	People   Unit = "people"
	Ratio    Unit = "ratio"
	Yuan     Unit = "yuan"
	Quantity Unit = "quantity"
	Seconds  Unit = "seconds"
)

// Indicator is what a figure of the country or of a platform measures.
type Indicator struct {
	*Term
	Unit Unit
	// Theme is the subject under which a dashboard lists the indicator.
	Theme *Term

	fileUnit fileUnit
}

// Figure is the value of an indicator, in its base unit.
type Figure struct {
	Indicator *Indicator
	// Platform is nil for a figure of the country.
	Platform *Term
	Period   Period
	Source
	Value float64
	// Qualifier is how exact the value is, one of qualifiers.csv.
	Qualifier string
}

// Missing are the applications of Table 5 whose users at a survey are not known.
func (d *Dataset) Missing(p Period) (missing []*Application) {
	for _, a := range d.Applications {
		listed := a.Table5Name != "" && p >= a.Table5Since && (a.Table5Until == 0 || p <= a.Table5Until)
		if u := a.UsageAt(p); listed && (u == nil || !u.Users.Known) {
			missing = append(missing, a)
		}
	}
	return missing
}

// Application returns the application with the given ID, or nil.
func (d *Dataset) Application(id string) *Application { return d.applications[id] }
