package server

import (
	"io"
	"net/http"

	"cnnic_exporter/data"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/exposition"
	"cnnic_exporter/exporter/history"
)

// dataPath is where the files of the dataset are served.
const dataPath = "/data/"

// csvType is the content type of the dataset's files, by RFC 4180.
const csvType = "text/csv; charset=utf-8; header=present"

// render renders the pages of a dataset and its files.
func (c *content) render(files *dataset.Files) error {
	err := c.page("/history", history.ContentType, c.history.WriteOpenMetrics)
	if err == nil {
		// Every dataset is checked against the shipped description.
		err = c.page(dataPath+"datapackage.json", "application/json", func(w io.Writer) error {
			description, err := data.FS.ReadFile("datapackage.json")
			_, _ = w.Write(description)
			return err
		})
	}
	for name, file := range files.All() {
		if err == nil {
			err = c.page(dataPath+name, csvType, func(w io.Writer) error {
				_, err := w.Write(file)
				return err
			})
		}
	}
	return err
}

func (c *content) page(at, contentType string, write func(io.Writer) error) (err error) {
	c.pages[at], err = exposition.NewPage(contentType, write)
	return err
}

// servePage answers with the rendered page of a path.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	page, found := s.content.Load().pages[r.URL.Path]
	if !found {
		http.NotFound(w, r)
		return
	}
	page.ServeHTTP(w, r)
}

// redirectToPackage leads from /data/ to the description of the files. The
// location is relative, so that it works below the path of a proxy.
func redirectToPackage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Location", "datapackage.json")
	w.WriteHeader(http.StatusFound)
}
