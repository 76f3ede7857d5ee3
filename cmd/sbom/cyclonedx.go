package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"runtime/debug"
	"strings"
)

// bom is a document of CycloneDX 1.6, as far as a Go program needs it. It has no
// time and no random number, so that the same program gives the same bytes.
type bom struct {
	Format       string       `json:"bomFormat"`
	SpecVersion  string       `json:"specVersion"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version,omitempty"`
	Scope      string     `json:"scope,omitempty"`
	Hashes     []hash     `json:"hashes,omitempty"`
	URL        string     `json:"purl,omitempty"`
	Properties []property `json:"properties,omitempty"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn,omitempty"`
}

func write(w io.Writer, info *debug.BuildInfo) error {
	program := component{
		Type: "application", Ref: packageURL(info.Main.Path, info.Main.Version),
		Name: info.Main.Path, Version: info.Main.Version, URL: packageURL(info.Main.Path, info.Main.Version),
	}
	for _, s := range info.Settings {
		program.Properties = append(program.Properties, property{"go:build:" + s.Key, s.Value})
	}
	goVersion := strings.TrimPrefix(info.GoVersion, "go")
	std := component{
		Type: "library", Ref: packageURL("std", goVersion), Name: "std", Version: goVersion,
		Scope: "required", URL: packageURL("std", goVersion),
	}
	document := bom{Format: "CycloneDX", SpecVersion: "1.6", Version: 1, Metadata: metadata{program}, Components: []component{std}}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		document.Components = append(document.Components, component{
			Type: "library", Ref: packageURL(m.Path, m.Version), Name: m.Path, Version: m.Version,
			Scope: "required", Hashes: hashes(m.Sum), URL: packageURL(m.Path, m.Version),
		})
	}
	// What the linker notes does not say which module needs which.
	all := dependency{Ref: program.Ref}
	for _, c := range document.Components {
		all.DependsOn = append(all.DependsOn, c.Ref)
	}
	document.Dependencies = []dependency{all}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}

// packageURL names a module as scanners look it up.
func packageURL(path, version string) string {
	if version == "" {
		return "pkg:golang/" + path
	}
	return "pkg:golang/" + path + "@" + strings.ReplaceAll(version, "+", "%2B")
}

// hashes is what go.sum says of a module: SHA-256 over its files, in base64
// after "h1:".
func hashes(sum string) []hash {
	text, ok := strings.CutPrefix(sum, "h1:")
	raw, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil {
		return nil
	}
	return []hash{{"SHA-256", hex.EncodeToString(raw)}}
}
