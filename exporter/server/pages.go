package server

import (
	"io"
	"net/http"
	"sync"

	"golang.org/x/text/language"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/headline"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/metrics"
	"cnnic_exporter/exporter/page"
)

// dataPath is where the files of the dataset are served.
const dataPath = "/data/"

// csvType is the content type of the dataset's files, by RFC 4180.
const csvType = "text/csv; charset=utf-8; header=present"

// languages are the languages of the page with the figures, the default first.
var (
	languages = []headline.Language{headline.English, headline.Chinese}
	matcher   = language.NewMatcher([]language.Tag{language.English, language.Chinese})
)

// newContent is the content of a snapshot, each part rendered at its first request.
func newContent(snapshot metrics.Snapshot, files dataset.Files) *content {
	d := snapshot.Dataset
	c := &content{
		metrics: exposition.New(snapshot),
		pages:   map[string]*exposition.Page{},
		history: sync.OnceValue(func() *history.History { return history.New(d) }),
	}
	c.pages["/history"] = exposition.NewPage(history.ContentType, func(w io.Writer) error { return c.history().WriteOpenMetrics(w) })
	for _, l := range languages {
		p := exposition.NewPage("text/html; charset=utf-8", func(w io.Writer) error { return page.Write(w, d, l) })
		p.Vary = "Accept-Encoding, Accept-Language"
		c.figures = append(c.figures, p)
	}
	add := func(name, contentType string, content []byte) {
		c.pages[dataPath+name] = exposition.NewPage(contentType, func(w io.Writer) error {
			_, err := w.Write(content)
			return err
		})
	}
	for name, file := range files {
		add(name, csvType, file.Content)
	}
	// Every dataset is checked against the shipped description.
	add("datapackage.json", "application/json", data.Package)
	return c
}

// servePage answers with the rendered page of a path.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	p, found := s.content.Load().pages[r.URL.Path]
	if !found {
		http.NotFound(w, r)
		return
	}
	p.ServeHTTP(w, r)
}

// serveFigures answers with the page of the figures, in the language that the query
// names or the client prefers.
func (s *Server) serveFigures(w http.ResponseWriter, r *http.Request) {
	_, preferred := language.MatchStrings(matcher, r.URL.Query().Get("lang"), r.Header.Get("Accept-Language"))
	w.Header().Set("Content-Security-Policy", page.SecurityPolicy)
	w.Header().Set("Referrer-Policy", "no-referrer")
	s.content.Load().figures[preferred].ServeHTTP(w, r)
}

// redirectToPackage leads from /data/ to the description of the files. The
// location is relative, so that it works below the path of a proxy.
func redirectToPackage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Location", "datapackage.json")
	w.WriteHeader(http.StatusFound)
}
