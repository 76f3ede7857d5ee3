package edition

import (
	"strings"

	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/report"
)

// Vocabulary is what a report is read with: the applications of a dataset, and
// the indicators of the country that surveys state and that count people or are
// shares.
func Vocabulary(d *dataset.Dataset) *report.Vocabulary {
	var subjects []report.Subject
	for _, a := range d.Applications {
		subjects = append(subjects, report.Subject{Kind: report.Application, ID: a.ID, Names: a.Names()})
	}
	kinds := map[dataset.Unit]report.Kind{dataset.People: report.People, dataset.Ratio: report.Share}
	seen := map[string]bool{}
	for _, f := range d.Nation {
		kind, wanted := kinds[f.Indicator.Unit]
		if f.Report.Survey == 0 || !wanted || seen[f.Indicator.ID] {
			continue
		}
		seen[f.Indicator.ID] = true
		names := []string{f.Indicator.Title, f.Indicator.TitleZH}
		// CNNIC's own translation says netizens as often as Internet users.
		if strings.Contains(f.Indicator.Title, "nternet users") {
			names = append(names, strings.ReplaceAll(strings.ReplaceAll(f.Indicator.Title, "Internet users", "netizens"), "internet users", "netizens"))
		}
		// It calls products of generative AI by their kind as often.
		if kindOnly := strings.ReplaceAll(f.Indicator.TitleZH, "产品", ""); kindOnly != f.Indicator.TitleZH {
			names = append(names, kindOnly, strings.ReplaceAll(kindOnly, "人工智能", "AI"))
		}
		subjects = append(subjects, report.Subject{Kind: kind, ID: f.Indicator.ID, Names: names})
	}
	return report.NewVocabulary(subjects)
}
