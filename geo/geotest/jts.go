package geotest

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Case is one case of the JTS suite: up to two geometries and what operations on them should give.
type Case struct {
	Name string // file, number and description
	A, B string // WKT or hexadecimal WKB, "" if absent
	Ops  []Op
}

// Op is one expectation. Args are names of geometries ("A", "B") or numbers.
type Op struct {
	Name string
	Args []string
	Want string
}

type jtsRun struct {
	Cases []struct {
		Desc  string `xml:"desc"`
		A     string `xml:"a"`
		B     string `xml:"b"`
		Tests []struct {
			Op struct {
				Name string `xml:"name,attr"`
				Arg1 string `xml:"arg1,attr"`
				Arg2 string `xml:"arg2,attr"`
				Arg3 string `xml:"arg3,attr"`
				Want string `xml:",chardata"`
			} `xml:"op"`
		} `xml:"test"`
	} `xml:"case"`
}

// Cases returns all cases of jts-testxml in the order of their files.
func Cases(t testing.TB) []Case {
	t.Helper()
	folder := Path(t, "jts-testxml")
	var cases []Case
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".xml" {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		more, err := readRun(path, strings.TrimSuffix(name, ".xml"))
		cases = append(cases, more...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

func readRun(path, name string) ([]Case, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var run jtsRun
	if err := xml.Unmarshal(text, &run); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	cases := make([]Case, len(run.Cases))
	for i, c := range run.Cases {
		cases[i] = Case{
			Name: fmt.Sprintf("%s #%d %s", name, i+1, oneLine(c.Desc)),
			A:    strings.TrimSpace(c.A), B: strings.TrimSpace(c.B),
		}
		for _, test := range c.Tests {
			op := Op{Name: test.Op.Name, Want: strings.TrimSpace(test.Op.Want)}
			for _, arg := range []string{test.Op.Arg1, test.Op.Arg2, test.Op.Arg3} {
				if arg != "" {
					op.Args = append(op.Args, arg)
				}
			}
			cases[i].Ops = append(cases[i].Ops, op)
		}
	}
	return cases, nil
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Validity is one expectation of isValid.
type Validity struct {
	Name  string
	Text  string // WKT or hexadecimal WKB
	Valid bool
}

// ValidityCases returns every expectation of isValid in jts-testxml.
func ValidityCases(t testing.TB) []Validity {
	t.Helper()
	var out []Validity
	for _, c := range Cases(t) {
		for _, op := range c.Ops {
			if !strings.EqualFold(op.Name, "isValid") {
				continue
			}
			v := Validity{Name: c.Name, Text: c.A, Valid: op.Want == "true"}
			if strings.EqualFold(op.Args[0], "B") {
				v.Text = c.B
			}
			out = append(out, v)
		}
	}
	return out
}
