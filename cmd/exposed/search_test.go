package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"exposed/testdata"
)

// TestSearchGolden searches the built-in evidence and compares what is printed
// with testdata/golden/search.txt.
func TestSearchGolden(t *testing.T) {
	name, err := filepath.Abs("../../testdata/golden/search.txt")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(t.TempDir(), "config"))
	if err := os.CopyFS("evidence", testdata.Case()); err != nil {
		t.Fatal(err)
	}
	output(t, exceptions, "scan", "--case", "case", "--ocr-lang", "none", "--customers", "evidence/lists/customers.csv", "--employees", "evidence/lists/employees.csv",
		"--plans", "evidence/lists/plans.csv", "evidence/mail")
	output(t, allRead, "index", "--case", "case")
	var got bytes.Buffer
	for _, query := range []string{
		`invoice`,
		`"account number"`,
		`element:payment_card OR element:ssn`,
		`kind:attachment date:2019-10..2019-12 customer*`,
		`from:lena NOT subject:re`,
		`person:C0034`,
		`name:"whitfield dana" kind:message`,
		`acount~ custodian:omar`,
		`quetzalcoatl`,
	} {
		got.WriteString("$ exposed search --limit 5 " + quote(query) + "\n")
		got.Write(output(t, allRead, "search", "--case", "case", "--limit", "5", query))
		got.WriteString("\n")
	}
	golden(t, name, got.Bytes())
}
