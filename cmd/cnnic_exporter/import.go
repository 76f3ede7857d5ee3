package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/alecthomas/kingpin/v2"

	"cnnic_exporter/exporter/config"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/edition"
	"cnnic_exporter/exporter/report"
	"cnnic_exporter/exporter/wholefile"
)

// importFlags are the command line of import.
type importFlags struct {
	data      string
	report    string
	period    string
	published string
	dryRun    bool
	// acceptFindings says that a person has looked at what contradicts itself.
	acceptFindings bool
	files          []string
}

// standardInput is the name of a file that is none: kingpin makes it of "-".
const standardInput = ""

// maxReportBytes bounds what is read of one file. A web page of a report holds
// some hundred kilobytes.
const maxReportBytes = 16 << 20

var errEmbedded = errors.New(`the dataset that ships with the program cannot be written. Say which directory holds yours:

    cnnic_exporter import --data DIR ...

A copy to start from is the folder data/ of the repository: git clone it, or cp -r data DIR.
CNNIC_DATA_DIR names it to this command and to the exporter`)

// runImport brings a report into the files of a dataset, or with a dry run says
// what it would do.
func runImport(c *config.Config, flags *importFlags, stdin io.Reader, stdout, stderr io.Writer) int {
	options, err := flags.options(time.Now())
	if err != nil {
		fmt.Fprintln(stderr, err)
		return misuse
	}
	if c.DataDir == "" {
		fmt.Fprintln(stderr, errEmbedded)
		return misuse
	}
	e, err := plan(c.DataDir, flags.files, options, stdin)
	if err == nil {
		err = e.WriteDiff(stdout)
	}
	if err != nil {
		fmt.Fprintf(stderr, "%s\nNothing was written.\n", err)
		return failure
	}
	files := e.Files()
	verb := "Written"
	doubtful := len(files) > 0 && len(e.Findings) > 0 && !flags.acceptFindings
	switch {
	case len(files) == 0:
		fmt.Fprintln(stdout, "\nThere is nothing to write: the dataset has all of this already.")
		return success
	case flags.dryRun:
		verb = "Nothing was written, since this is a dry run. It would be"
	case doubtful:
		fmt.Fprintf(stderr, doubts, count(len(e.Findings), "finding"))
		return failure
	default:
		if err := wholefile.WriteAll(c.DataDir, files); err != nil {
			fmt.Fprintf(stderr, "%s\nNothing was written.\n", err)
			return failure
		}
	}
	fmt.Fprintf(stdout, "\n%s, in lines:\n", verb)
	if err := e.WriteFiles(stdout); err != nil {
		fmt.Fprintln(stderr, err)
		return failure
	}
	if doubtful {
		fmt.Fprintf(stdout, "\n"+doubts, count(len(e.Findings), "finding"))
	}
	return success
}

// doubts are said of findings, which are more often a slip than a fact.
const doubts = "New: %s. Look at the page again. Where the report does say so, add --accept-findings; without it nothing is written.\n"

// aheadOfUTC is by how much the day in Beijing begins before that of UTC.
const aheadOfUTC = 8 * time.Hour

func (f *importFlags) options(now time.Time) (edition.Options, error) {
	o := edition.Options{Report: f.report, Published: f.published, Today: now.Format(time.DateOnly)}
	var errs []error
	if f.period != "" {
		var err error
		if o.Period, err = dataset.ParsePeriod(f.period); err != nil {
			errs = append(errs, fmt.Errorf("--period: %w", err))
		}
	}
	if f.published != "" {
		switch day, err := time.Parse(time.DateOnly, f.published); {
		case err != nil:
			errs = append(errs, fmt.Errorf("--published: %q is not a day written YYYY-MM-DD", f.published))
		case day.After(now.Add(aheadOfUTC)):
			errs = append(errs, fmt.Errorf("--published: %s has not come yet; today is %s", f.published, o.Today))
		}
	}
	return o, errors.Join(errs...)
}

// plan reads the files, or standard input where there are none, and compares
// them with the dataset.
func plan(dir string, files []string, options edition.Options, stdin io.Reader) (*edition.Edition, error) {
	if _, err := os.ReadDir(dir); err != nil {
		return nil, fmt.Errorf("--data: %w", err)
	}
	data := dataset.Directory(dir)
	d, err := dataset.Load(data, dataset.Options{})
	if err != nil {
		return nil, fmt.Errorf("the dataset in %s has errors, which must be mended first:\n%w", dir, err)
	}
	vocabulary := edition.Vocabulary(d)
	if len(files) == 0 {
		files = []string{standardInput}
	}
	var readings []*report.Reading
	var errs []error
	for _, name := range files {
		content, err := readReport(name, stdin)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if name == standardInput {
			name = "standard input"
		}
		readings = append(readings, report.Read(name, content, vocabulary))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return edition.Make(data, readings, options)
}

func readReport(name string, stdin io.Reader) ([]byte, error) {
	from := stdin
	if name != standardInput {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		from = file
	}
	content, err := io.ReadAll(io.LimitReader(from, maxReportBytes+1))
	if err == nil && len(content) > maxReportBytes {
		err = fmt.Errorf("%s: is larger than %d MiB", name, maxReportBytes>>20)
	}
	return content, err
}

func addImport(app *kingpin.Application) *importFlags {
	news := &importFlags{}
	bring := app.Command("import", "Bring a report into a dataset: read its table or text, in Markdown, HTML, CSV, TSV or as pasted from a PDF, show what is new, and write it. data/README.md leads through it.")
	bring.Flag("report", "Number of the report.").PlaceHolder("N").Required().StringVar(&news.report)
	bring.Flag("data", "Directory with the dataset; --data.dir by default.").PlaceHolder("DIR").StringVar(&news.data)
	bring.Flag("period", "Survey that a new report presents; without it, the newest month of the headings.").PlaceHolder("YYYY-MM").StringVar(&news.period)
	bring.Flag("published", "Day on which a new report was published; without it, today.").PlaceHolder("YYYY-MM-DD").StringVar(&news.published)
	bring.Flag("dry-run", "Show what is new and write nothing.").BoolVar(&news.dryRun)
	bring.Flag("accept-findings", "Write although the figures contradict each other or leap, as the report does say so.").BoolVar(&news.acceptFindings)
	bring.Arg("file", "File to read; without it, or for -, standard input.").StringsVar(&news.files)
	return news
}
