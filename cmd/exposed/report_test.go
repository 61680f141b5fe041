package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"exposed/testdata"
)

// demoCase scans the built-in evidence in the present folder.
func demoCase(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(t.TempDir(), "config"))
	if err := os.CopyFS("evidence", testdata.Case()); err != nil {
		t.Fatal(err)
	}
	output(t, exceptions, "scan", "--case", "case", "--ocr-lang", "none", "--customers", "evidence/lists/customers.csv",
		"--employees", "evidence/lists/employees.csv", "--plans", "evidence/lists/plans.csv", "evidence/mail")
}

// tool returns the path of a program that a test needs. Where tests must be
// whole, as the variable CI says, one that is missing is a failure.
func tool(t *testing.T, name, pkg string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("CI") != "" {
		t.Fatalf("%v: install the Debian package %s", err, pkg)
	}
	if err != nil {
		t.Skipf("%v: the Debian package %s has it", err, pkg)
	}
	return path
}

// The same case gives the same report, and what it says is in the golden page.
func TestReport(t *testing.T) {
	goldenDir, err := filepath.Abs("../../testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	demoCase(t)
	output(t, allRead, "report", "--case", "case", "-o", "one")
	output(t, allRead, "report", "--case", "case", "-o", "two")
	output(t, allRead, "report", "--case", "case", "-o", "clear", "--unmask")
	for _, name := range []string{"report.html", "report.xlsx", "people.csv", "exposures.csv", "SHA256SUMS"} {
		if one, two := readFile(t, "one/"+name), readFile(t, "two/"+name); !bytes.Equal(one, two) {
			t.Errorf("%s is another one the second time", name)
		}
	}
	html := bytes.ReplaceAll(readFile(t, "one/report.html"), []byte(version()), []byte("VERSION"))
	golden(t, filepath.Join(goldenDir, "report.html"), html)
	masked, clear := unpacked(t, "one"), unpacked(t, "clear")
	hidden := 0
	for _, v := range listed(t) {
		if bytes.Contains(masked, []byte(v)) {
			t.Errorf("%q is readable in the masked report", v)
		}
		if bytes.Contains(clear, []byte(v)) {
			hidden++
		}
	}
	if hidden < 20 {
		t.Errorf("%d values in the report in clear, want more", hidden)
	}
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// unpacked returns all bytes of the files in dir, those in ZIP files too.
func unpacked(t *testing.T, dir string) []byte {
	t.Helper()
	var all []byte
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data := readFile(t, path)
		all = append(all, data...)
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil // no ZIP file
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				return err
			}
			data, err := io.ReadAll(r)
			if err != nil {
				return err
			}
			all = append(all, data...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// listed returns street addresses, e-mail addresses and account numbers of the
// list of customers.
func listed(t *testing.T) (values []string) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(readFile(t, "evidence/lists/customers.csv"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, head := range []string{"account_number", "address_1", "email"} {
		col := slices.Index(rows[0], head)
		if col < 0 {
			t.Fatalf("no column %s", head)
		}
		for _, r := range rows[1:] {
			if len(r[col]) > 8 {
				values = append(values, r[col])
			}
		}
	}
	return values
}

// The folder of a report is not anybody's.
func TestReportElsewhere(t *testing.T) {
	demoCase(t)
	if err := os.WriteFile("evidence/notes.txt", []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"report", "--case", "case", "-o", "evidence"}, &out, &errs); code != failed || !strings.Contains(errs.String(), "give an empty or new folder") {
		t.Errorf("status %d: %s", code, errs.String())
	}
	if err := os.Rename("evidence/lists/customers.csv", "evidence/lists/moved.csv"); err != nil {
		t.Fatal(err)
	}
	errs.Reset()
	if code := run(t.Context(), []string{"report", "--case", "case", "-o", "report"}, &out, &errs); code != allRead || !strings.Contains(errs.String(), "addresses of customers are not from their list") {
		t.Errorf("status %d: %s", code, errs.String())
	}
	errs.Reset()
	if code := run(t.Context(), []string{"report", "--case", "case", "-o", "report", "--customers", "evidence/lists/moved.csv"}, &out, &errs); code != allRead || errs.Len() > 0 {
		t.Errorf("status %d: %s", code, errs.String())
	}
}

// The page asks for nothing and complains of nothing in a browser, fits its
// width, and prints on both sizes of paper.
func TestReportInBrowser(t *testing.T) {
	chromium := tool(t, "chromium", "chromium")
	demoCase(t)
	output(t, allRead, "report", "--case", "case", "-o", "report")
	path, err := filepath.Abs("report/report.html")
	if err != nil {
		t.Fatal(err)
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(900, 1200))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	defer stop()
	address := (&url.URL{Scheme: "file", Path: path}).String()
	var seen pageLog
	ctx, stop = chromedp.NewContext(ctx, chromedp.WithListener(func(event any) { seen.add(event, address) }))
	defer stop()
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	defer stop()

	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	title, err := chromedp.Run(ctx, chromedp.Title())
	wide, err2 := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
	if err != nil || err2 != nil || title != "Exposure report" || wide {
		t.Errorf("title %q, wider than the window: %v, %v, %v", title, wide, err, err2)
	}
	for _, paper := range []chromedp.PaperSize{chromedp.PaperA4, chromedp.PaperLetter} {
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(paper)))
		if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
			t.Errorf("printed on %v: %d bytes, %v", paper, len(pdf), err)
		}
	}
	if requests, said := seen.all(); requests == 0 || len(said) > 0 {
		t.Errorf("%d requests; %q", requests, said)
	}
}

// A pageLog notes what a page asks for and says beside its own address.
type pageLog struct {
	mu       sync.Mutex
	requests int
	said     []string
}

func (l *pageLog) add(event any, address string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		l.requests++
		if e.Request.URL != address && !strings.HasPrefix(e.Request.URL, "data:") {
			l.said = append(l.said, "request for "+e.Request.URL)
		}
	case *runtime.EventConsoleAPICalled:
		l.said = append(l.said, "console: "+string(e.Type))
	case *runtime.EventExceptionThrown:
		l.said = append(l.said, "exception: "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		l.said = append(l.said, "log: "+e.Entry.Text)
	}
}

func (l *pageLog) all() (requests int, said []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.requests, slices.Clone(l.said)
}

// LibreOffice and openpyxl read every row of the workbook.
func TestWorkbookElsewhere(t *testing.T) {
	demoCase(t)
	output(t, allRead, "report", "--case", "case", "-o", "report")
	people := bytes.Count(readFile(t, "report/people.csv"), []byte("\n"))
	t.Run("LibreOffice", func(t *testing.T) {
		soffice := tool(t, "soffice", "libreoffice-calc")
		profile := (&url.URL{Scheme: "file", Path: t.TempDir()}).String()
		ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
		defer stop()
		out, err := exec.CommandContext(ctx, soffice, "-env:UserInstallation="+profile, "--headless", "--convert-to",
			"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", "sheets", "report/report.xlsx").CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, sheet := range []string{"Summary", "Notification list", "Matrix", "Citations", "Exceptions", "Evidence"} {
			rows, err := csv.NewReader(bytes.NewReader(readFile(t, "sheets/report-"+sheet+".csv"))).ReadAll()
			if err != nil || len(rows) < 2 || (sheet == "Matrix" || sheet == "Notification list") && len(rows) != people {
				t.Errorf("%s: %d rows, want %d; %v", sheet, len(rows), people, err)
			}
		}
	})
	t.Run("openpyxl", func(t *testing.T) {
		python := tool(t, "python3", "python3")
		out, err := exec.CommandContext(t.Context(), python, "-c", "import openpyxl").CombinedOutput()
		if err != nil && os.Getenv("CI") == "" {
			t.Skip("openpyxl is missing: the Debian package python3-openpyxl has it")
		}
		if err == nil {
			out, err = exec.CommandContext(t.Context(), python, "-c", "import openpyxl\nfor s in openpyxl.load_workbook('report/report.xlsx', read_only=True):\n print(s.title, sum(1 for r in s.iter_rows()))").CombinedOutput()
		}
		if err != nil || !strings.Contains(string(out), fmt.Sprintf("Matrix %d\n", people)) {
			t.Errorf("%v: %s", err, out)
		}
	})
}
