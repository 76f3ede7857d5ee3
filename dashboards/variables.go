package dashboards

import (
	"fmt"

	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

// choiceVariable makes the variable $name. Its values are the identifiers in cnnic_<name>_info;
// the reader sees their titles. The dashboard opens on the given identifier and title.
func (l *language) choiceVariable(name, label, id, title string) *dashboard.QueryVariableBuilder {
	titled := labelReplace(onePer(name, "cnnic_"+name+"_info"), "text", "$1", l.title, "(.*)")
	expr := fmt.Sprintf("max by (%s, text) (%s)", name, titled)
	return queryVariable(name, name, expr).
		Label(label).
		Sort(dashboard.VariableSortAlphabeticalAsc).
		Current(option(title, id))
}

func (l *language) sectorVariable() *dashboard.QueryVariableBuilder {
	first := shipped().Terms["sectors"][0]
	return l.choiceVariable("sector", l.Pick("Sector", "应用类别"), first.ID, l.Pick(first.Title, first.TitleZH))
}

// addPeriodVariable adds a hidden variable for titles of panels: the month of the period in expr, or fallback.
func (b *board) addPeriodVariable(name, expr, fallback string) {
	none := labelReplace(labelReplace("vector(0)", "period", fallback, "", ""), "text", fallback, "", "")
	expr = b.monthOf(expr) + " or on () " + none
	b.builder.WithVariable(queryVariable(name, "period", expr).Hide(dashboard.VariableHideHideVariable))
}

func (b *board) addReferenceVariable() {
	b.addPeriodVariable("reference", reference, b.Pick("the newest full survey", "最近一次覆盖表 5 全部应用的调查"))
}

// addSentencesVariable adds a hidden variable for a text panel. Its values are those of the
// label "sentence" in the result of expr. Without samples its only value says so.
func (b *board) addSentencesVariable(name, expr string) {
	expr += otherwise("vector(0)", b.Pick("No samples at the end of this range: set its end to now", "所选时间范围的末尾没有数据：请将结束时间设为现在"))
	b.builder.WithVariable(queryVariable(name, "", expr).
		Regex(`/sentence="(?<value>.+?)"[,}]/`). // Replaces the regex of queryVariable, which needs a label "text".
		Hide(dashboard.VariableHideHideVariable).
		Multi(true).IncludeAll(true).
		Current(option("All", "$__all")))
}

// monthOf adds the label "text" with the month of the label "period", such as December 2024.
func (l *language) monthOf(expr string) string {
	if l == chinese {
		return labelReplace(expr, "text", "$1 年 $2 月", "period", "(.*)-0?(.*)")
	}
	expr = labelReplace(expr, "text", "$1", "period", "(.*)") // A month without a survey so far stays a number.
	for _, m := range []struct{ number, name string }{{"12", "December"}, {"06", "June"}, {"03", "March"}} {
		expr = labelReplace(expr, "text", m.name+" $1", "period", "(.*)-"+m.number)
	}
	return expr
}

// queryVariable makes a variable of expr, in which Grafana rejects line breaks. Each series at the end of the
// range is a choice: its value is that of the given label, shown as the series' label "text".
func queryVariable(name, label, expr string) *dashboard.QueryVariableBuilder {
	return dashboard.NewQueryVariableBuilder(name).
		Datasource(datasource).
		Query(dashboard.StringOrMap{String: new("query_result(" + expr + ")")}).
		Regex(`/` + label + `="(?<value>[^"]+)".*text="(?<text>[^"]+)"/`).
		Refresh(dashboard.VariableRefreshOnTimeRangeChanged)
}

func option(text, value string) dashboard.VariableOption {
	return dashboard.VariableOption{
		Text:  dashboard.StringOrArrayOfString{String: &text},
		Value: dashboard.StringOrArrayOfString{String: &value},
	}
}
