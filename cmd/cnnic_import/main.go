// Command cnnic_import imports a report of CNNIC into a dataset, and proposes figures from text.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/common/version"

	"cnnic_exporter/exporter/atomicfile"
	"cnnic_exporter/exporter/candidate"
	"cnnic_exporter/exporter/dataset"
	"cnnic_exporter/exporter/document"
	"cnnic_exporter/exporter/importer"
)

const success, failure, misuse = 0, 1, 2 // Exit codes.

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

type tool struct {
	stdin          io.Reader
	stdout, stderr io.Writer

	importer.Options
	dataDir, periodFlag   string
	write, acceptFindings bool
	files                 []string
}

// run is main without os.Args, the standard streams and os.Exit. It returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	t := &tool{stdin: stdin, stdout: stdout, stderr: stderr}
	app := kingpin.New("cnnic_import", "Imports a report of CNNIC into the files of a dataset, "+
		"from PDF, HTML, MHTML, Markdown, CSV, TSV or text. data/README.md explains each step.")
	app.UsageWriter(stdout)
	app.HelpFlag.Short('h')
	app.UsageTemplate(kingpin.LongHelpTemplate)
	terminated := false // By --help, for example.
	app.Terminate(func(int) { terminated = true })
	app.Flag("data", "Directory with the dataset; data by default.").Default("data").PlaceHolder("DIR").StringVar(&t.dataDir)
	app.Flag("period", "Month of the survey that a new report presents, by default the newest month in the files; needed if they name none, or if an error asks for it. For candidates: the month of figures whose paragraph names none, by default that of the newest survey that their file names.").
		PlaceHolder("YYYY-MM").StringVar(&t.periodFlag)
	report := app.Command("report", "Compare the tables, the labels of charts and the reviewed candidates of the files "+
		"with the dataset. This is the default.").Default()
	report.Flag("report", "Number of the report, or the identifier of one in reports.csv.").PlaceHolder("N").Required().StringVar(&t.Report)
	report.Flag("published", "Day on which a new report was published, by default today in Beijing.").
		PlaceHolder("YYYY-MM-DD").StringVar(&t.Published)
	report.Flag("write", "Write the files of the dataset; without it, nothing is written.").BoolVar(&t.write)
	report.Flag("accept-findings", "With --write, write even figures that contradict each other or leap. Compare them with the report first.").
		BoolVar(&t.acceptFindings)
	report.Arg("file", "Files to read; - is standard input.").Required().StringsVar(&t.files)
	propose := app.Command("candidates", "Print the figures that running text may state, as CSV to review: "+
		"set or clear the x in the column take, then pass that CSV file to the command report.")
	propose.Arg("file", "Files to read; - is standard input.").Required().StringsVar(&t.files)
	app.Version(version.Print("cnnic_import"))
	app.Validate(func(*kingpin.Application) error { return t.setOptions() })
	command, err := app.Parse(args)
	switch {
	case terminated:
		return success
	case err != nil:
		fmt.Fprintf(stderr, "cnnic_import: %s; see --help\n", err)
		return misuse
	}
	importing := command == report.FullCommand()
	documents, err := t.documents(importing)
	if err == nil && importing {
		err = t.importReport(documents)
	} else if err == nil {
		err = t.propose(documents)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		if importing && !errors.Is(err, atomicfile.ErrNotRestored) {
			fmt.Fprintln(stderr, "Nothing was written.")
		}
		return failure
	}
	return success
}

// setOptions checks --data, --period and --published, and completes the options. Its error lists all that are wrong.
func (t *tool) setOptions() error {
	beijing := time.FixedZone("Beijing", 8*60*60) // CNNIC dates its reports in this time zone.
	t.Today = time.Now().In(beijing).Format(time.DateOnly)
	var problems []error
	if _, err := os.ReadDir(t.dataDir); err != nil {
		problems = append(problems, fmt.Errorf("--data: %w; give the folder data/ of the repository, or a copy of it", err))
	}
	if err := t.Period.UnmarshalText([]byte(t.periodFlag)); err != nil && t.periodFlag != "" {
		problems = append(problems, fmt.Errorf("--period: %w", err))
	}
	if _, err := time.Parse(time.DateOnly, t.Published); err != nil && t.Published != "" {
		problems = append(problems, fmt.Errorf("--published: %q is not a day written YYYY-MM-DD", t.Published))
	} else if t.Published > t.Today {
		problems = append(problems, fmt.Errorf("--published: %s lies in the future; today is %s", t.Published, t.Today))
	}
	return errors.Join(problems...)
}

// documents reads the files, for their tables or their running text. The error lists all unreadable ones.
func (t *tool) documents(forTables bool) (all []*document.Document, err error) {
	for _, name := range t.files {
		// Kingpin passes a lone hyphen as an empty name.
		d, errRead := document.Read(cmp.Or(name, document.Stdin), t.stdin, forTables)
		all, err = append(all, d), errors.Join(err, errRead)
	}
	return all, err
}

func (t *tool) propose(documents []*document.Document) error {
	d, err := dataset.Load(os.DirFS(t.dataDir), 0)
	if err != nil {
		return fmt.Errorf("%s: the dataset has errors; fix these first:\n%w", t.dataDir, err)
	}
	finder := candidate.NewFinder(d)
	var all []candidate.Candidate
	for _, one := range documents {
		all = append(all, finder.Find(one, t.Period)...)
	}
	if len(all) == 0 {
		fmt.Fprintln(t.stderr, "no candidates in the text; tables and charts need none: cnnic_import --report N FILE reads them")
	}
	return candidate.Write(t.stdout, all)
}

var errFindings = errors.New("new findings: compare the figures with the report; if it does state them, add --accept-findings")

// importReport compares a report with the dataset, and with --write writes the new figures.
func (t *tool) importReport(documents []*document.Document) error {
	plan, err := importer.NewPlan(os.DirFS(t.dataDir), documents, t.Options)
	if err == nil {
		err = plan.WriteDiff(t.stdout)
	}
	if err != nil {
		return err
	}
	files, summary := plan.Files()
	blocked := len(plan.Findings) > 0 && !t.acceptFindings
	switch {
	case len(files) == 0:
		fmt.Fprintln(t.stdout, "\nNo figure changes the dataset; there is nothing to write.")
		return nil
	case !t.write:
		next := "Add --write to write these files."
		if blocked {
			next = errFindings.Error() + " and --write"
		}
		fmt.Fprintf(t.stdout, "\nDry run, nothing written. Would change:\n%s%s\n", summary, next)
		return nil
	case blocked:
		return errFindings
	}
	// A signal must not leave only some of the files replaced.
	signal.Ignore(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Reset(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	if err := atomicfile.WriteAll(t.dataDir, files); err != nil {
		return err
	}
	fmt.Fprintf(t.stdout, "\nWritten:\n%s", summary)
	return nil
}
