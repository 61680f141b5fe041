package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// Each text marks with «» the cells of tables.
var layoutTests = []struct{ name, content, want string }{
	{"empty", "", ""},
	{"line", at(72, 700, "Jane Roe, 1 Main St"), "Jane Roe, 1 Main St"},
	{"lines out of order", at(72, 688, "second") + at(72, 700, "first"), "first\nsecond"},
	{"words by their places", at(100, 700, "Roe") + at(72, 700, "Jane"), "Jane Roe"},
	{"wide gap", at(72, 700, "Account:") + at(200, 700, "123456789"), "Account:\t123456789"},
	{"paragraphs", at(72, 700, "a b") + at(72, 688, "c") + at(72, 664, "d") + at(72, 652, "e"), "a b\nc\n\nd\ne"},
	{"kerning", "BT /F 10 Tf 72 700 Td [(J) 30 (ane) -300 (R) -20 (oe)] TJ ET", "Jane Roe"},
	{"letters apart", "BT /F 10 Tf 4 Tc 72 700 Td (ACCOUNT 12) Tj ET", "ACCOUNT 12"},
	{"fake bold", at(72, 700, "Jane Roe") + at(72.3, 700, "Jane Roe"), "Jane Roe"},
	{"fake bold, each letter", at(72, 700, "J") + at(72.3, 700, "J") + at(77, 700, "o") + at(77.3, 700, "o"), "Jo"},
	{"twice on purpose", at(72, 700, "11") + at(72, 688, "11"), "11\n11"},
	{"raised and lowered", at(72, 700, "H") + "BT /F 7 Tf 79.5 698 Td (2) Tj ET " + at(83.5, 700, "O"), "H2O"},
	{"invisible", "3 Tr " + at(72, 700, "scanned"), "scanned"},
	{"hyphen", at(72, 700, "num-") + at(72, 688, "ber"), "num-\nber"},
	{
		"columns of prose",
		proseAt(72, "left") + proseAt(320, "right") + at(72, 730, "A heading that stands above both of the columns, from left to right"),
		"A heading that stands above both of the columns, from left to right\n\n" + proseLines("left") + "\n" + strings.TrimSuffix(proseLines("right"), "\n"),
	},
	{
		"table",
		rows(700, 14, []float64{72, 200, 400}, []string{"Name", "Phone", ">Balance"}, []string{"Jane Roe", "555-0100", ">$1.00"},
			[]string{"John Doe", "", ">$1,234.56"}, []string{"Al Roe", "555-0101", ">$22.00"}) + at(72, 600, "Thank you for being a customer of ours."),
		"«Name»\t«Phone»\t«Balance»\n«Jane Roe»\t«555-0100»\t«$1.00»\n«John Doe»\t«$1,234.56»\n«Al Roe»\t«555-0101»\t«$22.00»\n\n" +
			"Thank you for being a customer of ours.",
	},
	{
		"cell of several lines",
		rows(700, 20, []float64{72, 200, 400}, []string{"Jane Roe", "1 Main St", "555-0100"}, []string{"John Doe", "2 Oak Ave", "555-0101"},
			[]string{"Al Roe", "3 Elm St", "555-0102"}) + at(200, 689, "Dayton, OH 45402"),
		"«Jane Roe»\t«1 Main St\nDayton, OH 45402»\n«555-0100»\n«John Doe»\t«2 Oak Ave»\t«555-0101»\n«Al Roe»\t«3 Elm St»\t«555-0102»",
	},
	{
		"cells of the same line end below",
		rows(700, 24, []float64{72, 200, 400}, []string{"Jane Roe", "Dayton, OH", "555-0100"}, []string{"John Doe", "Xenia, OH", "555-0101"},
			[]string{"Al Roe", "Troy, OH", "555-0102"}) + at(200, 686, "2 Oak Ave"),
		"«Jane Roe»\t«Dayton, OH»\t«555-0100»\n«John Doe»\t«2 Oak Ave\nXenia, OH»\n«555-0101»\n«Al Roe»\t«Troy, OH»\t«555-0102»",
	},
	{
		"labels and values",
		rows(700, 14, []float64{72, 200}, []string{"Account number:", "1234567"}, []string{"Name:", "Jane Roe"}, []string{"Phone:", "555-0100"}),
		"«Account number:»\t«1234567»\n«Name:»\t«Jane Roe»\n«Phone:»\t«555-0100»",
	},
	{
		"two rows are no table",
		rows(700, 14, []float64{72, 200}, []string{"Name:", "Jane Roe"}, []string{"Phone:", "555-0100"}),
		"Name:\tJane Roe\nPhone:\t555-0100",
	},
	{
		"addresses side by side",
		rows(700, 12, []float64{72, 300}, []string{"Bill to:", "Ship to:"}, []string{"Jane Roe", "John Doe"}, []string{"1 Main St", "22 Oak Ave"},
			[]string{"Dayton, OH 45402", "Xenia, OH 45385"}),
		"Bill to:\nJane Roe\n1 Main St\nDayton, OH 45402\n\nShip to:\nJohn Doe\n22 Oak Ave\nXenia, OH 45385",
	},
	{
		"address beside labels",
		rows(700, 12, []float64{72, 300, 500}, []string{"Jane Roe", "Account:", ">123456789"}, []string{"1 Main St", "Due:", ">$1.00"},
			[]string{"Dayton, OH 45402", "Date:", ">03/12/2020"}),
		"Jane Roe\n1 Main St\nDayton, OH 45402\n\n«Account:»\t«123456789»\n«Due:»\t«$1.00»\n«Date:»\t«03/12/2020»",
	},
	{
		"addresses in a table",
		rows(700, 12, []float64{72, 200, 320}, []string{"Jane Roe", "1 Main St", "Dayton, OH 45402"}, []string{"John Doe", "2 Oak Ave", "Xenia, OH 45385"},
			[]string{"Al Roe", "3 Elm St", "Troy, OH 45373"}),
		"«Jane Roe»\t«1 Main St»\t«Dayton, OH 45402»\n«John Doe»\t«2 Oak Ave»\t«Xenia, OH 45385»\n«Al Roe»\t«3 Elm St»\t«Troy, OH 45373»",
	},
	{
		"turned text",
		at(72, 700, "upright") + "BT /F 10 Tf 0 1 -1 0 500 300 Tm (up the) Tj 0 -12 Td (side) Tj ET BT /F 10 Tf -1 0 0 -1 300 300 Tm (upside) Tj ET",
		"upright\n\nup the\nside\n\nupside",
	},
	{"slightly askew", "BT /F 10 Tf 1 0.006 -0.006 1 72 700 Tm (Jane) Tj ET BT /F 10 Tf 1 0.006 -0.006 1 472 702.4 Tm (Roe) Tj ET", "Jane\tRoe"},
	{"upside down twice", "1 0 0 -1 0 792 cm BT /F 10 Tf 1 0 0 -1 72 92 Tm (Jane Roe) Tj ET", "Jane Roe"},
	{"accents by themselves", "BT /F 10 Tf 72 700 Td (Jos) Tj 1.1 0 Td ET BT /F 10 Tf 87.6 700 Td (e) Tj -0.8 1 Td (\\264) Tj ET", "José"},
	{"accents first", "BT /F 10 Tf 72 700 Td (\\264) Tj -1 0 Td (e) Tj ET", "é"},
}

// proseAt returns instructions that show a column of prose at x.
func proseAt(x float64, word string) string {
	var out strings.Builder
	for i, ln := range strings.Split(strings.TrimSuffix(proseLines(word), "\n"), "\n") {
		out.WriteString(at(x, 700-12*float64(i), ln))
	}
	return out.String()
}

// proseLines returns lines of prose.
func proseLines(word string) string {
	var out strings.Builder
	for i := range 8 {
		fmt.Fprintf(&out, "%s line %c has some words that fill\n", word, 'a'+i)
	}
	return out.String()
}

func TestLayout(t *testing.T) {
	for _, tt := range layoutTests {
		check(t, tt.name, onePage(tt.content), tt.want, "")
	}
}

// TestTableAcrossPages reads a table that goes on on the next page, and one that
// does not.
func TestTableAcrossPages(t *testing.T) {
	places := []float64{72, 200, 300}
	b := newBuilder()
	b.page(rows(700, 14, places, []string{"Jane Roe", "12", "a"}, []string{"John Doe", "34", "b"}, []string{"Al Roe", "56", "c"}), "")
	b.page(rows(700, 14, places, []string{"Bo Roe", "78", "d"}, []string{"Jo Doe", "90", "e"}, []string{"Ed Roe", "11", "f"}), "")
	b.page(rows(700, 14, places[:2], []string{"Bo Roe", "78"}, []string{"Jo Doe", "90"}, []string{"Ed Roe", "11"}), "")
	text, _ := Text(b.bytes())
	var got []string
	for _, r := range text.Rows {
		got = append(got, fmt.Sprintf("%d.%d", r.Table, r.N))
	}
	if want := "0.1 0.2 0.3 0.4 0.5 0.6 1.1 1.2 1.3"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if c := text.Rows[4].Cells[2]; c.Col != 2 || text.Data[c.Start:c.End] != "e" {
		t.Errorf("cell is %v", c)
	}
}

// TestEmptyCell wants a gap in the numbers of the columns.
func TestEmptyCell(t *testing.T) {
	text, _ := Text(onePage(rows(700, 14, []float64{72, 200, 300}, []string{"a", "b", "c"}, []string{"d", "", "f"}, []string{"g", "h", "i"})))
	if len(text.Rows) != 3 || len(text.Rows[1].Cells) != 2 || text.Rows[1].Cells[1].Col != 2 {
		t.Errorf("rows are %v", text.Rows)
	}
}

// TestRotatedPages reads a page that is turned by each number of degrees.
func TestRotatedPages(t *testing.T) {
	for rotate, content := range map[int]string{
		90:  "BT /F 10 Tf 0 1 -1 0 300 72 Tm (first) Tj 0 -12 Td (second) Tj ET",
		180: "BT /F 10 Tf -1 0 0 -1 300 300 Tm (first) Tj 0 -12 Td (second) Tj ET",
		-90: "BT /F 10 Tf 0 -1 1 0 300 300 Tm (first) Tj 0 -12 Td (second) Tj ET",
	} {
		b := newBuilder()
		b.page(content+"\n"+at(1, 1, "x"), fmt.Sprintf("/Rotate %d", rotate))
		check(t, fmt.Sprint(rotate), b.bytes(), "first\nsecond\n\nx", "")
	}
}
