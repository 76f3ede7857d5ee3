package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// The bill of the program has each module that is linked, with its version and
// hash, and is the same each time.
func TestBillOfMaterials(t *testing.T) {
	program := filepath.Join(t.TempDir(), "cnnic_exporter")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", program, "cnnic_exporter/cmd/cnnic_exporter").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var out, again, stderr bytes.Buffer
	if code := run([]string{program}, &out, &stderr); code != 0 {
		t.Fatal(stderr.String())
	}
	if run([]string{program}, &again, &stderr); out.String() != again.String() {
		t.Error("two bills of one program differ")
	}
	var got cdx.BOM
	if err := cdx.NewBOMDecoder(&out, cdx.BOMFileFormatJSON).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.Metadata.Component.Name != "cnnic_exporter" || got.Metadata.Component.Type != "application" {
		t.Errorf("it is the bill of %+v", got.Metadata.Component)
	}
	listed, err := exec.Command("go", "list", "-deps", "-f", `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}`, "cnnic_exporter/cmd/cnnic_exporter").Output()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(strings.ReplaceAll(string(listed), " ", "@"))
	slices.Sort(want)
	want = slices.Compact(want)
	var names []string
	for _, c := range *got.Components {
		if c.Name == "std" {
			continue
		}
		names = append(names, c.Name+"@"+c.Version)
		if c.PackageURL != "pkg:golang/"+c.Name+"@"+c.Version || c.Hashes == nil || len((*c.Hashes)[0].Value) != 64 {
			t.Errorf("%+v", c)
		}
	}
	slices.Sort(names)
	if !slices.Equal(names, want) {
		t.Errorf("got %s\nwant %s", names, want)
	}
	if n := len(*(*got.Dependencies)[0].Dependencies); n != len(*got.Components) {
		t.Errorf("the program depends on %d of %d", n, len(*got.Components))
	}
}

func TestWhatHasNoBill(t *testing.T) {
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("no program"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[int][]string{2: nil, 1: {text}} {
		var stdout, stderr bytes.Buffer
		if code := run(args, &stdout, &stderr); code != want || stdout.Len() > 0 || stderr.Len() == 0 {
			t.Errorf("%s: got %d, %q, %q", args, code, stdout.String(), stderr.String())
		}
	}
}
