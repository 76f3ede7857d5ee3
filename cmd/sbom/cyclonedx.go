package main

import (
	"encoding/base64"
	"encoding/hex"
	"io"
	"runtime/debug"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

// write writes the bill as CycloneDX 1.6. It has no time and no random number, so
// that the same program gives the same bytes.
func write(w io.Writer, info *debug.BuildInfo) error {
	program := module(info.Main.Path, info.Main.Version)
	program.Type = cdx.ComponentTypeApplication
	program.Scope = ""
	properties := make([]cdx.Property, len(info.Settings))
	for i, s := range info.Settings {
		properties[i] = cdx.Property{Name: "go:build:" + s.Key, Value: s.Value}
	}
	program.Properties = &properties

	components := []cdx.Component{module("std", strings.TrimPrefix(info.GoVersion, "go"))}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		c := module(m.Path, m.Version)
		c.Hashes = hashes(m.Sum)
		components = append(components, c)
	}
	// What the linker notes does not say which module needs which.
	all := make([]string, len(components))
	for i, c := range components {
		all[i] = c.BOMRef
	}
	document := cdx.NewBOM()
	document.Metadata = &cdx.Metadata{Component: &program}
	document.Components = &components
	document.Dependencies = &[]cdx.Dependency{{Ref: program.BOMRef, Dependencies: &all}}
	return cdx.NewBOMEncoder(w, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(document, cdx.SpecVersion1_6)
}

// module is a module by its path and version, with the name by which scanners
// look it up.
func module(path, version string) cdx.Component {
	url := "pkg:golang/" + path
	if version != "" {
		url += "@" + strings.ReplaceAll(version, "+", "%2B")
	}
	return cdx.Component{
		Type: cdx.ComponentTypeLibrary, BOMRef: url, Name: path, Version: version,
		Scope: cdx.ScopeRequired, PackageURL: url,
	}
}

// hashes is what go.sum says of a module: SHA-256 over its files, in base64
// after "h1:".
func hashes(sum string) *[]cdx.Hash {
	text, ok := strings.CutPrefix(sum, "h1:")
	raw, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil {
		return nil
	}
	return &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hex.EncodeToString(raw)}}
}
