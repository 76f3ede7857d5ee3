package dashboards

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cnnic_exporter/exporter/dataset"
)

func TestDashboardsAreReadOnlyWithDescriptionRefreshAndTag(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		if !strings.Contains(b.Description, "CNNIC") || b.Editable || b.Refresh != "1m" || !slices.Contains(b.Tags, tag) {
			t.Errorf("description %q, editable %v, refresh %q, tags %v; want CNNIC in it, false, 1m and %s", b.Description, b.Editable, b.Refresh, b.Tags, tag)
		}
	})
}

func TestIDsAreUniqueAndPanelsDoNotOverlap(t *testing.T) {
	t.Parallel()
	uids, boards := map[string]bool{}, generated(t)
	for path, b := range boards {
		if b.UID == "" || len(b.UID) > 40 || uids[b.UID] { // Grafana allows 40 characters.
			t.Errorf("%s: the uid %q is empty, too long or taken", path, b.UID)
		}
		uids[b.UID] = true
	}
	checkPanels(t, boards)
}

// The last chart fills its line, whatever the number of sectors and of charted applications. Not parallel, since
// the test changes the dataset for which the dashboards are generated.
func TestPanelsDoNotOverlapWithFewerCharts(t *testing.T) {
	all, allCharted := shipped, charted
	t.Cleanup(func() { shipped, charted = all, allCharted })
	fewer := *all()
	fewer.Terms = maps.Clone(fewer.Terms)
	fewer.Terms["sectors"] = fewer.Terms["sectors"][:3]
	shipped = func() *dataset.Dataset { return &fewer }
	for _, n := range []int{10, 11} {
		charted = allCharted[:n]
		checkPanels(t, generated(t))
	}
}

// Not parallel, since it changes the dataset for which the dashboards are generated.
func TestTitlesAxesAndTimeRangeFollowTheFirstSurvey(t *testing.T) {
	all := shipped
	t.Cleanup(func() { shipped = all })
	longer, first := *all(), *all().Surveys[0]
	first.Period = 2012*12 + 5 // June.
	longer.Surveys = slices.Concat([]*dataset.Survey{&first}, longer.Surveys)
	shipped = func() *dataset.Dataset { return &longer }
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"from": "2012-01-01T00:00:00.000Z"`, `"Users since 2012, by sector`, `"Since 2012"`, `"text": "2012-06"`} {
		if !strings.Contains(string(files["en/overview.json"]), want) {
			t.Errorf("the overview lacks %s", want)
		}
	}
}

// checkPanels reports panels without an ID of their own, beyond the grid or over another panel.
func checkPanels(t *testing.T, boards map[string]boardJSON) {
	t.Helper()
	for path, b := range boards {
		taken, ids := map[[2]int]string{}, map[int]bool{}
		for _, p := range b.all() {
			if p.ID < 1 || ids[p.ID] {
				t.Errorf("%s, %s: the id %d is taken or not above 0", path, p.Title, p.ID)
			}
			ids[p.ID] = true
			g := p.GridPos
			if g.W < 1 || g.H < 1 || g.X+g.W > fullWidth {
				t.Errorf("%s, %s: the panel has no size or is beyond the grid; the widths of panels side by side must add up to %d columns: %+v", path, p.Title, fullWidth, g)
			}
			for x := g.X; x < g.X+g.W; x++ {
				for y := g.Y; y < g.Y+g.H; y++ {
					if other, isTaken := taken[[2]int{x, y}]; isTaken {
						t.Fatalf("%s, %q lies over %q", path, p.Title, other)
					}
					taken[[2]int{x, y}] = p.Title
				}
			}
		}
	}
}

// The SDK writes an empty string for an option that was not set, and Grafana takes it for
// a value. The option "fields" is empty on purpose: in Grafana that means all numeric fields.
func TestNoPanelOptionIsEmpty(t *testing.T) {
	t.Parallel()
	var walk func(t *testing.T, path string, v any)
	walk = func(t *testing.T, path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, inner := range v {
				walk(t, path+"."+k, inner)
			}
		case []any:
			for _, inner := range v {
				walk(t, path, inner)
			}
		case string:
			if v == "" && !strings.HasSuffix(path, ".fields") {
				t.Errorf("%s is empty", path)
			}
		}
	}
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		for _, p := range b.all() {
			walk(t, p.Title, p.Options)
		}
	})
}

func TestPanelsHaveDataSourceQueriesUnitAndTextWhenEmpty(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		v := b.Templating.List[0]
		if v.Name != "datasource" || v.Type != "datasource" || v.Query != "prometheus" || v.Current.Value != "default" {
			t.Errorf("the first variable is %+v, want the data source", v)
		}
		for _, p := range b.all() {
			if p.Type == "row" || p.Type == "text" {
				continue
			}
			if len(b.queries(p)) == 0 || p.FieldConfig.Defaults.Unit == "" && p.Type != "table" {
				t.Errorf("%s has %d queries and the unit %q, want at least one query, and a unit except in tables", p.Title, len(b.queries(p)), p.FieldConfig.Defaults.Unit)
			}
			// If a trend's only query has no result, Grafana makes no fields, and shows an error.
			if p.Type == "trend" && len(b.queries(p)) < 2 {
				t.Errorf("%s has %d queries, want 2 at least", p.Title, len(b.queries(p)))
			}
			for _, q := range p.Targets {
				if want := p.Datasource.UID; q.Datasource.UID != want || (q.PanelID == 0) != (want == "${datasource}") {
					t.Errorf("%s, query %s has the data source %q and its panel %q, want ${datasource} in both, or -- Dashboard -- in both if it takes another panel's result", p.Title, q.RefID, q.Datasource.UID, want)
				}
			}
			if p.FieldConfig.Defaults.NoValue == "" {
				t.Errorf("%s has no text for an empty panel", p.Title)
			}
		}
	})
}

// A title names its survey by a variable, not in words. A hidden variable follows the data, so
// a URL must not set it.
func TestTitlesNameTheirSurvey(t *testing.T) {
	t.Parallel()
	surveyInWords := regexp.MustCompile(`20\d\d|January|December|June|reference period|基准期`)
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		variables := map[string]variableJSON{}
		for _, v := range b.Templating.List {
			variables[v.Name] = v
			if v.Hide != 0 && !v.SkipURLSync {
				t.Errorf("a URL can set the hidden variable %s", v.Name)
			}
		}
		for _, p := range b.all() {
			if surveyInWords.MatchString(strings.NewReplacer("since "+firstYear(), "", firstYear()+" 年以来", "").Replace(p.Title)) {
				t.Errorf("%q names a survey in words and not by a variable", p.Title)
			}
			for _, m := range regexp.MustCompile(`\$\{(\w+)`).FindAllStringSubmatch(p.Title, -1) {
				if _, ok := variables[m[1]]; !ok {
					t.Errorf("%q names the variable %s, which the dashboard lacks", p.Title, m[1])
				}
			}
			// In a panel of the type stat, each tile names its own survey.
			for _, q := range b.used(p) {
				if strings.Contains(q.Expr, "cnnic_reference_period_info") && p.Type != "stat" && !strings.Contains(p.Title, "${") {
					t.Errorf("%q shows the reference period and does not name it", p.Title)
				}
			}
		}
	})
}

func TestLinksKeepDataSourceTimeAndLanguage(t *testing.T) {
	t.Parallel()
	all := generated(t)
	byUID := map[string]boardJSON{}
	for _, b := range all {
		byUID[b.UID] = b
	}
	target := regexp.MustCompile(`^/d/([^?]+)(.*)$`)
	for path, b := range all {
		check := func(link linkJSON) {
			t.Helper()
			m := target.FindStringSubmatch(link.URL)
			if m == nil || byUID[m[1]].UID == "" {
				t.Fatalf("%s: the link %s leads to %s, which is no dashboard", path, link.Title, link.URL)
			}
			if !link.IncludeVars && !strings.Contains(m[2], "${datasource:queryparam}&") {
				t.Errorf("%s: the link %s loses the data source: %s", path, link.Title, link.URL)
			}
			if !link.KeepTime && !strings.Contains(m[2], "&${__url_time_range}") {
				t.Errorf("%s: the link %s loses the time: %s", path, link.Title, link.URL)
			}
			// A link to another language has the language's name as its title.
			if same := strings.HasSuffix(m[1], "-"+path[:2]); same == (link.Title == "English" || link.Title == "中文") {
				t.Errorf("%s: the link %s leads to the wrong language: %s", path, link.Title, link.URL)
			}
		}
		for _, link := range b.Links {
			check(link)
			if strings.HasPrefix(link.Title, "CNNIC /") {
				t.Errorf("%s: the title of the link %s has the prefix CNNIC /", path, link.Title)
			}
		}
		if len(b.Links) != len(boards) {
			t.Errorf("%s has %d links, want one to each other dashboard and one to the other language", path, len(b.Links))
		}
		for _, p := range b.all() {
			links := p.FieldConfig.Defaults.Links
			for _, o := range p.FieldConfig.Overrides {
				for _, property := range o.Properties {
					var l []linkJSON
					if property.ID == "links" && json.Unmarshal(property.Value, &l) == nil {
						links = append(links, l...)
					}
				}
			}
			for _, link := range links {
				// An alert's link takes the dashboard and the value of its variable from the field "path".
				// A report's link leads to its source, which is no dashboard.
				if link.URL = strings.Replace(link.URL, "${__data.fields.path}", "cnnic-application-"+path[:2]+"?var-application=x", 1); link.URL != "${__data.fields.link}" {
					check(link)
				}
			}
		}
	}
}

// Grafana draws a dashboard's annotations on all its panels with a time axis. On a panel that shows other
// sectors, annotations of the chosen sector would mislead.
func TestAnnotationsAreOffByDefaultAndOfThePanelsSector(t *testing.T) {
	t.Parallel()
	found := 0
	each(t, func(t *testing.T, _ *language, b boardJSON) {
		for _, a := range b.Annotations.List {
			found++
			if a.Enable {
				t.Errorf("the annotation %s is on by default", a.Name)
			}
			for _, panel := range b.all() {
				for _, q := range panel.Targets {
					if strings.Contains(a.Target.Expr, "$sector") && q.PanelID == 0 && !strings.Contains(q.Expr, "$sector") {
						t.Errorf("the annotation %s of the chosen sector marks %s, which shows other sectors", a.Name, panel.Title)
					}
				}
			}
		}
	})
	if found == 0 {
		t.Error("there are no annotations")
	}
}

// Titles, descriptions and text panels are in the dashboard's language. Chinese text has no ASCII
// punctuation beside Han characters.
func TestTextsAreInTheirLanguage(t *testing.T) {
	t.Parallel()
	han, letter, asciiMark := regexp.MustCompile(`\p{Han}`), regexp.MustCompile(`\pL`), regexp.MustCompile(`\p{Han}\s*[,.:;!?()]|[,.:;!?()]\s*\p{Han}`)
	each(t, func(t *testing.T, l *language, b boardJSON) {
		texts := []string{b.Title, b.Description}
		for _, p := range b.all() {
			texts = append(texts, p.Title, p.Description)
			if content, ok := p.Options["content"].(string); ok {
				texts = append(texts, content)
			}
		}
		for _, text := range texts {
			text = regexp.MustCompile(`\$\{[^}]*\}|<[^>]*>`).ReplaceAllString(text, "")
			if l == english && han.MatchString(text) {
				t.Errorf("%q is not English", text)
			}
			if l == chinese && (asciiMark.MatchString(text) || letter.MatchString(text) && !han.MatchString(text)) {
				t.Errorf("%q is not Chinese, or has ASCII punctuation", text)
			}
		}
	})
}
