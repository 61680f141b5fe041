package report

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"exposed/detectors"
)

// writeWorkbook writes the workbook. What excelize cannot hold in memory it
// writes below dir, which is as secret as the report itself.
func writeWorkbook(w io.Writer, f *facts, dir string) (err error) {
	b := &workbook{facts: f, file: excelize.NewFile(excelize.Options{TmpDir: dir})}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	if b.styles, err = newStyles(b.file); err != nil {
		return err
	}
	for _, write := range []func() error{b.summary, b.notices, b.matrix, b.citations, b.exceptions, b.evidence} {
		if err := write(); err != nil {
			return err
		}
	}
	err = b.file.SetDocProps(&excelize.DocProperties{Title: "Exposure report", Creator: "exposed", Created: undated, Modified: undated})
	if err != nil {
		return err
	}
	var data bytes.Buffer
	if _, err := b.file.WriteTo(&data); err != nil {
		return err
	}
	return inOrder(w, data.Bytes())
}

// inOrder writes the ZIP file data with its members in the order of their
// names: excelize writes sheets in any order.
func inOrder(w io.Writer, data []byte) error {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, f := range r.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}

// undated stands for the time of writing: the same case gives the same bytes.
const undated = "2000-01-01T00:00:00Z"

// A workbook is a workbook that is being written.
type workbook struct {
	*facts
	file   *excelize.File
	styles styles
}

// styles are the styles of cells.
type styles struct{ head, number, wrapped int }

func newStyles(f *excelize.File) (s styles, err error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for _, x := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF", Family: "Calibri", Size: 11}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F5F99"}}, Alignment: top}},
		{&s.number, excelize.Style{NumFmt: 3, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.wrapped, excelize.Style{Alignment: top}},
	} {
		if *x.id, err = f.NewStyle(&x.style); err != nil {
			return s, err
		}
	}
	return s, nil
}

// A table is what one sheet shows; it goes on in further sheets if it has more
// rows than a sheet holds.
type table struct {
	name   string
	heads  []string
	widths []float64
	frozen int // columns that stay in sight
	rows   func(yield func(cells []any) error) error
}

// maxSheetRows is the number of rows that a sheet holds.
const maxSheetRows = excelize.TotalRows

// write writes t.
func (b *workbook) write(t *table) error {
	s := &sheetWriter{workbook: b, table: t}
	if err := s.open(); err != nil {
		return err
	}
	if err := t.rows(s.row); err != nil {
		return err
	}
	return s.flush()
}

// A sheetWriter writes the sheets of a table.
type sheetWriter struct {
	*workbook
	*table
	out *excelize.StreamWriter
	n   int // sheets
	at  int // rows of the sheet
}

// open begins a sheet.
func (s *sheetWriter) open() error {
	s.n++
	name := s.name
	if s.n > 1 {
		name += " " + count(s.n)
	}
	if err := s.sheet(name); err != nil {
		return err
	}
	if err := s.printed(name); err != nil {
		return err
	}
	// QUIRK: a stream would say that the sheet ends at A1, and readers believe it.
	err := s.file.SetSheetDimension(name, "")
	if err == nil {
		s.out, err = s.file.NewStreamWriter(name)
	}
	if err != nil {
		return err
	}
	for i, w := range s.widths {
		if err := s.out.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	corner, err := excelize.CoordinatesToCellName(s.frozen+1, 2)
	if err != nil {
		return err
	}
	pane := "bottomLeft"
	if s.frozen > 0 {
		pane = "bottomRight"
	}
	err = s.out.SetPanes(&excelize.Panes{Freeze: true, XSplit: s.frozen, YSplit: 1, TopLeftCell: corner, ActivePane: pane})
	if err != nil {
		return err
	}
	heads := make([]any, len(s.heads))
	for i, h := range s.heads {
		heads[i] = excelize.Cell{StyleID: s.styles.head, Value: h}
	}
	s.at = 1
	return s.out.SetRow("A1", heads)
}

// sheet makes a sheet. The first takes the place of the one that a new workbook
// has: to delete that would read all others again.
func (s *sheetWriter) sheet(name string) error {
	if list := s.file.GetSheetList(); len(list) == 1 && list[0] == emptySheet {
		return s.file.SetSheetName(emptySheet, name)
	}
	_, err := s.file.NewSheet(name)
	return err
}

// emptySheet is the sheet of a new workbook.
const emptySheet = "Sheet1"

// printed makes the sheet print across, as wide as the paper, its heads on each page.
func (s *sheetWriter) printed(name string) error {
	across, wide, long, fit := "landscape", 1, 0, true
	err := s.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &across, FitToWidth: &wide, FitToHeight: &long})
	if err == nil {
		err = s.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit})
	}
	if err == nil {
		err = s.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + name + "'!$1:$1", Scope: name})
	}
	return err
}

// row writes a row. Text is written as text: no cell is a formula.
func (s *sheetWriter) row(cells []any) error {
	if s.at == maxSheetRows {
		if err := s.flush(); err != nil {
			return err
		}
		if err := s.open(); err != nil {
			return err
		}
	}
	s.at++
	for i, c := range cells {
		switch v := c.(type) {
		case int:
			cells[i] = excelize.Cell{StyleID: s.styles.number, Value: v}
		case string:
			cells[i] = excelize.Cell{StyleID: s.styles.wrapped, Value: cut(v)}
		}
	}
	at, err := excelize.CoordinatesToCellName(1, s.at)
	if err != nil {
		return err
	}
	return s.out.SetRow(at, cells)
}

func (s *sheetWriter) flush() error { return s.out.Flush() }

// cut cuts a text to what a cell holds, and says so.
func cut(s string) string {
	const mark = " … (cut: longer than a cell)"
	if len(s) <= excelize.TotalCellChars {
		return s
	}
	return strings.ToValidUTF8(s[:excelize.TotalCellChars-len(mark)], "") + mark
}

// summary writes the figures.
func (b *workbook) summary() error {
	return b.write(&table{name: "Summary", heads: []string{"Figure", "Number", "Remark"}, widths: []float64{38, 14, 70}, rows: func(row func([]any) error) error {
		sum := &b.Summary
		masked := "values are masked"
		if b.Unmask {
			masked = "values stand in clear: handle as personal data"
		}
		lines := [][]any{
			{"Customers exposed", sum.Customers, "each counted once; " + masked},
			{"Employees exposed", sum.Employees, ""},
			{"Others exposed", sum.Others, "people on neither list"},
			{"People to be decided by a reader", sum.Conflicts, "several customers fit alike"},
			{"Account numbers exposed", sum.Accounts, "an account is not a person"},
			{"Findings", sum.Findings, ""},
			{"Findings set aside", sum.Aside, "less than the value, numbers that expose nobody, or a place alone: in no count"},
			{"Items", sum.Items, plural(sum.Sources, "file") + " of evidence, " + size(sum.Bytes) + "; messages from " + day(b.First) + " to " + day(b.Last)},
			{"Items read in full", sum.Read, ""},
			{"Items that are duplicates of these", sum.Duplicates, ""},
			{"Items not read in full", sum.Excepted, "see the sheet Exceptions: they may hold more"},
		}
		for e := detectors.None + 1; int(e) < detectors.Elements; e++ {
			if n := &b.Elements[e]; e.Exposes() {
				remark := plural(n.Items, "item") + ", " + plural(n.Findings, "finding")
				if n.Findings == 0 {
					remark = "looked for in everything that was read, not found"
				}
				if k := n.Partial + n.Reserved; k > 0 {
					remark += "; " + count(k) + " set aside"
				}
				lines = append(lines, []any{"People: " + title(e), n.People(), remark})
			}
		}
		if b.Contacts.Missing != "" {
			lines = append(lines, []any{"Contacts", "", b.Contacts.Missing})
		}
		for _, l := range lines {
			if err := row(l); err != nil {
				return err
			}
		}
		return nil
	}})
}

// exceptions writes what was not read in full.
func (b *workbook) exceptions() error {
	return b.write(&table{name: "Exceptions", heads: []string{"Where", "Reason", "Detail", "Bytes", "Custodian", "Item"}, widths: []float64{60, 14, 60, 12, 20, 36}, rows: func(row func([]any) error) error {
		for _, x := range b.Exceptions {
			if err := row([]any{x.Locator, x.Reason.String(), x.Detail, int(x.Bytes), x.Custodian, x.ItemID}); err != nil {
				return err
			}
		}
		return nil
	}})
}

// evidence writes the files that were handed over.
func (b *workbook) evidence() error {
	return b.write(&table{name: "Evidence", heads: []string{"File", "Custodian", "Bytes", "SHA-256"}, widths: []float64{60, 20, 14, 70}, rows: func(row func([]any) error) error {
		for _, s := range b.Sources {
			sum := "not read"
			if s.SHA256 != [32]byte{} {
				sum = hex.EncodeToString(s.SHA256[:])
			}
			if err := row([]any{s.Path, s.Custodian, int(s.Size), sum}); err != nil {
				return err
			}
		}
		return nil
	}})
}

// dayCell returns t as a cell: a date as text, so that nobody's settings change it.
func dayCell(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
