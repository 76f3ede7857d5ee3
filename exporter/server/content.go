package server

import (
	"io"
	"net/http"
	"sync"

	"github.com/prometheus/common/expfmt"
	"golang.org/x/text/language"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/headline"
	"cnnic_exporter/exporter/history"
	"cnnic_exporter/exporter/page"
)

// content maps the paths that show one dataset to their handlers.
type content map[string]http.Handler

// newContent returns the content for a dataset, except /metrics. Pages and history are made when first requested.
func newContent(d *dataset.Dataset, files dataset.Files) content {
	writeHistory := func(w io.Writer) error { return history.Write(w, d) }
	builtHistory := sync.OnceValue(func() history.History { return history.New(d) })
	c := content{
		"/":            pageHandler(d),
		"/history":     exposition.NewPage(string(expfmt.FmtOpenMetrics_1_0_0), writeHistory),
		"/api/v1/read": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { builtHistory().ServeRead(w, r) }),
	}
	// The shipped description holds for every dataset, as each is checked against it.
	description := exposition.NewPage("application/json", func(w io.Writer) error {
		_, err := w.Write(data.Descriptor)
		return err
	})
	c["/data/"], c["/data/datapackage.json"] = description, description
	for name := range files {
		writeFile := func(w io.Writer) error { return files.WriteCSV(w, name) }
		// The content type is that of RFC 4180.
		c["/data/"+name] = exposition.NewPage("text/csv; charset=utf-8; header=present", writeFile)
	}
	return c
}

// pageHandler returns the handler of a dataset's page, in the language of the query or the client.
func pageHandler(d *dataset.Dataset) http.Handler {
	// languages and pages are in the order of headline.Language. The matcher's first language is the default.
	languages := language.NewMatcher([]language.Tag{language.English, language.Chinese})
	pages := make([]*exposition.Page, 2)
	for i := range pages {
		write := func(w io.Writer) error { return page.Write(w, d, headline.Language(i)) }
		pages[i] = exposition.NewPage("text/html; charset=utf-8", write)
		pages[i].Header.Set("Vary", "Accept-Encoding, Accept-Language")
		pages[i].Header.Set("Content-Security-Policy", page.SecurityPolicy)
		pages[i].Header.Set("Referrer-Policy", "no-referrer")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, preferred := language.MatchStrings(languages, r.URL.Query().Get("lang"), r.Header.Get("Accept-Language"))
		pages[preferred].ServeHTTP(w, r)
	})
}
